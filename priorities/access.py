"""Who may see a plan."""

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
