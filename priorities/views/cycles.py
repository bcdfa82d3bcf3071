"""The update cycles of a plan: meetings and their papers deadlines."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.form_page import form_page, form_view
from priorities import services
from priorities.access import cycle_to_edit, plan_to_edit, visible_plan
from priorities.cycles import window_in
from priorities.cycles import windows as windows_in_order
from priorities.forms import ChangedCycleForm, CycleForm
from priorities.models import ActionPlan, UpdateCycle
from send_portal import clock


@require_safe
def cycles(request: HttpRequest, plan: str) -> HttpResponse:
    """Every cycle of the plan, the newest first, and which one runs."""
    found = visible_plan(request.user, plan)
    windows = windows_in_order(found.cycles.select_related("meeting_link__meeting"), found.asks_after)
    context = {
        "section": "plan",
        "plan": found,
        "windows": windows[::-1],
        "window": window_in(found, clock.now(), windows),
    }
    return render(request, "priorities/cycles.html", context)


@form_view
def add_cycle(request: HttpRequest, plan: str) -> HttpResponse:
    """One more meeting with its papers deadline."""
    found = plan_to_edit(request.user, plan)

    def save(form: CycleForm) -> UpdateCycle:
        return services.add_cycle(plan=found, by=request.user, now=clock.now(), **form.dates)

    return form_page(
        request,
        CycleForm,
        save,
        template="priorities/cycle_form.html",
        context=_context(found, "Add an update cycle"),
        to=reverse("cycles", args=[found.slug]),
        message=lambda cycle: f"The {cycle} has been added.",
    )


@form_view
def edit_cycle(request: HttpRequest, plan: str, pk: int) -> HttpResponse:
    """Move a meeting or a papers deadline that has not passed."""
    cycle, now = cycle_to_edit(request.user, plan, pk), clock.now()

    def save(form: ChangedCycleForm) -> UpdateCycle:
        return services.edit_cycle(
            cycle=cycle, by=request.user, now=now, reason=form.cleaned_data["reason"],
            revision=form.cleaned_data["revision"], **form.dates,
        )  # fmt: skip

    due_at = cycle.papers_due_at.astimezone(clock.LONDON)
    return form_page(
        request,
        ChangedCycleForm,
        save,
        template="priorities/cycle_form.html",
        context=_context(cycle.plan, f"Change the {cycle}", has_passed=cycle.papers_due_at <= now),
        to=reverse("cycles", args=[plan]),
        message=lambda cycle: f"The {cycle} has been saved.",
        record=cycle,
        initial={"meeting_on": cycle.meeting_on, "papers_on": due_at.date(), "papers_time": due_at.time()},
        cycle=cycle,
    )


def _context(plan: ActionPlan, heading: str, **more: Any) -> dict[str, Any]:
    return {"section": "plan", "plan": plan, "heading": heading, **more}
