"""A plan's own pages: a new one, and what it says of itself."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from accounts.form_page import form_page, form_view
from priorities import services
from priorities.access import plan_to_open, require_coordinator
from priorities.forms import NewPlanForm, PlanForm
from priorities.models import ActionPlan
from send_portal import clock

EDITED = [name for name in PlanForm.base_fields if name not in ("revision", "reason")]


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

    context: dict[str, Any] = {
        "section": "plan",
        "plan": found,
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
