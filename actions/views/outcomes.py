"""How the actions of a plan end: the form in which the co-ordinator says so, the list and the file for everybody."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.carried import carried_fields, drop_carried, writer_token
from accounts.form_page import CARRIED, form_view
from actions.files.outcomes import HEADINGS, rows_of_outcomes
from actions.flags import counted
from actions.models import Action, ActionOutcome
from actions.pages.outcomes import outcome_counts, without_outcome
from actions.succession.rows import Row, Saved, outcome_rows, save_rows
from actions.views.paging import page_of
from documents.csv_file import csv_response
from priorities.access import plan_to_edit, visible_plan
from priorities.models import ActionPlan
from send_portal import clock

# As many rows as a browser may send under Django's limit of fields, and as many as one works through at a time.
ROWS_A_PART = 60
ROWS_A_PAGE = 100


@form_view
def outcomes(request: HttpRequest, plan: str, number: int = 1) -> HttpResponse:
    """A row an action. Each that has changed is saved by itself; the wrong ones come back as they were typed."""
    found = plan_to_edit(request.user, plan)
    part = _part(found, number)
    if request.method != "POST":
        return _first_page(request, found, part)
    drop_carried(request)
    rows = outcome_rows(found, part.object_list, request.POST)
    saved = save_rows(rows, by=request.user, now=clock.now())
    if saved.number:
        messages.success(request, f"{counted(saved.number, 'outcome')} saved.")
    if saved.wrong:
        return _page(request, found, part, _as_they_stand(found, number, saved), status=422)
    if not saved.number:
        messages.info(request, "Nothing has changed, so nothing was saved.")
    return redirect(request.path)


def _part(plan: ActionPlan, number: int) -> Page:
    return page_of(Paginator(Action.objects.filter(plan=plan).for_outcomes(), ROWS_A_PART), number)


def _first_page(request: HttpRequest, plan: ActionPlan, part: Page) -> HttpResponse:
    carried = carried_fields(request)
    if carried is None:
        return _page(request, plan, part, outcome_rows(plan, part.object_list))
    messages.warning(request, CARRIED)
    return _page(request, plan, part, outcome_rows(plan, part.object_list, carried, is_checked=False))


def _as_they_stand(plan: ActionPlan, number: int, saved: Saved) -> list[Row]:
    """All rows anew, what was saved among them; the wrong ones as they were sent."""
    return [saved.wrong.get(row.action.key, row) for row in outcome_rows(plan, _part(plan, number).object_list)]


def _page(request: HttpRequest, plan: ActionPlan, part: Page, rows: list[Row], *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "section": "plan",
        "plan": plan,
        "successor": getattr(plan, "successor", None),
        "part": part,
        "rows": rows,
        "errors": [link for row in rows for link in row.form.error_links],
        "questions": [question for row in rows for question in row.form.questions],
        "missing": without_outcome(plan),
        "writer": writer_token(request.user),
        "is_unsaved": any(row.form.is_bound for row in rows),
    }
    return render(request, "actions/outcomes.html", context, status=status)


@require_safe
def outcome_list(request: HttpRequest, plan: str) -> HttpResponse:
    """How the actions of a plan ended, all or those of one outcome; 404 for an outcome that there is not."""
    found = visible_plan(request.user, plan)
    kind = request.GET.get("outcome", "")
    if kind and kind not in ActionOutcome.Kind.values:
        raise Http404("There is no such outcome.")
    ended = Action.objects.filter(plan=found).with_outcome()
    page = page_of(Paginator(ended.filter(outcome__outcome=kind) if kind else ended, ROWS_A_PAGE),
                   request.GET.get("page", 1))  # fmt: skip
    context = {
        "section": "plan",
        "plan": found,
        "page": page,
        "rows": [(action, action.outcome.told_to(request.user)) for action in page.object_list],
        "kind": ActionOutcome.Kind(kind) if kind else None,
        "counts": outcome_counts(found),
    }
    return render(request, "actions/outcome_list.html", context)


@require_safe
def outcome_file(request: HttpRequest, plan: str) -> HttpResponseBase:
    """The outcomes of a plan as CSV."""
    found = visible_plan(request.user, plan)
    ended = Action.objects.filter(plan=found).with_outcome()
    return csv_response(f"outcomes-{found.slug}", HEADINGS, rows_of_outcomes(ended, request.user))
