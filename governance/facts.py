"""The facts of a meeting on which the standing of its decisions rests, read from the database."""

import dataclasses
import datetime
from collections.abc import Iterable, Sequence

from actions.as_at.people import People
from governance.at_meetings import AtMeetings, agreed_at
from governance.models import Attendance, Body, BodyPhase, Meeting, Membership
from governance.quorum import Quorum, Voter, attenders, quorum_of, rule_on
from governance.standing import Proposed, proposed_standing


@dataclasses.dataclass(frozen=True)
class Facts:
    """The phases of a meeting's body and what is said of its quorum."""

    phases: Sequence[BodyPhase]
    quorum: Quorum


def facts_of(
    meeting: Meeting, memberships: Iterable[Membership] | None = None, took: Iterable[Attendance] | None = None
) -> Facts:
    """The facts as they stand; once the minutes are agreed, as they stood then, whatever post somebody has now. Who
    has read its members of the day and who took part gives both, and two queries are made instead of four.
    """
    body, day = meeting.body, meeting.date_on
    if moment := agreed_at(meeting):
        room = AtMeetings(moment, People(moment), [body.pk], [meeting.pk])
        return Facts(room.phases(body.pk), room.quorum(body.pk, meeting.pk, day))
    if memberships is None:
        memberships = body.memberships.on(day).select_related("user", "organisation")
    voters = [
        Voter(one.user_id, one.organisation_id, one.organisation.sector, one.user.job_title)
        for one in memberships
        if one.is_voting
    ]
    there = attenders(meeting.attendances.all() if took is None else took)
    return Facts(list(body.phases.all()), quorum_of(rule_on(body.quorum_rules.all(), day), voters, there))


def proposed_at(meeting: Meeting, facts: Facts | None = None) -> Proposed:
    """The standing that a decision of this meeting has by the facts, which are read where they are not given."""
    known = facts or facts_of(meeting)
    return proposed_standing(body=_short(meeting.body), day=meeting.date_on, phases=known.phases, quorum=known.quorum)


def proposed_for(body: Body, meeting: Meeting | None, day: datetime.date) -> Proposed:
    """As `proposed_at`; of a decision outside a meeting, on a day."""
    if meeting is not None:
        return proposed_at(meeting)
    return proposed_standing(body=_short(body), day=day, phases=(), quorum=None)


def _short(body: Body) -> str:
    """The Local Inclusion Partnership as it speaks of itself: “the Partnership”."""
    return "Partnership" if body.sets_cycles else body.name
