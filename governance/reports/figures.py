"""What a plan as at a moment comes to: counts in two steps, and who is where among its actions."""

import dataclasses
from collections.abc import Iterable

from actions.as_at import ActionAt, PlanAt
from priorities.status import BY_URGENCY, PlanState, Status

APART = (PlanState.PROPOSED, PlanState.PAUSED, PlanState.REPLACED, PlanState.WITHDRAWN)


@dataclasses.dataclass(frozen=True)
class Count:
    """Actions of a status, and how many of them are carried over from an earlier cycle."""

    status: Status
    actions: int
    carried_over: int

    @property
    def words(self) -> str:
        """ "12 on track, of which 4 carried over"."""
        line = f"{self.actions} {self.status.label.lower()}"
        return f"{line}, of which {self.carried_over} carried over" if self.carried_over else line


@dataclasses.dataclass(frozen=True)
class Counts:
    """The two steps: what is in the plan by status, and what is counted apart; sub-actions by themselves."""

    by_status: tuple[Count, ...]
    apart: tuple[tuple[PlanState, int], ...]
    sub_actions: int
    closed: int

    @property
    def total(self) -> int:
        """Actions in the plan: agreed or closed."""
        return sum(count.actions for count in self.by_status)

    def of(self, status: Status) -> int:
        """How many actions have the status."""
        return next(count.actions for count in self.by_status if count.status == status)


def counts_of(actions: Iterable[ActionAt]) -> Counts:
    """The counts of these actions."""
    actions = list(actions)
    counted = [action for action in actions if action.counts_in_totals]
    return Counts(
        by_status=tuple(
            Count(
                status,
                sum(action.status == status for action in counted),
                sum(action.status == status and action.is_carried_over for action in counted),
            )
            for status in BY_URGENCY
        ),
        apart=tuple(
            (state, sum(action.plan_state == state and not action.is_sub_action for action in actions))
            for state in APART
        ),
        sub_actions=sum(action.is_in_plan and action.is_sub_action for action in actions),
        closed=sum(action.plan_state == PlanState.CLOSED for action in counted),
    )


def exceptions(plan: PlanAt) -> list[ActionAt]:
    """Agreed actions off track, at risk, overdue, slipped, or from which two cycles brought nothing; in plan order."""
    return [
        action
        for action in plan.actions
        if action.plan_state == PlanState.AGREED
        and (action.needs_attention or action.is_overdue or (action.is_slipped and action.is_open))
    ]
