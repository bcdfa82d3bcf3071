"""Who was at a meeting: recorded whole, in one form."""

import dataclasses
import datetime
from collections.abc import Mapping

from accounts.models import User
from audit.recording import Process, Refused, recording
from audit.standing import Standing
from governance.models import Attendance, Meeting, Membership
from governance.services.composition import RECORDED_HERE
from governance.services.locking import locked_meeting
from priorities.partial_date import Precision
from send_portal import clock

State = Attendance.State
THERE = (State.PRESENT, State.REMOTE, State.DEPUTY)


@dataclasses.dataclass(frozen=True)
class Took:
    """How one person took part, or did not, and for whom where they stood in for a member."""

    state: str
    deputy_for: User | None = None


def standing_attendance(meeting: Meeting) -> Standing[Attendance]:
    """The attendance of a meeting as it stands, for a form that changes it whole. A query."""
    return Standing(Attendance, meeting.attendances.select_related("user", "deputy_for").order_by("pk"))


def record_attendance(
    *,
    meeting: Meeting,
    by: User | Process,
    now: datetime.datetime,
    took_part: Mapping[User, Took],
    seen: Mapping[int, int] | None = None,
    reason: str = "",
) -> None:
    """Who was at a meeting: these people and no others.

    Raises Refused where attendance cannot be recorded (`recording_problem`), somebody stands in for one who is no
    member on the day or took part, or two stand in for one; or where the minutes are agreed. StaleRecord where others
    have recorded it since the revisions `seen`.
    """
    with recording(by=by, now=now, reason=reason):
        meeting = locked_meeting(meeting)
        if problem := recording_problem(meeting, clock.london_date(now)):
            raise Refused(problem)
        standing = standing_attendance(meeting)
        standing.require(seen)
        _require_sound_deputies(meeting, took_part)
        stands = {one.user_id: one for one in standing.records}
        for pk in stands.keys() - {user.pk for user in took_part}:
            stands[pk].delete()
        for user, took in took_part.items():
            one = stands.get(user.pk) or Attendance(meeting=meeting, user=user)
            one.state, one.deputy_for = took.state, took.deputy_for
            one.save()


def recording_problem(meeting: Meeting, today: datetime.date) -> str:
    """Why the attendance of a meeting cannot be recorded; empty where it can. No query where its body is read."""
    if not meeting.body.is_run_here:
        return RECORDED_HERE
    if meeting.is_off:
        return "This meeting did not take place, so there is no attendance to record."
    if not meeting.has_begun(today):
        first = "" if meeting.date_precision == Precision.DAY else " Enter its day first."
        return f"Attendance can be recorded from the day of the meeting on: {meeting.date}.{first}"
    return ""


def _require_sound_deputies(meeting: Meeting, took_part: Mapping[User, Took]) -> None:
    known = Attendance.objects.filter(meeting=meeting, state=State.DEPUTY).values_list("deputy_for_id", flat=True)
    on_day = Membership.objects.filter(body=meeting.body).on(meeting.date_on).values_list("user_id", flat=True)
    members = {*on_day, *known}
    there = {user.pk for user, took in took_part.items() if took.state in THERE}
    taken = set[int]()
    for user, took in took_part.items():
        if (took.state == State.DEPUTY) != (took.deputy_for is not None):
            raise Refused("Say for whom a deputy stands in.")
        if took.deputy_for is None:
            continue
        member = took.deputy_for
        if member.pk == user.pk:
            raise Refused(f"{user} cannot stand in for themselves.")
        if member.pk not in members:
            raise Refused(f"{member} is no member on the day of the meeting, so nobody stands in for them.")
        if member.pk in there:
            raise Refused(f"{member} took part, so nobody stands in for them. Change one of the two.")
        if member.pk in taken:
            raise Refused(f"Two people stand in for {member}. Choose one of them.")
        taken.add(member.pk)
