"""Reading actions: mine, the list, one with its story, its history."""

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actions import access
from actions.action_page import ActionPage
from actions.filters import ActionFilter, numbers_in_words
from actions.history import history_of
from actions.models import Action
from actions.my_actions import my_tasks
from actions.table import rows
from priorities.access import visible_plan
from priorities.cycles import window_at, windows_of
from send_portal import clock

ROWS_A_PAGE = 50
CHANGES_A_PAGE = 50


@require_safe
def my_actions(request: HttpRequest) -> HttpResponse:
    """What this person leads or deputises: to update now, overdue, without a date, drafted, done for this cycle."""
    return render(
        request, "actions/my_actions.html", {"section": "my-actions", "mine": my_tasks(request.user, clock.now())}
    )


@require_safe
def action_list(request: HttpRequest, plan: str) -> HttpResponse:
    """All actions by priority; the address may narrow them (actions/filters.py)."""
    found = visible_plan(request.user, plan)
    now, today = clock.now(), clock.today()
    window = window_at(windows_of(found), now)
    narrowed = ActionFilter(request.GET, found)
    actions = narrowed.apply(Action.objects.filter(plan=found), today, window)
    page = page_of(request, Paginator(actions.for_table(), ROWS_A_PAGE))
    context = {
        "section": "actions",
        "plan": found,
        "filter": narrowed,
        "page": page,
        "number": numbers_in_words(actions) if narrowed else "",
        "rows": rows(page.object_list, today, window),
        "window": window,
    }
    return render(request, "actions/action_list.html", context)


@require_safe
def action(request: HttpRequest, plan: str, ref: str) -> HttpResponse:
    """One action with its whole story."""
    found = access.visible_action(request.user, plan, ref)
    page = ActionPage(found, request.user, clock.now(), shows_all=request.GET.get("updates") == "all")
    return render(request, "actions/action.html", {"section": "actions", "action": found, "page": page})


@require_safe
def action_history(request: HttpRequest, plan: str, ref: str) -> HttpResponse:
    """Every change of an action and of what belongs to it, in words, newest first."""
    found = access.visible_action(request.user, plan, ref)
    page = page_of(request, Paginator(history_of(found, request.user), CHANGES_A_PAGE))
    return render(request, "actions/action_history.html", {"section": "actions", "action": found, "page": page})


def page_of(request: HttpRequest, paginator: Paginator) -> Page:
    """The page of a list that the address names. Raises Http404 where the list has no such page."""
    try:
        return paginator.page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404("There is no such page of this list.") from error
