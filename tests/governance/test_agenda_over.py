"""The agenda of a meeting that was cancelled or moved stays as it was; asks go to the partnership alone."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from actions.models import Action
from audit.recording import Refused, recording
from governance.models import AgendaItem, Body, Meeting
from governance.services.agendas import add_item, edit_item, put_ask_on_agenda, withdraw_item
from governance.services.papers import add_paper, replace_paper, withdraw_paper
from governance.services.suggestions import known_for
from priorities.partial_date import PartialDate
from tests.governance.agendas import DAY, PAGE, a_meeting, changed
from tests.governance.composing import partnership
from tests.governance.deciding import sees
from tests.world import NOW, TESTER, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
ITEM = PAGE + "items/1/"
LINKS = ("edit/", "withdraw/", "papers/new/")


@pytest.fixture
def item(people: People) -> AgendaItem:
    return add_item(meeting=a_meeting(people.cora), by=people.cora, now=NOW, title="Short breaks", purpose="note")


def test_nothing_of_an_item_changes_once_its_meeting_is_cancelled(people: People, item: AgendaItem) -> None:
    said: dict[str, Any] = {"by": people.cora, "now": NOW}
    url = {"title": "Figures", "url": "https://example.org/figures"}
    paper = add_paper(**said, item=item, **url)
    changed(item.meeting, people.cora, status="cancelled")
    for change in (
        lambda: edit_item(**said, item=item, title="Long breaks"),
        lambda: withdraw_item(**said, item=item, withdrawn_reason="Cancelled"),
        lambda: add_paper(**said, item=item, **url),
        lambda: replace_paper(**said, paper=paper, **url),
        lambda: withdraw_paper(**said, paper=paper, withdrawn_reason="Cancelled"),
    ):
        with pytest.raises(Refused, match="agenda stays as it was"):
            change()


def test_the_pages_of_a_cancelled_meeting_offer_no_change(as_: As, people: People, item: AgendaItem) -> None:
    client = as_("cora")
    assert all(f'href="{ITEM}{link}"' in sees(client, ITEM).text for link in LINKS)
    assert "Change the agenda" in sees(client, PAGE).text
    changed(item.meeting, people.cora, status="cancelled")
    assert not any(f'href="{ITEM}{link}"' in sees(client, ITEM).text for link in LINKS)
    assert "Carry it over" in sees(client, ITEM).text
    assert "Change the agenda" not in sees(client, PAGE).text
    for address in (*(ITEM + link for link in LINKS), PAGE + "agenda/", PAGE + "items/new/"):
        answer = sees(client, address)
        assert (answer.status, "agenda stays as it was" in answer.text) == (403, True), address


def task_group() -> Meeting:
    """A meeting of a body that runs here and sets no cycles, before that of the partnership."""
    day = DAY - datetime.timedelta(days=5)
    with recording(by=TESTER, now=NOW):
        group = Body.objects.create(slug="task-group", name="Task group", is_run_here=True)
        meeting = Meeting(body=group, slug=f"{day}-task-group")
        meeting.date = PartialDate(day, "day")
        meeting.save()
    return meeting


def test_an_ask_goes_to_the_partnership_alone(people: People, act: Act) -> None:
    ask = give_update(act("1a"), people.olive, ask="decision", ask_text="Fund two posts")
    group = task_group()
    with pytest.raises(Refused, match="No meeting of the partnership is planned"):
        put_ask_on_agenda(ask=ask, by=people.cora, now=NOW)
    assert known_for(group, NOW).asks == []
    with recording(by=TESTER, now=NOW):
        body = partnership()
        body.sets_cycles = body.is_run_here = True
        body.save()
    meeting = a_meeting(people.cora)
    assert known_for(meeting, NOW).asks == [ask]
    assert put_ask_on_agenda(ask=ask, by=people.cora, now=NOW).meeting == meeting
