"""Agendas, their items and papers: read by everybody, changed by the co-ordinator."""

import types
from typing import Any

from governance.models import Declaration
from tests.access.rows import NO_POST, READ, SIGN_IN, SIGN_IN_AGAIN, Row
from tests.governance.agendas import KEY, full_item

MEETING = "/meetings/2024-09-04-local-inclusion-partnership/"
ITEM, PAPER = MEETING + "items/1/", f"{MEETING}papers/{KEY}/"
SEES = SIGN_IN + "cora 200, others 403"
SENDS = SIGN_IN_AGAIN + "cora 422, others 403"
POSTS = SIGN_IN_AGAIN + "cora 302, others 403"
NO_GET = SIGN_IN + "others 405"
NOWHERE = SIGN_IN + "others 404"
NOT_THERE = SIGN_IN_AGAIN + "others 404"


def make(people: types.SimpleNamespace) -> dict[str, Any]:
    """A meeting of the partnership with an item that has everything."""
    item = full_item(people.cora)
    return {"declaration": Declaration.objects.get(item=item).pk}


ROWS = [
    Row(MEETING, READ, NO_POST),
    Row(MEETING + "agenda/", SEES, SENDS),
    Row(MEETING + "items/new/", SEES, SENDS),
    Row(ITEM, READ, NO_POST),
    Row(ITEM + "history/", READ, NO_POST),
    Row(ITEM + "edit/", SEES, SENDS),
    Row(ITEM + "withdraw/", SEES, SENDS),
    Row(ITEM + "move/", NO_GET, POSTS),
    Row(ITEM + "carry/", NO_GET, POSTS),
    Row(ITEM + "minutes/", SEES, SENDS),
    Row(ITEM + "declarations/", SEES, SENDS),
    Row(ITEM + "declarations/{declaration}/", SEES, SENDS),
    Row(ITEM + "declarations/999999/", SIGN_IN + "cora 404, others 403", SIGN_IN_AGAIN + "cora 404, others 403"),
    Row(ITEM + "papers/new/", SEES, SENDS),
    Row(PAPER, READ, NO_POST),
    Row(PAPER + "replace/", SEES, SENDS),
    Row(PAPER + "withdraw/", SEES, SENDS),
    Row(MEETING + "items/9/", NOWHERE, NO_POST),
    Row(MEETING + "items/9/edit/", NOWHERE, NOT_THERE),
    Row(MEETING + "items/9/minutes/", NOWHERE, NOT_THERE),
    Row(
        "/meetings/2023-06-28-health-and-wellbeing-board/agenda/", SIGN_IN + "others 403", SIGN_IN_AGAIN + "others 403"
    ),
    Row("/asks/999999/agenda/", NO_GET, NOT_THERE),
]
