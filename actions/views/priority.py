"""One priority: its focus, how its actions are going, and the actions; its highlight report."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actions.highlight import highlight_report
from actions.table import rows
from actions.tally import Tally, tallies
from priorities.access import visible_priority
from priorities.cycles import window_at, windows_of
from send_portal import clock


@require_safe
def priority(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """The priority's page. Its actions stand here whole: a priority is a page long."""
    one = visible_priority(request.user, plan, number)
    today = clock.today()
    window = window_at(windows_of(one.plan), clock.now())
    tally = tallies(one.plan, today, window).get(one.pk, Tally())
    context = {
        "section": "plan",
        "plan": one.plan,
        "priority": one,
        "judgements": list(one.judgements.with_people()),
        "may_judge": one.sro_id == request.user.pk,
        "tally": tally,
        "segments": tally.segments(one.plan, one.number),
        "rows": rows(list(one.actions.for_table()), today, window),
        "queries": one.source_queries.all(),
        "window": window,
    }
    return render(request, "actions/priority.html", context)


@require_safe
def highlight(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """The priority on one A4: judgement, counts, done, difference, next, risks, asks."""
    one = visible_priority(request.user, plan, number)
    report = highlight_report(one, clock.now())
    return render(request, "actions/highlight.html", {"section": "plan", "priority": one, "report": report})
