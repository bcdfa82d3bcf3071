"""Matters arising on the pages of the next meeting: open meeting actions and decisions that wait to be ratified."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from audit.recording import recording
from governance.models import AgendaItem, Meeting
from governance.services.agendas import add_item
from governance.services.meeting_actions import report_meeting_action
from governance.services.suggestions import known_for
from tests.governance.agendas import said
from tests.governance.deciding import decide, give, held, partnership, phase
from tests.world import NOW, TESTER

As = Callable[[str], Client]
People = types.SimpleNamespace
OPEN, SECRET = "Write to schools", "Ask the lawyers"


@pytest.fixture
def following(people: People) -> Meeting:
    """The meeting after a shadow's, which decided and asked two people for something, one about an exempt item."""
    body = partnership()
    phase(body, "shadow", datetime.date(2024, 1, 1))
    before = held(body)
    decide(before)
    decide(before, number=2, text="the lawyers are asked.")
    give(before, people.mo, text=OPEN)
    give(before, people.cora, number=2, text=SECRET)
    to_come = held(body, datetime.date(2024, 10, 10), "planned")
    add_item(meeting=to_come, by=TESTER, now=NOW, title="Matters", purpose="note", kind="matters_arising")
    return to_come


def item_address(meeting: Meeting) -> str:
    return AgendaItem.objects.get(meeting=meeting, kind="matters_arising").get_absolute_url()


def test_they_are_on_the_meeting_and_under_their_item(as_: As, following: Meeting) -> None:
    for address in (following.get_absolute_url(), item_address(following)):
        page = said(as_("olive").get(address))
        for text in (OPEN, "the plan is amended.", "To be ratified by a full and quorate meeting"):
            assert text in page, (address, text)
        assert SECRET not in page, address
        assert "lawyers" not in page, address
        assert SECRET in said(as_("cora").get(address)), address
    agenda = "1 meeting action and 1 decision to ratify from earlier meetings"
    assert agenda in said(as_("olive").get(following.get_absolute_url()))


def test_the_agenda_is_suggested_by_the_same(people: People, following: Meeting) -> None:
    give(following, people.mo, text="Of this meeting itself")
    assert known_for(following, NOW).open_meeting_actions == 2
    assert known_for(Meeting.objects.get(date_on="2024-07-11"), NOW).open_meeting_actions == 0


def test_what_is_done_since_is_told_and_what_is_over_is_not(as_: As, people: People, following: Meeting) -> None:
    given = Meeting.objects.get(date_on="2024-07-11").meeting_actions.get(text=OPEN)
    report_meeting_action(meeting_action=given, by=TESTER, now=NOW, done_on=NOW.date())
    assert "Done on" in said(as_("olive").get(item_address(following)))
    with recording(by=TESTER, now=NOW):
        found = Meeting.objects.locked(following.pk)
        found.status = "cancelled"
        found.save()
    assert OPEN not in said(as_("olive").get(following.get_absolute_url()))
    assert "Nothing is open from earlier meetings" in said(as_("olive").get(item_address(following)))
