"""Meetings: all of them, one with all that belongs to it, its history, its entry for a calendar."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actions.views.paging import page_of
from actions.views.reading import CHANGES_A_PAGE
from governance import access
from governance.history import history_of_meeting
from governance.pages.agenda import agenda_of
from governance.pages.attendance import AttendancePart
from governance.pages.calendar import calendar_of, has_calendar, in_calendar
from governance.pages.decisions import meeting_decisions
from governance.pages.matters import matters_of
from governance.pages.meeting import meeting_page
from governance.pages.meeting_list import meeting_list as list_page
from governance.pages.minutes import minutes_page
from send_portal import clock


@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Meetings to come and past ones, of all bodies or of the one that the address names."""
    page = list_page(clock.today(), request.GET.get("body", ""), request.GET.get("page", 1))
    return render(request, "governance/meeting_list.html", {"section": "meetings", "list": page, "page": page.page})


@require_safe
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """When a body met or meets, and all that belongs to the meeting."""
    found, now = access.visible_meeting(slug), clock.now()
    today = clock.london_date(now)
    attendance = AttendancePart(found, request.user, today)
    decided = meeting_decisions(found, request.user, today, attendance.facts) if attendance.is_shown else None
    context = {
        "section": "meetings",
        "meeting": found,
        "page": meeting_page(found, request.user, now),
        "agenda": agenda_of(found, request.user),
        "decided": decided,
        "matters": matters_of(found, request.user),
        "minutes": minutes_page(found),
        "attendance": attendance,
    }
    return render(request, "governance/meeting.html", context)


@require_safe
def meeting_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every change of a meeting and what belongs to it in words, newest first, as far as one may see it."""
    found = access.visible_meeting(slug)
    page = page_of(Paginator(history_of_meeting(found, request.user), CHANGES_A_PAGE), request.GET.get("page", 1))
    context = {"section": "meetings", "meeting": found, "page": page}
    return render(request, "governance/meeting_history.html", context)


@require_safe
def meeting_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The meeting for a calendar, where it moved that to which it did. Not found while its day is not known."""
    found = in_calendar(access.visible_meeting(slug))
    if not has_calendar(found):
        raise Http404("The day of this meeting is not known yet.")
    body = calendar_of(found, request.build_absolute_uri(found.get_absolute_url()), request.get_host())
    headers = {"Content-Disposition": f'attachment; filename="{found.slug}.ics"'}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
