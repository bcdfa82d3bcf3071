"""The meetings of a year in one form."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.carried import carried_fields, drop_carried, writer_token
from accounts.form_page import CARRIED, form_view
from actions.flags import counted
from governance.forms.schedule import ScheduleForm, ScheduleRowForm
from governance.models import Body
from governance.pages.schedule import blank_rows, save_rows, typed_rows
from priorities.access import require_coordinator
from send_portal import clock


@form_view
def schedule(request: HttpRequest) -> HttpResponse:
    """A row a meeting. Each is saved by itself; the wrong ones come back as they were typed."""
    require_coordinator(request.user)
    bodies = list(Body.objects.current())
    if request.method != "POST":
        return _first_page(request, bodies)
    drop_carried(request)
    form = ScheduleForm(request.POST, bodies=bodies)
    if not form.is_valid():
        return _page(request, form, typed_rows(request.POST, is_checked=False), status=422)
    body, papers_time = form.cleaned_data["body"], form.cleaned_data["papers_time"]
    rows = typed_rows(request.POST, body=body, papers_time=papers_time)
    outcome = save_rows(rows, body, by=request.user, now=clock.now())
    if outcome.planned:
        messages.success(request, f"{counted(len(outcome.planned), 'meeting')} planned.")
    if outcome.wrong:
        return _page(request, form, blank_rows(outcome.wrong), status=422)
    if not outcome.planned:
        messages.info(request, "Nothing new was entered, so nothing was saved.")
        return redirect("schedule")
    return redirect(f"{reverse('meeting-list')}?body={body.slug}")


def _first_page(request: HttpRequest, bodies: list[Body]) -> HttpResponse:
    carried = carried_fields(request)
    if carried is None:
        here = [body for body in bodies if body.is_run_here]
        chosen = next((body for body in bodies if body.slug == request.GET.get("body")), None)
        initial = {"body": chosen or (here[0] if len(here) == 1 else None)}
        return _page(request, ScheduleForm(initial=initial, bodies=bodies), blank_rows())
    messages.warning(request, CARRIED)
    rows = typed_rows(carried, is_checked=False)
    return _page(request, ScheduleForm.refilled(carried, bodies=bodies), rows)


def _page(request: HttpRequest, form: ScheduleForm, rows: list[ScheduleRowForm], *, status: int = 200) -> HttpResponse:
    context = {
        "section": "meetings",
        "form": form,
        "rows": rows,
        "errors": form.error_list + [link for row in rows if row.is_bound for link in row.error_links],
        "writer": writer_token(request.user),
        "is_unsaved": form.is_bound,
    }
    return render(request, "governance/schedule.html", context, status=status)
