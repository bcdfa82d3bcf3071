"""The status key of a plan, and the co-ordinator's words for it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.form_page import form_page
from priorities import services
from priorities.access import plan_to_edit, visible_plan
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


@require_http_methods(["GET", "HEAD", "POST"])
def edit_status_meaning(request: HttpRequest, plan: str, status: str) -> HttpResponse:
    """Change what one status means."""
    found = plan_to_edit(request.user, plan)
    definition = found.status_definitions.filter(status=status).first()
    if definition is None:
        raise Http404("The key of this plan has no such status.")

    def save(form: MeaningForm) -> StatusDefinition:
        return services.edit_status_meaning(
            definition=definition, by=request.user, now=clock.now(), **form.cleaned_data
        )

    context = {
        "section": "plan",
        "plan": found,
        "heading": f"What “{definition}” means",
        "free_text": True,
    }
    return form_page(
        request,
        MeaningForm,
        save,
        template="priorities/status_meaning_form.html",
        context=context,
        to=reverse("status-key", args=[found.slug]),
        message=f"What “{definition}” means has been saved.",
        record=definition,
        initial={"meaning": definition.meaning},
    )
