"""Reading actions: mine, one with its story; the histories of a plan, a priority and an action."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.carried import writer_token
from actions import access, panels
from actions.history import history_of, history_of_plan, history_of_priority
from actions.pages.action import ActionPage
from actions.pages.action_then import ActionPageThen
from actions.pages.left_draft import drafts_left_in
from actions.pages.my_actions import asked_by, closed_plans, my_tasks
from actions.pages.watched import watched_by
from actions.views.as_at import AsAtChoice, moment_asked, shows_as_at
from actions.views.paging import page_of
from priorities.access import visible_plan, visible_priority
from send_portal import clock

CHANGES_A_PAGE = 50


@require_safe
def my_actions(request: HttpRequest) -> HttpResponse:
    """What this person leads or deputises: to update now, overdue, without a date, drafted, done for this cycle."""
    mine = my_tasks(request.user, clock.now())
    was_mine = closed_plans(request.user)
    closed, drafts_left = [] if mine else was_mine, drafts_left_in(request.user, was_mine)
    more = panels.shown(panel(request.user, clock.today()) for panel in panels.of_person)
    watched = watched_by(request.user)
    context = {"section": "my-actions", "mine": mine, "closed": closed, "drafts_left": drafts_left,
               "panels": more, "watched": watched, "asked": asked_by(request.user)}  # fmt: skip
    return render(request, "actions/my_actions.html", context)


@require_safe
@shows_as_at
def action(request: HttpRequest, plan: str, ref: str) -> HttpResponse:
    """One action with its whole story, now or as it stood."""
    found, now = access.visible_action(request.user, plan, ref), clock.now()
    at = moment_asked(request, found.plan, now)
    choice = AsAtChoice(request, found.plan, has_choices=at is not None)
    shows_all = request.GET.get("updates") == "all"
    if at is not None:
        then = ActionPageThen(found, at, shows_all=shows_all)
        shown = {"section": "actions", "action": then.action, "page": then, "at": at, "choice": choice}
        return render(request, "actions/as_at/action.html", shown | {"plan": then.action.plan})
    page = ActionPage(found, request.user, now, shows_all=shows_all)
    shown = {"section": "actions", "action": found, "page": page, "writer": writer_token(request.user)}
    return render(request, "actions/action.html", shown | {"choice": choice, "plan": found.plan})


@require_safe
def action_history(request: HttpRequest, plan: str, ref: str) -> HttpResponse:
    """Every change of an action and of what belongs to it, in words, newest first."""
    found = access.visible_action(request.user, plan, ref)
    page = page_of(Paginator(history_of(found, request.user), CHANGES_A_PAGE), request.GET.get("page", 1))
    return render(request, "actions/action_history.html", {"section": "actions", "action": found, "page": page})


@require_safe
def plan_history(request: HttpRequest, plan: str) -> HttpResponse:
    """Every change of a plan itself, its key, cycles, drivers and the queries on it as a whole, newest first."""
    found = visible_plan(request.user, plan)
    page = page_of(Paginator(history_of_plan(found, request.user), CHANGES_A_PAGE), request.GET.get("page", 1))
    return render(request, "actions/plan_history.html", {"section": "plan", "plan": found, "page": page})


@require_safe
def priority_history(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """Every change of a priority, of the judgements on it and the queries on it, in words, newest first."""
    found = visible_priority(request.user, plan, number)
    page = page_of(Paginator(history_of_priority(found, request.user), CHANGES_A_PAGE), request.GET.get("page", 1))
    shown = {"section": "plan", "plan": found.plan, "priority": found, "page": page}
    return render(request, "actions/priority_history.html", shown)
