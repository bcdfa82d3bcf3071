"""Two dates of one action, side by side."""

import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from actions import access
from actions.as_at.moments import choices
from actions.forms.as_at import CompareForm
from actions.models import Action
from actions.pages.compare import Comparison, NotComparable, comparison
from send_portal import clock

ADDRESS = {"from", "to"}
UNKNOWN = "The address has something in it that this page does not know. Choose two days."
NO_FIRST = "The address does not say with which day to begin. Choose a first day."


@require_safe
def compare_action(request: HttpRequest, plan: str, ref: str) -> HttpResponse:
    """An action as it stood at two moments, field by field; without any, the form that asks for both."""
    found, now = access.visible_action(request.user, plan, ref), clock.now()
    offered = choices(found.plan.recorded_since(), now)
    context: dict[str, Any] = {"section": "actions", "action": found, "plan": found.plan}
    if any(name.startswith(("since", "until")) for name in request.GET):
        form = CompareForm(request.GET, offered)
        if form.is_valid():
            return redirect(f"{request.path}?{urlencode(form.address)}")
        return render(request, "actions/compare.html", context | {"form": form}, status=422)
    try:
        context |= {"compared": _compared(found, request.GET, now), "form": CompareForm(None, offered)}
    except NotComparable as refusal:
        context["form"] = CompareForm.refused(request.GET, offered, refusal.field, str(refusal))
    return render(request, "actions/compare.html", context, status=200 if "compared" in context else 422)


def _compared(action: Action, asked: QueryDict, now: datetime.datetime) -> Comparison | None:
    """What the address compares; None where it asks nothing."""
    if asked.keys() - ADDRESS:
        raise NotComparable("since", UNKNOWN)
    if asked and not asked.get("from"):
        raise NotComparable("since", NO_FIRST)
    return comparison(action, asked, now) if asked else None
