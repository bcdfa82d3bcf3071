"""Planning an action: adding it, and what it is joined to."""

import datetime
from collections.abc import Mapping
from typing import Any

from accounts.models import User
from accounts.services import By
from actions.models import Action, RelatedAction
from actions.services.due_dates import record_due_date
from actions.services.printed_updates import Printed, write_printed
from audit.recording import Refused, recording
from priorities.locking import lock_open_plan
from priorities.models import ActionPlan, Priority
from priorities.partial_date import PartialDate
from priorities.references import is_printed_so, reference_key
from priorities.status import PlanState

# What stands in the address of another page, where the key of an action would.
RESERVED_KEYS = {"new"}
TAKES_UPDATES = (PlanState.AGREED, PlanState.PAUSED)


def add_action(
    *,
    plan: ActionPlan,
    priority: Priority,
    by: By,
    now: datetime.datetime,
    reason: str,
    reference: str,
    title: str,
    plan_state: str,
    position: int | None = None,
    parent: Action | None = None,
    due: PartialDate | None = None,
    planned_start: PartialDate | None = None,
    review: PartialDate | None = None,
    printed: Printed | None = None,
    among: Mapping[str, Action] | None = None,
    **texts: Any,
) -> Action:
    """A new action or, with a parent, sub-action; without a position the last one of its priority or of its parent.

    `texts`: source, source_text, plain_words, difference, success_measure, objective, lead, and what a source prints.
    What has a `review` date is ongoing. `printed` is how a source says that it goes. `among` is every action of the
    plan by its key, where the caller has them and adds many: nothing is asked of the plan again then. Raises Refused
    in a closed plan, for a sub-action of a sub-action, a reference that cannot be used, a lead who has left, how it
    goes where it takes no updates, and where priority, parent and objective do not belong together.
    """
    with recording(by=by, now=now, reason=reason):
        lock_open_plan(plan.pk)
        _check_place(plan, priority, parent, texts.get("objective"))
        _check_names(plan, reference, texts.get("lead"), among)
        action = Action(
            plan=plan,
            priority=priority,
            parent=parent,
            reference=reference,
            key=reference_key(reference),
            title=title,
            position=_position_after(priority, parent, among) if position is None else position,
            plan_state=plan_state,
            plan_state_reason=reason,
            is_ongoing=review is not None,
            **texts,
        )
        action.planned_start, action.review = planned_start, review
        action.due = action.original_due = due
        action.save()
        if due is not None:
            record_due_date(action, None, due, "")
        if printed is not None:
            _write_printed(action, printed, by, now)
    return action


def reference_problem(plan: ActionPlan, reference: str, among: Mapping[str, Action] | None = None) -> str:
    """Why an action of the plan cannot have this reference, without a full stop; empty where it can.

    `among` as in `add_action`."""
    try:
        key = reference_key(reference)
    except ValueError:
        return "The reference must have a letter or a digit"
    if not is_printed_so(reference):
        return (
            "The reference must begin with a letter from a to z or a digit, and hold only these, spaces and . - ( ) /"
        )
    if key in RESERVED_KEYS:
        return f"“{reference}” cannot be used as a reference: choose another"
    taken = plan.actions.filter(key=key).first() if among is None else among.get(key)
    if taken is None:
        return ""
    if taken.reference == reference:
        return f"{reference} is already in {plan.title}, as “{taken.title}”: choose another reference"
    return f"“{reference}” would have the same web address as {taken.reference}: choose another reference"


def _check_place(plan: ActionPlan, priority: Priority, parent: Action | None, objective: Any) -> None:
    word = plan.first_level
    if priority.plan_id != plan.pk:
        raise Refused(f"The {word} belongs to another plan. Choose one in this plan.")
    if parent is not None and (parent.parent_id is not None or parent.priority_id != priority.pk):
        raise Refused(f"A sub-action must be part of an action in the same {word} that is not a sub-action itself.")
    if objective is not None and objective.priority_id != priority.pk:
        raise Refused(f"The objective belongs to another {word}. Choose one in this {word}.")


def _check_names(plan: ActionPlan, reference: str, lead: User | None, among: Mapping[str, Action] | None) -> None:
    if problem := reference_problem(plan, reference, among):
        raise Refused(f"{problem}.")
    if lead is not None and not lead.is_active:
        raise Refused(f"{lead} has left. Name somebody who is active.")


def _write_printed(action: Action, printed: Printed, by: By, now: datetime.datetime) -> None:
    if not isinstance(by, User):
        raise TypeError("Only a person writes down how an action goes.")
    if action.plan_state not in TAKES_UPDATES or action.plan.is_closed:
        raise Refused(f"{action.reference} takes no updates.")
    write_printed(action, printed, by=by, now=now)


def _position_after(priority: Priority, parent: Action | None, among: Mapping[str, Action] | None) -> int:
    """Where the newest one goes. A sub-action shares the place of its parent's last one: in every list the older of
    two stands first, so that nothing else has to move."""
    if among is None:
        family = priority.actions.all() if parent is None else parent.sub_actions.all()
        positions = list(family.values_list("position", flat=True))
    else:
        end, pk = ("priority_id", priority.pk) if parent is None else ("parent_id", parent.pk)
        positions = [one.position for one in among.values() if getattr(one, end) == pk]
    if parent is None:
        return max(positions, default=0) + 1
    return max(positions, default=parent.position)


def relate_actions(*, one: Action, other: Action, by: By, now: datetime.datetime, reason: str = "") -> RelatedAction:
    """Link two actions of a plan that overlap, in whichever order they are given; a link that stands stays."""
    if one.pk == other.pk or one.plan_id != other.plan_id:
        raise Refused("Choose another action in the same plan.")
    first, second = sorted((one, other), key=lambda action: action.pk)
    with recording(by=by, now=now, reason=reason):
        standing = RelatedAction.objects.filter(first=first, second=second).first()
        return standing or RelatedAction.objects.create(first=first, second=second)


def unrelate_actions(*, one: Action, other: Action, by: By, now: datetime.datetime, reason: str) -> None:
    """Take the link between two actions away, with the reason; where there is none, nothing changes."""
    if not reason.strip():
        raise Refused("Say why the two are no longer related.")
    first, second = sorted((one, other), key=lambda action: action.pk)
    with recording(by=by, now=now, reason=reason):
        for link in RelatedAction.objects.filter(first=first, second=second):
            link.delete()
