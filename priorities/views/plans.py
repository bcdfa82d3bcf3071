"""A plan's own pages: a new one, and what it says of itself."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.form_page import form_page, form_view
from priorities import services
from priorities.access import plan_to_open, require_coordinator, visible_plans
from priorities.forms import NewPlanForm, PlanForm
from priorities.models import ActionPlan
from send_portal import clock

EDITED = [name for name in PlanForm.base_fields if name not in ("revision", "reason")]


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    """Every plan that the person may see: current ones first, then drafts, then those that are closed."""
    order = [ActionPlan.State.CURRENT, ActionPlan.State.DRAFT, ActionPlan.State.CLOSED]
    by_date = visible_plans(request.user).order_by("-ends_on", "-slug")
    found = sorted(by_date, key=lambda one: order.index(ActionPlan.State(one.status)))
    neighbours = {one.pk: one for one in found}
    rows = [
        (one, neighbours.get(one.predecessor_id), next((two for two in found if two.predecessor_id == one.pk), None))
        for one in found
    ]
    return render(request, "priorities/plan_list.html", {"section": "plan", "rows": rows})


@form_view
def add_plan(request: HttpRequest) -> HttpResponse:
    """A new plan: a draft until the co-ordinator makes it current."""
    require_coordinator(request.user)

    def save(form: NewPlanForm) -> ActionPlan:
        return services.add_plan(
            by=request.user, now=clock.now(), reason="", status=ActionPlan.State.DRAFT, **form.cleaned_data
        )

    return form_page(
        request,
        NewPlanForm,
        save,
        template="priorities/add_plan.html",
        context={"section": "plan", "heading": "Add a plan", "submit_text": "Add the plan"},
        to=lambda plan: plan.get_set_up_url(),
        message=lambda plan: (
            f"The plan has been added as a draft, which only the co-ordinator can see. Now add its "
            f"{plan.first_level_plural}."
        ),
    )


@form_view
def edit_plan(request: HttpRequest, plan: str) -> HttpResponse:
    """Title, period, words and standing of a plan."""
    found = plan_to_open(request.user, plan)

    def save(form: PlanForm) -> ActionPlan:
        return services.edit_plan(plan=found, by=request.user, now=clock.now(), **form.cleaned_data)

    seen = {one.pk: one for one in visible_plans(request.user)}
    context: dict[str, Any] = {
        "section": "plan",
        "plan": found,
        "predecessor": seen.get(found.predecessor_id),
        "successor": next((one for one in seen.values() if one.predecessor_id == found.pk), None),
        "heading": "Change the plan",
        "back_href": found.get_absolute_url(),
    }
    return form_page(
        request,
        PlanForm,
        save,
        template="priorities/plan_form.html",
        context=context,
        to=found,
        message="The plan has been saved.",
        record=found,
        initial={name: getattr(found, name) for name in EDITED},
    )
