"""Meeting actions: the list of all, one with its story; asking for one, changing, reporting and withdrawing it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.fields import choosable_people
from accounts.form_page import form_page, form_view
from governance import access
from governance.forms.decisions import WithdrawForm
from governance.forms.meeting_actions import ChangeMeetingActionForm, DoneForm, MeetingActionForm
from governance.history import history_of_meeting_action
from governance.models import MeetingAction
from governance.pages.decision import actions_to_name
from governance.pages.meeting_actions import meeting_action_list as listed
from governance.services import meeting_actions as services
from governance.views.items import about
from send_portal import clock

FORM = "governance/decision_form.html"
DONE_LEDE = "The person who is to do it and the co-ordinator can say this, also after the minutes are agreed."


@require_safe
def meeting_action_list(request: HttpRequest) -> HttpResponse:
    """What meetings asked people to do: open and done, mine first."""
    context = {"section": "meetings", "listed": listed(request.user, request.GET), "today": clock.today()}
    return render(request, "governance/meeting_action_list.html", context)


@require_safe
def meeting_action(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting action with its story."""
    found = access.visible_meeting_action(request.user, pk)
    context = {
        "section": "meetings",
        "one": found,
        "may_report": not found.withdrawn_reason
        and (request.user.is_coordinator or found.assigned_to_id == request.user.pk),
        "may_write": request.user.is_coordinator and not found.withdrawn_reason,
        "history": history_of_meeting_action(found, request.user),
        "today": clock.today(),
    }
    return render(request, "governance/meeting_action.html", context)


@form_view
def add_meeting_action(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Somebody is to do something because of an agenda item, or of the decision on it that the address names."""
    item = access.item_to_act_on(request.user, slug, number)
    decision = access.decision_of(item, request.GET.get("decision", ""))

    def save(form: MeetingActionForm) -> MeetingAction:
        return services.add_meeting_action(
            meeting=item.meeting, item=item, decision=decision, by=request.user, now=clock.now(), **form.values
        )

    return form_page(
        request,
        MeetingActionForm,
        save,
        template=FORM,
        context=_context(decision or item.meeting, "Add a meeting action", f"Item {item.number}"),
        to=decision or item.meeting,
        message=lambda saved: f"{saved.assigned_to} has a meeting action.",
        about=about(item),
        meeting=item.meeting,
        item=item,
        people=choosable_people(),
        actions=actions_to_name([]),
    )


@form_view
def edit_meeting_action(request: HttpRequest, pk: int) -> HttpResponse:
    """What is to be done, by whom and until when, put right while the minutes are not agreed."""
    found = access.meeting_action_to_edit(request.user, pk)
    concerned = [link.action for link in found.action_links.all()]

    def save(form: ChangeMeetingActionForm) -> MeetingAction:
        return services.change_meeting_action(meeting_action=found, by=request.user, now=clock.now(), **form.values)

    initial = {name: getattr(found, name) for name in ("text", "assigned_to", "due_on")}
    people = choosable_people()
    return form_page(
        request,
        ChangeMeetingActionForm,
        save,
        template=FORM,
        context=_context(found, "Change a meeting action"),
        to=found,
        message="The meeting action has been saved.",
        record=found,
        initial=initial | {f"action_{row}": one for row, one in enumerate(concerned, 1)},
        meeting=found.meeting,
        item=found.item,
        people=people if found.assigned_to in people else [*people, found.assigned_to],
        actions=actions_to_name(concerned),
        rows=len(concerned),
    )


@form_view
def report_meeting_action(request: HttpRequest, pk: int) -> HttpResponse:
    """That it is done, or how far it is."""
    found = access.meeting_action_to_report(request.user, pk)

    def save(form: DoneForm) -> MeetingAction:
        return services.report_meeting_action(
            meeting_action=found, by=request.user, now=clock.now(), **form.cleaned_data
        )

    return form_page(
        request,
        DoneForm,
        save,
        template=FORM,
        context=_context(found, "How is this meeting action going?", text=found.text) | {"lede": DONE_LEDE},
        to=found,
        message=lambda saved: "The meeting action is done." if saved.done_on else "Saved. It is still open.",
        record=found,
        initial={"done_on": found.done_on, "note": found.note},
        meeting=found.meeting,
    )


@form_view
def withdraw_meeting_action(request: HttpRequest, pk: int) -> HttpResponse:
    """That it is no longer needed."""
    found = access.meeting_action_to_withdraw(request.user, pk)

    def save(form: WithdrawForm) -> MeetingAction:
        return services.withdraw_meeting_action(
            meeting_action=found, by=request.user, now=clock.now(), **form.cleaned_data
        )

    return form_page(
        request,
        WithdrawForm,
        save,
        template=FORM,
        context=_context(found, "No longer needed", text=found.text, submit_text="Withdraw it"),
        to=found,
        message="The meeting action has been withdrawn.",
        record=found,
    )


def _context(back: Any, heading: str, caption: str = "Meeting action", **more: Any) -> dict[str, Any]:
    return {
        "section": "meetings",
        "is_meeting_action": True,
        "heading": heading,
        "caption": caption,
        "back_href": back.get_absolute_url(),
        **more,
    }
