"""Counts of actions as at a moment, in the same two steps as `actions.tally` counts them of today."""

from collections.abc import Iterable

from actions.as_at.plan_at import ActionAt
from actions.tally import Tally
from priorities.status import PlanState, Status


def tally_at(actions: Iterable[ActionAt]) -> Tally:
    """The tally of these actions: those of a priority, or all of a plan."""
    tally = Tally()
    for action in actions:
        if action.is_sub_action:
            tally.sub_actions += action.is_in_plan
        else:
            _add(tally, action)
    return tally


def _add(tally: Tally, action: ActionAt) -> None:
    status = Status(action.status)
    tally.by_status[status] += action.is_in_plan
    tally.carried_over[status] += action.is_carried_over
    if action.is_carried_over and action.last_update_at is None:
        printed_on = action.last_update.printed_on if action.last_update is not None else None
        tally.printed[status] += 1
        tally.printed_undated += printed_on is None
        tally.take_days(printed_on, printed_on)
    tally.closed += action.plan_state == PlanState.CLOSED
    tally.paused += action.plan_state == PlanState.PAUSED
    tally.open += action.is_open
    tally.without_lead += action.has_no_lead
    tally.without_date += action.has_no_date
    tally.overdue += action.is_overdue
    tally.asked += action.asks_partnership
    tally.received += action.is_received
    tally.missing += action.is_not_updated
    tally.silent += action.is_silent
