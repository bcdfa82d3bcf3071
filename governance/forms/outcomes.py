"""What became of a report: resolutions, the paper as published, promises."""

from collections.abc import Iterable
from typing import Any

from django import forms

from actions.forms.progress import link_field
from design.fields import DateField, LineField, RadioField, TextField
from design.forms import RevisionForm
from design.soft_questions import AsksFirst
from design.uploads import PDF, WORD, Upload, UploadField
from design.widgets import RadioChoice
from governance.fields import RecordField
from governance.models import BoardReport, Body, Resolution
from priorities.fields import HINT, PartialDateField

Outcome = Resolution.Outcome


class ResolutionForm(AsksFirst, RevisionForm):
    """What the body resolved on one recommendation."""

    outcome = RadioField(
        label="What did the body resolve?",
        subject="what the body resolved",
        choices=tuple(RadioChoice(outcome.value, outcome.label) for outcome in Outcome),
    )
    text = TextField(
        label="Amended to (if it was amended)", subject="what it was amended to", required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    resolved_on = DateField(label="Resolved on", subject="the day of the resolution")
    minute_reference = LineField(
        label="Minute (optional)",
        subject="the minute",
        help_text="For example, HWB/24.",
        max_length=80,
        required=False,
    )
    url = link_field("Link to the minutes (optional)")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("outcome") == Outcome.AMENDED and not values.get("text"):
            self.add_error("text", "Enter what it was amended to")
        return values


class PublishedForm(AsksFirst):
    """Where the body published the paper or its file, and in what it differs from ours."""

    url = link_field("Link to the paper (optional)")
    file = UploadField(
        label="Or its file (optional)",
        subject="the file",
        help_text="A PDF or a Word file (.docx), 10 MB at most. Everybody who can see the report can download it.",
        kinds=[PDF, WORD],
        most_megabytes=10,
        required=False,
    )
    differs = TextField(
        label="What differs from ours? (optional)", subject="what differs", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and not any(values.values()):
            self.add_error("url", "Enter a link to the paper, choose its file, or say what differs")
        return values

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        file: Upload | None = self.cleaned_data["file"]
        return self.cleaned_data | {"file": file and file.body, "file_name": file.name if file else ""}


class PromiseForm(AsksFirst):
    """Something promised to a body."""

    to_body = RecordField(label="Promised to")
    title = TextField(
        label="What was promised?", subject="what was promised", max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    due = PartialDateField(label="Due (optional)", subject="the due date", help_text=HINT, required=False)
    note = TextField(
        label="Note (optional)", subject="the note", required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: Iterable[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_body"].offer(bodies)


class MetForm(RevisionForm):
    """That a promise is met."""

    met_on = DateField(label="Met on", subject="the day on which it was met")
    met_by_report = RecordField(label="By a report (optional)", nothing="By something else", required=False)

    def __init__(self, *args: Any, reports: Iterable[BoardReport], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["met_by_report"].offer(reports)
