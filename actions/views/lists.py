"""The list of a plan's actions, as a page and as a file; the plan by organisation."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actions.files.actions import HEADINGS, rows_of_file
from actions.pages.list import ListPage
from actions.pages.partners import partners_page
from actions.views.paging import page_of
from documents.csv_file import csv_response
from priorities.access import visible_plan
from send_portal import clock


@require_safe
def action_list(request: HttpRequest, plan: str) -> HttpResponse:
    """All actions by priority; the address may narrow and sort them (actions/filters.py)."""
    found = visible_plan(request.user, plan)
    listed = ListPage(found, request.GET, clock.now())
    page = page_of(listed.paginator, request.GET.get("page", 1))
    context = {
        "section": "actions",
        "plan": found,
        "listed": listed,
        "filter": listed.filter,
        "page": page,
        "rows": listed.rows(page),
    }
    return render(request, "actions/action_list.html", context, status=200 if listed.filter.is_clear else 422)


@require_safe
def action_file(request: HttpRequest, plan: str) -> HttpResponseBase:
    """The same actions as CSV, all of them; sent while they are read. The page says why where it cannot look."""
    found = visible_plan(request.user, plan)
    listed = ListPage(found, request.GET, clock.now())
    if not listed.filter.is_clear:
        return action_list(request, plan)
    rows = rows_of_file(listed.actions, listed.today, listed.window)
    return csv_response(f"actions-{found.slug}", HEADINGS, rows)


@require_safe
def partners(request: HttpRequest, plan: str) -> HttpResponse:
    """Who leads what, by sector and organisation, and what has not come yet."""
    found = visible_plan(request.user, plan)
    page = partners_page(found, clock.now())
    return render(request, "actions/partners.html", {"section": "plan", "plan": found, "page": page})
