"""One priority: its focus, how its actions are going, and the actions; its highlight report."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actions.filters import list_address
from actions.pages.highlight import highlight_report
from actions.pages.priority_then import priority_then
from actions.table import rows
from actions.tally import Tally, tallies
from actions.views.as_at import AsAtChoice, moment_asked, shows_as_at, shows_today_alone
from priorities.access import visible_priority
from priorities.cycles import window_in
from priorities.models import GlossaryTerm
from send_portal import clock


@require_safe
@shows_as_at
def priority(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """The priority's page, now or as it stood. Its actions stand here whole: a priority is a page long."""
    one, now = visible_priority(request.user, plan, number), clock.now()
    at = moment_asked(request, one.plan, now)
    if at is not None:
        shown = priority_then(one, at) | {"section": "plan", "at": at, "choice": AsAtChoice(request, one.plan)}
        return render(request, "actions/as_at/priority.html", shown)
    today, window = clock.london_date(now), window_in(one.plan, now)
    tally = tallies(one.plan, today, window).get(one.pk, Tally())
    listed = rows(list(one.actions.for_table().with_ending()), today, window)
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
        "rows": listed,
        "queries": queries,
        "window": window,
        "choice": AsAtChoice(request, one.plan),
        "terms": list(GlossaryTerm.objects.all()),
        "texts": [one.title, one.focus, *asked, *(judgement.reason for judgement in judgements)],
        "titles": [row.action.title for row in listed],
    }
    return render(request, "actions/priority.html", context)


@require_safe
@shows_today_alone
def highlight(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """The priority on one A4: judgement, counts, done, difference, next, risks, asks."""
    one = visible_priority(request.user, plan, number)
    report = highlight_report(one, clock.now())
    return render(request, "actions/highlight.html", {"section": "plan", "priority": one, "report": report})
