"""What became of a report: resolutions, the paper as published, promises."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms

from actions.forms.progress import link_field
from actions.forms.support import reason_field
from actions.models import Action
from design.fields import DateField, LineField, OneOfField, RadioField, TextField
from design.forms import RevisionForm
from design.soft_questions import AsksFirst, Question
from design.uploads import PDF, WORD, Upload, UploadField
from design.widgets import RadioChoice
from governance.fields import ActionsField
from governance.models import BoardReport, Body, Commitment, Resolution
from governance.services.bodies import NOT_MET_YET
from governance.services.resolutions import day_problem, text_problem
from priorities.fields import HINT, PartialDateField
from priorities.partial_date import PartialDate

Outcome = Resolution.Outcome
# So many years behind or ahead of today a promise may be due before its date is asked about.
BEHIND, AHEAD = 2, 10


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
    actions = ActionsField(
        label="Actions that it touches (optional)",
        subject="the actions that it touches",
        help_text="Their references, with commas between them. The resolution then stands on their pages.",
        max_length=1000,
        required=False,
    )

    def __init__(
        self, *args: Any, of: BoardReport, actions: Iterable[Action], today: datetime.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.report, self.today = of, today
        self.fields["actions"].offer(actions)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        outcome, day = values.get("outcome"), values.get("resolved_on")
        if outcome and "text" in values and (problem := text_problem(outcome, values["text"])):
            self.add_error("text", problem)
        if day is not None and (problem := day_problem(self.report, day, self.today)):
            self.add_error("resolved_on", problem)
        return values


class PublishedForm(AsksFirst):
    """Where the body published the paper or its file, and in what it differs from ours."""

    url = link_field("Link to the paper (optional)")
    file = UploadField(
        label="Or its file (optional)",
        subject="the file",
        help_text=(
            "A PDF or a Word file (.docx) without scripts, macros or files within, 10 MB at most. Everybody who can "
            "see the report can download it."
        ),
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

    to_body = OneOfField(label="Promised to", nothing="Choose one")
    title = TextField(
        label="What was promised?", subject="what was promised", max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    due = PartialDateField(label="Due (optional)", subject="the due date", help_text=HINT, required=False)
    note = TextField(
        label="Note (optional)", subject="the note", required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: Iterable[Body], today: datetime.date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)
        self.fields["to_body"].offer(bodies)

    def what_to_ask(self) -> list[Question]:
        """As `AsksFirst`, and whether it is due so far from today: a year is easily mistyped."""
        due: PartialDate | None = self.cleaned_data["due"]
        far = due is not None and not -BEHIND <= due.on.year - self.today.year <= AHEAD
        asked = [Question(f"due-{due.on}", f"It is due {due}. Is that right?", ("due",))] if due and far else []
        return [*super().what_to_ask(), *asked]


class MetForm(AsksFirst, RevisionForm):
    """That a promise is met; of one that is met already, what is right instead, or that it is open again."""

    met_on = DateField(label="Met on", subject="the day on which it was met")
    met_by_report = OneOfField(label="By a report (optional)", nothing="By something else", required=False)
    reason = reason_field(
        "Why are you changing it?",
        "why you are changing it",
        required=False,
        hint="Not needed if you are filling in what was empty.",
    )

    def __init__(
        self, *args: Any, promise: Commitment, reports: Iterable[BoardReport], today: datetime.date, **kwargs: Any
    ) -> None:
        self.promise, self.today = promise, today
        super().__init__(*args, **kwargs)
        self.fields["met_by_report"].offer(reports)
        met_on = self.fields["met_on"]
        if promise.met_on is None:
            del self.fields["reason"]
        else:
            met_on.required, met_on.label = False, "Met on (optional)"
            met_on.help_text = "Leave it empty to open the promise again."

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.errors:
            return values
        met = {name: values[name] for name in ("met_on", "met_by_report")}
        if met["met_on"] is not None and met["met_on"] > self.today:
            self.add_error("met_on", NOT_MET_YET)
        if met["met_on"] is None and met["met_by_report"] is not None:
            self.add_error("met_on", "Enter the day on which the report met it")
        if "reason" in self.fields and self.promise.overwrites(met) and not values["reason"]:
            self.add_error("reason", "Enter why you are changing it")
        return values
