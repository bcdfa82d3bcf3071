"""Starting a report, its details, and its finalising."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms

from design.fields import DateField, LineField, OneOfField, TextField, TimeField
from design.forms import RevisionForm, RevisionsField, StandingForm
from design.layout import Group
from design.moments import moment_of
from design.soft_questions import AsksFirst
from governance.models import BoardReport, Body, Meeting
from governance.services.freezing import Frozen
from governance.services.moments import moment_problems
from governance.services.timetable import timetable, timetable_problems
from priorities.fields import HINT, PartialDateField
from priorities.models import ActionPlan
from send_portal import clock

NO_DATE = "Choose a meeting, or enter the date of the report"


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


def _meeting() -> OneOfField:
    return OneOfField(label="Meeting (optional)", nothing="Not in the list", required=False)


def _date() -> PartialDateField:
    return PartialDateField(
        label="Date, if the meeting is not in the list", subject="the date", help_text=HINT, required=False
    )


def _time(label: str, subject: str) -> TimeField:
    return TimeField(
        label=label, subject=subject, help_text="UK time. For example, 12:00 or 4:15pm.", required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )  # fmt: skip


# The moments of a report, and what a day without a time means: all of that day is told of.
MOMENTS = {"as_at": datetime.time.max, "since": datetime.time.min}


class StartForm(AsksFirst):
    """A new report: on which plan, to which body, when."""

    plan = OneOfField(label="Plan", nothing="Choose one")
    body = OneOfField(label="To which body?", nothing="Choose one")
    meeting = _meeting()
    date = _date()
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
            self.add_error("date", NO_DATE)
        if meeting is not None and body is not None and meeting.body_id != body.pk:
            self.add_error("meeting", f"Choose a meeting of the {body}")
        elif meeting is not None and values.get("date") not in (None, meeting.date):
            self.add_error(
                "date", f"The meeting is on {meeting.date}. Take the date away, or choose “Not in the list”"
            )
        return values


class DetailsForm(AsksFirst, RevisionForm):
    """Title, meeting, moments, posts and timetable of a report."""

    title = LineField(label="Title", subject="the title", max_length=250)
    meeting = _meeting()
    date = _date()
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
        "meeting",
        "date",
        Group("The moment that it speaks of", "as_at_day", "as_at_time",
              hint="Without a time it is the end of that day. Leave both empty to take the moment two minutes before "
                   "you finalise it, when all is settled."),
        Group("The period that it tells of", "since_day", "since_time",
              hint="Without a time it is the beginning of that day. Leave both empty to begin where the last report "
                   "ended."),
        "report_of",
        "contact_post",
        Group("Timetable", "updates_due_on", "sro_draft_on", "submit_on", "publish_on",
              hint="With another date, the days that you have not set yourself are counted anew."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, of: BoardReport, meetings: Iterable[Meeting], now: datetime.datetime, **kwargs: Any
    ) -> None:
        self.report, self.now = of, now
        super().__init__(*args, **kwargs)
        self.fields["meeting"].offer(meetings)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self._settle_date(values)
        for name in MOMENTS:
            values[name] = self._moment(name, values.get(f"{name}_day"), values.get(f"{name}_time"))
        moments = {name: values[name] for name in MOMENTS}
        for name, problem in moment_problems(self.report.plan, now=self.now, **moments).items():
            self.add_error(f"{name}_day", problem)
        self._check_days(values)
        return values

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes: moments, not the days and times of which they are made."""
        parts = {f"{name}_{part}" for name in MOMENTS for part in ("day", "time")}
        return {name: value for name, value in self.cleaned_data.items() if name not in parts}

    def _settle_date(self, values: dict[str, Any]) -> None:
        """The date is the meeting's, where there is one; one that was typed beside it must be the same."""
        meeting, typed = values.get("meeting"), values.get("date")
        if "date" in self.errors or "meeting" in self.errors:
            return
        if meeting is None and typed is None:
            self.add_error("date", NO_DATE)
        elif meeting is not None:
            if typed not in (None, meeting.date, self.report.date):
                self.add_error("date", f"The meeting is on {meeting.date}. Choose another, or say “Not in the list”")
            values["date"] = meeting.date

    def _check_days(self, values: dict[str, Any]) -> None:
        """The days of the timetable come before the meeting; those that stand as proposed are counted anew anyway."""
        proposed = timetable(self.report.date)
        own = {name: values.get(name) for name in proposed if values.get(name) != proposed[name]}
        date = values.get("date")
        if date is not None:
            for name, problem in timetable_problems(date, own).items():
                self.add_error(name, problem)

    def _moment(self, name: str, day: datetime.date | None, time: datetime.time | None) -> datetime.datetime | None:
        """What day and time say. Where they say what stands, it stays to the second: the form shows minutes alone."""
        standing = getattr(self.report, name)
        if standing is not None and (day, time) == _shown(standing):
            return standing
        if day is None and time is not None:
            self.add_error(f"{name}_day", "Enter the day as well, or take the time away")
        return moment_of(self, f"{name}_time", day, MOMENTS[name] if time is None else time)

    @staticmethod
    def initial_of(report: BoardReport) -> dict[str, Any]:
        """What stands, as the form shows it."""
        initial = {name: getattr(report, name) for name in DetailsForm.base_fields if hasattr(report, name)}
        for name in MOMENTS:
            moment = getattr(report, name)
            if moment is not None:
                initial[f"{name}_day"], initial[f"{name}_time"] = _shown(moment)
        return initial


def _shown(moment: datetime.datetime) -> tuple[datetime.date, datetime.time]:
    there = moment.astimezone(clock.LONDON)
    return there.date(), there.time().replace(second=0, microsecond=0)


class FinaliseForm(AsksFirst, StandingForm):
    """The last word before a version is frozen; a later version says what it corrects.

    It knows all that is frozen (`Frozen`), so that nothing is which the co-ordinator has not seen.
    """

    standing = RevisionsField(max_length=200)
    correction_note = TextField(
        label="What does this version correct?",
        subject="what this version corrects",
        help_text="Readers of the version before it see this.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, of: Frozen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._note = self.fields["correction_note"]
        # A form that was opened before there was a version has no box for it: what changed meanwhile is told first.
        if of.number == 0 or (self.is_bound and "correction_note" not in self.data):
            del self.fields["correction_note"]

    def catch_up(self, standing: Any) -> None:
        """A form that was opened before there was a version asks what the next one corrects."""
        super().catch_up(standing)
        if standing.number:
            self.fields["correction_note"] = self._note
