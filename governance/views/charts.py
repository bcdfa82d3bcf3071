"""The charts of a plan."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from governance.pages.charts import charts_page
from priorities.access import visible_plan
from send_portal import clock


@require_safe
def charts(request: HttpRequest, plan: str) -> HttpResponse:
    """Status by priority, coverage by organisation, and status over the last cycles, each with its numbers.

    As at another day they cannot be had: that is refused, lest today's figures pass for those of the day.
    """
    if "at" in request.GET:
        raise Http404("The charts are shown as the plan stands now. The last of them has the meetings before.")
    found = visible_plan(request.user, plan)
    page = charts_page(found, clock.now())
    return render(request, "governance/charts.html", {"section": "plan", "plan": found, "page": page})
