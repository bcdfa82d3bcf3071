"""The status key of a plan, and the co-ordinator's words for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.form_page import form_page, form_view
from priorities import services
from priorities.access import definition_to_edit, visible_plan
from priorities.forms import MeaningForm
from priorities.models import StatusDefinition
from priorities.status import BY_URGENCY
from send_portal import clock


@require_safe
def status_key(request: HttpRequest, plan: str) -> HttpResponse:
    """What each status means in this plan, the most pressing first."""
    found = visible_plan(request.user, plan)
    definitions = sorted(found.status_definitions.all(), key=lambda one: BY_URGENCY.index(one.status))
    context = {"section": "plan", "plan": found, "definitions": definitions}
    return render(request, "priorities/status_key.html", context)


@form_view
def edit_status_meaning(request: HttpRequest, plan: str, status: str) -> HttpResponse:
    """Change what one status means."""
    definition = definition_to_edit(request.user, plan, status)

    def save(form: MeaningForm) -> StatusDefinition:
        return services.edit_status_meaning(
            definition=definition, by=request.user, now=clock.now(), **form.cleaned_data
        )

    context = {
        "section": "plan",
        "plan": definition.plan,
        "heading": f"What “{definition}” means",
    }
    return form_page(
        request,
        MeaningForm,
        save,
        template="priorities/status_meaning_form.html",
        context=context,
        to=reverse("status-key", args=[plan]),
        message=f"What “{definition}” means has been saved.",
        record=definition,
        initial={"meaning": definition.meaning},
    )
