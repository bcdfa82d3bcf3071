"""A plan closes once each of its actions has an outcome: by the services, whatever page calls them."""

import types

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from actions.models import ActionOutcome
from actions.pages.outcomes import outcome_counts
from actions.services import add_action, close_plan
from audit.recording import Refused
from priorities.models import ActionPlan
from priorities.services import add_priority, edit_plan, edit_priority
from tests.actions.succeeding import carried, closed, ended, ended_all, new, old, plan, successor_of
from tests.world import NOW, give_update

People = types.SimpleNamespace
COMPLETE = {"status": "complete", "completed_on": NOW.date()}


@pytest.fixture
def following(people: People) -> ActionPlan:
    return successor_of(plan(), people.cora)


def test_the_plan_closes_once_each_has_an_outcome(people: People) -> None:
    ended("1a", people.cora, "dropped", reason="Not needed")
    for close in (close_plan, edit_plan):
        more = {} if close is close_plan else {"status": "closed"}
        with pytest.raises(Refused, match="Still open: 1b, 1c, "):
            close(plan=plan(), by=people.cora, now=NOW, reason="Over", **more)
    assert plan().status == "current"
    done = closed(plan(), people.cora)
    assert done.is_closed
    assert plan().history.first().history_change_reason == "Its period is over"
    rows = ActionPlan.history.count()
    assert close_plan(plan=plan(), by=people.cora, now=NOW, reason="Again").is_closed
    assert ActionPlan.history.count() == rows
    with pytest.raises(Refused, match="This plan is closed"):
        ended("1a", people.cora, "done", reason="Otherwise")


def test_done_that_is_not_complete_any_more_says_why_first(people: People) -> None:
    give_update(old("1a"), people.olive, **COMPLETE)
    ended("1a", people.cora, "done")
    ended_all(plan(), people.cora)
    give_update(old("1a"), people.olive, status="on_track")
    with pytest.raises(Refused, match=r"Still open: 1a\."):
        close_plan(plan=plan(), by=people.cora, now=NOW, reason="Over")
    ended("1a", people.cora, "done", reason="As good as")
    assert close_plan(plan=plan(), by=people.cora, now=NOW, reason="Over").is_closed


def test_proposed_ones_need_none_and_may_go_on(people: People, following: ActionPlan) -> None:
    said = {"by": people.cora, "now": NOW, "reason": "An idea", "plan_state": "proposed"}
    priority = plan().priorities.get(number=1)
    for reference in ("1y", "1z"):
        add_action(plan=plan(), priority=priority, reference=reference, title="An idea", **said)
    carried("1y", people.cora)
    closed(plan(), people.cora)
    assert (new("1y").plan_state, old("1z").plan_state) == ("proposed", "proposed")
    assert not ActionOutcome.objects.filter(action=old("1z")).exists()


def test_a_draft_that_is_given_up_closes_without(people: People, following: ActionPlan) -> None:
    carried("1a", people.cora)
    assert edit_plan(plan=following, by=people.cora, now=NOW, status="closed", reason="Given up").is_closed


def test_a_priority_of_the_successor_that_is_renamed_changes_nothing_here(
    people: People, following: ActionPlan
) -> None:
    carried("1a", people.cora)
    edit_priority(
        priority=following.priorities.get(number=1), by=people.cora, now=NOW, reason="Other words", title="Other"
    )
    add_priority(plan=following, number=9, title="Ninth", by=people.cora, now=NOW, reason="New")
    assert old("1a").priority.title != "Other"
    assert not plan().priorities.filter(number=9).exists()


KEYS = ("1a", "1b", "3f", "3f.i", "4c")
CHOICES = st.sampled_from(("done", "carried", "merged", "dropped"))


@pytest.fixture
def nearly(people: People, following: ActionPlan) -> ActionPlan:
    """All but a few actions have their outcome."""
    for action in plan().actions.exclude(key__in=KEYS).filter(parent__isnull=True):
        # Into what is dropped nothing is merged.
        ended(action.key, people.cora, "done" if action.key == "2c" else "dropped", reason="Overtaken")
    return following


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
)
@example(said=[("3f", "carried"), ("3f.i", "carried"), ("3f", "merged")])
@given(said=st.lists(st.tuples(st.sampled_from(KEYS), CHOICES), max_size=10))
def test_after_closing_each_has_one_outcome_and_the_counts_add_up(
    said: list[tuple[str, str]], people: People, nearly: ActionPlan
) -> None:
    with transaction.atomic():
        recorded = {}
        for number, (key, outcome) in enumerate(said):
            more = {"reason": f"Reason {number}"} | ({"into": old("2c")} if outcome == "merged" else {})
            more |= {"reference": f"{old(key).reference}-{number}"} if outcome == "carried" else {}
            try:
                carried(key, people.cora, **more) if outcome == "carried" else ended(key, people.cora, outcome, **more)
            except Refused as refused:
                # A sub-action that was carried by itself keeps its action in the successor.
                if key != "3f" or not str(refused).startswith("First decide what happens to its sub-actions"):
                    raise
                continue
            recorded[key] = outcome
        owed = set(plan().actions.filter(plan_state__in=("agreed", "paused")).values_list("pk", flat=True))
        closed(plan(), people.cora)
        records = list(ActionOutcome.objects.filter(action__plan=plan()).select_related("into", "action"))
        with_parent = {one.action_id for one in records if one.action.plan_state == "proposed"}
        assert {old("3f.v").pk} >= with_parent
        assert sorted(one.action_id for one in records) == sorted(owed | with_parent)
        for one in records:
            assert (one.into is not None) == (one.outcome in ("carried", "merged"))
            if one.outcome == "carried":
                assert one.into.plan == nearly
                assert [other.action_id for other in one.into.came_from.filter(outcome="carried")] == [one.action_id]
        going_on = {one.into_id for one in records if one.outcome == "carried"}
        standing = nearly.actions.filter(plan_state__in=("agreed", "proposed"))
        assert set(standing.values_list("pk", flat=True)) == going_on
        last = {key: outcome for key, outcome in recorded.items() if key != "3f.i"}
        assert all(old(key).outcome.outcome == outcome for key, outcome in last.items())
        counts = outcome_counts(plan())
        assert sum(one.numbers.all for one in counts) == len(records)
        transaction.set_rollback(True)
