"""Decisions: one with its story; recording, changing and withdrawing one; ratifying several."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.form_page import form_page, form_view
from actions.views.paging import page_of
from design.fields import sentence
from documents.csv_file import csv_response
from governance import access
from governance.facts import proposed_for
from governance.forms.decisions import ChangeDecisionForm, DecisionForm, RatifyForm, WithdrawForm
from governance.models import AgendaItem, Body, Decision
from governance.pages.decision import DecisionPage, actions_to_name, initial_of, recommendations_to_name
from governance.pages.decision_list import HEADINGS, DecisionList
from governance.services import decisions as services
from governance.services.ratifying import ratify, to_ratify_at
from governance.standing import Proposed
from governance.views.items import about
from send_portal import clock

FORM = "governance/decision_form.html"
MADE_BY_FACTS = "From what is recorded, it is {standing}. {why}"
RATIFY_LEDE = (
    "These were decided where a decision could not stand: by a shadow, without a quorum, or outside a meeting. Those "
    "that you choose are ratified by one new decision of this meeting."
)
WITHDRAW_LEDE = "It stays in the list, crossed out, with the reason. Its number is not used again."


@require_safe
def decision_list(request: HttpRequest) -> HttpResponse:
    """All decisions, newest first; the address may narrow them."""
    listed = DecisionList(request.user, request.GET)
    page = page_of(listed.paginator, request.GET.get("page", 1))
    context = {"section": "meetings", "listed": listed, "page": page}
    return render(request, "governance/decision_list.html", context, status=200 if listed.is_clear else 422)


@require_safe
def decision_file(request: HttpRequest) -> HttpResponseBase:
    """The same decisions as CSV, all of them; sent while they are read. The page says why where it cannot look."""
    listed = DecisionList(request.user, request.GET)
    if not listed.is_clear:
        return decision_list(request)
    return csv_response("decisions", HEADINGS, listed.rows_of_file())


@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision: its words and standing, what it concerns, and whether the plan says so by now."""
    found = access.visible_decision(request.user, pk)
    page = DecisionPage(found, request.user, clock.today())
    return render(request, "governance/decision.html", {"section": "meetings", "decision": found, "page": page})


@form_view
def record_decision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A decision on an agenda item."""
    item = access.item_to_decide(request.user, slug, number)
    return _record(request, item.meeting.body, item)


@form_view
def record_decision_outside(request: HttpRequest, slug: str) -> HttpResponse:
    """A decision that a body took outside a meeting."""
    return _record(request, access.body_to_compose(request.user, slug), None)


def _record(request: HttpRequest, body: Body, item: AgendaItem | None) -> HttpResponse:
    meeting, today = item and item.meeting, clock.today()
    proposed = proposed_for(body, meeting, today)

    def save(form: DecisionForm) -> Decision:
        return services.record_decision(
            body=body, meeting=meeting, item=item, by=request.user, now=clock.now(), **form.values
        )

    concerned = [link.action for link in item.action_links.select_related("action")] if item else []
    return form_page(
        request,
        DecisionForm,
        save,
        template=FORM,
        context=_context(meeting or body, "Record a decision", f"Item {item.number}" if item else "Outside a meeting")
        | {"lede": _told(proposed)},
        to=lambda saved: saved,
        message=lambda saved: f"{sentence(str(saved))} has been recorded.",
        about=item and about(item),
        initial={"standing": proposed.standing} | {f"action_{row}": one for row, one in enumerate(concerned, 1)},
        body=body,
        proposed=proposed,
        is_in_meeting=item is not None,
        actions=actions_to_name(concerned),
        recommendations=recommendations_to_name(None, today),
        rows=len(concerned),
    )


@form_view
def edit_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """What a decision says, put right while the minutes are not agreed; what it concerns alone where it stands."""
    found = access.decision_to_edit(request.user, pk)
    stands = services.why_it_stands(found)
    proposed = proposed_for(found.body, found.meeting, found.taken_on)

    def save(form: ChangeDecisionForm) -> Decision:
        said = {"text": found.text, "standing": found.standing if stands else ""} | form.values
        return services.change_decision(decision=found, by=request.user, now=clock.now(), **said)

    concerned = [link.action for link in found.action_links.all()]
    return form_page(
        request,
        ChangeDecisionForm,
        save,
        template=FORM,
        context=_context(found, "Change a decision", str(found))
        | ({"lede": stands, "text": found.text} if stands else {"lede": _told(proposed)}),
        to=found,
        message="The decision has been saved.",
        record=found,
        initial=initial_of(found),
        body=found.body,
        proposed=None if stands else proposed,
        is_in_meeting=True,
        actions=actions_to_name(concerned),
        recommendations=recommendations_to_name(found, found.taken_on),
        rows=len(concerned),
    )


@form_view
def withdraw_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """That a decision was recorded by mistake."""
    found = access.decision_to_withdraw(request.user, pk)

    def save(form: WithdrawForm) -> Decision:
        return services.withdraw_decision(decision=found, by=request.user, now=clock.now(), **form.cleaned_data)

    return form_page(
        request,
        WithdrawForm,
        save,
        template=FORM,
        context=_context(found, "Recorded by mistake", str(found), text=found.text, submit_text="Withdraw it")
        | {"lede": WITHDRAW_LEDE},
        to=found,
        message="The decision has been withdrawn.",
        record=found,
    )


@form_view
def ratify_decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """Ratify at a full and quorate meeting what was decided without standing."""
    meeting = access.meeting_to_ratify(request.user, slug)
    waiting = to_ratify_at(meeting)

    def save(form: RatifyForm) -> Decision:
        return ratify(
            meeting=meeting, decisions=form.chosen, seen=form.cleaned_data["standing"], by=request.user,
            now=clock.now(),
        )  # fmt: skip

    return form_page(
        request,
        RatifyForm,
        save,
        template="governance/ratify.html",
        context=_context(meeting, "Ratify decisions", submit_text="Ratify them")
        | {"lede": RATIFY_LEDE, "waiting": waiting.records},
        to=lambda saved: saved,
        message=lambda saved: f"{sentence(str(saved))} ratifies them.",
        record=waiting,
        waiting=waiting.records,
    )


def _told(proposed: Proposed) -> str:
    return MADE_BY_FACTS.format(standing=proposed.standing.label, why=proposed.why)


def _context(back: Any, heading: str, caption: str = "", **more: Any) -> dict[str, Any]:
    """What every form page about decisions shows around its form."""
    return {
        "section": "meetings",
        "heading": heading,
        "caption": sentence(caption),
        "back_href": back.get_absolute_url(),
        **more,
    }
