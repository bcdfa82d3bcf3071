"""Who may see a plan."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import User
from priorities.models import ActionPlan


def visible_plan(user: User, slug: str) -> ActionPlan:
    """The plan. Raises Http404 where there is none, or it is a draft and the person is not the co-ordinator."""
    plan = ActionPlan.objects.filter(slug=slug).first()
    if plan is None or not may_see_plan(user, plan):
        raise Http404("There is no such plan.")
    return plan


def may_see_plan(user: User, plan: ActionPlan) -> bool:
    """Everybody sees a plan, but a draft: that is the co-ordinator's."""
    return plan.status != ActionPlan.State.DRAFT or user.is_coordinator


def plan_to_edit(user: User, slug: str) -> ActionPlan:
    """The plan, for the co-ordinator. Raises Http404 as `visible_plan`, PermissionDenied saying whom to ask."""
    plan = visible_plan(user, slug)
    require_coordinator(user)
    return plan


def require_coordinator(user: User) -> None:
    """Raises PermissionDenied, saying whom to ask, for everybody but the co-ordinator."""
    if not user.is_coordinator:
        raise PermissionDenied(
            "Only the co-ordinator can change this. Ask the co-ordinator if something should change."
        )
