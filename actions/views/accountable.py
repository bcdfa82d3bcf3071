"""The senior responsible officer's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actions.pages.accountable import duties
from priorities.models import GlossaryTerm
from send_portal import clock


@require_safe
def accountable(request: HttpRequest) -> HttpResponse:
    """What this person answers for: off track and at risk, dates, updates not received, priorities."""
    context = {
        "section": "accountable",
        "mine": duties(request.user, clock.now()),
        "terms": list(GlossaryTerm.objects.all()),
    }
    return render(request, "actions/accountable.html", context)
