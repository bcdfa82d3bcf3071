"""The agenda of a meeting: suggested, added to, reordered; and what is taken up from elsewhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.form_page import form_page, form_view
from design.fields import whole_number
from governance import access
from governance.agenda import suggested
from governance.forms.agendas import SuggestionsForm
from governance.models import AgendaItem
from governance.pages.agenda import agenda_of
from governance.services import agendas as services
from governance.services.suggestions import add_suggested, known_for
from governance.views.items import about
from governance.views.one_click import one_click
from send_portal import clock

LARGEST = 2_000_000_000
PASSED_OVER = "{} is on the agenda already, or nothing is open about it any more."


@form_view
def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """What the portal suggests, and the items in their order, for the co-ordinator."""
    meeting, now = access.agenda_to_edit(request.user, slug), clock.now()
    suggestions = suggested(known_for(meeting, now))
    chosen = request.POST.getlist("chosen")

    def save(form: SuggestionsForm) -> list[AgendaItem]:
        return add_suggested(meeting=meeting, by=request.user, now=now, keys=form.cleaned_data["chosen"])

    rows = agenda_of(meeting, request.user)
    return form_page(
        request,
        SuggestionsForm,
        save,
        template="governance/agenda.html",
        context={
            "section": "meetings",
            "meeting": meeting,
            "rows": [row for row in rows if not row.is_withdrawn],
            "off": [row for row in rows if row.is_withdrawn],
            "moved": request.GET.get("moved", ""),
            "way": request.GET.get("way", ""),
        },
        to=reverse("agenda", args=[slug]),
        message=lambda items: _added(items, len(set(chosen))),
        initial={"chosen": [one.key for one in suggestions if one.is_on]},
        suggestions=suggestions,
    )


@require_POST
def move_item(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Change places with the item before or after; back to the list with the focus where it was."""
    item = access.item_to_change(request.user, slug, number)
    way = "down" if request.POST.get("way") == "down" else "up"
    # Without a revision, which every button sends, nothing is known of what was seen.
    revision = whole_number(request.POST.get("revision", ""), 1, LARGEST) or 0
    address = reverse("agenda", args=[slug])
    return one_click(
        request,
        lambda: services.move_item(item=item, by=request.user, now=clock.now(), is_up=way == "up", revision=revision),
        to=lambda moved: f"{address}?moved={moved.number}&way={way}",
        back=address,
        about=about(item),
    )


@require_POST
def carry_item(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The item once more, on the agenda of the next meeting. The minutes of this one may be agreed already."""
    item = access.item_to_edit(request.user, slug, number)
    return one_click(
        request,
        lambda: services.carry_over(item=item, by=request.user, now=clock.now()),
        to=lambda new: resolve_url(new),
        back=item,
        about=about(item),
        message="The item is carried over. What these minutes say of it stays as it is.",
    )


@require_POST
def put_ask_on_agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """What an update asks becomes an item of the partnership's next meeting; beside others about its action only
    where the button said so.
    """
    ask = access.ask_to_take_up(request.user, pk)
    is_beside = bool(request.POST.get("beside"))
    return one_click(
        request,
        lambda: services.put_ask_on_agenda(ask=ask, by=request.user, now=clock.now(), is_beside=is_beside),
        to=lambda item: resolve_url(item),
        back=ask.action,
        message="The ask is on the agenda.",
    )


@require_POST
def put_question_on_agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody asks on an action becomes an item of the partnership's next meeting."""
    question = access.question_to_take_up(request.user, pk)
    return one_click(
        request,
        lambda: services.put_question_on_agenda(question=question, by=request.user, now=clock.now()),
        to=lambda item: resolve_url(item),
        back=question,
        message="The question is on the agenda.",
    )


def _added(items: list[AgendaItem], chosen: int) -> str:
    if not items:
        return PASSED_OVER.format("What you chose")
    added = f"{len(items)} item{'' if len(items) == 1 else 's'} added."
    return added if len(items) == chosen else f"{added} {PASSED_OVER.format('The rest')}"
