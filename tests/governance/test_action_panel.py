"""What an action tells of meetings: to come, held, and neither where one was cancelled or moved."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action, ProgressUpdate
from governance.models import Meeting
from governance.services.agendas import put_ask_on_agenda
from governance.services.meetings import cancel_meeting, hold_meeting, move_meeting
from tests.governance.agendas import AT_THE_MEETING, said
from tests.governance.meeting_days import at, on, planned
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
ACTION = "/plans/2023-24/actions/1a/"
TITLE = "1a: Decision asked. Fund two posts"
COMING = "On the agenda of 12 September 2024"
FORM_SAYS = "It is on the agenda of the Local Inclusion Partnership of"


@pytest.fixture
def ask(people: People, act: Act) -> ProgressUpdate:
    return give_update(act("1a"), people.olive, ask="decision", ask_text="Fund two posts")


@pytest.fixture
def meeting(people: People, ask: ProgressUpdate) -> Meeting:
    """A meeting to come that has the ask on its agenda."""
    to_come = planned(people.cora, "2024-09-12", "2024-09-11")
    put_ask_on_agenda(ask=ask, by=people.cora, now=NOW)
    return to_come


def pages(as_: As) -> tuple[str, str]:
    """The action and the form of its next update."""
    client = as_("olive")
    return said(client.get(ACTION)), said(client.get(f"{ACTION}progress/"))


def test_what_is_to_come_is_not_told_as_discussed(as_: As, meeting: Meeting) -> None:
    action, form = pages(as_)
    assert f"To be discussed {COMING} , Local Inclusion Partnership, item 1: {TITLE}" in action
    assert "Discussed Local" not in action
    assert f"{FORM_SAYS} 12 September 2024" in form


def test_what_a_meeting_held_is_told_as_discussed(as_: As, people: People, meeting: Meeting) -> None:
    hold_meeting(meeting=meeting, by=people.cora, now=AT_THE_MEETING)
    action, form = pages(as_)
    assert f"Discussed Local Inclusion Partnership, 12 September 2024 , item 1: {TITLE}" in action
    assert "On the agenda of" not in action
    assert "No decision is recorded" in form


def test_a_meeting_that_was_cancelled_is_left_out(as_: As, people: People, meeting: Meeting) -> None:
    cancel_meeting(meeting=meeting, by=people.cora, now=NOW, reason="Snow")
    action, form = pages(as_)
    assert TITLE not in action
    assert "What became of the last ask" not in form
    assert "Put it on the next agenda" in said(as_("cora").get(ACTION))


def test_one_that_moved_is_told_by_its_new_day(as_: As, people: People, meeting: Meeting) -> None:
    due = {"papers_due_at": at("2024-09-18", "12:00")}
    move_meeting(meeting=meeting, by=people.cora, now=NOW, reason="Snow", date=on("2024-09-19"), **due)
    action, form = pages(as_)
    assert action.count(TITLE) == 1
    assert "On the agenda of 19 September 2024" in action
    assert f"{FORM_SAYS} 19 September 2024" in form
