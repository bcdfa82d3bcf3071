"""The end of a plan, for the co-ordinator: the steps, starting the next plan, closing this one, beginning that."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.form_page import form_page, form_view
from actions.flags import counted
from actions.forms.succession import BeginForm, ChooseSuccessorForm, ClosePlanForm, SuccessorForm, UnlinkForm
from actions.pages.before_closing import date_words
from actions.services import close_plan, name_successor, start_successor, unlink_successor
from actions.services.succession import may_follow, unlink_problem
from governance.pages.succession import first_choices, first_meetings, succession_page
from governance.services.succession import begin_plan
from priorities.access import plan_to_edit, plan_to_open
from priorities.models import ActionPlan
from send_portal import clock


@require_safe
def succession(request: HttpRequest, plan: str) -> HttpResponse:
    """The steps from one plan to the next: what is done, what is missing, what still hangs on the plan."""
    found = plan_to_open(request.user, plan)
    page = succession_page(found, clock.now())
    return render(request, "governance/succession.html", {"section": "plan", "plan": found, "page": page})


@form_view
def start_next(request: HttpRequest, plan: str) -> HttpResponse:
    """A draft plan that follows this one; where there is one already, the steps say so."""
    found = plan_to_edit(request.user, plan)
    return _next_form(
        request,
        found,
        SuccessorForm,
        lambda form: start_successor(plan=found, by=request.user, now=clock.now(), **form.values),
        context=_context(found, "Start the next plan", submit_text="Start the plan", step="start"),
        message=lambda made: f"{made.title} has been started as a draft, which only the co-ordinator can see.",
        initial={
            "title": found.successor_title,
            "local_area": found.local_area,
            "kept": [str(pk) for pk in found.priorities.values_list("pk", flat=True)],
        },
        plan=found,
    )


@form_view
def choose_next(request: HttpRequest, plan: str) -> HttpResponse:
    """A plan that is here already follows this one, such as one that was read from a spreadsheet."""
    found = plan_to_edit(request.user, plan)
    return _next_form(
        request,
        found,
        ChooseSuccessorForm,
        lambda form: name_successor(plan=found, by=request.user, now=clock.now(), **form.cleaned_data),
        context=_context(found, "Choose the next plan", step="choose"),
        message=lambda named: f"{named.title} follows {found.title}.",
        plans=may_follow(found),
    )


@form_view
def unlink_next(request: HttpRequest, plan: str) -> HttpResponse:
    """The plan that follows this one was started or chosen by mistake: it follows no longer, with the reason."""
    found = plan_to_edit(request.user, plan)
    successor = getattr(found, "successor", None)
    if successor is None or (request.method != "POST" and unlink_problem(successor)):
        return redirect("succession", found.slug)
    return _step_form(
        request,
        found,
        UnlinkForm,
        lambda form: unlink_successor(
            plan=found, successor=successor, by=request.user, now=clock.now(), **form.cleaned_data
        ),
        context=_context(found, f"{successor.title} does not follow this plan", step="unlink", successor=successor),
        message=f"{successor.title} does not follow {found.title} any more.",
        record=successor,
    )


@form_view
def close(request: HttpRequest, plan: str) -> HttpResponse:
    """Close the plan, with the reason; what still hangs on it is said first. A closed one and a draft lead to the
    steps."""
    found = plan_to_open(request.user, plan)
    if found.status != ActionPlan.State.CURRENT and request.method != "POST":
        return redirect("succession", found.slug)
    page = succession_page(found, clock.now())
    return _step_form(
        request,
        found,
        ClosePlanForm,
        lambda form: close_plan(plan=found, by=request.user, now=clock.now(), **form.cleaned_data),
        context=_context(
            found, "Close the plan", submit_text="Close the plan", step="close", page=page
        ),
        message=f"{found.title} is closed.",
        record=found,
        coming=page.coming,
    )  # fmt: skip


@form_view
def begin(request: HttpRequest, plan: str) -> HttpResponse:
    """Make the plan that follows this one current, with the cycles of the meetings to come."""
    found = plan_to_open(request.user, plan)
    successor = getattr(found, "successor", None)
    if successor is None:
        return redirect("succession", found.slug)
    first = first_meetings(found, successor, clock.now())
    return _step_form(
        request,
        found,
        BeginForm,
        lambda form: begin_plan(
            plan=successor, by=request.user, now=clock.now(), revision=form.cleaned_data["revision"],
            after=first[0].date_on if form.begins_later else None,
        ),
        context=_context(
            found, f"Make {successor.title} current", submit_text="Make it current", step="begin",
            page=succession_page(found, clock.now()), successor=successor,
        ),
        message=lambda meetings: _begun(successor, meetings),
        record=successor,
        choices=first_choices(first, found, successor),
    )  # fmt: skip


def _next_form(request: HttpRequest, plan: ActionPlan, form: Any, save: Any, /, **options: Any) -> HttpResponse:
    """A form of a plan that nothing follows yet; where something does, its steps."""
    if request.method != "POST" and hasattr(plan, "successor"):
        return redirect("succession", plan.slug)
    return _step_form(request, plan, form, save, **options)


def _step_form(request: HttpRequest, plan: ActionPlan, form: Any, save: Any, /, **options: Any) -> HttpResponse:
    """A form of one of the steps, which leads back to them."""
    return form_page(request, form, save, template="governance/succession_form.html", to=_steps(plan), **options)


def _begun(successor: ActionPlan, meetings: list[Any]) -> str:
    if not meetings:
        return f"{successor.title} is current."
    due = clock.london_date(meetings[0].papers_due_at)
    said = f"Updates are due for {counted(len(meetings), 'meeting')} to come, the first by {date_words(due)}."
    return f"{successor.title} is current. {said}"


def _steps(plan: ActionPlan) -> str:
    return reverse("succession", args=[plan.slug])


def _context(plan: ActionPlan, heading: str, **more: Any) -> dict[str, Any]:
    return {
        "section": "plan",
        "plan": plan,
        "heading": heading,
        "caption": plan.title,
        "back_href": _steps(plan),
        "back_text": "Back to the steps",
        **more,
    }
