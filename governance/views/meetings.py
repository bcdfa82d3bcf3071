"""Meetings: one meeting with all that belongs to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from governance import access
from governance.pages.decisions import meeting_decisions
from governance.pages.meeting import meeting_page
from send_portal import clock


@require_safe
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """When a body met or meets, and all that belongs to the meeting."""
    found, now = access.visible_meeting(slug), clock.now()
    context = {
        "section": "meetings",
        "meeting": found,
        "page": meeting_page(found, request.user, now),
        "decided": meeting_decisions(found, request.user, clock.london_date(now)) if found.body.is_run_here else None,
    }
    return render(request, "governance/meeting.html", context)
