"""Abbreviations open where they stand."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import template

from priorities.glossary import terms_in
from priorities.models import GlossaryTerm

register = template.Library()


@register.inclusion_tag("components/abbreviations.html")
def abbreviations(terms: Sequence[GlossaryTerm], *texts: str | Iterable[str]) -> dict[str, Any]:
    """What the abbreviations of these texts (or lists of texts) mean: `{% abbreviations page.terms action.title %}`.

    `terms` is the glossary, which a page asks for once. Nothing is printed where no text holds one.
    """
    return {"terms": terms_in(_one_by_one(texts), terms)}


def _one_by_one(texts: Iterable[str | Iterable[str]]) -> Iterator[str]:
    for text in texts:
        yield from [text] if isinstance(text, str) else text
