"""What a plan as at a moment comes to beside its tally: what is counted apart, and what needs attention."""

from collections.abc import Iterable

from actions.as_at import ActionAt, PlanAt
from priorities.status import PlanState

APART = (PlanState.PROPOSED, PlanState.PAUSED, PlanState.REPLACED, PlanState.WITHDRAWN)


def counted_apart(actions: Iterable[ActionAt]) -> dict[PlanState, int]:
    """How many actions stand in each state that no total counts; sub-actions are left out."""
    own = [action for action in actions if not action.is_sub_action]
    return {state: sum(action.plan_state == state for action in own) for state in APART}


def exceptions(plan: PlanAt) -> list[ActionAt]:
    """Agreed actions off track, at risk, overdue, later than first agreed, carried over or silent; in plan order."""
    return [
        action
        for action in plan.actions
        if action.plan_state == PlanState.AGREED
        and (
            action.needs_attention
            or action.is_overdue
            or action.is_carried_over
            or (action.is_slipped and action.is_open)
        )
    ]
