"""How actions ended with their plan, in a bundle: as it stood at the end of the period."""

import datetime
import types
from collections.abc import Callable

from django.test import Client

from priorities.services import edit_plan
from tests.actions.succeeding import carried, ended, plan, successor_of
from tests.governance.bundling import Unpacked
from tests.world import NOW

As = Callable[[str], Client]
People = types.SimpleNamespace
NAME = "plan/outcomes.csv"
TODAY, YESTERDAY = NOW.date(), NOW.date() - datetime.timedelta(days=1)


def test_each_outcome_is_a_line(as_: As, people: People) -> None:
    successor = successor_of(plan(), people.cora)
    carried("1a", people.cora)
    ended("4b", people.cora, "dropped", reason="=Overtaken")
    edit_plan(plan=successor, by=people.cora, now=NOW, status="current")
    found = Unpacked(as_("ada"), last=TODAY)
    assert "How actions ended with the plan, as at the end of the period (CSV)" in found.index
    rows = found.rows(NAME)
    assert [(row["Reference"], row["Outcome"], row["Goes on in"], row["As"], row["Reason"]) for row in rows] == [
        ("1a", "Carried to the next plan", "Inclusion plan", "1a", ""),
        ("4b", "Dropped", "", "", "'=Overtaken"),
    ]
    assert {row["Recorded"] for row in rows} == {TODAY.isoformat()}
    assert rows[0]["Priority"] == str(plan().priorities.get(number=1))
    assert NAME not in Unpacked(as_("ada"), last=YESTERDAY).members


def test_a_plan_that_is_being_prepared_is_not_named(as_: As, people: People) -> None:
    """Whoever reads a bundle is given what everybody may read, also where the co-ordinator takes it."""
    successor_of(plan(), people.cora)
    carried("1a", people.cora)
    found = Unpacked(as_("cora"), last=TODAY)
    [row] = found.rows(NAME)
    assert (row["Outcome"], row["Goes on in"], row["As"]) == ("Carried to the next plan", "", "")
    assert all(b"Inclusion plan" not in body for name, body in found.members.items() if name.startswith("changes/"))
