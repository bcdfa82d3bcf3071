"""Forms of a report: starting it, its details, what is written, what the body made of it."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.validators import URLValidator

from actions.models import Action
from design.fields import DateField, LineField, RadioField, TextField, TimeField
from design.forms import RevisionForm
from design.layout import Group
from design.soft_questions import AsksFirst
from design.widgets import PlainSelect, RadioChoice
from governance.models import BoardReport, Body, Meeting, ReportSection, Resolution
from governance.services.reports import is_required, section_problems
from priorities.fields import HINT, PartialDateField
from priorities.models import ActionPlan
from send_portal import clock

NARRATIVE_LENGTH = 20_000
Chosen = ReportSection.Chosen
Outcome = Resolution.Outcome
NARRATIVE_HINT = (
    "A blank line makes a new numbered paragraph. Begin lines with a hyphen for a list: it becomes a., b. "
    "Two stars round words make them bold. {#budget} at the end of a paragraph names it, and [[budget]] prints its "
    "number."
)


class RecordField(forms.ChoiceField):
    """One of some records, or None; `offer` says which, without a query."""

    widget = PlainSelect

    def __init__(self, *, nothing: str = "Choose one", **kwargs: Any) -> None:
        self.nothing, self.records = nothing, dict[str, Any]()
        super().__init__(**kwargs)

    def offer(self, records: Iterable[Any]) -> None:
        """Set the choices of one form's own field."""
        self.records = {str(record.pk): record for record in records}
        self.choices = [("", self.nothing), *((pk, str(record)) for pk, record in self.records.items())]

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "pk", value)

    def clean(self, value: Any) -> Any:
        """The record, or None."""
        chosen = super().clean(self.prepare_value(value))
        return self.records[chosen] if chosen else None


def _posts() -> TextField:
    return TextField(
        label="Report of",
        subject="whose report it is",
        help_text="Posts, one on each line. For example, Director of Children’s Services.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _contact() -> LineField:
    return LineField(
        label="Contact (optional)", subject="the contact", help_text="A post, not a name.", max_length=200,
        required=False,
    )  # fmt: skip


def _time(label: str, subject: str) -> TimeField:
    return TimeField(
        label=label, subject=subject, help_text="UK time. For example, 12:00 or 4:15pm.", required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )  # fmt: skip


class StartForm(AsksFirst):
    """A new report: on which plan, to which body, when."""

    plan = RecordField(label="Plan")
    body = RecordField(label="To which body?")
    meeting = RecordField(label="Meeting (optional)", nothing="Not in the list", required=False)
    date = PartialDateField(
        label="Date, if the meeting is not in the list", subject="the date", help_text=HINT, required=False
    )
    title = LineField(label="Title", subject="the title", max_length=250)
    report_of = _posts()
    contact_post = _contact()

    def __init__(
        self,
        *args: Any,
        plans: Iterable[ActionPlan],
        bodies: Iterable[Body],
        meetings: Iterable[Meeting],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, records in (("plan", plans), ("body", bodies), ("meeting", meetings)):
            self.fields[name].offer(records)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        meeting, body = values.get("meeting"), values.get("body")
        if meeting is None and values.get("date") is None and "date" not in self.errors:
            self.add_error("date", "Choose a meeting, or enter the date of the report")
        if meeting is not None and body is not None and meeting.body_id != body.pk:
            self.add_error("meeting", f"Choose a meeting of the {body}")
        return values


class DetailsForm(AsksFirst, RevisionForm):
    """Title, moments, posts and timetable of a report."""

    title = LineField(label="Title", subject="the title", max_length=250)
    date = PartialDateField(label="Date of the report", subject="the date of the report", help_text=HINT)
    as_at_day = DateField(label="As at: day (optional)", subject="the day", required=False)
    as_at_time = _time("As at: time", "the time")
    since_day = DateField(label="Since: day (optional)", subject="the day", required=False)
    since_time = _time("Since: time", "the time")
    report_of = _posts()
    contact_post = _contact()
    updates_due_on = DateField(label="Updates due (optional)", subject="the day", required=False)
    sro_draft_on = DateField(label="Draft to the SRO (optional)", subject="the day", required=False)
    submit_on = DateField(label="To Democratic Services (optional)", subject="the day", required=False)
    publish_on = DateField(label="Published (optional)", subject="the day", required=False)

    layout = (
        "title",
        "date",
        Group("The moment that it speaks of", "as_at_day", "as_at_time",
              hint="Leave both empty to take the moment at which you finalise it."),
        Group("The period that it tells of", "since_day", "since_time",
              hint="From the last report, as a rule. Leave both empty for everything so far."),
        "report_of",
        "contact_post",
        Group("Timetable", "updates_due_on", "sro_draft_on", "submit_on", "publish_on"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name in ("as_at", "since"):
            values[name] = self._moment(name, values.pop(f"{name}_day", None), values.pop(f"{name}_time", None))
        if values["as_at"] and values["since"] and values["since"] >= values["as_at"]:
            self.add_error("since_day", "The period must begin before the moment that the report speaks of")
        return values

    def _moment(self, name: str, day: datetime.date | None, time: datetime.time | None) -> datetime.datetime | None:
        if day is None and time is not None:
            self.add_error(f"{name}_day", "Enter the day as well, or take the time away")
        if day is None:
            return None
        try:
            return clock.london_moment(day, time or datetime.time(0))
        except clock.NoSuchMoment as error:
            self.add_error(f"{name}_time", f"Choose another time: {error}")
            return None

    @staticmethod
    def initial_of(report: BoardReport) -> dict[str, Any]:
        """What stands, as the form shows it."""
        initial = {name: getattr(report, name) for name in DetailsForm.base_fields if hasattr(report, name)}
        for name in ("as_at", "since"):
            moment = getattr(report, name)
            if moment is not None:
                there = moment.astimezone(clock.LONDON)
                initial |= {f"{name}_day": there.date(), f"{name}_time": there.time()}
        return initial


class SectionForm(AsksFirst, RevisionForm):
    """What is written for a section, and whether it is in the report."""

    is_included = forms.BooleanField(label="In the report", required=False)
    chosen = RadioField(
        label="What does it say?",
        subject="what it says",
        choices=(
            RadioChoice(Chosen.WRITTEN, "What is written below"),
            RadioChoice(Chosen.NOTHING_DIRECT, "There are no direct implications", hint="What is written follows it."),
        ),
        required=False,
    )
    narrative = TextField(
        label="Text (optional)",
        subject="the text",
        help_text=NARRATIVE_HINT,
        required=False,
        max_length=NARRATIVE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    def __init__(self, *args: Any, of: ReportSection, **kwargs: Any) -> None:
        self.section = section = of
        super().__init__(*args, **kwargs)
        if section.kind not in ("financial", "legal"):
            del self.fields["chosen"]
        if is_required(section):
            del self.fields["is_included"]

    def clean_narrative(self) -> str:
        text: str = self.cleaned_data["narrative"]
        for problem in section_problems(self.section, text):
            self.add_error("narrative", problem)
        return text

    @property
    def values(self) -> Mapping[str, Any]:
        """What the service takes."""
        return {"is_included": True, "chosen": "", **self.cleaned_data}


class RecommendationsForm(AsksFirst, RevisionForm):
    """The recommendations of a report, numbered as they stand."""

    MOST = 8

    def __init__(self, *args: Any, standing: int, lead: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, min(standing + 2, self.MOST) + 1):
            self.fields[f"text_{number}"] = TextField(
                label=f"Recommendation {number}",
                subject=f"recommendation {number}",
                help_text=lead if number == 1 else "",
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def texts(self) -> list[str]:
        """Those that say something, in their order."""
        return [text for name, text in self.cleaned_data.items() if name.startswith("text_") and text]


class WordingsForm(AsksFirst):
    """What a report prints of each action in place of its headline."""

    def __init__(self, *args: Any, actions: Iterable[Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actions = list(actions)
        for action in self.actions:
            update = action.last_update
            self.fields[f"wording_{action.pk}"] = LineField(
                label=str(action),
                subject=f"the wording of {action.reference}",
                help_text=f"Headline: {update.headline}" if update is not None else "No update yet.",
                max_length=400,
                required=False,
            )

    @property
    def texts(self) -> dict[int, str]:
        """What was typed, by the id of its action."""
        return {action.pk: self.cleaned_data[f"wording_{action.pk}"] for action in self.actions}


class FinaliseForm(AsksFirst, RevisionForm):
    """The last word before a version is frozen; a later version says what it corrects."""

    correction_note = TextField(
        label="What does this version correct?",
        subject="what this version corrects",
        help_text="Readers of the version before it see this.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["correction_note"]


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
    url = LineField(
        label="Link to the minutes (optional)", subject="the link", max_length=400, required=False,
        validators=[URLValidator(schemes=["https", "http"], message="Enter a link that begins with https://")],
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("outcome") == Outcome.AMENDED and not values.get("text"):
            self.add_error("text", "Enter what it was amended to")
        return values


class PublishedForm(AsksFirst):
    """Where the body published the paper, and in what it differs from ours."""

    url = LineField(
        label="Link to the paper (optional)", subject="the link", max_length=400, required=False,
        validators=[URLValidator(schemes=["https", "http"], message="Enter a link that begins with https://")],
    )  # fmt: skip
    differs = TextField(
        label="What differs from ours? (optional)", subject="what differs", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and not any(values.values()):
            self.add_error("url", "Enter a link to the paper, or what differs")
        return values


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
