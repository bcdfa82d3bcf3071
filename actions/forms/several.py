"""Several of one kind in a form without scripts: a select for each that stands, and empty ones for more.

A form carries what stood when it was opened, so that only what its writer has changed is changed, and whom others have
named meanwhile stays.
"""

from collections.abc import Mapping
from typing import Any

from django import forms

EMPTY_ONES = 2
MOST = 40
Links = dict[Any, str]


def slot_names(name: str, standing: int, data: Mapping[str, Any]) -> list[str]:
    """Names of the selects: one for each that stands, two more, and all that were posted."""
    number = standing + EMPTY_ONES
    while number < MOST and f"{name}_{number}" in data:
        number += 1
    return [f"{name}_{slot}" for slot in range(number)]


def slots_of(form: forms.Form, name: str) -> list[str]:
    """The selects of this name that a form has."""
    return [field for field in form.fields if field.rpartition("_")[0] == name]


def chosen_in(form: forms.Form, name: str) -> list[Any]:
    """What the selects of this name say, each once, empty ones left out."""
    chosen = (form.cleaned_data.get(field) for field in slots_of(form, name))
    return list(dict.fromkeys(one for one in chosen if one is not None))


def links_token(standing: Mapping[str, Links]) -> str:
    """What stands, for a hidden field: "co_leads-7- organisations-3-lead"."""
    return " ".join(f"{name}-{one.pk}-{part}" for name, links in standing.items() for one, part in links.items())


def read_links(token: str, offered: Mapping[str, Mapping[str, Any]]) -> dict[str, Links]:
    """What a hidden field says, of what is offered by kind and id; all else in it is passed over."""
    found: dict[str, Links] = {name: {} for name in offered}
    for name, pk, part in (word.split("-") for word in token.split() if word.count("-") == 2):
        if pk in offered.get(name, {}):
            found[name][offered[name][pk]] = part
    return found


def merged(opened: Links, wanted: Links, standing: Links) -> Links:
    """What stands now, with what somebody has changed since they opened the form."""
    kept = {one: part for one, part in standing.items() if one in wanted or one not in opened}
    return kept | {one: part for one, part in wanted.items() if opened.get(one) != part}
