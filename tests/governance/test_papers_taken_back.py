"""Papers that were said to be out by mistake: numbers follow the places again, and marks begin anew."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from governance.models import Meeting
from governance.services.agendas import add_item, move_item
from governance.services.meetings import edit_meeting, send_papers_out, undo_state
from tests.actions.reading import texts
from tests.governance.agendas import DAY, PAGE, a_meeting
from tests.governance.meeting_days import WHY, on
from tests.world import NOW

As = Callable[[str], Client]
People = types.SimpleNamespace


@pytest.fixture
def meeting(people: People) -> Meeting:
    meeting = a_meeting(people.cora)
    for title in ("One", "Two", "Three", "Four"):
        add_item(meeting=meeting, by=people.cora, now=NOW, title=title, purpose="note")
    return meeting


def numbers(meeting: Meeting) -> list[tuple[int, str]]:
    return [(one.number, one.title) for one in meeting.items.order_by("position")]


def move_up(meeting: Meeting, people: People, title: str, now: datetime.datetime = NOW) -> None:
    move_item(item=meeting.items.get(title=title), by=people.cora, now=now, is_up=True)


def test_numbers_follow_the_places_once_papers_are_taken_back(as_: As, meeting: Meeting, people: People) -> None:
    said = {"by": people.cora, "now": NOW}
    send_papers_out(meeting=meeting, **said)
    move_up(meeting, people, "Three")
    assert numbers(meeting) == [(1, "One"), (3, "Three"), (2, "Two"), (4, "Four")]
    form = texts(as_("cora").get(PAGE + "undo/"))
    assert "the marks of what changed go: they begin anew when the papers go out again" in form
    undo_state(meeting=meeting, **said, reason=WHY)
    assert numbers(meeting) == [(1, "One"), (2, "Three"), (3, "Two"), (4, "Four")]
    assert "the marks of what changed go" not in texts(as_("cora").get(PAGE + "undo/"))
    send_papers_out(meeting=meeting, **said)
    assert numbers(meeting) == [(1, "One"), (2, "Three"), (3, "Two"), (4, "Four")]


def test_numbers_follow_the_places_when_papers_go_out_first(meeting: Meeting, people: People) -> None:
    on_the_day = datetime.datetime.combine(DAY, datetime.time(9), datetime.UTC)
    move_up(meeting, people, "Three", on_the_day)
    assert numbers(meeting)[1] == (3, "Three")
    edit_meeting(meeting=meeting, by=people.cora, now=on_the_day, reason=WHY, date=on("2024-09-19"))
    send_papers_out(meeting=meeting, by=people.cora, now=on_the_day)
    assert numbers(meeting)[1:3] == [(2, "Three"), (3, "Two")]
