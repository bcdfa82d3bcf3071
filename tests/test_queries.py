"""A list page asks the database as often for 31 rows as for one."""

import types

import pytest

from actions.models import DueDateProposal
from actions.services import (
    add_co_lead,
    add_milestone,
    add_organisation_to_action,
    answer_query,
    ask_source_query,
    relate_actions,
    set_due_date,
)
from priorities.partial_date import PartialDate
from priorities.services import add_term
from tests.growing import MANY, ONE, Grower, Queries, assert_same
from tests.world import NOW


def test_plan_page(grow: Grower, queries: Queries) -> None:
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


def test_lists_of_actions(grow: Grower, queries: Queries) -> None:
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


def test_pages_of_an_action(grow: Grower, queries: Queries) -> None:
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


def test_glossary(people: types.SimpleNamespace, queries: Queries) -> None:
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
