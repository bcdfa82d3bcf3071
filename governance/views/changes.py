"""What changed in a plan between two moments: the page, the file, and that somebody has read it."""

import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from design.fields import FIRST_YEAR, LAST_YEAR
from documents.csv_file import csv_response
from governance.forms.changes import FILTERS
from governance.pages.changes import ChangesPage
from governance.pages.changes_file import HEADINGS, file_name, rows_of_file
from governance.services.looks import mark_as_read
from governance.spans import when
from priorities.access import visible_plan
from send_portal import clock

NO_MOMENT = "The page says up to when it was read."
NOT_ALL = "Only the page with all changes can be marked as read: whoever sees some of them has not read the others."


@require_safe
def changes(request: HttpRequest, plan: str) -> HttpResponse:
    """What changed since the last meeting held, or between the two moments that the address names."""
    found = visible_plan(request.user, plan)
    page = ChangesPage(found, request.user, request.GET, clock.now())
    if page.span is not None and page.form.is_typed:
        return redirect(page.address)
    context = {"section": "changes", "plan": found, "page": page}
    if page.span is not None:
        # What there is not is not found before the page has begun.
        context |= {"groups": page.groups, "recorded": page.recorded}
    return render(request, "governance/changes.html", context, status=200 if page.span is not None else 422)


@require_safe
def changes_file(request: HttpRequest, plan: str) -> HttpResponseBase:
    """The same changes as CSV, all of them; sent while they are read. The page says why where it cannot compare."""
    found = visible_plan(request.user, plan)
    page = ChangesPage(found, request.user, request.GET, clock.now(), in_posts=True)
    if page.span is None:
        return changes(request, plan)
    return csv_response(file_name(page, page.span), HEADINGS, rows_of_file(page.between))


@require_POST
def mark_changes_as_read(request: HttpRequest, plan: str) -> HttpResponse:
    """The person has read what changed up to the moment that the page showed; not where a filter was on."""
    found = visible_plan(request.user, plan)
    if any(request.GET.get(name) or request.POST.get(name) for name in FILTERS):
        raise Http404(NOT_ALL)
    try:
        until = datetime.datetime.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        raise Http404(NO_MOMENT) from None
    if until.tzinfo is None or not FIRST_YEAR <= until.year <= LAST_YEAR:
        raise Http404(NO_MOMENT)
    look = mark_as_read(by=request.user, now=clock.now(), until=until)
    messages.success(
        request,
        f"You have read what changed up to {when(look.looked_at)}. "
        "Next time, choose “Since I read this” to see only what is new.",
    )
    return redirect(reverse("changes", args=[found.slug]))
