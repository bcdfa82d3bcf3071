"""Whether an action is in the plan: agree, pause, close, replace, withdraw, and bring it back."""

import datetime

from accounts.services import By
from actions.models import Action
from actions.services.due_dates import overtake_proposals
from audit.recording import Refused, recording
from priorities.locking import lock_open_plan
from priorities.partial_date import PartialDate
from priorities.status import PlanState, Status
from send_portal import clock

# From each state, the states that may follow. What is out of the plan comes back before anything else is decided.
NEXT_STATES: dict[str, tuple[PlanState, ...]] = {
    PlanState.PROPOSED: (PlanState.AGREED, PlanState.WITHDRAWN),
    PlanState.AGREED: (PlanState.PAUSED, PlanState.CLOSED, PlanState.REPLACED, PlanState.WITHDRAWN),
    PlanState.PAUSED: (PlanState.AGREED, PlanState.PAUSED, PlanState.CLOSED, PlanState.REPLACED, PlanState.WITHDRAWN),
    PlanState.CLOSED: (PlanState.AGREED,),
    PlanState.REPLACED: (PlanState.AGREED,),
    PlanState.WITHDRAWN: (PlanState.AGREED, PlanState.PROPOSED),
}
TAKES_SUB_ACTIONS = (PlanState.PROPOSED, PlanState.AGREED, PlanState.PAUSED)
MAY_REPLACE = (PlanState.AGREED, PlanState.PAUSED, PlanState.CLOSED)
ENDED = (PlanState.CLOSED, PlanState.REPLACED, PlanState.WITHDRAWN)


def set_plan_state(
    *,
    action: Action,
    state: str,
    by: By,
    now: datetime.datetime,
    reason: str,
    revision: int | None = None,
    paused_until: PartialDate | None = None,
    replaced_by: Action | None = None,
) -> Action:
    """Agree, pause, close, replace or withdraw an action, or bring it back, with the reason.

    Whoever closes, replaces or withdraws it also sets a proposed due date aside that still waits for a word. Where it
    stands so already, with this reason, nothing is written. Raises Refused where the plan is closed, the state
    cannot follow, a rule stands against it or its sub-actions have to be decided first
    (docs/adr/0011-sub-actions-first.md); StaleRecord where `revision` is not the action's any more.
    """
    if not reason.strip():
        raise Refused("Say why its state in the plan is changing.")
    with recording(by=by, now=now, reason=reason):
        lock_open_plan(action.plan_id)
        action = Action.objects.locked(action.pk)
        standing = (action.plan_state, action.plan_state_reason, action.paused_until, action.replaced_by)
        if standing == (state, reason, paused_until, replaced_by):
            return action
        action.require_revision(revision)
        _check(action, state, replaced_by)
        if state == PlanState.PAUSED and paused_until is None:
            raise Refused("A paused action says until when. Enter the date.")
        if paused_until is not None and (problem := pause_problem(paused_until, clock.london_date(now))):
            raise Refused(f"{problem}.")
        action.plan_state, action.plan_state_reason = state, reason
        action.paused_until = paused_until if state == PlanState.PAUSED else None
        action.replaced_by = replaced_by
        action.save()
        if state in ENDED:
            overtake_proposals(action)
    return action


def was_agreed(action: Action) -> bool:
    """Whether it has ever been agreed: it then comes back as agreed, and never as a proposal. A query."""
    return action.history.filter(plan_state=PlanState.AGREED).exists()


def pause_problem(until: PartialDate, today: datetime.date) -> str:
    """Why an action cannot be paused until then, without a full stop; empty where it can."""
    return "" if until.on > today else "The date until which it is paused must be after today"


def undecided_sub_actions(action: Action) -> list[Action]:
    """Its sub-actions that are agreed or paused."""
    return list(action.sub_actions.filter(plan_state__in=(PlanState.AGREED, PlanState.PAUSED)))


def _check(action: Action, state: str, replaced_by: Action | None) -> None:
    standing = action.get_plan_state_display().lower()
    if state not in NEXT_STATES[action.plan_state] or (state == PlanState.PROPOSED and was_agreed(action)):
        raise Refused(f"{action.reference} is {standing}. It cannot become {PlanState(state).label.lower()}.")
    if state == PlanState.CLOSED and action.status != Status.COMPLETE:
        raise Refused("Only a complete action can be closed.")
    _check_replacement(action, state, replaced_by)
    if state in ENDED and (left := undecided_sub_actions(action)):
        names = ", ".join(sub_action.reference for sub_action in left)
        raise Refused(f"First decide what happens to its sub-actions: {names}.")
    if state == PlanState.AGREED and action.parent is not None and action.parent.plan_state in ENDED:
        parent = action.parent
        raise Refused(f"{parent.reference}, of which it is a part, is {parent.get_plan_state_display().lower()}. "
                      "Bring that back first.")  # fmt: skip


def _check_replacement(action: Action, state: str, replaced_by: Action | None) -> None:
    if (state == PlanState.REPLACED) != (replaced_by is not None):
        raise Refused("Choose the action that replaces it.")
    if replaced_by is None:
        return
    if replaced_by.pk == action.pk or replaced_by.plan_id != action.plan_id:
        raise Refused("Choose another action in the same plan to replace it.")
    if replaced_by.parent_id == action.pk:
        raise Refused(f"{replaced_by.reference} is a part of {action.reference}. Choose another.")
    if replaced_by.plan_state not in MAY_REPLACE:
        raise Refused(f"{replaced_by.reference} is {replaced_by.get_plan_state_display().lower()}. Choose another.")
