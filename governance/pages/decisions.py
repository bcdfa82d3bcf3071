"""The decisions and the meeting actions of a meeting, as its page and its minutes show them."""

import dataclasses
import datetime
from typing import Any

from django.db.models import Prefetch

from accounts.models import User
from governance.facts import proposed_at
from governance.models import AgendaItem, Decision, DecisionAction, DecisionRecommendation, Meeting, MeetingAction
from governance.models.decisions import DecisionQuerySet, MeetingActionLink, MeetingActionQuerySet
from governance.services.decisions import meeting_problem
from governance.services.ratifying import to_ratify_at
from governance.standing import Proposed, fits


def told(decisions: DecisionQuerySet, user: User) -> DecisionQuerySet:
    """Decisions as pages tell them, without those that the person may not see: with body, meeting and item, what
    ratified them and what they ratify, actions with effects, recommendations. Four queries.
    """
    links = DecisionAction.objects.select_related("action__plan").order_by("action__priority_id", "action__position")
    asked = DecisionRecommendation.objects.select_related("recommendation__report__body").order_by("pk")
    return (
        decisions.seen_by(user)
        .with_rule()
        .select_related("body", "meeting__body", "item", "ratified_by__meeting")
        .prefetch_related(
            Prefetch("action_links", links),
            Prefetch("recommendation_links", asked),
            Prefetch("ratifies", Decision.objects.seen_by(user).select_related("meeting"), to_attr="ratifies_seen"),
        )
    )


def decisions_of(meeting: Meeting, user: User) -> list[Decision]:
    """The decisions of a meeting in their order, withdrawn ones included, as far as the person may see them. Four
    queries; what each has beside itself, `told` says.
    """
    return list(told(Decision.objects.filter(meeting=meeting), user).order_by("number"))


def with_links(meeting_actions: MeetingActionQuerySet, user: User) -> MeetingActionQuerySet:
    """Meeting actions as pages tell them, without those that the person may not see: with person, item and meeting,
    and the actions of the plan that they concern. Two queries.
    """
    links = MeetingActionLink.objects.select_related("action__plan").order_by("pk")
    return (
        meeting_actions.seen_by(user)
        .for_list()
        .select_related("decision", "assigned_to__organisation")
        .prefetch_related(Prefetch("action_links", links))
    )


def meeting_actions_of(meeting: Meeting, user: User) -> list[MeetingAction]:
    """What a meeting asked people to do, as far as the person may see it; those no longer needed included. Two
    queries."""
    return list(with_links(MeetingAction.objects.filter(meeting=meeting), user).order_by("pk"))


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

    @property
    def has_anything(self) -> bool:
        return bool(self.decisions or self.meeting_actions)


def meeting_decisions(meeting: Meeting, user: User, today: datetime.date) -> MeetingDecisions:
    """For the partial meeting_decisions.html: `unlike_the_facts` are decisions whose standing the facts no longer
    give, `to_ratify` what this meeting has to ratify, `items` those on which something may be recorded: all for the
    co-ordinator alone; `hides_items`: whether there are exempt items, which this person may not see, whatever hangs on
    them. At most thirteen queries.
    """
    decisions, proposed = decisions_of(meeting, user), proposed_at(meeting)
    may_write = user.is_coordinator and meeting.body.is_run_here and not meeting.is_locked
    waiting: list[Any] = to_ratify_at(meeting).records if may_write else []
    return MeetingDecisions(
        decisions=decisions,
        meeting_actions=meeting_actions_of(meeting, user),
        to_ratify=waiting if proposed.is_made else [],
        unlike_the_facts=[one for one in decisions if user.is_coordinator and not stands(one, proposed)],
        proposed=proposed,
        may_write=may_write,
        may_decide=may_write and not meeting_problem(meeting, today),
        items=list(meeting.items.standing()) if may_write else [],
        hides_items=AgendaItem.objects.hidden_from(user).filter(meeting=meeting).exists(),
        today=today,
    )


def stands(decision: Decision, proposed: Proposed) -> bool:
    """Whether a decision may have its standing: by the facts, for a reason, or since a meeting ratified it."""
    is_settled = decision.is_withdrawn or decision.standing == Decision.Standing.RATIFIED
    return is_settled or bool(decision.standing_reason) or fits(decision.standing, proposed)
