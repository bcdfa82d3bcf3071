"""One writer at a time in a plan, and none once it is closed.

Whoever needs more than one lock takes meetings before plans, plans in the order of their ids, and actions last. What
names a plan may be written meanwhile: whoever holds an action would else wait for the plan, and its holder for it.
"""

from django.db.models import Q

from audit.recording import Refused
from priorities.models import ActionPlan

CLOSED = "The plan is closed, so nothing in it changes."


def lock_plans(wanted: Q) -> dict[int, ActionPlan]:
    """The plans by their ids, locked until the change ends."""
    held = ActionPlan.objects.select_for_update(of=("self",), no_key=True).filter(wanted)
    return {plan.pk: plan for plan in held.order_by("pk")}


def lock_with_successor(pk: int) -> ActionPlan:
    """A plan, locked until the change ends, together with the one that follows it."""
    return lock_plans(Q(pk=pk) | Q(predecessor=pk))[pk]


def lock_open_plan(pk: int) -> ActionPlan:
    """A plan, locked until the change ends: services begin with it that write into a plan.

    Raises Refused where it is closed.
    """
    plan = lock_plans(Q(pk=pk))[pk]
    if plan.is_closed:
        raise Refused(CLOSED)
    return plan
