"""A plan that grows row by row, to see that a page asks the database as often for 31 rows as for one."""

import dataclasses
import datetime
import types
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actions.account import EvidenceGiven
from actions.models import Action
from actions.services import add_action, add_milestone, edit_action, set_due_date
from priorities.models import ActionPlan, Priority
from priorities.partial_date import PartialDate
from priorities.services import add_plan, add_priority, name_priority_sro
from priorities.status import PlanState
from tests.world import PLANNED, give_update

As = Callable[[str], Client]
Queries = Callable[[str, str], list[str]]
ONE, MANY = 1, 31
RISK = {"reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}
SAID = (
    {"status": "on_track"},
    {"status": "off_track", "ask": "help", "ask_text": "A contact in health", **RISK},
    {"status": "at_risk", "difference_made": "Families wait less.", **RISK},
    {"status": "not_started"},
)


@dataclasses.dataclass
class Grower:
    """A plan of our own, filled through the services row by row."""

    people: types.SimpleNamespace
    plan: ActionPlan
    time: datetime.datetime = PLANNED

    @property
    def by(self) -> dict[str, object]:
        """Who does the next thing, and when: a minute after the last."""
        self.time += datetime.timedelta(minutes=1)
        return {"by": self.people.cora, "now": self.time}

    def priority(self, number: int) -> Priority:
        priority = add_priority(**self.by, plan=self.plan, reason="New", number=number, title=f"Priority {number}")
        return name_priority_sro(**self.by, priority=priority, sro=self.people.sara)

    def action(self, priority: Priority, number: int, parent: Action | None = None) -> Action:
        """With people and a due date that moved; every fourth without a lead, every fifth without a date."""
        action = add_action(
            **self.by, plan=self.plan, priority=priority, parent=parent, reason="New", position=number,
            reference=f"{priority.number}.{number}" + (".s" if parent else ""), title=f"Action {number}",
            plan_state=PlanState.AGREED,
        )  # fmt: skip
        if number % 4:
            lead = self.people.mo if number % 2 else self.people.pat
            edit_action(**self.by, action=action, lead=lead, deputy=self.people.dev, sro=self.people.sara)
        if number % 5:
            set_due_date(**self.by, action=action, due=PartialDate.day(2024, 8, 1))
            set_due_date(
                **self.by, action=action, due=PartialDate.day(2025, 3, number % 28 + 1), reason="A vacant post"
            )
        add_milestone(**self.by, action=action, title="Pilot", due=PartialDate.month(2024, 12))
        return action

    def told(self, action: Action, number: int, **said: object) -> None:
        """An update, of every colour in turn, with evidence and a proposed date."""
        evidence = EvidenceGiven(f"Survey {number}", "survey", "", None)
        proposed = {"proposed_due": PartialDate.day(2026, 1, number % 28 + 1), "proposed_reason": "More schools join."}
        give_update(
            action, self.people.cora, self.by["now"], happened=f"Step {number}", evidence=evidence,
            **SAID[number % 4] | proposed | said,
        )  # fmt: skip


@pytest.fixture
def grow(people: types.SimpleNamespace) -> Grower:
    plan = add_plan(
        by=people.cora, now=PLANNED, reason="New", slug="grown", title="Grown", local_area="Stockton-on-Tees",
        status=ActionPlan.State.CURRENT,
    )  # fmt: skip
    return Grower(people, plan)


@pytest.fixture
def queries(as_: As) -> Callable[[str, str], list[str]]:
    """The queries behind a page, once the session has been seen."""

    def asked(person: str, address: str) -> list[str]:
        client = as_(person)
        client.get("/roles/")
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
            b"".join(response)  # a file asks while it is sent
        assert response.status_code == 200
        return [query["sql"] for query in captured]

    return asked


def assert_same(few: list[str], many: list[str]) -> None:
    assert few
    assert len(few) == len(many), "\n".join(sorted(set(many) - set(few)))
