"""Meetings held in a period: their minutes as they can be published, decisions, and attendance by organisation.

Nothing of an exempt item, whoever asks.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from actions.as_at.people import People
from documents.cells import day_cell
from governance.at_meetings import AtMeetings
from governance.bundle.period import File, Part, Period, csv_file
from governance.minutes.files import FORMATS, minutes_files
from governance.models import Attendance, Decision, Format, Meeting
from governance.pages.decision_list import HEADINGS, decision_rows
from priorities.partial_date import Precision

ATTENDANCE = (
    "Body", "Meeting", "Organisation", "Present", "Present, remotely", "Deputies for members", "In attendance",
    "Sent apologies", "Absent",
)  # fmt: skip
State = Attendance.State
STATES = (State.PRESENT, State.REMOTE, State.DEPUTY, State.IN_ATTENDANCE, State.APOLOGIES, State.ABSENT)


def held_in(period: Period) -> list[Meeting]:
    """The meetings of bodies that are run here, by day; one query."""
    held = Meeting.objects.filter(
        status=Meeting.State.HELD, body__is_run_here=True, date_precision=Precision.DAY, date_on__range=period.days
    )
    return list(held.select_related("body__house_style", "confirmed_by").order_by("date_on", "slug"))


def minutes_part(period: Period, meetings: Sequence[Meeting]) -> Part:
    """The minutes of each meeting in Word and PDF; what is not agreed yet is a draft and says so."""
    return Part("Minutes", _minutes(period, meetings), "No meeting of a body that meets here was held in this period.")


def decisions_part(period: Period) -> Part:
    """What was decided in the period, as it stands now."""
    decisions = Decision.objects.filter(taken_on__range=period.days).exclude(item__is_exempt=True)
    rows = decision_rows(decisions.as_rows().order_by("taken_on", "body_id", "number", "pk"))
    files = csv_file("decisions.csv", "Decisions taken in the period, as they stand now", HEADINGS, rows)
    return Part("Decisions", files, "No decision of this period is recorded.")


def attendance_part(period: Period, meetings: Sequence[Meeting]) -> Part:
    """How many of each organisation took part in each meeting, and how."""
    files = csv_file(
        "attendance.csv", "Attendance by organisation", ATTENDANCE, _attendance(period, meetings) if meetings else ()
    )
    return Part("Attendance by organisation", files, "No attendance at a meeting of this period is recorded.")


def _minutes(period: Period, meetings: Sequence[Meeting]) -> Iterator[File]:
    for meeting in meetings:
        standing = "" if meeting.is_locked else ", draft: not agreed yet"
        for file in minutes_files(meeting, FORMATS, None, period.now):
            words = f"Minutes of the {meeting.body}, {meeting.date}{standing} ({Format(file.format).label})"
            yield File(f"minutes/{file.name}", words, file.body)


def _attendance(period: Period, meetings: Sequence[Meeting]) -> Iterator[Sequence[str]]:
    people = People(period.now)
    bodies = {meeting.body_id for meeting in meetings}
    room = AtMeetings(period.now, people, bodies, [meeting.pk for meeting in meetings])
    for meeting in meetings:
        counted: Counter[tuple[str, str]] = Counter()
        for one in room.attended(meeting.body_id, meeting.pk, meeting.date_on):
            of = people.organisation(one.organisation) if one.organisation else people.known(one.user).organisation
            counted[of.name, one.state] += 1
        for name in sorted({name for name, _ in counted}):
            numbers = (str(counted[name, state]) for state in STATES)
            yield meeting.body.name, day_cell(meeting.date_on), name, *numbers
