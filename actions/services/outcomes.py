"""What becomes of an action when its plan ends: done, carried to the next plan, merged, or dropped."""

import datetime
from collections.abc import Collection

from django.db import transaction

from accounts.services import By
from actions.models import Action, ActionOutcome
from actions.services.carrying import carry_over, check_successor, take_back
from actions.services.plan_states import MAY_REPLACE, TAKES_SUB_ACTIONS
from actions.services.planning import reference_problem
from audit.recording import Refused, StaleRecord, recording
from priorities.locking import lock_with_successor
from priorities.models import ActionPlan, Priority
from priorities.status import PlanState, Status

Kind = ActionOutcome.Kind
MAY_TAKE = {*MAY_REPLACE, PlanState.PROPOSED}


def record_outcome(
    *,
    action: Action,
    outcome: str,
    by: By,
    now: datetime.datetime,
    reason: str = "",
    revision: int | None = None,
    priority: Priority | None = None,
    reference: str = "",
    into: Action | None = None,
    apart: Collection[int] = (),
) -> ActionOutcome:
    """Say how an action that is proposed, agreed or paused ends; its sub-actions go with it, unless they have an
    outcome of their own or are about to get one (`apart`: their ids).

    Carried, it is made in the successor at once, under `priority` as `reference` (actions/services/carrying.py).
    Merged, it goes on in `into`, of the same plan or of the successor. Where the outcome changes, what had been
    carried is withdrawn from the successor. Where it stands so already nothing is written. Raises Refused where
    the plan is closed, a reason is missing (dropped; done and not complete; a change, of which the reason of the
    earlier outcome says nothing), or action, priority and plan do not fit; StaleRecord where `revision` (0: none) is
    not the outcome's any more.
    """
    with transaction.atomic():
        plan = lock_with_successor(action.plan_id)
        action = Action.objects.locked(action.pk)
        standing = ActionOutcome.objects.with_ends().filter(action=action).first()
        if standing is not None and _says(standing, outcome, reason, into):
            return standing
        if revision is not None and revision != (standing.revision if standing else 0):
            raise StaleRecord(f"The outcome of {action} has changed since the form was opened.", standing)
        along = _going_along(action, apart)
        _check(plan, action, outcome, reason, into, standing, along)
        if outcome == Kind.CARRIED:
            into = _carried(action, standing, priority, reference, by, now, reason)
        elif standing is not None and standing.outcome == Kind.CARRIED:
            take_back(standing, by=by, now=now, reason=f"No longer carried from {action.reference}: {reason}")
        saved = _save(standing or ActionOutcome(action=action), outcome, into, reason, by, now)
        for sub_action in along:
            _take_along(sub_action, saved, by, now)
    return saved


def _going_along(action: Action, apart: Collection[int]) -> list[Action]:
    """Its sub-actions that have no outcome of their own and are not about to get one."""
    found = action.sub_actions.filter(plan_state__in=TAKES_SUB_ACTIONS).exclude(pk__in=apart)
    return list(found.exclude(outcome__is_with_parent=False))


def _says(standing: ActionOutcome, outcome: str, reason: str, into: Action | None) -> bool:
    return (standing.reason, standing.is_with_parent) == (reason, False) and not _is_another(standing, outcome, into)


def _is_another(standing: ActionOutcome, outcome: str, into: Action | None) -> bool:
    return standing.outcome != outcome or (outcome == Kind.MERGED and standing.into != into)


def _save(
    record: ActionOutcome, outcome: str, into: Action | None, reason: str, by: By, now: datetime.datetime,
    *, is_with_parent: bool = False,
) -> ActionOutcome:  # fmt: skip
    with recording(by=by, now=now, reason=reason):
        record.outcome, record.into, record.reason = outcome, into, reason
        record.is_with_parent = is_with_parent
        record.save()
    return record


def _carried(
    action: Action, standing: ActionOutcome | None, priority: Priority | None, reference: str, by: By,
    now: datetime.datetime, reason: str,
) -> Action:  # fmt: skip
    """Where it goes on: where it does already, unless it was withdrawn there."""
    there = standing.into if standing is not None and standing.outcome == Kind.CARRIED else None
    if there is not None:
        if there.plan_state != PlanState.WITHDRAWN:
            return there
        priority = priority or there.priority
    priority = check_successor(action, priority)
    home = _home_of(action, priority)
    return carry_over(
        action, priority=home.priority if home else priority, reference=reference, parent=home, by=by, now=now,
        reason=reason,
    )  # fmt: skip


def _home_of(action: Action, priority: Priority) -> Action | None:
    """The action in the successor under which a sub-action goes: that of its own action, where this was carried."""
    if action.parent is None:
        return None
    own = ActionOutcome.objects.with_ends().filter(action=action.parent, outcome=Kind.CARRIED).first()
    home = own.into if own is not None else None
    if home is None or home.is_sub_action or home.plan_id != priority.plan_id:
        return None
    return home if home.plan_state in TAKES_SUB_ACTIONS else None


def _take_along(sub_action: Action, outcome: ActionOutcome, by: By, now: datetime.datetime) -> None:
    """What a sub-action without an outcome of its own comes to with that of its action."""
    standing = ActionOutcome.objects.with_ends().filter(action=sub_action).first()
    parent, into, kind = outcome.action, outcome.into, outcome.outcome
    reason = f"With {parent.reference}" + (f": {outcome.reason}" if outcome.reason else "")
    if kind == Kind.CARRIED and standing is not None and standing.outcome == Kind.CARRIED:
        into = standing.into
    elif kind == Kind.CARRIED and sub_action.status == Status.COMPLETE:
        kind, into = Kind.DONE, None
    elif kind == Kind.CARRIED and into is not None:
        reference = _reference_under(sub_action, parent, into)
        into = carry_over(
            sub_action, priority=into.priority, reference=reference, parent=into, by=by, now=now, reason=""
        )
    _save(standing or ActionOutcome(action=sub_action), kind, into, reason, by, now, is_with_parent=True)


def _reference_under(sub_action: Action, parent: Action, new_parent: Action) -> str:
    """ "3f(i)" becomes "2b(i)" where 3f becomes 2b; its own where it is not made of its action's, with a number after
    it where it is taken."""
    reference = sub_action.reference
    if reference.startswith(parent.reference):
        reference = new_parent.reference + reference.removeprefix(parent.reference)
    free, number = reference, 1
    while reference_problem(new_parent.plan, free):
        number += 1
        free = f"{reference}-{number}"
    return free


def _check(
    plan: ActionPlan, action: Action, outcome: str, reason: str, into: Action | None, standing: ActionOutcome | None,
    along: Collection[Action],
) -> None:  # fmt: skip
    if plan.is_closed:
        raise Refused("This plan is closed. Make it current again to change what became of its actions.")
    if action.plan_state not in TAKES_SUB_ACTIONS:
        state = action.get_plan_state_display().lower()
        raise Refused(f"{action.reference} is {state}, which is its outcome already.")
    if not reason.strip():
        _check_without_reason(action, outcome, standing)
    elif standing is not None and _is_another(standing, outcome, into) and reason.split() == standing.reason.split():
        raise Refused(f"Say why the outcome of {action.reference} changes.")
    if outcome == Kind.MERGED:
        _check_merged(plan, action, into, along)


def _check_without_reason(action: Action, outcome: str, standing: ActionOutcome | None) -> None:
    if outcome == Kind.DROPPED:
        raise Refused(f"Say why {action.reference} is dropped.")
    if outcome == Kind.DONE and action.status != Status.COMPLETE:
        raise Refused(f"{action.reference} is not complete. Say why it counts as done.")
    if standing is not None:
        raise Refused(f"Say why the outcome of {action.reference} changes.")


def _check_merged(plan: ActionPlan, action: Action, into: Action | None, along: Collection[Action]) -> None:
    if into is None or into.pk == action.pk or into.parent_id == action.pk:
        raise Refused(f"Choose the other action into which {action.reference} was merged.")
    successor = getattr(plan, "successor", None)
    if into.plan_id not in {plan.pk, successor.pk if successor is not None else None}:
        raise Refused("An action is merged into one of the same plan or of the plan that follows.")
    if into.plan_state not in MAY_TAKE:
        raise Refused(f"{into.reference} is {into.get_plan_state_display().lower()}. Choose another.")
    if into.plan_id == plan.pk and ActionOutcome.objects.filter(action=into, outcome=Kind.DROPPED).exists():
        raise Refused(f"{into.reference} is dropped, so {action.reference} would end with it. Choose another.")
    seen: set[int] = {action.pk, *(one.pk for one in along)}
    next_one: Action | None = into
    while next_one is not None and next_one.plan_id == plan.pk:
        if next_one.pk in seen:
            raise Refused(f"{into.reference} was merged into {action.reference} in its turn. Choose another.")
        seen.add(next_one.pk)
        own = ActionOutcome.objects.select_related("into").filter(action=next_one, outcome=Kind.MERGED).first()
        next_one = own.into if own is not None else None
