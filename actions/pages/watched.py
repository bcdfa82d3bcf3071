"""What a person watches, plan by plan."""

import dataclasses
from typing import Any

from accounts.models import User
from actions.models import Watch
from priorities.access import visible_plans
from priorities.models import ActionPlan


@dataclasses.dataclass(frozen=True)
class Watched:
    """What a person watches in one plan, in the plan's order."""

    plan: ActionPlan
    watches: list[Watch]


def watched_by(user: User) -> list[Watched]:
    """What this person watches in the plans that they may see, the newest plan first; two queries."""
    plans = visible_plans(user).values("pk")
    of_actions = Watch.objects.of(user).filter(action__plan__in=plans).select_related("action__plan")
    of_priorities = Watch.objects.of(user).filter(priority__plan__in=plans).select_related("priority__plan")
    found: dict[ActionPlan, list[Watch]] = {}
    for watch in of_priorities.order_by("priority__number"):
        found.setdefault(_one(watch).plan, []).append(watch)
    for watch in of_actions.order_by("action__priority_id", "action__position", "action_id"):
        found.setdefault(_one(watch).plan, []).append(watch)
    return [Watched(plan, found[plan]) for plan in sorted(found, key=lambda plan: plan.slug, reverse=True)]


def _one(watch: Watch) -> Any:
    return watch.action or watch.priority
