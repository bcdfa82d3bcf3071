"""The desk: what is owed and has come, and in place all that helps to bring it in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.form_page import form_page, form_view
from actions import access, services
from actions.flags import no_update_words
from actions.services.no_updates import no_update_problem
from actions.views.progress import give_update
from notices import reminding
from notices.desk.entering import EnteringPage, desk_context
from notices.desk.forms import NoUpdateForm, RemindForm
from notices.desk.lines import anchor_of
from notices.desk.page import Desk
from notices.desk.recipients import SHOWN, recipients_of, said_of, send_to
from priorities.access import plan_to_edit, plan_to_open, require_coordinator
from send_portal import clock


@require_safe
def desk(request: HttpRequest, plan: str) -> HttpResponse:
    """Every update that the cycle wants, by organisation and lead, and how far each has come."""
    found = Desk(plan_to_open(request.user, plan), request.GET, clock.now())
    return render(request, "notices/desk.html", desk_context(found))


@form_view
def enter_update(request: HttpRequest, plan: str, ref: str) -> HttpResponse:
    """The update form inside the line of an action: what the lead said by telephone, by e-mail or at a meeting."""
    action, now = access.action_to_update(request.user, plan, ref), clock.now()
    require_coordinator(request.user)
    found = Desk(action.plan, request.GET, now, is_nearest=True)
    return give_update(request, EnteringPage(action, request.user, now, found))


@form_view
def record_no_update(request: HttpRequest, plan: str, ref: str) -> HttpResponse:
    """Inside the line of an action: that no update was received, with the day on which that is recorded."""
    action, now = access.action_to_edit(request.user, plan, ref), clock.now()
    found, anchor = Desk(action.plan, request.GET, now, is_nearest=True), anchor_of(action)
    addresses = {
        "form_address": found.address_of("record-no-update", action.key, anchor=anchor),
        "back_to": found.address_of("desk", anchor=anchor),
        "nothing_to_record": no_update_problem(action, now) if request.method == "GET" else "",
    }
    return form_page(
        request,
        NoUpdateForm,
        lambda form: services.record_no_update(
            action=action, by=request.user, now=now, asked_by=form.cleaned_data["asked_by"]
        ),
        template="notices/desk.html",
        context=desk_context(found, opened=action, opens="no-update") | addresses,
        to=lambda _: Desk(found.plan, request.GET, now, is_nearest=True).after(action.key),
        message=lambda recorded: f"{action.reference}: {no_update_words(recorded.recorded_at)}.",
        deadline=found.deadline_ahead,
    )


@form_view
def remind_people(request: HttpRequest, plan: str, scope: str) -> HttpResponse:
    """The mails as they will be sent, to one lead, an organisation or everybody; sent by one click."""
    found, now = plan_to_edit(request.user, plan), clock.now()
    page = Desk(found, request.GET, now, is_nearest=True)
    wanted = recipients_of(page, scope)
    context: dict[str, Any] = {
        "section": "desk",
        "plan": found,
        "desk": page,
        "recipients": wanted,
        "mails": reminding.preview(wanted.people[:SHOWN], found, now),
        "others": [(one, page.address_of("remind-people", f"lead-{one.pk}")) for one in wanted.people[SHOWN:]],
        "heading": "Send a reminder" if len(wanted.people) == 1 else "Send reminders",
        "caption": wanted.words,
        "submit_text": "Send it" if len(wanted.people) == 1 else f"Send {len(wanted.people)} mails",
        "back_href": page.address,
        "back_text": "Back to the desk",
    }
    return form_page(
        request,
        RemindForm,
        lambda form: send_to(page, wanted.still(form.cleaned_data["people"]), by=request.user, now=now),
        template="notices/remind_people.html",
        context=context,
        to=page.address_of("desk", anchor=scope if scope.startswith("lead-") else "desk"),
        message=said_of,
        initial={"people": wanted.ids},
    )
