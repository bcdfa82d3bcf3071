"""Updates of a cycle by organisation: of today from the database, of a moment from the plan as it was."""

import types
from collections.abc import Callable

import pytest

from accounts.models import Organisation
from accounts.services import change_person
from actions.as_at import plan_as_at
from actions.coverage import NOBODY_LEADS, Coverage, coverage_at, coverage_of
from actions.models import Action
from actions.services import edit_action, set_plan_state
from priorities.cycles import window_at, windows_of
from priorities.models import ActionPlan
from tests.world import NOW, give_update

Act = Callable[[str], Action]


def found_now() -> list[Coverage]:
    plan = ActionPlan.objects.get()
    return coverage_of(plan, NOW.date(), window_at(windows_of(plan), NOW))


def told(found: list[Coverage]) -> dict[str, tuple[int, int, int, int]]:
    return {
        one.label: (one.received.actions, one.received.sub_actions, one.missing.actions, one.missing.sub_actions)
        for one in found
    }


@pytest.fixture
def council(db: None) -> Organisation:
    return Organisation.objects.get(sector="council")


@pytest.fixture
def forum(db: None) -> Organisation:
    return Organisation.objects.get(sector="families")


def test_what_has_come_and_what_has_not(act: Act, people: types.SimpleNamespace, council: Organisation) -> None:
    """The council leads five actions and one sub-action; nobody leads the other 29 and their 3 sub-actions."""
    assert told(found_now()) == {council.name: (0, 0, 5, 1), NOBODY_LEADS: (0, 0, 29, 3)}
    give_update(act("1a"), people.olive)
    give_update(act("3f.i"), people.otis)
    give_update(act("2a"), people.otis, status="complete", completed_on=NOW.date())
    assert told(found_now())[council.name] == (2, 1, 3, 0)


def test_whoever_is_named_as_leading_leads(
    act: Act, people: types.SimpleNamespace, council: Organisation, forum: Organisation
) -> None:
    edit_action(action=act("1a"), organisations={forum: "lead", council: "lead"}, by=people.cora, now=NOW)
    edit_action(action=act("1b"), organisations={forum: "supporting"}, by=people.cora, now=NOW)
    edit_action(action=act("5a"), organisations={forum: "lead"}, by=people.cora, now=NOW)
    give_update(act("5a"), people.cora)
    assert told(found_now()) == {council.name: (0, 0, 5, 1), forum.name: (1, 0, 1, 0), NOBODY_LEADS: (0, 0, 28, 3)}


def test_a_moment_says_the_same_as_that_day_did(
    act: Act, people: types.SimpleNamespace, council: Organisation, forum: Organisation
) -> None:
    edit_action(action=act("1a"), organisations={forum: "lead", council: "lead"}, by=people.cora, now=NOW)
    give_update(act("1a"), people.olive)
    give_update(act("3f.i"), people.otis)
    set_plan_state(action=act("4c"), state="withdrawn", by=people.cora, now=NOW, reason="Agreed so")
    change_person(person=people.otis, by=people.ada, now=NOW, reason="Left", is_active=False)
    assert told(coverage_at(plan_as_at(ActionPlan.objects.get(), NOW))) == told(found_now())
    assert [one.label for one in found_now()][-1] == NOBODY_LEADS


def test_nothing_is_owed_without_a_deadline(db: None) -> None:
    assert coverage_of(ActionPlan.objects.get(), NOW.date(), None) == []
    after = NOW.replace(year=2026)
    assert coverage_at(plan_as_at(ActionPlan.objects.get(), after)) == []
