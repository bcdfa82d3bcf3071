"""While a plan and the one that follows it are both current, an update is owed once."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions import conditions
from actions.as_at import plan_as_at
from actions.models import Action
from actions.named_lists import FLAGS
from actions.querysets import actions_at
from actions.services import set_plan_state
from governance.services.succession import begin_plan
from notices.owed import owed_by
from notices.topics import plan_cycles_at
from priorities.cycles import window_in
from priorities.models import ActionPlan
from priorities.services import add_cycle
from tests.actions.reading import words
from tests.actions.succeeding import PLAN, carried, new, old, plan, successor_of
from tests.world import NOW

As = Callable[[str], Client]
People = types.SimpleNamespace
DAY = datetime.timedelta(days=1)
LATER = NOW + datetime.timedelta(hours=1)


@pytest.fixture
def both(people: People) -> ActionPlan:
    """The next plan, current beside the first one, which 1a is carried from; it asks for the same meeting."""
    following = successor_of(plan(), people.cora)
    carried("1a", people.cora)
    begin_plan(plan=following, by=people.cora, now=NOW)
    return following


def asks(following: ActionPlan, people: People, days: int = 0) -> None:
    """Let the next plan have a cycle, so many days after the meeting of the first one's."""
    cycle = window_in(plan(), NOW).cycle  # type: ignore[union-attr]
    later = days * DAY
    add_cycle(
        plan=following, by=people.cora, now=NOW, meeting_on=cycle.meeting_on + later,
        papers_due_at=cycle.papers_due_at + later,
    )  # fmt: skip


def owed() -> set[tuple[str, str]]:
    """The updates that Olive is asked for, by plan and reference."""
    lead = old("1a").lead
    assert lead is not None
    found = owed_by(plan_cycles_at(LATER).current, LATER, [lead.pk])[lead.pk]
    return {(row.action.plan.slug, row.action.reference) for one in found.plans for row in one.rows}


def missing(action: Action, moment: datetime.datetime = LATER) -> list[bool]:
    """Whether its update is missing: by the list, as at the moment, and in the plan rebuilt."""
    own, window = action.plan, window_in(action.plan, moment)
    today, flag = moment.date(), FLAGS["not-updated"].condition
    rebuilt = next(one for one in plan_as_at(own, moment).actions if one.key == action.key)
    return [
        Action.objects.filter(pk=action.pk).filter(conditions.not_updated_in(window, today)).exists(),
        actions_at(own, moment).filter(id=action.pk).filter(flag(today, window, moment)).exists(),
        rebuilt.is_not_updated,
    ]


def test_it_is_owed_in_the_plan_it_was_carried_to(both: ActionPlan, people: People, as_: As) -> None:
    assert missing(old("1a")) == [True] * 3
    asks(both, people)
    assert missing(old("1a")) == [False] * 3
    assert missing(new("1a")) == [True] * 3
    assert {plan for plan, reference in owed() if reference == "1a"} == {both.slug}
    assert (plan().slug, "1b") in owed()
    assert 'id="line-1a"' not in words(as_("cora").get(PLAN + "cycle/"))


def test_before_the_next_plan_asks_it_is_owed_here(both: ActionPlan, people: People) -> None:
    asks(both, people, days=50)
    assert missing(old("1a")) == [True] * 3


def test_while_the_next_plan_is_a_draft_it_is_owed_here(people: People) -> None:
    following = successor_of(plan(), people.cora)
    carried("1a", people.cora)
    asks(following, people)
    assert missing(old("1a")) == [True] * 3


def test_what_is_carried_after_the_papers_deadline_is_owed_here(people: People) -> None:
    following = successor_of(plan(), people.cora)
    begin_plan(plan=following, by=people.cora, now=NOW)
    asks(following, people)
    due_at = window_in(plan(), NOW).papers_due_at  # type: ignore[union-attr]
    carried("1a", people.cora, now=due_at + DAY)
    assert missing(old("1a"), due_at + 2 * DAY) == [True] * 3
    assert missing(new("1a"), due_at + 2 * DAY) == [False] * 3


def test_what_is_withdrawn_there_is_owed_here(both: ActionPlan, people: People) -> None:
    asks(both, people)
    set_plan_state(action=new("1a"), state="withdrawn", by=people.cora, now=NOW, reason="A mistake")
    assert missing(old("1a")) == [True] * 3
