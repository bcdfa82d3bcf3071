"""Who was at a meeting, in which part, and whether it was quorate: read from history as at a moment."""

import dataclasses
import datetime
from typing import Any

from accounts.models import Organisation
from actions.as_at.people import People
from audit.as_at import rows_at
from design.moments import clock_time
from governance.models import Attendance, BodyPhase, Meeting, Membership, QuorumRule
from governance.quorum import Attender, Voter, phase_on, quorum_of, rule_on

State = Attendance.State
# In the order in which minutes list them.
WORDS_OF_STATE = {
    State.PRESENT.value: "present",
    State.REMOTE.value: "present, remotely",
    State.DEPUTY.value: "deputy for a member",
    State.IN_ATTENDANCE.value: "in attendance",
    State.APOLOGIES.value: "sent apologies",
    State.ABSENT.value: "absent",
}
AS_A_SHADOW = "The body met as a shadow: what it decided is for ratification by its first full and quorate meeting."


@dataclasses.dataclass(frozen=True)
class Present:
    """How somebody took part: ids, and their part on the body in words."""

    user: int
    state: str
    deputy_for: int | None
    organisation: int | None
    part: str


def attended(meeting: Meeting, moment: datetime.datetime) -> list[Present]:
    """Everybody whose attendance is recorded; two queries."""
    seats = {row.user_id: row for row in seats_at(meeting, meeting.date.on, moment)}
    return [
        Present(
            row.user_id,
            row.state,
            row.deputy_for_id,
            seats[row.user_id].organisation_id if row.user_id in seats else None,
            Membership.Role(seats[row.user_id].role).label if row.user_id in seats else "",
        )
        for row in rows_at(Attendance, moment, meeting_id=meeting.pk)
    ]


def seats_at(meeting: Meeting, day: datetime.date, moment: datetime.datetime) -> list[Any]:
    """The memberships that ran on the day, as they were known at the moment."""
    rows = rows_at(Membership, moment, body_id=meeting.body_id)
    return [row for row in rows if row.from_on <= day and (row.until_on is None or row.until_on >= day)]


def quorum_and_phase(
    meeting: Any, day: datetime.date, people: People, there: list[Present], moment: datetime.datetime
) -> tuple[str, str]:
    """What is said of the phase (nothing of a full body) and of the quorum; four queries."""
    phases = [row.as_instance() for row in rows_at(BodyPhase, moment, body_id=meeting.body_id)]
    rules = [row.as_instance() for row in rows_at(QuorumRule, moment, body_id=meeting.body_id)]
    sectors = dict(Organisation.objects.values_list("pk", "sector"))
    voters = [
        Voter(row.user_id, row.organisation_id, sectors[row.organisation_id], people.known(row.user_id).job_title)
        for row in seats_at(meeting, day, moment)
        if row.is_voting
    ]
    attenders = [Attender(one.user, one.state, one.deputy_for) for one in there]
    phase = phase_on(phases, day)
    is_shadow = phase is not None and phase.phase == BodyPhase.Phase.SHADOW
    return AS_A_SHADOW if is_shadow else "", quorum_of(rule_on(rules, day), voters, attenders).sentence


def times(meeting: Any) -> str:
    """ "2pm to 4pm", "2pm"; empty where it is not recorded."""
    if meeting.starts_at is None:
        return ""
    begins = clock_time(meeting.starts_at)
    return f"{begins} to {clock_time(meeting.ends_at)}" if meeting.ends_at else begins
