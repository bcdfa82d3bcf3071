"""One priority: its focus, how its actions are going, and the actions; its highlight report."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actions.filters import list_address
from actions.pages.highlight import highlight_report
from actions.table import rows
from actions.tally import Tally, tallies
from priorities.access import visible_priority
from priorities.cycles import window_at, windows_of
from priorities.models import GlossaryTerm
from send_portal import clock


@require_safe
def priority(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """The priority's page. Its actions stand here whole: a priority is a page long."""
    one = visible_priority(request.user, plan, number)
    now = clock.now()
    today, window = clock.london_date(now), window_at(windows_of(one.plan), now)
    tally = tallies(one.plan, today, window).get(one.pk, Tally())
    shown = rows(list(one.actions.for_table()), today, window)
    queries, judgements = list(one.source_queries.all()), list(one.judgements.with_people())
    asked = [text for query in queries for text in (query.question, query.answer)]
    context = {
        "section": "plan",
        "plan": one.plan,
        "priority": one,
        "judgements": judgements,
        "is_watched": one.watches.filter(user=request.user).exists(),
        "may_judge": one.sro_id == request.user.pk and not one.plan.is_closed,
        "tally": tally,
        "list_url": list_address(one.plan, priority=one.number),
        "segments": tally.segments(one.plan, one.number),
        "rows": shown,
        "queries": queries,
        "window": window,
        "terms": list(GlossaryTerm.objects.all()),
        "texts": [one.title, one.focus, *asked, *(judgement.reason for judgement in judgements)],
        "titles": [row.action.title for row in shown],
    }
    return render(request, "actions/priority.html", context)


@require_safe
def highlight(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """The priority on one A4: judgement, counts, done, difference, next, risks, asks."""
    one = visible_priority(request.user, plan, number)
    report = highlight_report(one, clock.now())
    return render(request, "actions/highlight.html", {"section": "plan", "priority": one, "report": report})
