"""Who may see and change what of a plan. Views fetch through here."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import User
from actions.models import Action, ProgressUpdate
from priorities.access import may_see_plan, require_coordinator
from priorities.status import PlanState

Part = ProgressUpdate.Part


def visible_action(user: User, plan: str, ref: str) -> Action:
    """The action with its people. Raises Http404 where the person may not see the plan or no such action is in it."""
    action = (
        Action.objects.with_people()
        .with_times_moved()
        .select_related("plan", "priority", "parent", "objective", "last_update", "replaced_by")
        .prefetch_related("co_leads__user")
        .filter(plan__slug=plan, key=ref)
        .first()
    )
    if action is None or not may_see_plan(user, action.plan):
        raise Http404("There is no such action in this plan.")
    return action


def part_in(user: User, action: Action) -> ProgressUpdate.Part | None:
    """In which part the person may update the action: lead before co-lead before deputy before co-ordinator."""
    if action.lead_id == user.pk:
        return Part.LEAD
    if any(link.user_id == user.pk for link in action.co_leads.all()):
        return Part.CO_LEAD
    if action.deputy_id == user.pk:
        return Part.DEPUTY
    if user.is_coordinator:
        return Part.COORDINATOR
    return None


def may_update(user: User, action: Action) -> bool:
    """Whether the update form is theirs now."""
    return action.plan_state in (PlanState.AGREED, PlanState.PAUSED) and part_in(user, action) is not None


def action_to_update(user: User, plan: str, ref: str) -> Action:
    """The action, for an update. Raises Http404 as `visible_action`, PermissionDenied saying whom to ask."""
    action = visible_action(user, plan, ref)
    if part_in(user, action) is None:
        who = f"{action.lead}, who leads it, or" if action.lead is not None else "the lead, once there is one, or"
        raise PermissionDenied(
            f"Only the people who lead {action.reference} and the co-ordinator can update it. Ask {who} the "
            "co-ordinator."
        )
    if not may_update(user, action):
        raise PermissionDenied(
            f"{action.reference} is {action.get_plan_state_display().lower()}, so it takes no updates. "
            "Ask the co-ordinator if that should change."
        )
    return action


def action_to_edit(user: User, plan: str, ref: str) -> Action:
    """The action, for the co-ordinator. Raises Http404 as `visible_action`, PermissionDenied saying whom to ask."""
    action = visible_action(user, plan, ref)
    require_coordinator(user)
    return action
