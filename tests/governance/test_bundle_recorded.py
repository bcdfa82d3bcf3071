"""Every change as it was recorded, in a bundle: what everybody may read of it, by posts."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.services import grant_role
from actions.models import Action
from actions.services import edit_action, set_plan_state
from governance.changes import recorded
from tests.actions.reading import texts, words
from tests.governance.bundling import FIRST, Unpacked
from tests.governance.minuting import SECRET, minuted
from tests.governance.reporting import start
from tests.world import NOW, PEOPLE, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
EARLIER = NOW - datetime.timedelta(days=5)
NAME = "changes/recorded.csv"
PAGE = f"/plans/2023-24/changes/?since={FIRST}"


@pytest.fixture
def changed(act: Act, people: People) -> None:
    """An action was withdrawn and brought back; a lead is another; roles, exempt items and drafts are beside it."""
    set_plan_state(action=act("4b"), state="withdrawn", by=people.cora, now=EARLIER, reason="=Agreed so")
    set_plan_state(action=act("4b"), state="agreed", by=people.cora, now=NOW, reason="Back again")
    edit_action(action=act("2a"), co_leads=[people.olive], lead=people.mo, by=people.cora, now=NOW, reason="Moved on")
    give_update(act("1a"), people.olive, EARLIER, headline="All is well.")
    grant_role(to=people.otis, role="coordinator", by=people.ada, now=EARLIER, reason="For a week")
    minuted(people)
    start(people.cora)


def test_each_change_is_told_with_what_came_and_went(as_: As, changed: None, people: People, act: Act) -> None:
    rows = Unpacked(as_("cora")).rows(NAME)
    assert tuple(rows[0]) == ("Recorded on", "By", "What changed", "Why")
    assert [row["Recorded on"] for row in rows] == sorted((row["Recorded on"] for row in rows), reverse=True)
    of_4b = [(row["Recorded on"], row["What changed"], row["Why"]) for row in rows if "4b" in row["What changed"]]
    back, gone = "Withdrawn → Agreed", "Agreed → Withdrawn"
    reason, printed = "Reason for this state:", "As printed in the report of 28 June 2023"
    assert of_4b == [
        ("2024-09-04 09:00", f"Action 4b. In the plan: {back}. {reason} =Agreed so → Back again.", "Back again"),
        (
            "2024-08-30 09:00",
            f"Action 4b. In the plan: {gone}. {reason} {printed} → =Agreed so.",
            "'=Agreed so",
        ),
    ]
    [lead] = [row for row in rows if row["Why"] == "Moved on"]
    assert lead["By"] == f"{people.cora.post}, co-ordinator"
    assert people.mo.post == people.otis.post
    assert f"Lead: {people.otis.post} → {people.mo.post}: another person." in lead["What changed"]
    assert f"2a: Co-lead {people.olive.post}: added." in lead["What changed"]


def test_they_are_those_of_the_page_for_somebody_without_a_role(as_: As, changed: None) -> None:
    """Not those of whoever takes the bundle."""
    shown = texts(as_("olive").get(PAGE)).count("portal-timeline__item")
    rows = Unpacked(as_("ada")).rows(NAME)
    assert rows == Unpacked(as_("cora")).rows(NAME)
    # Beside what she may read of herself.
    assert len(rows) == shown - 1 > 10
    assert shown < texts(as_("cora").get(PAGE)).count("portal-timeline__item")
    told = "\n".join(" ".join(row.values()) for row in rows)
    assert "For a week" not in told
    assert "For a week" in words(as_("ada").get(PAGE))
    for hidden in (SECRET, "must stay secret", "Progress and next steps", *PEOPLE.values()):
        assert hidden not in told, hidden


def test_many_are_told_piece_by_piece(as_: As, changed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = Unpacked(as_("cora")).rows(NAME)
    monkeypatch.setattr(recorded, "AT_ONCE", 2)
    assert len(rows) > 4
    assert Unpacked(as_("cora")).rows(NAME) == rows
