"""The charts of a plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actions.views.as_at import shows_today_alone
from governance.pages.charts import charts_page
from priorities.access import visible_plan
from send_portal import clock


@require_safe
@shows_today_alone
def charts(request: HttpRequest, plan: str) -> HttpResponse:
    """Status by priority, coverage by organisation, and status over the last cycles, each with its numbers.

    The last of them has the meetings before.
    """
    found = visible_plan(request.user, plan)
    page = charts_page(found, clock.now())
    return render(request, "governance/charts.html", {"section": "plan", "plan": found, "page": page})
