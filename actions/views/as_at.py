"""Pages as at a day or a meeting: the form that asks for one, and what is said where there is nothing to show."""

import datetime
import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render

from actions.as_at.moments import AsAt, NotShown, as_at, choices
from actions.forms.as_at import AsAtForm
from priorities.access import visible_plan
from priorities.models import ActionPlan
from send_portal import clock

PARTS = ("at_0", "at_1", "at_2")
View = Callable[..., HttpResponseBase]


class AsAtChoice:
    """The form "Show the plan as at" of a page: a day, or a moment that has a name. What the page's address holds
    besides is kept; `now_href` is the page as it is today.
    """

    def __init__(self, request: HttpRequest, plan: ActionPlan, *, has_choices: bool = True) -> None:
        """Two queries for the moments that have a name, if they are to be offered."""
        self.form = AsAtForm(request.GET) if _is_typed(request.GET) else AsAtForm()
        path, is_file, _ = request.path.partition(".csv")
        self.path = f"{path}/" if is_file else path
        self.kept = [
            (name, value)
            for name, values in request.GET.lists()
            for value in values
            if name not in ("at", "page", "updates", *PARTS) and value
        ]
        self.now_href = f"{self.path}?{urlencode(self.kept)}" if self.kept else self.path
        self.is_narrow = not has_choices
        self.choices = choices(plan.recorded_since(), clock.now()) if has_choices else []


def moment_asked(request: HttpRequest, plan: ActionPlan, now: datetime.datetime) -> AsAt | None:
    """What the address asks for, as `as_at`; raises NotShown as well where a typed day is none."""
    if _is_typed(request.GET):
        errors = AsAtForm(request.GET).errors.get("at", ["Choose a day."])
        raise NotShown(f"{errors[0]}.".replace("..", "."), plan, plan.recorded_since())
    return as_at(request.GET, plan, now)


def shows_as_at(view: View) -> View:
    """For a view that may raise NotShown: the page then says why, and leads to the first day and to today. A day that
    was typed into the form becomes part of the address.
    """

    @functools.wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in ("GET", "HEAD") and _is_typed(request.GET):
            form = AsAtForm(request.GET)
            if form.is_valid():
                return redirect(f"{request.path}{_with_day(request.GET, form.cleaned_data['at'])}")
        try:
            return view(request, *args, **kwargs)
        except NotShown as refusal:
            return _say(request, refusal)

    return shown


def shows_today_alone(view: View) -> View:
    """For a page of a plan that cannot be had as at another day: one that is asked for so is refused in words (422),
    lest what stands today pass for what stood then. What is not there, or not to be seen, is so first.
    """

    @functools.wraps(view)
    def shown(request: HttpRequest, plan: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(request, plan, *args, **kwargs)
        asked = [value for value in request.GET.getlist("at") if value]
        if not asked or answer.status_code != 200:
            return answer
        kept = [(name, value) for name, values in request.GET.lists() for value in values if name != "at"]
        context = {
            "section": "plan",
            "plan": visible_plan(request.user, plan),
            "today_href": f"{request.path}?{urlencode(kept)}" if kept else request.path,
            "then_query": urlencode({"at": asked[0]}),
        }
        return render(request, "actions/as_at/today_alone.html", context, status=422)

    return shown


def _say(request: HttpRequest, refusal: NotShown) -> HttpResponseBase:
    choice = AsAtChoice(request, refusal.plan)
    context = {"section": "plan", "plan": refusal.plan, "refusal": refusal, "choice": choice}
    return render(request, "actions/as_at/not_shown.html", context, status=refusal.status)


def _is_typed(parameters: QueryDict) -> bool:
    return any(part in parameters for part in PARTS)


def _with_day(parameters: QueryDict, day: Any) -> str:
    """The rest of the address with the day that was typed; without one where nothing was."""
    kept = parameters.copy()
    for name in (*PARTS, "at", "page"):
        kept.pop(name, None)
    if day is not None:
        kept["at"] = day.isoformat()
    return f"?{kept.urlencode()}" if kept else "?"
