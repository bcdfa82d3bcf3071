"""The meetings of a year in one form: whose they are, and a row each."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from design.fields import LineField, OneOfField, TimeField, whole_number
from design.forms import ErrorLink, PortalForm
from design.moments import moment_of
from governance.models import Body, Meeting
from governance.services.meeting_rules import NEEDS_BEGINNING, NEEDS_DAY, meeting_problems
from priorities.fields import PartialDateLineField
from priorities.partial_date import Precision

FIELDS = {"starts_at": "begins", "ends_at": "ends", "papers_due_at": "papers"}
DETAILS = ("starts_at", "ends_at", "place", "papers_due_at")
PAPERS = "The papers deadline must be a number of days before the meeting, such as 7, or a day"


class ScheduleForm(PortalForm):
    """What is the same for all the meetings."""

    body = OneOfField(label="Which body meets?", nothing="Choose one", error_messages={"required": "Choose a body"})
    papers_time = TimeField(
        label="Papers deadline: time of day", subject="the time of the papers deadline", initial=datetime.time(12),
        help_text="For every meeting with a papers deadline. UK time.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: Iterable[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].offer(bodies)


def _time(label: str, subject: str) -> TimeField:
    return TimeField(label=label, subject=subject, required=False)


class ScheduleRowForm(PortalForm):
    """One meeting. A row in which nothing is typed is no meeting. `papers_time` and `body` are those of all rows."""

    date = PartialDateLineField(label="Day or month", subject="the day or month of the meeting", required=False)
    begins = _time("Begins", "when it begins")
    ends = _time("Ends", "when it ends")
    papers = LineField(
        label="Papers deadline: days before, or a day", subject="the papers deadline", max_length=40, required=False
    )
    place = LineField(label="Place", subject="the place", max_length=90, required=False)

    label_size = ""

    def __init__(
        self,
        *args: Any,
        number: int,
        body: Body | None = None,
        papers_time: datetime.time | None = None,
        **kwargs: Any,
    ) -> None:
        self.number, self.body, self.papers_time = number, body, papers_time
        super().__init__(*args, prefix=f"meeting{number}", **kwargs)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is typed in it."""
        return not any(str(self.data.get(self.add_prefix(name)) or "").strip() for name in self.fields)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.is_blank:
            return values
        date = values.get("date")
        if date is None and "date" not in self.errors:
            self.add_error("date", "Enter the day or month of the meeting")
        day = date.on if date is not None and date.precision == Precision.DAY else None
        for name in ("begins", "ends", "papers"):
            if values.get(name) and date is not None and day is None:
                self.add_error(name, NEEDS_DAY)
        values["starts_at"] = moment_of(self, "begins", day, values.get("begins"))
        values["ends_at"] = moment_of(self, "ends", day, values.get("ends"))
        due_on = self._papers_day(values.get("papers") or "", day)
        values["papers_due_at"] = moment_of(self, "papers", due_on, self.papers_time)
        if date is not None and self.body is not None:
            self._check_meeting(self.body, values)
        return values

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data.get(name) for name in ("date", *DETAILS)}

    @property
    def error_links(self) -> list[ErrorLink]:
        """The errors for the summary of the page, each with the row that it is about."""
        return [ErrorLink(f"Meeting {self.number}: {link.message}", link.href) for link in self.error_list]

    def _papers_day(self, text: str, day: datetime.date | None) -> datetime.date | None:
        if not text or day is None:
            return None
        days = whole_number(text, 0, 99)
        if days is not None:
            return day - datetime.timedelta(days=days)
        try:
            typed = PartialDateLineField(subject="the papers deadline").clean(text)
        except ValidationError:
            typed = None
        if typed is None or typed.precision != Precision.DAY:
            self.add_error("papers", PAPERS)
            return None
        return typed.on

    def _check_meeting(self, body: Body, values: dict[str, Any]) -> None:
        meeting = Meeting(body=body, **{name: values[name] for name in DETAILS if values.get(name)})
        meeting.date = values["date"]
        for name, problem in meeting_problems(meeting).items():
            field = FIELDS.get(name, name)
            if problem == NEEDS_BEGINNING and "begins" in self.errors:
                continue
            if field not in self.errors:
                self.add_error(field, problem)
