"""Setting up a plan: people and dates of all its actions in one sitting."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.carried import carried_fields, drop_carried, writer_token
from accounts.form_page import CARRIED, form_view
from actions.flags import counted
from actions.models import Action
from actions.printed_leads import leads_printed
from actions.set_up.forms import ReasonForm
from actions.set_up.rows import Outcome, Row, save_rows, set_up_rows
from actions.tally import gaps
from actions.views.paging import page_of
from priorities.access import plan_to_edit
from priorities.models import ActionPlan
from send_portal import clock

# As many rows as a browser may send under Django's limit of fields; few plans have more.
ROWS_A_PART = 60


@form_view
def set_up(request: HttpRequest, plan: str, number: int = 1) -> HttpResponse:
    """A row an action. Each that has changed is saved by itself; the wrong ones come back as they were typed."""
    found = plan_to_edit(request.user, plan)
    part = _part(found, number)
    if request.method != "POST":
        return _first_page(request, found, part)
    drop_carried(request)
    reason_form = ReasonForm(request.POST)
    rows = set_up_rows(part.object_list, request.POST)
    if not reason_form.is_valid():
        return _page(request, found, part, rows, reason_form, status=422)
    outcome = save_rows(rows, reason_form, by=request.user, now=clock.now())
    if outcome.saved:
        messages.success(request, f"{counted(outcome.saved, 'action')} saved.")
    if outcome.wrong:
        return _page(request, found, part, _as_they_stand(found, number, outcome), reason_form, status=422)
    if not outcome.saved:
        messages.info(request, "Nothing has changed, so nothing was saved.")
    return redirect(request.path)


def _part(plan: ActionPlan, number: int) -> Page:
    return page_of(Paginator(Action.objects.filter(plan=plan).for_set_up(), ROWS_A_PART), number)


def _first_page(request: HttpRequest, plan: ActionPlan, part: Page) -> HttpResponse:
    carried = carried_fields(request)
    if carried is None:
        return _page(request, plan, part, set_up_rows(part.object_list), ReasonForm())
    messages.warning(request, CARRIED)
    rows = set_up_rows(part.object_list, carried, is_checked=False)
    return _page(request, plan, part, rows, ReasonForm.refilled(carried))


def _as_they_stand(plan: ActionPlan, number: int, outcome: Outcome) -> list[Row]:
    """All rows anew, what was saved among them; the wrong ones as they were sent."""
    return [outcome.wrong.get(row.action.key, row) for row in set_up_rows(_part(plan, number).object_list)]


def _page(
    request: HttpRequest, plan: ActionPlan, part: Page, rows: list[Row], reason_form: ReasonForm, *, status: int = 200
) -> HttpResponse:
    missing = gaps(plan)
    context: dict[str, Any] = {
        "section": "plan",
        "plan": plan,
        "part": part,
        "rows": rows,
        "reason_form": reason_form,
        "errors": reason_form.error_list + [link for row in rows for link in row.form.error_links],
        "without_lead": missing["no-lead"],
        "without_date": missing["no-date"],
        "without_completion_date": missing["no-completion-date"],
        "printed_leads": len(leads_printed(plan)),
        "has_priorities": plan.priorities.exists(),
        "empty": list(plan.priorities.filter(actions__isnull=True)),
        "writer": writer_token(request.user),
        "is_unsaved": any(row.form.is_bound for row in rows),
    }
    return render(request, "actions/set_up.html", context, status=status)
