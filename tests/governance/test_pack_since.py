"""What changed since a pack went out, told above it: until now, or until the meeting began."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action
from governance.models import Meeting
from governance.services.agendas import add_item
from priorities.services import give_judgement, name_priority_sro
from send_portal import clock
from tests.actions.reading import words as read
from tests.documents import pdf_reader
from tests.governance.meeting_days import planned
from tests.governance.packing import MINUTE, PACK, RISK, body_of, held_in_july, sent_out, september
from tests.world import NOW, PLANNED, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
Clock = Callable[[datetime.datetime], None]
EARLIER = NOW - datetime.timedelta(minutes=10)
LATER = NOW + datetime.timedelta(minutes=10)


@pytest.fixture
def meeting(people: People) -> Meeting:
    held_in_july(people)
    return september(people)


def test_updated_since_published(as_: As, meeting: Meeting, people: People, act: Act, clock_stands: Clock) -> None:
    give_update(act("1b"), people.olive, EARLIER)
    sent_out(meeting, people)
    assert "Nothing has changed in the plan since." in read(as_("mo").get(PACK))
    give_update(act("1b"), people.olive, LATER, status="at_risk", headline="A post is vacant.", **RISK)
    add_item(meeting=meeting, by=people.cora, now=LATER, title="Late matter", purpose="note")
    clock_stands(LATER + MINUTE)
    page = read(as_("mo").get(PACK))
    assert "Updated since published: 2 changes" in page
    assert "1b On track → At risk (4 September 2024, " in page
    assert "Agenda Item 3 Late matter (item added)" in page
    assert "1 agenda item changed after papers went out" in page
    assert "Updated since" not in pdf_reader.tags(body_of(as_("mo"), f"{PACK}1.pdf")).text


def test_it_ends_when_the_meeting_began(
    as_: As, meeting: Meeting, people: People, act: Act, clock_stands: Clock
) -> None:
    sent_out(meeting, people)
    after = datetime.datetime(2024, 9, 12, 15, tzinfo=clock.LONDON)
    give_update(act("1b"), people.olive, after, headline="Told after it began.")
    clock_stands(after + MINUTE)
    page = read(as_("mo").get(PACK))
    assert "Nothing changed in the plan between then and the meeting." in page
    assert "Told after it began." not in page


def test_what_was_reported_again_is_told_before_nothing_is_said_to_have_changed(
    as_: As, meeting: Meeting, people: People, act: Act, clock_stands: Clock
) -> None:
    priority = act("1b").priority
    name_priority_sro(priority=priority, sro=people.sara, by=people.cora, now=EARLIER, reason="New")
    give_judgement(priority=priority, status="on_track", by=people.sara, now=EARLIER, reason="It goes on.")
    give_update(act("1b"), people.olive, EARLIER)
    sent_out(meeting, people)
    give_update(act("1b"), people.olive, LATER, headline="Still on its way.")
    give_judgement(priority=priority, status="on_track", by=people.sara, now=LATER, reason="It still does.")
    clock_stands(LATER + MINUTE)
    page = read(as_("mo").get(PACK))
    assert "Nothing has changed" not in page
    assert "Updated since published: 2 changes" in page
    below = page.partition("Reported or judged again, and nothing else")[2].partition("What matters")[0]
    assert "Priority 1 Judged again: On track (4 September 2024, " in below
    assert "It still does." in below
    assert "1b Reported again: On track (4 September 2024, " in below
    assert "Still on its way." in below


def test_of_a_meeting_without_a_time_it_is_not_said_that_it_had_begun(
    as_: As, people: People, clock_stands: Clock
) -> None:
    held_in_july(people)
    meeting = planned(people.cora, "2024-09-12", papers="2024-09-05", now=PLANNED, starts_at=None)
    morning = datetime.datetime(2024, 9, 12, 8, tzinfo=clock.LONDON)
    sent_out(meeting, people, morning)
    clock_stands(morning + MINUTE)
    page = read(as_("mo").get(PACK))
    assert "once the meeting had begun" not in page
    assert "Papers went out on the day of the meeting or later. When it began is not recorded." in page


def test_without_a_time_the_day_ends_what_is_told(as_: As, people: People, clock_stands: Clock) -> None:
    held_in_july(people)
    sent_out(planned(people.cora, "2024-09-12", papers="2024-09-05", now=PLANNED, starts_at=None), people)
    clock_stands(datetime.datetime(2024, 9, 12, 8, tzinfo=clock.LONDON))
    assert "Nothing changed in the plan between then and the day of the meeting." in read(as_("mo").get(PACK))
