"""The list of a plan's actions, as a page and as a file; the plan by organisation."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actions.files.actions import HEADINGS, rows_of_file
from actions.pages.list import ListPage
from actions.pages.partners import partners_page
from documents.csv_file import csv_chunks
from priorities.access import visible_plan
from send_portal import clock


@require_safe
def action_list(request: HttpRequest, plan: str) -> HttpResponse:
    """All actions by priority; the address may narrow and sort them (actions/filters.py)."""
    found = visible_plan(request.user, plan)
    listed = ListPage(found, request.GET, clock.now())
    context = {"section": "actions", "plan": found, "listed": listed, "filter": listed.filter, "page": listed.page}
    return render(request, "actions/action_list.html", context, status=200 if listed.filter.is_clear else 422)


@require_safe
def action_file(request: HttpRequest, plan: str) -> HttpResponseBase:
    """The same actions as CSV, all of them; sent while they are read."""
    found = visible_plan(request.user, plan)
    listed = ListPage(found, request.GET, clock.now())
    if not listed.filter.is_clear:
        raise Http404("No list has this filter.")
    rows = rows_of_file(listed.actions, listed.today, listed.window)
    return StreamingHttpResponse(
        csv_chunks(HEADINGS, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="actions-{found.slug}.csv"'},
    )


@require_safe
def partners(request: HttpRequest, plan: str) -> HttpResponse:
    """Who leads what, by sector and organisation, and what has not come yet."""
    found = visible_plan(request.user, plan)
    page = partners_page(found, clock.now())
    return render(request, "actions/partners.html", {"section": "plan", "plan": found, "page": page})
