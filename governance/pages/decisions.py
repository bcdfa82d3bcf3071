"""The decisions and the meeting actions of a meeting, as its page and its minutes show them."""

import dataclasses
import datetime
from typing import Any

from accounts.models import User
from governance.facts import Facts, proposed_at
from governance.models import AgendaItem, Decision, Meeting, MeetingAction
from governance.models.meeting_actions import MeetingActionQuerySet
from governance.services.decisions import meeting_problem
from governance.services.ratifying import to_ratify_at
from governance.standing import Proposed, fits


def decisions_of(meeting: Meeting, user: User) -> list[Decision]:
    """The decisions of a meeting in their order, withdrawn ones included, as far as the person may see them. Four
    queries; what each has beside itself, `DecisionQuerySet.told` says.
    """
    return list(Decision.objects.filter(meeting=meeting).told(user).order_by("number"))


def with_links(meeting_actions: MeetingActionQuerySet, user: User) -> MeetingActionQuerySet:
    """Meeting actions as pages tell them (`MeetingActionQuerySet.told`)."""
    return meeting_actions.told(user)


def meeting_actions_of(meeting: Meeting, user: User) -> list[MeetingAction]:
    """What a meeting asked people to do, as far as the person may see it; those no longer needed included. Two
    queries."""
    return list(MeetingAction.objects.filter(meeting=meeting).told(user).order_by("pk"))


@dataclasses.dataclass(frozen=True)
class MeetingDecisions:
    """What the page of a meeting shows of decisions and meeting actions; a fixed number of queries."""

    decisions: list[Decision]
    meeting_actions: list[MeetingAction]
    to_ratify: list[Decision]
    unlike_the_facts: list[Decision]
    proposed: Proposed
    may_write: bool
    may_decide: bool
    items: list[AgendaItem]
    hides_items: bool
    today: datetime.date


def meeting_decisions(meeting: Meeting, user: User, today: datetime.date, facts: Facts) -> MeetingDecisions:
    """For the partial meeting_decisions.html: `unlike_the_facts` are decisions whose standing the facts no longer
    give, `to_ratify` what this meeting has to ratify, `items` those on which something may be recorded: all for the
    co-ordinator alone, while the minutes are not agreed; `hides_items`: whether there are exempt items, which this
    person may not see, whatever hangs on them. At most ten queries.
    """
    decisions, proposed = decisions_of(meeting, user), proposed_at(meeting, facts)
    may_write = user.is_coordinator and meeting.body.is_run_here and not meeting.is_locked
    may_mend = user.is_coordinator and not meeting.is_locked
    may_decide = may_write and not meeting_problem(meeting, today)
    waiting: list[Any] = to_ratify_at(meeting).records if may_decide and proposed.is_made else []
    return MeetingDecisions(
        decisions=decisions,
        meeting_actions=meeting_actions_of(meeting, user),
        to_ratify=waiting,
        unlike_the_facts=[one for one in decisions if may_mend and not stands(one, proposed)],
        proposed=proposed,
        may_write=may_write,
        may_decide=may_decide,
        items=list(meeting.items.standing()) if may_write else [],
        hides_items=AgendaItem.objects.hidden_from(user).filter(meeting=meeting).exists(),
        today=today,
    )


def stands(decision: Decision, proposed: Proposed) -> bool:
    """Whether a decision may have its standing: by the facts, for a reason, or since a meeting ratified it."""
    is_settled = decision.is_withdrawn or decision.standing == Decision.Standing.RATIFIED
    return is_settled or bool(decision.standing_reason) or fits(decision.standing, proposed)
