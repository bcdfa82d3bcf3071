"""Numbers of items move while a meeting is planned: a form that was opened for one item never changes another."""

import datetime
import re
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from governance.models import AgendaItem, Decision, MeetingAction, Paper
from governance.services.agendas import add_item, move_item
from tests.accounts.test_carried_text import hidden
from tests.governance.agendas import AGENDA, PAGE, a_meeting, papers_are_out, said, seat, writer
from tests.world import NOW, PASSWORD

As = Callable[[str], Client]
People = types.SimpleNamespace
OPEN, SECRET = "Waits", "A contract"
ITEM = PAGE + "items/2/"
SENDS: dict[str, dict[str, Any]] = {
    "edit": {"title": "Typed with care", "purpose": "note", "is_exempt": "on", "exempt_reason": "Terms"},
    "withdraw": {"withdrawn_reason": "Typed with care"},
    "minutes": {"minutes": "Typed with care"},
    "declarations": {"none_declared": "on"},
    "papers/new": {"title": "Typed with care", "url": "https://example.org/terms"},
    "decisions/new": {"text": "Typed with care", "standing": "made"},
    "meeting-actions/new": {"text": "Typed with care"},
}


@pytest.fixture
def items(people: People) -> list[AgendaItem]:
    """A public item and an exempt one, of one revision; the meeting is still planned."""
    meeting, before = a_meeting(people.cora), NOW - datetime.timedelta(days=2)
    seat(people.pat, people.cora)
    add_item(meeting=meeting, by=people.cora, now=before, title=OPEN, purpose="note")
    add_item(meeting=meeting, by=people.cora, now=before, title=SECRET, purpose="decide", is_exempt=True,
             exempt_reason="Terms")  # fmt: skip
    return list(meeting.items.order_by("number"))


def exchanged(items: list[AgendaItem], people: People) -> None:
    """Another co-ordinator puts the exempt item first."""
    move_item(item=items[1], by=people.cora, now=NOW, is_up=True)
    assert [item.title for item in items[0].meeting.items.order_by("number")] == [SECRET, OPEN]


def tokens(client: Client, address: str) -> dict[str, str]:
    """The hidden inputs of a form that has been opened."""
    page = client.get(address).content.decode()
    return dict(re.findall(r'<input type="hidden" name="(about|revision|writer)" value="([^"]*)"', page))


def counts() -> list[int]:
    return [model.history.count() for model in (AgendaItem, Paper, Decision, MeetingAction)]


@pytest.mark.parametrize("where", SENDS)
def test_a_form_of_another_item_is_refused_and_its_text_kept(
    where: str, as_: As, people: People, items: list[AgendaItem], clock_stands: Callable[[datetime.datetime], None]
) -> None:
    address, client = f"{ITEM}{where}/", as_("cora")
    if where in ("minutes", "declarations", "decisions/new"):
        clock_stands(datetime.datetime(2024, 9, 12, 15, tzinfo=datetime.UTC))
    fields = SENDS[where] | tokens(client, address)
    assert fields["about"] == str(items[1].pk)
    if where == "meeting-actions/new":
        fields["assigned_to"] = people.pat.pk
    exchanged(items, people)
    before, now = counts(), items[0].meeting.items.get(number=2)
    for sent in (fields, fields | {"about": ""}, fields | {"revision": now.revision}):
        answer = client.post(address, sent | {"writer": writer()})
        assert answer.status_code == 409
        assert "has been put in another order" in said(answer)
        assert f"Item 2 is “{OPEN}” now" in said(answer)
        assert ("Typed with care" in answer.content.decode()) == (where != "declarations")
    assert counts() == before
    conscious = re.search(r'name="about" value="(\d+)"', answer.content.decode())
    assert conscious
    assert conscious[1] == str(items[0].pk)
    revision = re.search(r'name="revision" value="(\d+)"', answer.content.decode())
    again = client.post(address, fields | {"about": conscious[1]} | ({"revision": revision[1]} if revision else {}))
    assert again.status_code == 302, said(again)
    assert counts() != before


@pytest.mark.parametrize("where", ["move", "carry"])
def test_a_button_of_another_item_does_nothing(where: str, as_: As, people: People, items: list[AgendaItem]) -> None:
    a_meeting(people.cora, datetime.date(2024, 11, 14))
    client, page = as_("cora"), AGENDA if where == "move" else ITEM
    assert f'name="about" value="{items[1].pk}"' in client.get(page).content.decode()
    exchanged(items, people)
    now = items[0].meeting.items.get(number=2)
    fields = {"about": items[1].pk, "revision": now.revision, "way": "up", "writer": writer()}
    before = counts()
    for sent in (fields, fields | {"about": ""}):
        answer = client.post(f"{ITEM}{where}/", sent, follow=True)
        assert f"Item 2 is “{OPEN}” now. Look at the agenda" in said(answer)
    assert counts() == before
    assert client.post(f"{ITEM}{where}/", fields | {"about": now.pk}).status_code == 302
    assert counts() != before


@pytest.mark.parametrize("is_out", [False, True])
def test_a_new_item_is_before_any_other_business_while_numbers_move(is_out: bool, as_: As, people: People) -> None:
    meeting = a_meeting(people.cora)
    for kind in ("any_other", "next"):
        add_item(meeting=meeting, by=people.cora, now=NOW, title=kind, purpose="note", kind=kind)
    if is_out:
        papers_are_out(meeting, people.cora, NOW)
    fields = {"title": "Mine", "purpose": "note", "writer": writer()}
    page = said(as_("cora").post(PAGE + "items/new/", fields, follow=True))
    at = 3 if is_out else 1
    assert f"“Mine” has been added as item {at}." in page
    assert ("It is the last one, because numbers stay as they are" in page) == is_out
    assert [item.number for item in meeting.items.order_by("position")] == [1, 2, 3]
    assert meeting.items.get(title="Mine").number == at


def test_text_that_was_carried_through_sign_in_stays_that_of_its_item(
    as_: As, people: People, items: list[AgendaItem]
) -> None:
    client, address = as_("cora"), f"{ITEM}papers/new/"
    fields = SENDS["papers/new"] | tokens(client, address)
    client.cookies.pop("session")
    carried = hidden(client.post(address, fields).content.decode())
    exchanged(items, people)
    signing_in = {"login": "cora@portal.example", "password": PASSWORD} | carried
    assert client.post("/sign-in/", signing_in)["Location"] == address
    page = client.get(address).content.decode()
    assert "Typed with care" in page
    assert f'name="about" value="{items[1].pk}"' in page
