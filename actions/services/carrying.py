"""Carrying an action into the plan that follows, and taking that back."""

import datetime
from typing import Any

from django.db import models

from accounts.models import User
from accounts.services import By
from actions.models import Action, ActionOutcome, Milestone
from actions.services.editing import edit_action
from actions.services.plan_states import ENDED, set_plan_state, undecided_sub_actions, was_agreed
from actions.services.planning import add_action
from audit.recording import Refused, recording
from priorities.models import Objective, Priority
from priorities.status import PlanState
from send_portal import clock

Kind = ActionOutcome.Kind
WORDING = ("title", "plain_words", "difference", "success_measure", "lead_as_printed", "due_as_printed")


def carry_over(
    action: Action,
    *,
    priority: Priority,
    reference: str,
    by: By,
    now: datetime.datetime,
    reason: str,
    parent: Action | None = None,
) -> Action:
    """The action's successor in the plan of `priority`: its wording, measure, people and organisations as they stand,
    due date and open milestones, and as agreed, paused or proposed as it is. Of what is under way no planned start
    goes along: there it would seem late. Whoever has left is not named there.

    Where it was carried into that plan before and can come back (`ActionOutcome.places`), the same one comes back,
    with the reference and the priority that it had there. Raises Refused as `add_action`. Inside a transaction,
    outside `recording()`.
    """
    why = f"Carried from {action.reference} of {action.plan.title}" + (f": {reason}" if reason else "")
    place = ActionOutcome.places(action.pk).select_related("into__plan").first()
    if place is not None:
        return _brought_back(place.into, action, by, now, why)
    made = add_action(
        plan=priority.plan,
        priority=priority,
        parent=parent,
        by=by,
        now=now,
        reason=why,
        reference=reference,
        plan_state=_agreed_or_proposed(action),
        planned_start=None if action.has_started else action.planned_start,
        due=action.due,
        lead=_active(action.lead),
        objective=_same_objective(action.objective, priority),
        **{name: getattr(action, name) for name in WORDING},
    )
    _copy_milestones(made, action, by, now, why)
    return _paused_as(_name_people(made, action, by, now, why), action, by, now)


def _brought_back(earlier: Action, action: Action, by: By, now: datetime.datetime, why: str) -> Action:
    if earlier.plan_state != PlanState.WITHDRAWN:
        return earlier
    state = PlanState.AGREED if was_agreed(earlier) else _agreed_or_proposed(action)
    return set_plan_state(action=earlier, state=state, by=by, now=now, reason=why)


def _agreed_or_proposed(action: Action) -> PlanState:
    return PlanState.PROPOSED if action.plan_state == PlanState.PROPOSED else PlanState.AGREED


def _copy_milestones(made: Action, action: Action, by: By, now: datetime.datetime, why: str) -> None:
    with recording(by=by, now=now, reason=why):
        for milestone in action.milestones.open():
            copy = Milestone(action=made, title=milestone.title)
            copy.due = milestone.due
            copy.save()


def _paused_as(made: Action, action: Action, by: By, now: datetime.datetime) -> Action:
    """Pause it where the action is paused, for as long as that."""
    until = action.paused_until
    if action.plan_state == PlanState.PAUSED and until is not None and until.on > clock.london_date(now):
        return set_plan_state(
            action=made, state=PlanState.PAUSED, paused_until=until, by=by, now=now, reason=action.plan_state_reason
        )
    return made


def take_back(outcome: ActionOutcome, *, by: By, now: datetime.datetime, reason: str) -> None:
    """Withdraw what was carried, with the sub-actions that went along; what has ended there by itself stays as it
    is, and so does all of a successor that is closed. Raises Refused where it has other sub-actions in the successor.
    Inside a transaction, outside `recording()`."""
    if outcome.into is None or outcome.into.plan.is_closed:
        return
    along = ActionOutcome.objects.filter(action__parent=outcome.action_id, outcome=Kind.CARRIED, is_with_parent=True)
    _check_parts(outcome, along)
    for one in [*Action.objects.filter(pk__in=along.values("into")), outcome.into]:
        if one.plan_state not in ENDED:
            set_plan_state(action=one, state=PlanState.WITHDRAWN, by=by, now=now, reason=reason)


def _check_parts(outcome: ActionOutcome, along: models.QuerySet) -> None:
    """Raises Refused where it has sub-actions there that do not go with it, named as one finds them here: "3f(ii),
    carried to 9.9"."""
    if outcome.into is None or outcome.into.plan_state in ENDED:
        return
    going = set(along.values_list("into", flat=True))
    left = [one for one in undecided_sub_actions(outcome.into) if one.pk not in going]
    if not left:
        return
    came = ActionOutcome.objects.with_ends().filter(into__in=left, outcome=Kind.CARRIED)
    was = {one.into_id: f"{one.action.reference}, carried to " for one in came}
    names = "; ".join(was.get(one.pk, "") + one.reference for one in left)
    raise Refused(f"First decide what happens to its sub-actions in {outcome.into.plan.title}: {names}.")


def _name_people(made: Action, action: Action, by: By, now: datetime.datetime, why: str) -> Action:
    """Give it deputy, SRO, co-leads, organisations and a review date, as far as they are still there."""
    co_leads = [link.user for link in action.co_leads.select_related("user") if link.user.is_active]
    links = action.organisation_links.select_related("organisation").filter(organisation__is_active=True)
    values: dict[str, Any] = {
        "deputy": _active(action.deputy),
        "sro": _active(action.sro),
        "co_leads": co_leads,
        "organisations": {link.organisation: link.part for link in links},
    }
    if action.is_ongoing:
        values |= {"is_ongoing": True, "review": action.review}
    return edit_action(
        action=made, by=by, now=now, reason=why, **{name: value for name, value in values.items() if value}
    )


def _active(person: User | None) -> User | None:
    return person if person is not None and person.is_active else None


def _same_objective(objective: Objective | None, priority: Priority) -> Objective | None:
    """The heading of the new priority that has the old one's reference."""
    return priority.objectives.filter(reference=objective.reference).first() if objective is not None else None


def check_successor(action: Action, priority: Priority | None) -> Priority:
    """The priority to carry the action into. Raises Refused where it is in no plan that follows and is open."""
    successor = getattr(action.plan, "successor", None)
    if successor is None:
        raise Refused("No plan follows this one yet. Start it first.")
    if successor.is_closed:
        raise Refused(f"{successor.title} is closed, so nothing can be carried into it.")
    if priority is None or priority.plan_id != successor.pk:
        raise Refused(f"Choose a {successor.first_level} of {successor.title}.")
    return priority
