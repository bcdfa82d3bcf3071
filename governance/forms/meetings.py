"""Planning a meeting, changing what is known of it, moving it, and how it stands."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.models import User
from actions.forms.progress import link_field
from design.fields import DateField, LineField, OneOfField, TextField, TimeField
from design.forms import RevisionForm
from design.layout import Group
from design.moments import moment_of
from design.soft_questions import Asks, AsksFirst, Question
from design.widgets import DAY, MONTH, YEAR, DatePartsWidget
from governance.models import Body, Meeting
from governance.pack.just_saved import just_saved_questions
from governance.services.meeting_rules import NEEDS_BEGINNING, NEEDS_DAY, meeting_problems
from priorities.fields import PartialDateField, PartialDateInput
from priorities.forms import reason_field
from priorities.partial_date import Precision
from send_portal import clock

# Under which field a problem of a meeting is said.
FIELDS = {"starts_at": "begins", "ends_at": "ends", "papers_due_at": "papers_on"}
DETAILS = (
    "date", "starts_at", "ends_at", "place", "link", "papers_due_at", "business", "minute_reference", "minutes_url",
)  # fmt: skip
DATE_HINT = "For example, 25 9 2025. Leave the day empty if you only know the month."
TIMES, PAPERS = ("begins", "ends", "place", "link"), ("papers_on", "papers_time")
ONLY_HERE = (*TIMES, *PAPERS)
RUN_HERE = "Only for a body that is run in this portal."
UK = "Times are UK time."
DUE = "Papers are due by then, and updates on actions where the body’s meetings set the update cycles."
LAYOUT = (
    "date", Group("Time and place", *TIMES, hint=UK), Group("Papers deadline", *PAPERS, hint=DUE), "business",
)  # fmt: skip


class DayOrMonthInput(PartialDateInput):
    """The day of a meeting, or its month: no season."""

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        DatePartsWidget.__init__(self, (DAY, MONTH, YEAR), attrs)


def time_field(label: str, subject: str) -> TimeField:
    """A time of day that may be left open."""
    return TimeField(
        label=label, subject=subject, help_text="For example, 12:00 or 4:15pm.", required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )  # fmt: skip


class MeetingFields(AsksFirst):
    """What is known of a meeting. `body`: whose it is, where that is known before."""

    date = PartialDateField(
        label="Day or month", subject="the day or month of the meeting", help_text=DATE_HINT, widget=DayOrMonthInput
    )
    begins = time_field("Begins (optional)", "when it begins")
    ends = time_field("Ends (optional)", "when it ends")
    place = LineField(label="Place (optional)", subject="the place", max_length=200, required=False)
    link = link_field("Link to join (optional)")
    papers_on = DateField(label="Day (optional)", subject="the day of the papers deadline", required=False)
    papers_time = time_field("Time (optional)", "the time of the papers deadline")
    business = TextField(
        label="Business (optional)", subject="the business", help_text="What the meeting is about, in a line or two.",
        max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    layout = LAYOUT

    def __init__(self, *args: Any, body: Body | None = None, **kwargs: Any) -> None:
        self.body = body
        super().__init__(*args, **kwargs)
        if body is not None and not body.is_run_here:
            for name in ONLY_HERE:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        date = values.get("date")
        day = date.on if date is not None and date.precision == Precision.DAY else None
        for name in ("begins", "ends"):
            if values.get(name) and date is not None and day is None:
                self.add_error(name, NEEDS_DAY)
        values["starts_at"] = moment_of(self, "begins", day, values.get("begins"))
        values["ends_at"] = moment_of(self, "ends", day, values.get("ends"))
        self._pair(values)
        values["papers_due_at"] = moment_of(self, "papers_time", values.get("papers_on"), values.get("papers_time"))
        body = values.get("body") or self.body
        if date is not None and body is not None:
            self._check_meeting(body, values)
        return values

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        said = self.cleaned_data
        return {name: said[name] for name in DETAILS if name in said and self._asks(name)}

    def _asks(self, name: str) -> bool:
        """Whether the form has the field that this comes from: what it does not ask stays."""
        return FIELDS.get(name, name) in self.fields

    def _pair(self, values: dict[str, Any]) -> None:
        """A deadline has a day and a time, or neither."""
        day, time = values.get("papers_on"), values.get("papers_time")
        if day is not None and time is None and "papers_time" not in self.errors:
            self.add_error("papers_time", "Enter the time of the papers deadline as well")
        if time is not None and day is None and "papers_on" not in self.errors:
            self.add_error("papers_on", "Enter the day of the papers deadline as well")

    def _check_meeting(self, body: Body, values: dict[str, Any]) -> None:
        meeting = Meeting(body=body, **{name: values[name] for name in DETAILS if values.get(name) and name != "date"})
        meeting.date = values["date"]
        for name, problem in meeting_problems(meeting).items():
            field = FIELDS.get(name, name)
            if problem == NEEDS_BEGINNING and "begins" in self.errors:
                continue
            if field in self.fields and field not in self.errors:
                self.add_error(field, problem)


class NewMeetingForm(MeetingFields):
    """A meeting that is new."""

    body = OneOfField(label="Which body meets?", nothing="Choose one")

    layout = (
        "body",
        "date",
        Group("Time and place", *TIMES, hint=f"{RUN_HERE} {UK}"),
        Group("Papers deadline", *PAPERS, hint=f"{RUN_HERE} {DUE}"),
        "business",
    )

    def __init__(self, *args: Any, bodies: Iterable[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].offer(bodies)


class MeetingForm(MeetingFields, RevisionForm):
    """A meeting that changes."""

    minute_reference = LineField(
        label="Minute reference (optional)", subject="the minute reference", max_length=80, required=False
    )
    minutes_url = link_field("Link to the minutes (optional)")
    reason = reason_field()

    layout = (*LAYOUT, "minute_reference", "minutes_url", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.body is None or self.body.is_run_here:
            for name in ("minute_reference", "minutes_url"):
                del self.fields[name]


class MoveForm(MeetingFields, RevisionForm):
    """To which day a meeting moves, and why. A deadline that stays is not asked."""

    reason = reason_field("Why does the meeting move?", required=True)

    layout = (*LAYOUT, "reason")

    def __init__(self, *args: Any, deadline_stays: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if deadline_stays:
            for name in ("papers_on", "papers_time"):
                self.fields.pop(name, None)


class StateForm(RevisionForm):
    """How a meeting stands from now on; there is nothing to type."""


class PapersOutForm(Asks, RevisionForm):
    """That papers go out; there is nothing to type. It asks where something was saved too late for the pack."""

    confirm_text = "Yes, they have gone out without this"

    def __init__(self, *args: Any, meeting: Meeting, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.user = meeting, user

    def what_to_ask(self) -> list[Question]:
        """What was saved so shortly before that the pack cannot have it, where papers can go out at all."""
        if self.meeting.status != Meeting.State.PLANNED:
            return super().what_to_ask()
        return [*super().what_to_ask(), *just_saved_questions(self.meeting, self.user, clock.now())]


class CancelForm(AsksFirst, RevisionForm):
    """Why a meeting is cancelled."""

    reason = reason_field("Why is the meeting cancelled?", required=True)


class UndoForm(AsksFirst, RevisionForm):
    """Why a state is taken back."""

    reason = reason_field("What was the mistake?", required=True)


def initial_of(meeting: Meeting) -> dict[str, Any]:
    """What stands of a meeting, as the forms show it."""
    names = ("date", "place", "link", "business", "minute_reference", "minutes_url")
    initial = {name: getattr(meeting, name) for name in names}
    for field, moment in (("begins", meeting.starts_at), ("ends", meeting.ends_at)):
        initial[field] = moment and moment.astimezone(clock.LONDON).time()
    if meeting.papers_due_at is not None:
        due = meeting.papers_due_at.astimezone(clock.LONDON)
        initial |= {"papers_on": due.date(), "papers_time": due.time()}
    return initial
