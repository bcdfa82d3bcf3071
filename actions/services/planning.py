"""Planning an action: adding it, its milestones, what it is joined to, and its state in the plan."""

import datetime
from typing import Any

from accounts.models import Organisation, User
from actions.models import (
    Action,
    ActionCoLead,
    ActionOrganisation,
    Milestone,
    RelatedAction,
)
from actions.services.editing import By, record_due_date
from audit.recording import Refused, recording
from priorities.models import ActionPlan, Priority
from priorities.partial_date import PartialDate
from priorities.references import reference_key
from priorities.status import PlanState


def add_action(
    *,
    plan: ActionPlan,
    priority: Priority,
    by: By,
    now: datetime.datetime,
    reason: str,
    reference: str,
    title: str,
    position: int,
    plan_state: str,
    parent: Action | None = None,
    due: PartialDate | None = None,
    planned_start: PartialDate | None = None,
    **texts: Any,
) -> Action:
    """A new action or, with a parent, sub-action. Raises Refused for a sub-action of a sub-action.

    `texts`: source, source_text, plain_words, difference, success_measure, objective, and what a source prints.
    """
    if parent is not None and (parent.parent_id is not None or parent.priority_id != priority.pk):
        raise Refused("A sub-action stands under an action of the same priority, one level deep.")
    with recording(by=by, now=now, reason=reason):
        action = Action(
            plan=plan,
            priority=priority,
            parent=parent,
            reference=reference,
            key=reference_key(reference),
            title=title,
            position=position,
            plan_state=plan_state,
            plan_state_reason=reason,
            **texts,
        )
        action.planned_start = planned_start
        action.due = action.original_due = due
        action.save()
        if due is not None:
            record_due_date(action, None, due, "")
    return action


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
    """Agree, pause, close, replace or withdraw an action, with the reason. Only a complete one can be closed."""
    if not reason.strip():
        raise Refused("Say why the action stands so in the plan.")
    if (state == PlanState.REPLACED) != (replaced_by is not None):
        raise Refused("A replaced action names the one that replaces it.")
    if replaced_by is not None and (replaced_by.pk == action.pk or replaced_by.plan_id != action.plan_id):
        raise Refused("An action is replaced by another one of its plan.")
    with recording(by=by, now=now, reason=reason):
        action = Action.objects.locked(action.pk, revision)
        if state == PlanState.CLOSED and action.status != "complete":
            raise Refused("Only a complete action can be closed.")
        action.plan_state, action.plan_state_reason = state, reason
        action.paused_until = paused_until if state == PlanState.PAUSED else None
        action.replaced_by = replaced_by
        action.save()
    return action


def add_milestone(
    *, action: Action, by: By, now: datetime.datetime, title: str, due: PartialDate | None = None, reason: str = ""
) -> Milestone:
    """A new milestone of an action."""
    with recording(by=by, now=now, reason=reason):
        milestone = Milestone(action=action, title=title)
        milestone.due = due
        milestone.save()
    return milestone


def add_co_lead(*, action: Action, user: User, by: By, now: datetime.datetime, reason: str = "") -> ActionCoLead:
    """Somebody else who may give the action's update."""
    with recording(by=by, now=now, reason=reason):
        return ActionCoLead.objects.create(action=action, user=user)


def add_organisation_to_action(
    *, action: Action, organisation: Organisation, part: str, by: By, now: datetime.datetime, reason: str = ""
) -> ActionOrganisation:
    """An organisation that leads or supports the action."""
    with recording(by=by, now=now, reason=reason):
        return ActionOrganisation.objects.create(action=action, organisation=organisation, part=part)


def relate_actions(*, one: Action, other: Action, by: By, now: datetime.datetime, reason: str = "") -> RelatedAction:
    """Link two actions that overlap, in whichever order they are given."""
    first, second = sorted((one, other), key=lambda action: action.pk)
    with recording(by=by, now=now, reason=reason):
        return RelatedAction.objects.create(first=first, second=second)
