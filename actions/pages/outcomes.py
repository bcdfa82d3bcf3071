"""How the actions of a plan ended, and where each came from and went: what their pages show."""

import dataclasses
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from accounts.models import User
from actions import conditions
from actions.as_at.moments import AsAt
from actions.filters import list_address
from actions.models import Action, ActionOutcome
from actions.numbers import Numbers
from audit.as_at import rows_at
from priorities.models import ActionPlan
from priorities.status import PlanState

Kind = ActionOutcome.Kind
# No plan has been followed by so many; where one is said to follow itself, the way ends there.
MOST_STEPS = 20


@dataclasses.dataclass(frozen=True)
class Counted:
    """How many actions ended in one way."""

    kind: str
    words: str
    numbers: Numbers


def outcome_counts(plan: ActionPlan, at: AsAt | None = None) -> list[Counted]:
    """Of each outcome how many actions and sub-actions have it, each with its list; one query. `at`: as had been
    recorded by then."""
    own: Any = ActionOutcome.objects.filter(action__plan=plan)
    if at is not None:
        own = rows_at(ActionOutcome, at.moment, action_id__in=Action.objects.filter(plan=plan).order_by().values("pk"))
    # No action becomes a sub-action, or stops being one.
    apart = Count("pk", filter=Q(action__parent__isnull=False))
    found = {row["outcome"]: row for row in own.order_by().values("outcome").annotate(all=Count("pk"), apart=apart)}
    if at is not None:
        hrefs = {kind: list_address(plan, outcome=kind.value, at=at.value) for kind in Kind}
    else:
        hrefs = {kind: f"{reverse('outcome-list', args=[plan.slug])}?{urlencode({'outcome': kind})}" for kind in Kind}
    return [Counted(kind.value, kind.label, _numbers(found[kind], hrefs[kind])) for kind in Kind if kind in found]


def _numbers(row: dict[str, int], href: str) -> Numbers:
    return Numbers(row["all"] - row["apart"], row["apart"], href)


def without_outcome(plan: ActionPlan) -> Numbers:
    """The agreed and paused actions that keep the plan from being closed; one query."""
    apart = Count("pk", filter=conditions.IS_SUB_ACTION)
    found = plan.actions_without_outcome().order_by().aggregate(all=Count("pk"), apart=apart)
    return Numbers(found["all"] - found["apart"], found["apart"], reverse("outcomes", args=[plan.slug]))


def proposed_without_outcome(plan: ActionPlan) -> Numbers:
    """What was proposed and never agreed, and has no outcome; one query."""
    proposed = Action.objects.filter(plan=plan, plan_state=PlanState.PROPOSED, outcome__isnull=True)
    apart = Count("pk", filter=conditions.IS_SUB_ACTION)
    found = proposed.aggregate(all=Count("pk"), apart=apart)
    href = reverse("action-list", args=[plan.slug]) + "?state=proposed"
    return Numbers(found["all"] - found["apart"], found["apart"], href)


@dataclasses.dataclass(frozen=True)
class Step:
    """One plan further on the way of an action: `words` before it, the action, and the reason that was given.

    `action` is None for a plan that the person may not see.
    """

    words: str
    action: Action | None
    reason: str
    is_carried: bool = False


@dataclasses.dataclass(frozen=True)
class Lineage:
    """Where an action came from, the nearest plan first, and where it went."""

    before: list[Step]
    after: list[Step]

    def __bool__(self) -> bool:
        return bool(self.before or self.after)

    @property
    def first_due(self) -> Action | None:
        """The oldest of those it was carried from that had a due date: that date stays in sight."""
        own = [step.action for step in self.before if step.is_carried]
        dated = [action for action in own if action is not None and action.original_due]
        return dated[-1] if dated else None


def lineage_of(action: Action, user: User) -> Lineage:
    """The whole way of an action, as far as the person may see it: a query, and one more for each further plan on it.

    An action of today's plan that nothing was carried into asks once.
    """
    near = list(_ends().filter(Q(action=action) | Q(into=action)).order_by("pk"))
    before = [one for one in near if one.into_id == action.pk]
    after = [one for one in near if one.action_id == action.pk]
    return Lineage(_back(before), _on(after, user))


def _back(found: list[ActionOutcome]) -> list[Step]:
    steps: list[Step] = []
    seen: set[int] = set()
    for _ in range(MOST_STEPS):
        found = [one for one in found if one.action_id not in seen]
        seen |= {one.action_id for one in found}
        for one in found:
            way = "Carried from" if one.outcome == Kind.CARRIED else "Merged into it:"
            steps.append(Step(way, one.action, one.reason, one.outcome == Kind.CARRIED))
        # What was carried came from somewhere; most did not, and then nothing more is asked.
        older = [one.action_id for one in found if one.action.plan.predecessor_id is not None]
        if not older:
            break
        found = list(_ends().filter(into__in=older).order_by("pk"))
    return steps


def _on(found: list[ActionOutcome], user: User) -> list[Step]:
    steps: list[Step] = []
    seen: set[int] = set()
    for _ in range(MOST_STEPS):
        found = [one for one in found if one.action_id not in seen]
        seen |= {one.action_id for one in found}
        steps += [_onward(one, user) for one in found]
        goes_on = [one.into_id for one in found if one.into_id is not None and not one.goes_on_unseen_by(user)]
        if not goes_on:
            break
        found = list(_ends().filter(action__in=goes_on).order_by("pk"))
    return steps


def _onward(one: ActionOutcome, user: User) -> Step:
    if one.into is None:
        return Step(one.get_outcome_display(), None, one.reason)
    if one.goes_on_unseen_by(user):
        return Step(one.told_to(user), None, one.reason)
    way = "Carried to" if one.outcome == Kind.CARRIED else "Merged into"
    return Step(way, one.into, one.reason)


def _ends() -> Any:
    return ActionOutcome.objects.select_related("action__plan", "into__plan")
