"""One decision with what hangs on it, and what its forms offer."""

import dataclasses
import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from actions.models import Action, DueDateChange
from audit.describe import Entry
from design.fields import sentence
from governance.facts import proposed_for
from governance.history import history_of_decision
from governance.models import BoardReport, Commitment, Decision, DecisionAction, MeetingAction, Recommendation
from governance.pages.decisions import stands
from governance.standing import Proposed
from priorities.models import ActionPlan
from priorities.status import PlanState

Effect = DecisionAction.Effect
# The state in the plan that an effect asks for.
STATES: dict[str, PlanState] = {
    Effect.AGREED: PlanState.AGREED,
    Effect.PAUSED: PlanState.PAUSED,
    Effect.CLOSED: PlanState.CLOSED,
    Effect.REPLACED: PlanState.REPLACED,
    Effect.WITHDRAWN: PlanState.WITHDRAWN,
}
# Reports as old as this are still spoken of.
RECENT = datetime.timedelta(days=400)


@dataclasses.dataclass(frozen=True)
class Concerned:
    """An action that a decision concerns: with which effect, and how the plan stands to it. `href` leads to the
    action's own form, the reason filled in; empty where there is nothing to do."""

    action: Action
    effect: str
    plan_says: str
    href: str


class DecisionPage:
    """What the page of a decision shows; a fixed number of queries."""

    def __init__(self, decision: Decision, user: User, today: datetime.date) -> None:
        self.decision, self.today = decision, today
        self.is_locked = decision.meeting is not None and decision.meeting.is_locked
        self.may_write = user.is_coordinator and not decision.is_withdrawn
        self.may_change = self.may_write and not self.is_locked
        self.may_ask = self.may_change and decision.item is not None
        self.may_withdraw = self.may_change and decision.standing != Decision.Standing.RATIFIED
        self.proposed: Proposed = proposed_for(decision.body, decision.meeting, decision.taken_on)
        may_mend = user.is_coordinator and not self.is_locked
        self.is_unlike_the_facts = may_mend and not stands(decision, self.proposed)
        self.concerned = concerned_by(decision, may_write=self.may_write)
        self.meeting_actions = list(MeetingAction.objects.filter(decision=decision).told(user))
        self.promises = list(Commitment.objects.for_forward_plan().seen_by(user).filter(decision=decision))
        self.history: list[Entry] = history_of_decision(decision, user)


def concerned_by(decision: Decision, *, may_write: bool) -> list[Concerned]:
    """The actions that a decision concerns; a query where a due date was to be moved."""
    links = list(decision.action_links.all())
    dated = [link.action_id for link in links if link.effect == Effect.DATE_MOVED]
    changes = DueDateChange.objects.filter(action__in=dated, from_on__isnull=False)
    moved = set(changes.filter(recorded_at__date__gte=decision.taken_on).values_list("action", flat=True))
    return [_concerned(decision, link, link.action_id in moved, may_write) for link in links]


def _concerned(decision: Decision, link: DecisionAction, has_moved: bool, may_write: bool) -> Concerned:
    action, effect = link.action, link.effect
    page = ""
    if effect in STATES:
        wanted = STATES[effect]
        is_so, words = action.plan_state == wanted, action.get_plan_state_display().lower()
        says, page = f"The plan says so: it is {words}." if is_so else f"The plan still says: {words}.", "change-state"
    elif effect == Effect.DATE_MOVED:
        is_so, page = has_moved, "edit-action"
        says = "Its due date has been moved since." if is_so else "Its due date has not been moved since."
    else:
        is_so, says = True, ""
    if is_so or not may_write:
        return Concerned(action, link.get_effect_display(), says, "")
    address = reverse(page, args=[action.plan.slug, action.key])
    reason = urlencode({"reason": sentence(str(decision))})
    return Concerned(action, link.get_effect_display(), says, f"{address}?{reason}")


def actions_to_name(standing: list[Action]) -> list[Action]:
    """The actions that a form offers: those of the current plans, and those that stand; one query."""
    current = ActionPlan.objects.current().values("pk")
    found = Action.objects.filter(Q(plan__in=current) | Q(pk__in=[one.pk for one in standing]))
    return list(found.select_related("plan").order_by("plan_id", "priority_id", "position", "pk"))


def recommendations_to_name(decision: Decision | None, day: datetime.date) -> list[Recommendation]:
    """The recommendations that a form offers: those of recent reports that everybody may read, and those that stand;
    one query."""
    told = BoardReport.objects.published().filter(date_on__gte=day - RECENT).values("pk")
    standing = [link.recommendation_id for link in decision.recommendation_links.all()] if decision else []
    found = Recommendation.objects.filter(Q(report__in=told) | Q(pk__in=standing))
    return list(found.select_related("report__body").order_by("-report__date_on", "report_id", "number"))


def initial_of(decision: Decision) -> dict[str, Any]:
    """What stands, as the form opens with it."""
    names = ("text", "standing", "standing_reason", "subject_to", "taken_on")
    said: dict[str, Any] = {name: getattr(decision, name) for name in names}
    said["recommendations"] = [str(link.recommendation_id) for link in decision.recommendation_links.all()]
    for row, link in enumerate(decision.action_links.all(), 1):
        said |= {f"action_{row}": link.action, f"effect_{row}": link.effect}
    return said
