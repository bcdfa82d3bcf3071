"""What a meeting may say of its day, its times and its papers."""

import datetime

from django.db.models import Exists
from django.utils.text import get_text_list

from audit.recording import Refused
from design.fields import date_words
from governance.models import AgendaItem, Attendance, Decision, Meeting
from priorities.partial_date import PartialDate, Precision, within
from send_portal import clock

DAY_OR_MONTH = "Enter the day of the meeting, or its month and year"
NEEDS_DAY = "Enter the day of the meeting as well"
NEEDS_BEGINNING = "Enter when the meeting begins as well"
ENDS_FIRST = "The meeting must end after it begins"
PAPERS_LATE = "The papers deadline must not be after the day of the meeting"
PAPERS_ELSEWHERE = "This body is not run here: leave this empty"
# What is recorded of a meeting of a body that is run here, and of no other.
RUN_HERE = ("starts_at", "ends_at", "place", "link", "papers_due_at")
# What is recorded at a meeting, and how a mistake in it is put right.
PUT_RIGHT = {
    "decisions": "withdraw the decisions",
    "attendance": "clear the attendance",
    "minutes": "empty the minutes of its items",
}
RECORDED = (
    "This meeting has {there} on record, so its day stays, and it is not cancelled, moved or taken back. If that was "
    "a mistake, {first} first."
)


def meeting_problems(meeting: Meeting) -> dict[str, str]:
    """What is wrong with a meeting, by the name of what is to be put right."""
    problems = {}
    if meeting.date_precision not in (Precision.DAY, Precision.MONTH):
        problems["date"] = DAY_OR_MONTH
    has_day = meeting.date_precision == Precision.DAY
    if not meeting.body.is_run_here:
        problems |= {name: PAPERS_ELSEWHERE for name in RUN_HERE if getattr(meeting, name)}
    for name in ("starts_at", "papers_due_at"):
        if getattr(meeting, name) and not has_day:
            problems.setdefault(name, NEEDS_DAY)
    starts, ends, due = meeting.starts_at, meeting.ends_at, meeting.papers_due_at
    if ends and not starts:
        problems.setdefault("ends_at", NEEDS_BEGINNING)
    if starts and ends and ends <= starts:
        problems.setdefault("ends_at", ENDS_FIRST)
    if due and has_day and (clock.london_date(due) > meeting.date_on or (starts and due > starts)):
        problems.setdefault("papers_due_at", PAPERS_LATE)
    return problems


def require_sound(meeting: Meeting, instead_of: Meeting | None = None) -> None:
    """Raises Refused where something is wrong with a meeting, its body has ended before it, or has another on that
    date; `instead_of`: the meeting that it replaces.
    """
    if problems := meeting_problems(meeting):
        raise Refused(". ".join(dict.fromkeys(problems.values())) + ".")
    for name in ("starts_at", "ends_at"):
        moment = getattr(meeting, name)
        if moment and clock.london_date(moment) != meeting.date_on:
            raise Refused(f"The times of the meeting must be on its day, {date_words(meeting.date_on)}.")
    ended = meeting.body.ended
    if ended is not None and meeting.date is not None and meeting.date.first_day > ended.on:
        raise Refused(f"The {meeting.body} ended {within(ended)}, so it does not meet any more.")
    others = Meeting.objects.filter(
        body=meeting.body, date_on=meeting.date_on, date_precision=meeting.date_precision
    ).exclude(status__in=Meeting.OFF)
    if others.exclude(pk__in=[one.pk for one in (meeting, instead_of) if one and one.pk]).exists():
        raise Refused(f"The {meeting.body} has a meeting on {meeting.date} already. Open that one, or choose another.")


def require_other_day(meeting: Meeting, date: PartialDate, now: datetime.datetime) -> None:
    """Raises Refused where a meeting would move to the day on which it stands, or one to come to a day that has
    passed.
    """
    today = clock.london_date(now)
    if date == meeting.date:
        raise Refused("This is the day on which the meeting stands. Choose another.")
    if meeting.date_on >= today and date.on < today:
        raise Refused("Choose a day that is today or later.")


def recorded_at(meeting: Meeting) -> list[str]:
    """What of PUT_RIGHT a meeting has: decisions that stand, attendance, minutes of items. One query."""
    of = {"meeting": meeting.pk}
    there = (
        Decision.objects.standing().filter(**of),
        Attendance.objects.filter(**of),
        AgendaItem.objects.standing().filter(**of).exclude(minutes=""),
    )
    found = Meeting.objects.filter(pk=meeting.pk).values_list(*map(Exists, there)).get()
    return [name for name, is_there in zip(PUT_RIGHT, found, strict=True) if is_there]


def require_nothing_recorded(meeting: Meeting) -> None:
    """Raises Refused where a meeting has decided something, or what happened at it is written down: it was on its day,
    and the meetings whose minutes it agreed were before it.
    """
    if there := recorded_at(meeting):
        first = get_text_list([PUT_RIGHT[name] for name in there], "and")
        raise Refused(RECORDED.format(there=get_text_list(there, "and"), first=first))
