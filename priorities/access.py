"""Who may see a plan."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import User
from priorities.cycle_rules import OWNED
from priorities.models import ActionPlan, ActionPlanQuerySet, Priority, StatusDefinition, UpdateCycle


def visible_plan(user: User, slug: str) -> ActionPlan:
    """The plan, with the one that it follows. Raises Http404 where there is none, or it is a draft and the person is
    not the co-ordinator."""
    plan = ActionPlan.objects.filter(slug=slug).select_related("predecessor").first()
    if plan is None or not may_see_plan(user, plan):
        raise Http404("There is no such plan.")
    return plan


def visible_plans(user: User) -> ActionPlanQuerySet:
    """Every plan that the person may see."""
    plans = ActionPlan.objects.all()
    return plans if user.is_coordinator else plans.exclude(status=ActionPlan.State.DRAFT)


def may_see_plan(user: User, plan: ActionPlan) -> bool:
    """Everybody sees a plan, but a draft: that is the co-ordinator's."""
    return plan.status != ActionPlan.State.DRAFT or user.is_coordinator


def visible_priority(user: User, slug: str, number: int) -> Priority:
    """The priority with its plan and SRO. Raises Http404 as `visible_plan`, and where there is no such priority."""
    plan = visible_plan(user, slug)
    priority = plan.priorities.select_related("sro__organisation").filter(number=number).first()
    if priority is None:
        raise Http404("This plan has no such priority.")
    return priority


def priority_to_judge(user: User, slug: str, number: int) -> Priority:
    """The priority, for its SRO. Raises Http404 as `visible_priority`, PermissionDenied saying whom to ask."""
    priority = visible_priority(user, slug, number)
    require_open(priority.plan)
    if priority.sro_id != user.pk:
        whom = f"Ask {priority.sro}, or the" if priority.sro is not None and priority.sro.is_active else "Ask the"
        what = f"{priority.plan.first_level} {priority.number}"
        raise PermissionDenied(
            f"Only the senior responsible officer of {what} can give a judgement on it. "
            f"{whom} co-ordinator if somebody else should do it."
        )
    return priority


def plan_to_edit(user: User, slug: str) -> ActionPlan:
    """The plan, for the co-ordinator. Raises Http404 as `visible_plan`, PermissionDenied saying whom to ask, also
    where the plan is closed."""
    plan = plan_to_open(user, slug)
    require_open(plan)
    return plan


def plan_to_open(user: User, slug: str) -> ActionPlan:
    """The plan, closed or not, for the co-ordinator. Raises as `plan_to_edit`."""
    plan = visible_plan(user, slug)
    require_coordinator(user)
    return plan


def priority_to_edit(user: User, slug: str, number: int) -> Priority:
    """The priority, for the co-ordinator. Raises as `visible_priority`, PermissionDenied saying whom to ask."""
    priority = visible_priority(user, slug, number)
    require_coordinator(user)
    require_open(priority.plan)
    return priority


def cycle_to_edit(user: User, slug: str, pk: int) -> UpdateCycle:
    """An update cycle of the plan. Raises as `plan_to_edit`, Http404 where the plan has no such cycle,
    PermissionDenied where a meeting owns it."""
    cycle = plan_to_edit(user, slug).cycles.select_related("plan", "meeting_link").filter(pk=pk).first()
    if cycle is None:
        raise Http404("This plan has no such update cycle.")
    if hasattr(cycle, "meeting_link"):
        raise PermissionDenied(f"{OWNED}.")
    return cycle


def definition_to_edit(user: User, slug: str, status: str) -> StatusDefinition:
    """What a status means in the plan. Raises as `plan_to_edit`, Http404 where the key has no such status."""
    definition = plan_to_edit(user, slug).status_definitions.select_related("plan").filter(status=status).first()
    if definition is None:
        raise Http404("The key of this plan has no such status.")
    return definition


def require_open(plan: ActionPlan) -> None:
    """Raises PermissionDenied, saying whom to ask, where the plan is closed."""
    if plan.is_closed:
        raise PermissionDenied(
            f"The {plan.title} is closed, so nothing in it changes. Ask the co-ordinator if it should be opened again."
        )


def require_coordinator(user: User) -> None:
    """Raises PermissionDenied, saying whom to ask, for everybody but the co-ordinator."""
    if not user.is_coordinator:
        raise PermissionDenied(
            "Only the co-ordinator can change this. Ask the co-ordinator if something needs to change."
        )
