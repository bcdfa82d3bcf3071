"""A list page asks the database as often for 31 rows as for one."""

import dataclasses
import datetime
import types
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actions.account import EvidenceGiven
from actions.models import Action, DueDateProposal
from actions.services import (
    add_action,
    add_co_lead,
    add_milestone,
    add_organisation_to_action,
    answer_query,
    ask_source_query,
    edit_action,
    relate_actions,
    set_due_date,
)
from priorities.models import ActionPlan, Priority
from priorities.partial_date import PartialDate
from priorities.services import add_plan, add_priority, add_term, name_priority_sro
from priorities.status import PlanState
from tests.world import NOW, PLANNED, give_update

As = Callable[[str], Client]
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
            edit_action(**self.by, action=action, lead=lead, deputy=self.people.mo, sro=self.people.sara)
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
        assert response.status_code == 200
        return [query["sql"] for query in captured]

    return asked


def assert_same(few: list[str], many: list[str]) -> None:
    assert few
    assert len(few) == len(many), "\n".join(sorted(set(many) - set(few)))


def test_plan_page(grow: Grower, queries: Callable[[str, str], list[str]]) -> None:
    def add(number: int) -> None:
        action = grow.action(grow.priority(number), number)
        grow.told(action, number)

    add(ONE)
    few = queries("mo", "/plans/grown/")
    for number in range(ONE + 1, MANY + 1):
        add(number)
    assert_same(few, queries("mo", "/plans/grown/"))


LISTS = (
    "/plans/grown/actions/",
    "/plans/grown/actions/?show=not-updated",
    "/plans/grown/priorities/1/",
    "/my-actions/",
)


def test_lists_of_actions(grow: Grower, queries: Callable[[str, str], list[str]]) -> None:
    priority = grow.priority(1)
    grow.told(grow.action(priority, ONE), ONE)
    few = {address: queries("mo", address) for address in LISTS}
    for number in range(ONE + 1, MANY + 1):
        action = grow.action(priority, number)
        if number % 3:
            grow.told(action, number)
    for address in LISTS:
        assert_same(few[address], queries("mo", address))


STORY = ("/plans/grown/actions/1.1/", "/plans/grown/actions/1.1/?updates=all", "/plans/grown/actions/1.1/history/",
         "/plans/grown/actions/1.1/progress/", "/plans/grown/actions/1.1/no-change/")  # fmt: skip


def test_pages_of_an_action(grow: Grower, queries: Callable[[str, str], list[str]]) -> None:
    priority = grow.priority(1)
    action = grow.action(priority, 1)
    others = [grow.action(priority, number) for number in range(100, 100 + MANY)]
    people = [grow.people.otis, grow.people.pat]
    organisation = grow.people.mo.organisation

    def add(number: int) -> None:
        add_milestone(**grow.by, action=action, title=f"Milestone {number}", due=PartialDate.month(2025, 1))
        set_due_date(**grow.by, action=action, due=PartialDate.day(2025, 5, number % 28 + 1), reason="A vacant post")
        relate_actions(**grow.by, one=action, other=others[number - 1])
        asked = ask_source_query(**grow.by, plan=grow.plan, action=action, question=f"What is meant by {number}?")
        if number % 2 == 0:
            answer_query(by=grow.people.cora, now=grow.by["now"], query=asked, answer="The first sentence.")
        sub_action = grow.action(priority, 200 + number, parent=action)
        grow.told(sub_action, number)
        grow.told(action, number)

    add_co_lead(**grow.by, action=action, user=people[0])
    add_organisation_to_action(**grow.by, action=action, organisation=organisation, part="supporting")
    add(ONE)
    few = {address: queries("mo", address) for address in STORY}
    for number in range(ONE + 1, MANY + 1):
        add(number)
    add_co_lead(**grow.by, action=action, user=people[1])
    assert DueDateProposal.objects.filter(action=action).count() == MANY
    for address in STORY:
        assert_same(few[address], queries("mo", address))


def test_glossary(people: types.SimpleNamespace, queries: Callable[[str, str], list[str]]) -> None:
    def add(number: int) -> None:
        add_term(by=people.cora, now=NOW, reason="New", term=f"T{number}", meaning="A term", is_confirmed=True)

    add(ONE)
    few = queries("mo", "/glossary/")
    for number in range(ONE + 1, MANY + 1):
        add(number)
    assert_same(few, queries("mo", "/glossary/"))


def test_a_query_for_every_row_would_be_seen(grow: Grower) -> None:
    """The measure itself: a page that asks once more for each row differs."""
    with pytest.raises(AssertionError, match="SELECT one"):
        assert_same(["SELECT all"], ["SELECT all", "SELECT one", "SELECT one"])
