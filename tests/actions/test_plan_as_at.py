"""The plan as at a moment: of today what the pages say, of the past what it said then, whatever came since."""

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.services import change_person
from actions.as_at import NotThereYet, PlanAt, plan_as_at
from actions.models import Action
from actions.named_lists import COUNTED, FLAGS
from actions.services import ask_source_query, edit_action, set_plan_state
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from priorities.services import give_judgement
from tests.actions.agreeing import KEYS, SAID, assert_says_what_pages_say, assert_says_what_records_say
from tests.actions.happenings import EVERYTHING, Happening, co_leads_change, told_on_track, within_the_rules
from tests.growing import MANY, ONE, RISK, Grower
from tests.hostile import often
from tests.world import LOADED, NOW, PLANNED, give_update, tell_co_production

Act = Callable[[str], Action]
PROVED_BY_OTHERS = {
    "in-progress", "no-completion-date", "no-outcome", "owed", "with-lead", "with-date", "open-question",
}  # fmt: skip


@pytest.fixture
def plan(db: None) -> ActionPlan:
    return ActionPlan.objects.get()


def test_every_flag_and_list_is_compared() -> None:
    with_texts = {"evidence", "no-evidence", "co-production", "sub-actions"}
    assert set(SAID) | PROVED_BY_OTHERS | with_texts == FLAGS.keys() | COUNTED.keys()


HAPPENINGS = st.lists(
    st.tuples(st.sampled_from(EVERYTHING), st.sampled_from(KEYS), st.integers(1, 24 * 40)), min_size=1, max_size=6
)


def assert_history_stands(
    happenings: list[tuple[Happening, str, int]], plan: ActionPlan, people: Any, act: Act
) -> None:
    """What the plan said at each moment, it still says of that moment when all has happened."""
    now = PLANNED + datetime.timedelta(minutes=1)
    snapshots = [plan_as_at(plan, now)]
    for happens, key, hours in happenings:
        now += datetime.timedelta(hours=hours)
        with within_the_rules():
            happens(act(key), people, now)
        snapshots.append(plan_as_at(plan, now))
        assert_says_what_records_say(snapshots[-1].action(act(key).reference), act(key))
    for days in (0, 40):
        assert_says_what_pages_say(ActionPlan.objects.get(), now + datetime.timedelta(days=days))
    for before in snapshots:
        assert plan_as_at(plan, before.moment) == before
        just_then = plan_as_at(plan, before.moment + datetime.timedelta(minutes=59))
        assert without_moment(just_then) == without_moment(before)


def without_moment(plan: PlanAt) -> Any:
    """The plan apart from the moment that it was asked of."""
    moment = plan.now
    priorities = [
        dataclasses.replace(one, actions=tuple(dataclasses.replace(action, now=moment) for action in one.actions))
        for one in plan.priorities
    ]
    told = {field.name: getattr(plan, field.name) for field in dataclasses.fields(plan)}
    actions = [
        {field.name: getattr(action, field.name) for field in dataclasses.fields(action) if field.name != "now"}
        for priority in priorities
        for action in priority.actions
    ]
    heads = [dataclasses.replace(one, actions=()) for one in priorities]
    return {name: value for name, value in told.items() if name not in ("now", "priorities")}, heads, actions


def test_whatever_happens_the_past_stands(plan: ActionPlan, people: Any, act: Act) -> None:
    """Every kind of change, one after the other, in another order for each of three actions."""
    order = [*EVERYTHING, *reversed(EVERYTHING), *EVERYTHING[::2]]
    there_and_gone = [(co_leads_change, "5a", 1)] * 2
    assert_history_stands(
        [*((one, KEYS[n % 3], 30) for n, one in enumerate(order)), *there_and_gone], plan, people, act
    )


@settings(often, max_examples=often.max_examples // 3)  # each compares the whole plan many times over
@given(happenings=HAPPENINGS)
def test_any_sequence_leaves_the_past(
    happenings: list[tuple[Happening, str, int]], plan: ActionPlan, people: Any, act: Act
) -> None:
    with transaction.atomic():
        assert_history_stands(happenings, plan, people, act)
        transaction.set_rollback(True)


def test_every_happening_shows(plan: ActionPlan, people: Any, act: Act) -> None:
    """None of them is empty talk: the plan says something else after it."""
    now, silent = PLANNED, []
    # That no update was received is said before there is one.
    for happens in (EVERYTHING[-1], *EVERYTHING[:-1]):
        before, now = plan_as_at(plan, now), now + datetime.timedelta(hours=1)
        happens(act("1a"), people, now)
        if without_moment(plan_as_at(plan, now)) == without_moment(before):
            silent.append(happens.__qualname__)
    assert silent == []


def test_people_keep_the_name_they_had(plan: ActionPlan, people: Any, act: Act) -> None:
    """An update names its author as they were when they gave it, a lead is named as they were at the moment."""
    day = datetime.timedelta(days=1)
    give_update(act("1a"), people.olive, PLANNED + day)
    post = {"name": "Olive Quill", "job_title": "Head of service", "is_active": False}
    change_person(person=people.olive, by=people.ada, now=PLANNED + 2 * day, reason="Married", **post)
    before = plan_as_at(plan, PLANNED + 2 * day - datetime.timedelta(seconds=1)).action("1a")
    after = plan_as_at(plan, PLANNED + 2 * day).action("1a")
    assert (before.lead.name, before.lead.is_active, before.has_no_lead) == ("Olive Marsh", True, False)
    assert (after.lead.name, after.lead.is_active, after.has_no_lead) == ("Olive Quill", False, True)
    assert after.lead.post == "Head of service, Stockton-on-Tees Borough Council"
    assert after.last_update.author == before.last_update.author == before.lead


def test_says_since_when_and_why_it_stands_so(plan: ActionPlan, people: Any, act: Act) -> None:
    day = datetime.timedelta(days=1)
    for number, (state, reason) in enumerate((("paused", "No money"), ("agreed", "Money"), ("paused", "None again"))):
        until = PartialDate.month(2024, 12) if state == "paused" else None
        set_plan_state(
            action=act("1a"),
            state=state,
            by=people.cora,
            now=PLANNED + number * day,
            reason=reason,
            paused_until=until,
        )
    longer = PartialDate.season(2025, "spring")
    set_plan_state(
        action=act("1a"), state="paused", by=people.cora, now=PLANNED + 5 * day, reason="Longer", paused_until=longer
    )
    told_on_track(act("1b"), people, PLANNED + 5 * day)
    for days, state, since, reason in ((0.5, "paused", 0, "No money"), (1, "agreed", 1, "Money"),
                                       (4, "paused", 2, "None again"), (6, "paused", 2, "Longer")):  # fmt: skip
        action = plan_as_at(plan, PLANNED + days * day).action("1a")
        assert (action.plan_state, action.state_reason) == (state, reason)
        assert action.state_since == PLANNED + since * day
    assert action.paused_until == longer
    assert (action.first_agreed_at, action.added_at) == (LOADED, LOADED)


def test_holds_what_an_action_has(plan: ActionPlan, people: Any, act: Act) -> None:
    now = PLANNED
    for happens in EVERYTHING[:15]:
        now += datetime.timedelta(hours=1)
        happens(act("3f.i"), people, now)
    found = plan_as_at(plan, now)
    action, parent = found.action("3f(i)"), found.action("3f")
    assert (action.parent, action.is_sub_action) == ("3f", True)
    assert "3f(i)" in parent.sub_actions
    assert [(one.is_corrected, one.is_correction) for one in action.updates] == [
        (False, False), (True, False), (False, True)
    ]  # fmt: skip
    assert [one.status for one in action.updates_since(None)] == ["on_track", "at_risk"]
    assert action.updates_since(action.last_update_at) == (action.last_update,)
    assert (action.updates[0].figure.was, action.updates[0].figure.now) == ("9", "4")
    assert action.updates[0].shows_difference
    assert {piece.kind_words for piece in action.evidence} == {"Survey"}
    assert len(action.standing_evidence) == len(action.evidence) - 1
    assert str(action.date_changes[0].to_date) == "31 December 2024"
    assert [person.name for person in action.co_leads] == ["Cole Ward", "Mo Brook"]
    assert action.milestones[0].due == PartialDate.year(2026)
    assert action.co_productions[0].you_said == "We wait too long."
    assert found.key[0].word == "Not started"


def test_a_plan_that_was_not_there(plan: ActionPlan) -> None:
    with pytest.raises(NotThereYet, match="not recorded yet at 28 June 2023"):
        plan_as_at(plan, LOADED - datetime.timedelta(seconds=1))
    first = plan_as_at(plan, LOADED)
    assert (first.slug, len(first.priorities), first.cycles, first.now.window) == ("2023-24", 7, (), None)


def test_asks_the_database_as_often_for_many_actions(grow: Grower) -> None:
    """With all that can belong to an action, and with other plans beside it."""

    def add(number: int) -> None:
        priority = grow.priority(number)
        action = grow.action(priority, number)
        grow.told(action, number, **RISK | {"status": "at_risk"})
        grow.action(priority, 100 + number, parent=action)
        organisations = {grow.people.mo.organisation: "lead"}
        edit_action(**grow.by, action=action, co_leads=[grow.people.cole], organisations=organisations)
        ask_source_query(**grow.by, plan=grow.plan, action=action, question=f"What is meant by {number}?")
        tell_co_production(action, grow.people.cora, NOW, who_took_part=f"Group {number}")
        judged = {"by": grow.people.sara, "now": grow.by["now"]}
        give_judgement(**judged, priority=priority, status="at_risk", reason="Late")

    add(ONE)
    few = queries_of(grow.plan)
    for number in range(ONE + 1, MANY + 1):
        add(number)
    assert len(list(plan_as_at(grow.plan, NOW).actions)) == 2 * MANY
    assert len(queries_of(grow.plan)) == len(few) <= 20


def queries_of(plan: ActionPlan) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        plan_as_at(plan, NOW)
    return [query["sql"] for query in captured]


LIVE = ("actions_action", "actions_milestone", "actions_evidence", "priorities_priority", "accounts_user",
        "accounts_organisation", "priorities_actionplan", "priorities_updatecycle")  # fmt: skip


def test_reads_history_alone(plan: ActionPlan) -> None:
    """No table whose rows may change is asked: what is told of a moment cannot change with them."""
    asked = "\n".join(queries_of(plan))
    assert "actions_historicalaction" in asked
    for table in LIVE:
        assert f'"{table}"' not in asked, table
