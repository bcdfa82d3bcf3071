"""What was told before and is taken back or put right, as a pack and what is updated since tell it."""

import datetime
import types
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from actions.account import Account
from actions.models import Action
from actions.services import submit_progress
from governance.models import Meeting
from governance.services.decisions import record_decision, withdraw_decision
from tests.actions.reading import words as read
from tests.governance.bundling import Unpacked
from tests.governance.deciding import partnership
from tests.governance.packing import (
    AFTER_JULY,
    JULY,
    MINUTE,
    PACK,
    RISK,
    held_in_july,
    read_now,
    section,
    sent_out,
    september,
)
from tests.world import NOW, PLANNED, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
Clock = Callable[[datetime.datetime], None]
EARLIER, LATER = NOW - 10 * MINUTE, NOW + 10 * MINUTE
AT_RISK = {"status": "at_risk", **RISK}
FIGURE = {"figure_what": "Plans in time", "figure_was": "40%", "figure_is": "61%", "figure_source": "Return"}


@pytest.fixture
def meeting(people: People) -> Meeting:
    held_in_july(people)
    return september(people)


def correct(action: Action, people: People, now: datetime.datetime, **said: str) -> None:
    account = Account(headline="Put right.", **AT_RISK | said)
    submit_progress(
        action=action, by=people.olive, now=now, submission=uuid.uuid4(), account=account,
        corrects=action.last_update_id,
    )  # fmt: skip


def test_what_is_no_longer_asked_stands_under_updated_since(
    as_: As, meeting: Meeting, people: People, act: Act, clock_stands: Clock
) -> None:
    for key in ("1a", "1b"):
        give_update(act(key), people.olive, EARLIER, ask="help", ask_text="A room")
    give_update(act("4c"), people.olive, EARLIER, difference_made="Families wait less.", **FIGURE)
    sent_out(meeting, people)
    give_update(act("1a"), people.olive, LATER, headline="A room is found.")
    give_update(act("1b"), people.olive, LATER, ask="help", ask_text="Two rooms")
    correct(act("4c"), people, LATER, difference_made="Families wait less.")
    clock_stands(LATER + MINUTE)
    page = read(as_("mo").get(PACK))
    assert "1a Help no longer asked: A room. (4 September 2024, " in page
    assert "A room is found." in page
    assert "Two rooms. Before: A room." in page
    assert "4c Figure withdrawn: Plans in time: 40% to 61%" in page.replace("from 40%", "40%")


def test_of_the_meeting_before_too(meeting: Meeting, people: People, act: Act) -> None:
    for key in ("1a", "1b"):
        give_update(act(key), people.olive, PLANNED, ask="help", ask_text="A room", difference_made="Less waiting.")
    correct(act("1a"), people, AFTER_JULY)
    correct(act("1b"), people, AFTER_JULY, ask="help", ask_text="A room", difference_made="Less waiting.")
    document = read_now(meeting)
    changed = section(document, "What changed")
    assert "1a | Difference made: withdrawn: Less waiting. | 12 July 2024, " in changed
    assert "1a | Help no longer asked: A room. | 12 July 2024, " in changed
    assert "Difference made: 1." in changed
    assert "Asked of us: 1." in changed
    assert "Difference made: 1 (1a withdrawn)" in section(document, "What matters")


def test_a_decision_that_was_recorded_by_mistake_after_papers_went_out(
    as_: As, meeting: Meeting, people: People, act: Act, clock_stands: Clock
) -> None:
    july = Meeting.objects.get(slug__startswith=JULY)
    partnership()
    slip, _ = (
        record_decision(
            by=people.cora, now=EARLIER, body=july.body, meeting=july, text=text, taken_on=july.date.on
        )
        for text in ("a slip.", "it goes on.")
    )  # fmt: skip
    sent_out(meeting, people)
    withdraw_decision(decision=slip, by=people.cora, now=LATER, reason="Another body decided it")
    clock_stands(LATER + MINUTE)
    page = read(as_("mo").get(PACK))
    below = page.partition("Updated since published: 1 change")[2].partition("What matters")[0]
    assert (
        "Decisions recorded by mistake Decision 1 of 11 July 2024 Recorded by mistake, because: Another body" in below
    )
    changed = section(read_now(meeting, LATER + MINUTE), "What changed")
    assert "Decided: 1. Decisions recorded by mistake: 1." in changed


def test_a_bundle_tells_all_three(as_: As, meeting: Meeting, people: People, act: Act) -> None:
    give_update(act("1a"), people.olive, PLANNED, ask="help", ask_text="A room", difference_made="Less waiting.")
    correct(act("1a"), people, AFTER_JULY)
    july = Meeting.objects.get(slug__startswith=JULY)
    partnership()
    slip = record_decision(by=people.cora, now=AFTER_JULY, body=july.body, meeting=july, text="a slip.")
    withdraw_decision(decision=slip, by=people.cora, now=EARLIER, reason="Another body decided it")
    rows = Unpacked(as_("cora"), first=PLANNED.date() + datetime.timedelta(days=1)).rows("changes/changes.csv")
    assert {(row["Kind of change"], row["Reference"], row["What changed"]) for row in rows} >= {
        ("Difference made", "1a", "Difference made: withdrawn: Less waiting."),
        ("Asked of the partnership", "1a", "Help no longer asked: A room."),
        ("Decisions recorded by mistake", "Decision 1 of 11 July 2024",
         "Recorded by mistake, because: Another body decided it."),
    }  # fmt: skip
    assert "Decided" not in {row["Kind of change"] for row in rows}
