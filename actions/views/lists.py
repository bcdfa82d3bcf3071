"""The list of a plan's actions, as a page and as a file; the plan by organisation."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actions.files.actions import HEADINGS, rows_of_file, rows_of_file_then
from actions.pages.list import ListPage
from actions.pages.partners import partners_page
from actions.views.as_at import AsAtChoice, moment_asked, shows_as_at, shows_today_alone
from actions.views.paging import page_of
from documents.csv_file import csv_response
from priorities.access import visible_plan
from send_portal import clock


@require_safe
@shows_as_at
def action_list(request: HttpRequest, plan: str) -> HttpResponse:
    """All actions by priority, now or as they stood; the address may narrow and sort them (actions/filters.py)."""
    found, now = visible_plan(request.user, plan), clock.now()
    at = moment_asked(request, found, now)
    listed = ListPage(found, request.GET, now, at)
    page = page_of(listed.paginator, request.GET.get("page", 1))
    context = {
        "section": "actions",
        "plan": listed.plan,
        "at": at,
        "choice": AsAtChoice(request, found, has_choices=at is not None),
        "listed": listed,
        "filter": listed.filter,
        "page": page,
        "rows": listed.rows(page),
    }
    return render(request, "actions/action_list.html", context, status=200 if listed.filter.is_clear else 422)


@require_safe
@shows_as_at
def action_file(request: HttpRequest, plan: str) -> HttpResponseBase:
    """The same actions as CSV, all of them; sent while they are read. The page says why where it cannot look."""
    found, now = visible_plan(request.user, plan), clock.now()
    at = moment_asked(request, found, now)
    listed = ListPage(found, request.GET, now, at)
    if not listed.filter.is_clear:
        return action_list(request, plan)
    if at is not None and listed.then is not None:
        rows = rows_of_file_then(listed.actions, listed.then)
        return csv_response(f"actions-{found.slug}-as-at-{at.value}", HEADINGS, rows)
    return csv_response(f"actions-{found.slug}", HEADINGS, rows_of_file(listed.actions, listed.today, listed.window))


@require_safe
@shows_today_alone
def partners(request: HttpRequest, plan: str) -> HttpResponse:
    """Who leads what, by sector and organisation, and what has not come yet."""
    found = visible_plan(request.user, plan)
    page = partners_page(found, clock.now())
    return render(request, "actions/partners.html", {"section": "plan", "plan": found, "page": page})
