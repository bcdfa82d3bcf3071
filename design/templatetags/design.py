"""Template tags for the components that are small, frequent, or must not be misspelt."""

from collections.abc import Iterable

from django import template
from django.core.paginator import Paginator
from django.utils.html import format_html, format_html_join, urlize
from django.utils.safestring import SafeString

from design.charts import FULL_WIDTH, Segment
from design.charts import stacked_bar as draw_stacked_bar
from design.context_processors import Portal
from design.context_processors import portal_names as names_now
from design.look import Look, draw_tag
from design.moments import clock_time
from design.symbols import FLAG_SYMBOLS, SPRITE, draw_symbol

register = template.Library()


@register.simple_tag
def status_tag(look: Look) -> SafeString:
    """The status as word, symbol and colour: `{% status_tag action.look %}`."""
    if not isinstance(look, Look):
        raise TypeError(f"status_tag takes a Look, not {look!r}")
    return draw_tag(look)


@register.simple_tag
def flag(name: str, text: str) -> SafeString:
    """What the portal works out, never coloured: `{% flag "overdue" "Overdue by 35 days" %}`."""
    if name not in FLAG_SYMBOLS:
        raise ValueError(f"no flag {name!r}; there are {', '.join(FLAG_SYMBOLS)}")
    if not text:
        raise ValueError(f"the flag {name!r} needs its words")
    return format_html('<span class="portal-flag portal-flag--{}">{}{}</span>', name, draw_symbol(name), text)


@register.simple_tag
def symbol(name: str) -> SafeString:
    """A symbol beside its word: `{% symbol "paused" %} Paused`."""
    return draw_symbol(name)


@register.simple_tag
def sprite() -> SafeString:
    """The drawings behind all symbols; base.html prints them once."""
    return SPRITE


@register.simple_tag
def stacked_bar(segments: Iterable[Segment], most: int, room: int = FULL_WIDTH) -> SafeString:
    """A bar with a block per action: `{% stacked_bar row.segments table.most %}`."""
    return draw_stacked_bar(segments, most, room)


@register.simple_tag
def breadcrumbs(*texts_and_addresses: str) -> SafeString:
    """The way here, in pairs: `{% breadcrumbs "Plan" plan_url "Priority 4" priority_url %}`."""
    if len(texts_and_addresses) % 2:
        raise ValueError("breadcrumbs takes pairs of text and address")
    pairs = zip(texts_and_addresses[1::2], texts_and_addresses[::2], strict=True)
    crumb = '<li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="{}">{}</a></li>'
    return format_html(
        '<nav class="govuk-breadcrumbs" aria-label="Breadcrumb"><ol class="govuk-breadcrumbs__list">{}</ol></nav>',
        format_html_join("", crumb, pairs),
    )


@register.simple_tag
def portal_names() -> Portal:
    """The portal's names where no context processor has run, as on error pages."""
    return names_now()


@register.filter
def page_numbers(paginator: Paginator, current: int) -> list[int | None]:
    """The page numbers to offer, None where some are left out: 1 … 4 5 6 … 20."""
    return [
        number if isinstance(number, int) else None
        for number in paginator.get_elided_page_range(current, on_each_side=1, on_ends=1)
    ]


@register.filter
def linked(text: str) -> SafeString:
    """The text with its e-mail and web addresses as links in the portal's look."""
    # Text is escaped first: no other "<a " is left in it.
    return SafeString(urlize(text, autoescape=True).replace("<a ", '<a class="govuk-link" '))


register.filter(clock_time)
