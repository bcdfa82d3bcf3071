"""Two dates of one action, side by side."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from actions import access
from actions.as_at.moments import NotShown, choices
from actions.forms.as_at import CompareForm
from actions.pages.compare import NotComparable, comparison
from send_portal import clock


@require_safe
def compare_action(request: HttpRequest, plan: str, ref: str) -> HttpResponse:
    """An action as it stood at two moments, field by field; without the first one, the form that asks for both."""
    found, now = access.visible_action(request.user, plan, ref), clock.now()
    offered = choices(found.plan.recorded_since(), now)
    is_typed = any(name.startswith(("since", "until")) for name in request.GET)
    form = CompareForm(request.GET if is_typed else None, offered)
    if is_typed and form.is_valid():
        return redirect(f"{request.path}?{urlencode(form.address)}")
    context: dict[str, Any] = {"section": "actions", "action": found, "plan": found.plan, "form": form}
    status = 422 if is_typed else 200
    if request.GET.get("from") and not is_typed:
        try:
            context["compared"] = comparison(found, request.GET, now)
        except (NotShown, NotComparable) as refusal:
            context["problem"], status = str(refusal), 422
    return render(request, "actions/compare.html", context, status=status)
