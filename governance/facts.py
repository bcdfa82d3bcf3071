"""The facts of a meeting on which the standing of its decisions rests, read from the database."""

import datetime

from governance.models import Body, Meeting
from governance.quorum import Attender, Quorum, Voter, quorum_of, rule_on
from governance.standing import Proposed, proposed_standing


def quorum_at(meeting: Meeting) -> Quorum:
    """What is said of a meeting's quorum; three queries."""
    body, day = meeting.body, day_of(meeting)
    voting = body.memberships.on(day).filter(is_voting=True).select_related("user", "organisation")
    voters = [Voter(one.user_id, one.organisation_id, one.organisation.sector, one.user.job_title) for one in voting]
    there = [Attender(one.user_id, one.state, one.deputy_for_id) for one in meeting.attendances.all()]
    return quorum_of(rule_on(body.quorum_rules.all(), day), voters, there)


def proposed_at(meeting: Meeting) -> Proposed:
    """The standing that a decision of this meeting has by the facts; four queries."""
    return proposed_standing(
        body=_short(meeting.body), day=day_of(meeting), phases=meeting.body.phases.all(), quorum=quorum_at(meeting)
    )


def proposed_for(body: Body, meeting: Meeting | None, day: datetime.date) -> Proposed:
    """As `proposed_at`; of a decision outside a meeting, on a day."""
    if meeting is not None:
        return proposed_at(meeting)
    return proposed_standing(body=_short(body), day=day, phases=(), quorum=None)


def day_of(meeting: Meeting) -> datetime.date:
    """The day of a meeting; of one whose month alone is known, the last of it."""
    day: datetime.date = meeting.date.on
    return day


def _short(body: Body) -> str:
    """The Local Inclusion Partnership as it speaks of itself: “the Partnership”."""
    return "Partnership" if body.sets_cycles else body.name
