"""An item becomes exempt, or is so no more: who loses or gains sight of what is said before, and why is kept."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from audit.recording import Refused
from governance.models import AgendaItem
from governance.services.agendas import add_item, edit_item
from governance.services.meeting_actions import add_meeting_action
from governance.services.minuting import write_minutes
from tests.governance.agendas import AT_THE_MEETING, PAGE, a_meeting, said, seat
from tests.governance.reporting import revision_of
from tests.world import NOW, asked

As = Callable[[str], Client]
People = types.SimpleNamespace
ITEM = PAGE + "items/1/"
EDIT = ITEM + "edit/"
TYPED = {"title": "A contract", "purpose": "decide"}
EXEMPT = {"is_exempt": True, "exempt_reason": "Terms"}


@pytest.fixture
def make(people: People) -> Callable[..., AgendaItem]:
    def item(**values: Any) -> AgendaItem:
        seat(people.pat, people.cora)
        return add_item(meeting=a_meeting(people.cora), by=people.cora, now=NOW - datetime.timedelta(days=2),
                        title="A contract", purpose="decide", **values)  # fmt: skip

    return item


def test_an_exemption_is_lifted_with_a_reason_and_open_eyes(
    as_: As, make: Any, people: People, clock_stands: Callable[[datetime.datetime], None]
) -> None:
    item = make(**EXEMPT)
    add_meeting_action(by=people.cora, now=NOW, meeting=item.meeting, item=item, text="Sign", assigned_to=people.pat)
    write_minutes(item=item, by=people.cora, now=AT_THE_MEETING, minutes="It is dear.")
    clock_stands(AT_THE_MEETING)
    client = as_("cora")
    fields = TYPED | revision_of(client, EDIT)
    without = client.post(EDIT, fields)
    assert (without.status_code, "Enter why the item is not exempt any more" in said(without)) == (422, True)
    first = client.post(EDIT, fields | {"reason": "It is signed"})
    assert first.status_code == 422
    for words in ("Everybody who signs in will see at once", "its minutes, 1 meeting action and its history"):
        assert words in said(first)
    assert AgendaItem.objects.get().is_exempt
    assert as_("olive").get(ITEM).status_code == 404
    assert client.post(EDIT, fields | {"reason": "It is signed", "considered": asked(first)}).status_code == 302
    history = said(as_("olive").get(ITEM + "history/"))
    assert "It is signed" in history
    assert not AgendaItem.objects.get().is_exempt


def test_no_service_lifts_it_without_a_reason(make: Any, people: People) -> None:
    item, lifted = make(**EXEMPT), {"is_exempt": False, "exempt_reason": ""}
    with pytest.raises(Refused, match="why the item is not exempt any more"):
        edit_item(item=item, by=people.cora, now=NOW, reason=" ", **lifted)
    assert AgendaItem.objects.get().is_exempt
    assert not edit_item(item=item, by=people.cora, now=NOW, reason="It is signed", **lifted).is_exempt


def test_whoever_loses_sight_of_what_they_are_to_do_is_named(as_: As, make: Any, people: People) -> None:
    item = make()
    for person in (people.olive, people.otis, people.pat, people.cora):
        add_meeting_action(by=people.cora, now=NOW, meeting=item.meeting, item=item, text="Ask", assigned_to=person)
    client = as_("cora")
    fields = TYPED | {"is_exempt": "on", "exempt_reason": "Terms"} | revision_of(client, EDIT)
    first = client.post(EDIT, fields)
    assert first.status_code == 422
    assert "2 meeting actions of this item will be hidden" in said(first)
    assert "no seat on the body: Olive Marsh and Otis Field" in said(first)
    assert not AgendaItem.objects.get().is_exempt
    assert client.post(EDIT, fields | {"considered": asked(first)}).status_code == 302
    assert AgendaItem.objects.get().is_exempt


def test_what_changes_for_nobody_is_not_asked(as_: As, make: Any, people: People) -> None:
    item = make()
    add_meeting_action(by=people.cora, now=NOW, meeting=item.meeting, item=item, text="Ask", assigned_to=people.pat)
    client = as_("cora")
    assert "Why is it not exempt any more" not in said(client.get(EDIT))
    fields = TYPED | {"is_exempt": "on", "exempt_reason": "Terms"}
    assert client.post(EDIT, fields | revision_of(client, EDIT)).status_code == 302
    changed = fields | {"title": "The contract"} | revision_of(client, EDIT)
    assert client.post(EDIT, changed).status_code == 302
