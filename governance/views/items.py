"""One agenda item: everything about it, its history, and the co-ordinator's changes of it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.about import About
from accounts.carried import writer_token
from accounts.form_page import form_page, form_view
from actions.views.paging import page_of
from actions.views.reading import CHANGES_A_PAGE
from governance import access
from governance.forms.agendas import EditItemForm, ItemForm, TakeOffForm
from governance.history import history_of_item
from governance.models import AgendaItem, Decision, MeetingAction
from governance.pages.agenda import row_of
from governance.pages.matters import matters_of
from governance.pages.offers import concerns
from governance.services import agendas as services
from governance.services.decisions import meeting_problem
from governance.services.minuting import has_begun
from governance.services.numbering import numbers_move
from send_portal import clock

MOVED = "The agenda has been put in another order since you opened this page, so nothing was done. Item {} is {} now"
STAYS = " It is the last one, because numbers stay as they are once papers are out or the day has come."
COLUMNS = ("title", "purpose", "lead_name", "minutes_allowed", "paper_reference", "report", "is_exempt",
           "exempt_reason")  # fmt: skip


@require_safe
def agenda_item(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """An item with all that hangs on it."""
    item, now = access.visible_item(request.user, slug, number), clock.now()
    today = clock.london_date(now)
    may_carry = request.user.is_coordinator and item.meeting.body.is_run_here and not item.is_withdrawn
    may_write = may_carry and not item.meeting.is_locked and not item.meeting.is_off
    context = {
        "section": "meetings",
        "meeting": item.meeting,
        "item": item,
        "row": row_of(item, request.user),
        "may_write": may_write,
        "may_carry": may_carry,
        "may_decide": may_write and not meeting_problem(item.meeting, today),
        "decisions": list(Decision.objects.filter(item=item).told(request.user).order_by("number")),
        "meeting_actions": list(MeetingAction.objects.filter(item=item).told(request.user)),
        "matters": matters_of(item.meeting, request.user) if item.kind == AgendaItem.Kind.MATTERS_ARISING else None,
        "today": today,
        "has_begun": has_begun(item.meeting, now),
        "writer": writer_token(request.user),
    }
    return render(request, "governance/agenda_item.html", context)


@require_safe
def item_history(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Every change of an item and of what hangs on it, in words, newest first."""
    item = access.visible_item(request.user, slug, number)
    page = page_of(Paginator(history_of_item(item, request.user), CHANGES_A_PAGE), request.GET.get("page", 1))
    context = {"section": "meetings", "meeting": item.meeting, "item": item, "page": page}
    return render(request, "governance/item_history.html", context)


@form_view
def add_item(request: HttpRequest, slug: str) -> HttpResponse:
    """A new item."""
    meeting = access.agenda_to_edit(request.user, slug)

    def save(form: ItemForm) -> AgendaItem:
        return services.add_item(meeting=meeting, by=request.user, now=clock.now(), **form.values)

    return form_page(
        request,
        ItemForm,
        save,
        template="governance/item_form.html",
        context={"section": "meetings", "meeting": meeting, "heading": "New item"},
        to=reverse("agenda", args=[slug]),
        message=_placed,
        **concerns(request.user),
    )


@form_view
def edit_item(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What an item says, and what it concerns."""
    item = access.item_to_change(request.user, slug, number)

    def save(form: EditItemForm) -> AgendaItem:
        return services.edit_item(item=item, by=request.user, now=clock.now(), **form.values)

    linked = {
        "actions": [link.action for link in item.action_links.select_related("action")],
        "priorities": [str(pk) for pk in item.priority_links.values_list("priority_id", flat=True)],
    }
    return form_page(
        request,
        EditItemForm,
        save,
        template="governance/item_form.html",
        context=item_context(item, "Change the item"),
        to=lambda saved: saved,
        message="The item has been saved.",
        record=item,
        about=about(item),
        initial={name: getattr(item, name) for name in COLUMNS} | linked,
        item=item,
        **concerns(request.user, item),
    )


@form_view
def withdraw_item(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take an item off the agenda; it stays in sight with the reason."""
    item = access.item_to_change(request.user, slug, number)

    def save(form: TakeOffForm) -> AgendaItem:
        return services.withdraw_item(item=item, by=request.user, now=clock.now(), **form.cleaned_data)

    return form_page(
        request,
        TakeOffForm,
        save,
        template="governance/item_form.html",
        context=item_context(item, "Take the item off the agenda", submit_text="Take it off"),
        to=reverse("agenda", args=[slug]),
        message="The item is off the agenda. It stays in sight with the reason.",
        record=item,
        about=about(item),
    )


def _placed(item: AgendaItem) -> str:
    why = "" if numbers_move(item.meeting, clock.now()) else STAYS
    return f"“{item.title}” has been added as item {item.number}.{why}"


def about(item: AgendaItem) -> About:
    """The item that has this number now: while a meeting is planned, numbers move."""
    return About(str(item.pk), MOVED.format(item.number, item))


def item_context(item: AgendaItem, heading: str, **more: Any) -> dict[str, Any]:
    """What a form page of an item shows around its form."""
    own = {"section": "meetings", "meeting": item.meeting, "item": item, "heading": heading}
    return own | {"caption": f"Item {item.number}: {item.title}"} | more
