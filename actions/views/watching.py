"""Watching an action or a priority: a button that says which way, so that twice pressed it is the same."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from actions import access, services
from actions.models import Action
from priorities.access import visible_priority
from priorities.models import Priority


@require_POST
def watch_action(request: HttpRequest, plan: str, ref: str) -> HttpResponse:
    """Watch an action, or stop."""
    found = access.visible_action(request.user, plan, ref)
    if "stop" in request.POST:
        services.stop_watching(by=request.user, action=found)
    else:
        services.watch(by=request.user, action=found)
    return _said(request, found.reference, found)


@require_POST
def watch_priority(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """Watch a priority with its actions, or stop."""
    found = visible_priority(request.user, plan, number)
    if "stop" in request.POST:
        services.stop_watching(by=request.user, priority=found)
    else:
        services.watch(by=request.user, priority=found)
    return _said(request, f"{found.plan.first_level} {found.number}", found)


def _said(request: HttpRequest, what: str, back: Action | Priority) -> HttpResponse:
    if "stop" in request.POST:
        messages.success(request, f"You no longer watch {what}.")
    else:
        messages.success(request, f"You now watch {what}. “My actions” lists what you watch.")
    return redirect("my-actions" if request.POST.get("back") == "list" else back)
