"""Two at once where a plan ends: what is held, in which order, and what the slower one is told."""

import types
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from actions.models import Action, ActionOutcome
from actions.printed_leads import leads_printed
from actions.services import add_action, edit_action, set_plan_state
from actions.services.outcomes import record_outcome
from actions.services.printed_leads import name_printed_leads, standing_of
from actions.services.succession import name_successor
from actions.succession import rows as saving
from audit.models import GuardedQuerySet
from audit.recording import Refused
from governance.services.succession import begin_plan
from priorities.models import ActionPlan
from priorities.services import add_plan
from tests.actions.set_up_page import words
from tests.actions.succeeding import OUTCOMES, carried, closed, ended, new, old, plan, rows_sent, successor_of
from tests.governance.meeting_days import planned
from tests.world import NOW

As = Callable[[str], Client]
People = types.SimpleNamespace


@pytest.fixture
def following(people: People) -> ActionPlan:
    return successor_of(plan(), people.cora)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is locked from here on, by the names of the models in their order."""
    names: list[str] = []
    locks = GuardedQuerySet.select_for_update

    def noted(rows: Any, *args: Any, **kwargs: Any) -> Any:
        names.append(rows.model.__name__)
        return locks(rows, *args, **kwargs)

    monkeypatch.setattr(GuardedQuerySet, "select_for_update", noted)
    return names


def test_meetings_are_held_before_plans(people: People, following: ActionPlan, held: list[str]) -> None:
    planned(people.cora)
    held.clear()
    begin_plan(plan=following, by=people.cora, now=NOW)
    assert held[:2] == ["Meeting", "ActionPlan"]
    assert "ActionPlan" in held


@pytest.mark.parametrize("change", ["outcome", "state", "new action"])
def test_the_plan_is_held_before_its_actions(
    change: str, people: People, following: ActionPlan, held: list[str]
) -> None:
    if change == "outcome":
        carried("1a", people.cora)
    elif change == "state":
        set_plan_state(action=old("1a"), state="withdrawn", by=people.cora, now=NOW, reason="Not needed")
    else:
        add(people)
    assert held[0] == "ActionPlan"


def add(people: People) -> Action:
    return add_action(
        plan=plan(), priority=plan().priorities.get(number=1), by=people.cora, now=NOW, reason="New", reference="1z",
        title="More", plan_state="agreed",
    )  # fmt: skip


def test_into_a_plan_that_has_closed_meanwhile_nothing_is_written(people: People) -> None:
    edit_action(action=old("1c"), lead_as_printed="SENCos", by=people.cora, now=NOW)
    waiting = leads_printed(plan())
    seen = standing_of(waiting).revisions
    closed(plan(), people.cora)
    rows = Action.history.count()
    said = {"by": people.cora, "now": NOW}
    for change in (
        lambda: add(people),
        lambda: set_plan_state(action=old("1a"), state="withdrawn", reason="Not needed", **said),
        lambda: name_printed_leads(plan=plan(), people={"SENCos": people.pat}, seen=seen, **said),
    ):
        with pytest.raises(Refused, match="plan is closed"):
            change()
    assert Action.history.count() == rows


def test_a_first_outcome_of_two_people_at_once(
    as_: As, following: ActionPlan, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one is saved after the page was read and before it is written."""

    def late(*, action: Action, **said: Any) -> ActionOutcome:
        monkeypatch.setattr(saving, "record_outcome", record_outcome)
        ended("1a", people.cora, "dropped", reason="Overtaken")
        return record_outcome(action=action, **said)

    monkeypatch.setattr(saving, "record_outcome", late)
    client = as_("cora")
    answer = client.post(OUTCOMES, rows_sent(client, **{"1a-outcome": "carried"}))
    assert answer.status_code == 422
    assert "Dropped (“Overtaken”)" in words(answer)
    assert old("1a").outcome.outcome == "dropped"
    again = rows_sent(client, answer.content.decode(), **{"1a-reason": "It goes on"})
    assert client.post(OUTCOMES, again).status_code == 302
    assert old("1a").outcome.outcome == "carried"


def test_a_reference_that_is_taken_at_the_same_moment(
    as_: As, following: ActionPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(*, action: Action, **said: Any) -> ActionOutcome:
        if action.key == "1a":
            raise IntegrityError
        return record_outcome(action=action, **said)

    monkeypatch.setattr(saving, "record_outcome", taken)
    client = as_("cora")
    answer = client.post(OUTCOMES, rows_sent(client, **{"1a-outcome": "carried", "1b-outcome": "carried"}))
    page = words(answer)
    assert (answer.status_code, new("1b").reference) == (422, "1b")
    assert "1a: Somebody has just saved the same thing" in page
    assert "1 outcome saved." in page


def test_after_a_draft_no_plan_becomes_current(people: People, following: ActionPlan) -> None:
    """What everybody reads of it would name the draft."""
    third = successor_of(following, people.cora, slug="third", title="Third plan")
    with pytest.raises(Refused, match="Inclusion plan, which it follows, is a draft"):
        begin_plan(plan=third, by=people.cora, now=NOW)
    said = {"by": people.cora, "now": NOW}
    current = add_plan(reason="New", slug="current", title="Current", local_area="Here", status="current", **said)
    with pytest.raises(Refused, match="Current cannot follow Third plan"):
        name_successor(plan=third, successor=current, **said)
    begin_plan(plan=following, **said)
    begin_plan(plan=third, **said)
    assert ActionPlan.objects.get(slug="third").status == "current"
