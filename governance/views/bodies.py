"""Bodies to which the partnership reports, and their meetings: to read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from governance import access
from governance.models import Body, Commitment
from governance.pages.agenda import agenda_of
from send_portal import clock


@require_safe
def body_list(request: HttpRequest) -> HttpResponse:
    """All bodies by their names."""
    context = {"section": "reports", "bodies": Body.objects.for_list()}
    return render(request, "governance/body_list.html", context)


@require_safe
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """What a body is for, its meetings, the reports to it, and what it was promised."""
    found, today = access.visible_body(slug), clock.today()
    context = {
        "section": "reports",
        "body": found,
        "meetings": [(one, one.state_on(today)) for one in found.meetings.with_body().order_by("-date_on", "-pk")],
        "reports": access.visible_reports(request.user).filter(body=found),
        "promises": Commitment.objects.for_forward_plan().filter(to_body=found),
        "today": today,
    }
    return render(request, "governance/body.html", context)


@require_safe
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """When a body met or meets, on what, with which report, and what was promised."""
    found, today = access.visible_meeting(slug), clock.today()
    context = {
        "section": "reports",
        "meeting": found,
        "state": found.state_on(today),
        "agenda": agenda_of(found, request.user),
        "reports": access.visible_reports(request.user).filter(meeting=found),
        "promises": Commitment.objects.of_meeting(found),
        "today": today,
    }
    return render(request, "governance/meeting.html", context)
