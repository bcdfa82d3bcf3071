"""One priority: its focus, how its actions are going, and the actions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actions.table import rows
from actions.tally import Tally, tallies
from priorities.access import visible_plan
from priorities.cycles import window_at, windows_of
from send_portal import clock


@require_safe
def priority(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """The priority's page. Its actions stand here whole: a priority is a page long."""
    found = visible_plan(request.user, plan)
    one = found.priorities.select_related("sro__organisation").filter(number=number).first()
    if one is None:
        raise Http404("This plan has no such priority.")
    today = clock.today()
    window = window_at(windows_of(found), clock.now())
    tally = tallies(found, today, window).get(one.pk, Tally())
    context = {
        "section": "plan",
        "plan": found,
        "priority": one,
        "tally": tally,
        "segments": tally.segments(found, one.number),
        "rows": rows(list(one.actions.for_table()), today, window),
        "queries": one.source_queries.all(),
        "window": window,
    }
    return render(request, "actions/priority.html", context)
