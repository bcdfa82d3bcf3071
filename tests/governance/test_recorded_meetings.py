"""A meeting at which something is recorded stays on its day: it is neither re-dated, moved, cancelled nor undone."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audit.recording import Refused
from governance.models import Decision, Meeting
from governance.services.agendas import add_item
from governance.services.agreeing import agree_by_new_decision
from governance.services.attendance import Took, record_attendance
from governance.services.decisions import withdraw_decision
from governance.services.meetings import (
    cancel_meeting,
    edit_meeting,
    hold_meeting,
    move_meeting,
    plan_meeting,
    undo_state,
)
from governance.services.minuting import write_minutes
from tests.actions.reading import texts, words
from tests.governance.deciding import HELD_ON, decide, held, partnership, phase
from tests.governance.meeting_days import on
from tests.world import NOW, TESTER

As = Callable[[str], Client]
TODAY = NOW.date()
SAID: dict[str, Any] = {"by": TESTER, "now": NOW, "reason": "A slip"}
RECORDED: dict[str, Callable[[Meeting, Any], Any]] = {
    "decisions": lambda meeting, people: decide(meeting),
    "attendance": lambda meeting, people: record_attendance(
        meeting=meeting, by=people.cora, now=NOW, took_part={people.mo: Took("present")}
    ),
    "minutes": lambda meeting, people: write_minutes(
        item=meeting.items.get(number=1), by=people.cora, now=NOW, minutes="It was said."
    ),
}
ACTS: dict[str, Callable[[Meeting], Any]] = {
    "re-dated": lambda meeting: edit_meeting(meeting=meeting, date=on("2024-09-02"), **SAID),
    "moved": lambda meeting: move_meeting(meeting=meeting, date=on("2024-12-02"), **SAID),
    "cancelled": lambda meeting: cancel_meeting(meeting=meeting, **SAID),
    "undone": lambda meeting: undo_state(meeting=hold_meeting(meeting=meeting, by=TESTER, now=NOW), **SAID),
}


@pytest.fixture
def today(db: None) -> Meeting:
    """A meeting of today, not yet said to be held."""
    return held(partnership(), TODAY, "planned")


@pytest.mark.parametrize("what", RECORDED)
@pytest.mark.parametrize("act", ACTS)
def test_it_stays_as_it_was(what: str, act: str, today: Meeting, people: types.SimpleNamespace) -> None:
    RECORDED[what](today, people)
    with pytest.raises(Refused, match=f"This meeting has {what} on record, so its day stays.* {what}.* first"):
        ACTS[act](today)
    found = Meeting.objects.get(pk=today.pk)
    assert (found.date_on, found.status) == (TODAY, "held" if act == "undone" else "planned")


@pytest.mark.parametrize("act", ACTS)
def test_without_anything_on_record_it_changes(act: str, today: Meeting) -> None:
    withdraw_decision(decision=decide(today), **SAID)
    ACTS[act](today)
    found = Meeting.objects.get(pk=today.pk)
    was = {"re-dated": "planned", "undone": "planned"}.get(act, act)
    assert (found.status, found.date_on == TODAY) == (was, act != "re-dated")


def test_its_page_offers_only_what_is_done(as_: As, today: Meeting) -> None:
    page, client = today.get_absolute_url(), as_("cora")
    ways = [f'href="{page}{way}/"' for way in ("edit", "move", "cancel", "undo")]
    assert [way in texts(client.get(page)) for way in ways] == [True, True, True, False]
    decision = decide(today)
    assert [way in texts(client.get(page)) for way in ways] == [True, False, False, False]
    hold_meeting(meeting=today, by=TESTER, now=NOW)
    assert [way in texts(client.get(page)) for way in ways] == [True, False, False, False]
    withdraw_decision(decision=decision, **SAID)
    assert [way in texts(client.get(page)) for way in ways] == [True, False, False, True]


def test_the_form_says_what_to_do(as_: As, today: Meeting) -> None:
    decide(today)
    answer = as_("cora").post(f"{today.get_absolute_url()}cancel/", {"revision": today.revision, "reason": "Snow"})
    assert answer.status_code == 422
    assert "If that was a mistake, withdraw the decisions first" in texts(answer)


def test_a_meeting_that_agreed_minutes_stays_after_them(today: Meeting) -> None:
    before = held(today.body, HELD_ON)
    hold_meeting(meeting=today, by=TESTER, now=NOW)
    agree_by_new_decision(
        meeting=before, at=Meeting.objects.get(pk=today.pk), text="they are a true record.", by=TESTER, now=NOW
    )
    with pytest.raises(Refused, match="has decisions on record"):
        edit_meeting(meeting=today, date=on("2024-07-01"), **SAID)
    with pytest.raises(Refused, match="Minutes were agreed by it"):
        withdraw_decision(decision=Decision.objects.get(), **SAID)


CHANGES_OF_DAYS = {
    **{act: ACTS[act] for act in ("re-dated", "moved")},
    "planned": lambda meeting: plan_meeting(by=TESTER, now=NOW, body=meeting.body, date=on("2024-12-02")),
    "undone": lambda meeting: undo_state(meeting=meeting, **SAID),
}


@pytest.mark.parametrize("change", CHANGES_OF_DAYS)
def test_whoever_changes_its_days_holds_the_body_first(change: str, today: Meeting) -> None:
    if change == "undone":
        cancel_meeting(meeting=today, **SAID)
    with CaptureQueriesContext(connection) as captured:
        CHANGES_OF_DAYS[change](today)
    asked = [one["sql"] for one in captured.captured_queries if one["sql"].startswith("SELECT")]
    tables = [one.partition(' FROM "')[2].partition('"')[0] for one in asked]
    assert tables.index("governance_body") < tables.index("governance_meeting")


def test_a_meeting_that_decides_nothing_offers_no_ratifying(as_: As, db: None) -> None:
    body = partnership()
    phase(body, "shadow", datetime.date(2024, 7, 1))
    phase(body, "full", datetime.date(2024, 9, 1))
    decide(held(body))
    offered = "1 earlier decision waits to be ratified, and this meeting can do it"
    days = {"held": datetime.date(2024, 9, 3), "planned": datetime.date(2024, 9, 20), "cancelled": TODAY}
    for status, day in days.items():
        meeting, client = held(body, day, status), as_("cora")
        assert (offered in words(client.get(meeting.get_absolute_url()))) is (status == "held"), status
        answer = client.get(f"{meeting.get_absolute_url()}ratify/")
        assert (answer.status_code == 200) is (status == "held"), status


def test_without_a_day_nothing_that_happened_is_recorded(as_: As, people: types.SimpleNamespace) -> None:
    """Attendance, minutes, decisions and that it was held follow one rule."""
    meeting = plan_meeting(by=TESTER, now=NOW, body=partnership(), date=on("2024-09"))
    item = add_item(meeting=meeting, by=people.cora, now=NOW, title="Welcome", purpose="note")
    address, client = meeting.get_absolute_url(), as_("cora")
    for page in ("attendance/", "items/1/minutes/", "items/1/decisions/new/"):
        answer = client.get(address + page)
        assert (answer.status_code, " first" in texts(answer)) == (403, True), page
    assert f'href="{address}hold/"' not in texts(client.get(address))
    acts: list[Callable[[], Any]] = [
        lambda: hold_meeting(meeting=meeting, by=TESTER, now=NOW),
        lambda: record_attendance(meeting=meeting, by=people.cora, now=NOW, took_part={}),
        lambda: write_minutes(item=item, by=people.cora, now=NOW, minutes="It was said."),
        lambda: decide(meeting),
    ]
    for act in acts:
        with pytest.raises(Refused, match="first"):
            act()
