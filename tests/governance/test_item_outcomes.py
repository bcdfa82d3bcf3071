"""What an item page tells of decisions and meeting actions, and what may no longer be recorded on an item."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action
from audit.recording import Refused, recording
from governance.models import AgendaItem, Meeting
from governance.services.agendas import withdraw_item
from governance.services.meeting_actions import report_meeting_action, withdraw_meeting_action
from tests.governance.deciding import PAGE, decide, give, held, partnership, sees
from tests.world import NOW, TESTER

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
ITEM = PAGE + "items/1/"


@pytest.fixture
def meeting(people: People) -> Meeting:
    return held(partnership())


def taken_off(meeting: Meeting, number: int = 1) -> AgendaItem:
    """An item as it was taken off before anybody looked."""
    with recording(by=TESTER, now=NOW):
        item: AgendaItem = AgendaItem.objects.locked(meeting.items.get(number=number).pk)
        item.withdrawn_reason = "No time"
        item.save()
    return item


def test_the_item_tells_its_decisions_once_with_links(as_: As, act: Act, people: People, meeting: Meeting) -> None:
    decision = decide(meeting, text="The Partnership agreed to move the date.", effects={act("1a"): "date_moved"})
    given = give(meeting, people.mo, actions=[act("2b")])
    page = sees(as_("olive"), ITEM).text
    assert page.count("The Partnership agreed") == 1
    for address in (decision, act("1a"), given, act("2b")):
        assert f'href="{address.get_absolute_url()}"' in page
    assert "decisions/new/" not in page


def test_the_coordinator_records_from_the_item(as_: As, meeting: Meeting) -> None:
    words = ("Record a decision", "Add a meeting action")
    page = sees(as_("cora"), ITEM).text
    assert all(f">{one}</a>" in page for one in words)
    assert not any(one in sees(as_("olive"), ITEM).text for one in words)


def test_nothing_is_decided_on_an_item_before_its_day(as_: As) -> None:
    to_come = held(partnership(), datetime.date(2024, 10, 1), "planned")
    page = sees(as_("cora"), f"{to_come.get_absolute_url()}items/1/").text
    assert "Record a decision" not in page
    assert "Add a meeting action" in page


def test_an_item_with_a_done_meeting_action_stays(people: People, meeting: Meeting) -> None:
    given = give(meeting, people.mo)
    report_meeting_action(meeting_action=given, by=TESTER, now=NOW, done_on=NOW.date())
    said = {"by": people.cora, "now": NOW, "withdrawn_reason": "No time"}
    with pytest.raises(Refused, match="stays on the agenda"):
        withdraw_item(item=given.item, **said)
    report_meeting_action(meeting_action=given, by=TESTER, now=NOW, done_on=None)
    withdraw_meeting_action(meeting_action=given, by=TESTER, now=NOW, reason="Solved")
    assert withdraw_item(item=given.item, **said).is_withdrawn


def test_nothing_is_recorded_on_an_item_that_was_taken_off(as_: As, people: People, meeting: Meeting) -> None:
    taken_off(meeting)
    with pytest.raises(Refused, match="taken off"):
        decide(meeting)
    with pytest.raises(Refused, match="taken off"):
        give(meeting, people.mo)
    client = as_("cora")
    for name in ("decisions", "meeting-actions"):
        answer = sees(client, f"{ITEM}{name}/new/")
        assert answer.status == 403
        assert "taken off the agenda" in answer.text
