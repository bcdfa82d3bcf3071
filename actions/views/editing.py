"""The co-ordinator's pages of an action: what it says, where it stands in the plan, a new one."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from accounts.form_page import form_page, form_view
from actions import access, services
from actions.flags import state_words
from actions.forms.editing import EditForm
from actions.forms.planning import NewActionForm, StateForm, is_done, parents_in
from actions.models import Action
from actions.services.plan_states import MAY_REPLACE, undecided_sub_actions
from priorities.access import plan_to_edit
from priorities.models import ActionPlan
from send_portal import clock

EDITED = (
    "title", "plain_words", "difference", "success_measure", "objective", "lead", "deputy", "sro", "planned_start",
    "due", "is_ongoing", "review",
)  # fmt: skip

# Longer ones are written in the form.
REASON_LENGTH = 200


def form_context(action: Action, heading: str, **more: Any) -> dict[str, Any]:
    """What every form page of an action shows around its form."""
    return {
        "section": "actions",
        "action": action,
        "heading": heading,
        "caption": str(action),
        "back_href": action.get_absolute_url(),
        "back_text": f"Back to {action.reference}",
        **more,
    }


@form_view
def edit_action(request: HttpRequest, plan: str, ref: str) -> HttpResponse:
    """Wording, people, organisations, dates and drivers of an action, with one reason."""
    action = access.action_to_edit(request.user, plan, ref)
    return form_page(
        request,
        EditForm,
        lambda form: services.edit_action(action=action, by=request.user, now=clock.now(), **form.values),
        template="actions/edit_action.html",
        context=form_context(action, "Wording, people and dates"),
        to=action,
        message=f"{action.reference} has been saved.",
        record=action,
        initial={name: getattr(action, name) for name in EDITED} | {"reason": _named_reason(request)},
        action=action,
    )


@form_view
def change_state(request: HttpRequest, plan: str, ref: str) -> HttpResponse:
    """Agree, pause, close, replace or withdraw an action, or bring it back, with the reason."""
    action = access.action_to_edit(request.user, plan, ref)
    others = Action.objects.filter(plan=action.plan, plan_state__in=MAY_REPLACE).exclude(
        Q(pk=action.pk) | Q(parent=action)
    )
    return form_page(
        request,
        StateForm,
        lambda form: services.set_plan_state(action=action, by=request.user, now=clock.now(), **form.cleaned_data),
        template="actions/change_state.html",
        context=form_context(
            action,
            "State in the plan",
            state=state_words(action).lower(),
            may_close=is_done(action),
            sub_actions=undecided_sub_actions(action),
        ),
        to=action,
        message=lambda saved: f"{saved.reference} is now {saved.get_plan_state_display().lower()}.",
        record=action,
        initial={"paused_until": action.paused_until, "reason": _named_reason(request)},
        action=action,
        others=others.order_by("priority_id", "position", "pk"),
    )


def _named_reason(request: HttpRequest) -> str:
    """The reason with which an address opens the form, such as a decision; whoever saves it may change it."""
    return request.GET.get("reason", "")[:REASON_LENGTH]


@form_view
def add_action(request: HttpRequest, plan: str) -> HttpResponse:
    """A new action or sub-action; the address may say of which priority or of which action."""
    found = plan_to_edit(request.user, plan)
    return form_page(
        request,
        NewActionForm,
        lambda form: services.add_action(plan=found, by=request.user, now=clock.now(), **form.cleaned_data),
        template="actions/add_action.html",
        context={
            "section": "actions",
            "plan": found,
            "heading": "Add an action",
            "caption": found.title,
            "submit_text": "Add the action",
            "back_href": reverse("action-list", args=[plan]),
        },
        to=lambda action: action,
        message=lambda action: f"{action.reference} has been added to the plan.",
        initial=_place(request, found),
        plan=found,
    )


def _place(request: HttpRequest, plan: ActionPlan) -> dict[str, object]:
    """What the address says of a new action's place. Raises Http404 for a place that the plan does not have."""
    number, key = request.GET.get("priority", ""), request.GET.get("parent", "")
    if key:
        parent = next((one for one in parents_in(plan) if one.key == key), None)
        if parent is None:
            raise Http404("No sub-action can be added there.")
        return {"parent": parent, "priority": parent.priority, "objective": parent.objective_id}
    if number:
        priority = next((one for one in plan.priorities.all() if str(one.number) == number), None)
        if priority is None:
            raise Http404("This plan has no such priority.")
        return {"priority": priority}
    return {}
