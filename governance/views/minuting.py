"""What the co-ordinator writes of an agenda item at the meeting: declarations of interest, and its minutes."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from accounts.form_page import form_page, form_view
from governance import access
from governance.forms.minuting import DeclarationForm, MinutesForm, TakeBackForm
from governance.models import AgendaItem
from governance.pages.offers import who_may_declare
from governance.services import minuting as services
from governance.views.items import about, item_context
from send_portal import clock

DECLARED_LEDE = (
    "Only members of the body and those who were there can be chosen. Whoever has declared an interest before gets "
    "the words that you write now."
)


@form_view
def item_minutes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What the minutes say of an item."""
    item = access.item_to_minute(request.user, slug, number, clock.now())

    def save(form: MinutesForm) -> AgendaItem:
        return services.write_minutes(item=item, by=request.user, now=clock.now(), **form.cleaned_data)

    return form_page(
        request,
        MinutesForm,
        save,
        template="governance/item_form.html",
        context=item_context(item, "Minutes of the item"),
        to=lambda saved: item.get_absolute_url(),
        message="The minutes of the item have been saved.",
        record=item,
        about=about(item),
        initial={"minutes": item.minutes},
    )


@form_view
def declarations(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Interests that were declared in an item, or that none were."""
    now = clock.now()
    item = access.item_to_minute(request.user, slug, number, now)

    def save(form: DeclarationForm) -> AgendaItem:
        return services.declare(item=item, by=request.user, now=now, **form.cleaned_data)

    standing = list(item.declarations.select_related("user__organisation"))
    return form_page(
        request,
        DeclarationForm,
        save,
        template="governance/declarations.html",
        context=item_context(item, "Declarations of interest", lede=DECLARED_LEDE, standing=standing),
        to=lambda saved: item.get_absolute_url(),
        message="The declarations have been saved.",
        record=item,
        about=about(item),
        initial={"none_declared": item.no_declarations},
        people=who_may_declare(item.meeting, clock.london_date(now)),
        said=item.no_declarations or bool(standing),
    )


@form_view
def take_back_declaration(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Take away a declaration that was recorded by mistake."""
    now = clock.now()
    found = access.declaration_to_take_back(request.user, slug, number, pk, now)

    def save(form: TakeBackForm) -> Any:
        return services.take_back_declaration(declaration=found, by=request.user, now=now, **form.cleaned_data)

    return form_page(
        request,
        TakeBackForm,
        save,
        template="governance/item_form.html",
        context=item_context(found.item, f"Take away the declaration of {found.user}", submit_text="Take it away"),
        to=found.item.get_absolute_url(),
        about=about(found.item),
        message="The declaration has been taken away. History keeps it.",
    )
