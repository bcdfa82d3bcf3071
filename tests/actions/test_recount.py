"""Whatever happens to a few actions: flags and counts are those of a plain recount from what was recorded."""

import contextlib
import datetime
import types
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from accounts.services import change_person
from actions.account import EvidenceGiven
from actions.models import (
    Action,
    DueDateProposal,
)
from actions.named_lists import COUNTED, FLAGS
from actions.services import (
    answer_question,
    ask_question,
    close_question,
    confirm_no_change,
    decide_due_date,
    edit_action,
    set_due_date,
    set_plan_state,
)
from actions.table import rows
from actions.tally import tallies, total
from audit.recording import Refused
from priorities.cycles import window_at, windows_of
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from tests.actions.recounting import Recount, recorded
from tests.hostile import often
from tests.world import MEETINGS, PLANNED, give_update

KEYS = ("1a", "1b", "2a", "3f.i", "5a")
FIRST_DAY = PLANNED.date()
RISK = {"reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}
DAYS = st.integers(-30, 90).map(lambda days: FIRST_DAY + datetime.timedelta(days=days))
STATUSES = st.sampled_from(["not_started", "on_track", "at_risk", "off_track", "complete", "complete"])
ONGOING = {"is_ongoing": True, "review": PartialDate.year(2025)}
STATES = st.sampled_from(["agreed", "paused", "closed", "closed", "withdrawn"])


def told(action: Action, people: types.SimpleNamespace, now: datetime.datetime, said: Any) -> None:
    status, asks, proposed, shows = said
    account: dict[str, Any] = {"status": status}
    account |= RISK if status in ("at_risk", "off_track") else {}
    account |= {"completed_on": now.date()} if status == "complete" else {}
    account |= {"ask": "help", "ask_text": "A room"} if asks else {}
    account |= {"evidence": EvidenceGiven("Survey", "survey")} if shows else {}
    if proposed and status != "complete":
        account |= {"proposed_due": PartialDate(proposed, "day"), "proposed_reason": "A vacant post"}
    give_update(action, people.cora, now, **account)


def no_change(action: Action, people: types.SimpleNamespace, now: datetime.datetime, said: Any) -> None:
    confirm_no_change(action=action, by=people.cora, now=now, submission=uuid.uuid4())


def decided(action: Action, people: types.SimpleNamespace, now: datetime.datetime, agree: Any) -> None:
    for proposal in DueDateProposal.objects.filter(action=action, state="open"):
        decide_due_date(proposal=proposal, agree=agree, by=people.cora, now=now)


def dated(action: Action, people: types.SimpleNamespace, now: datetime.datetime, day: Any) -> None:
    due = PartialDate(day, "day") if day else None
    set_due_date(action=action, due=due, by=people.cora, now=now, reason="Agreed so")


def edited(action: Action, people: types.SimpleNamespace, now: datetime.datetime, values: Any) -> None:
    if values.get("lead"):
        values = {"lead": getattr(people, values["lead"])}
    if "planned_start" in values:
        values = {"planned_start": PartialDate(values["planned_start"], "day")}
    edit_action(action=action, by=people.cora, now=now, reason="Agreed so", **values)


def stated(action: Action, people: types.SimpleNamespace, now: datetime.datetime, state: Any) -> None:
    until = PartialDate.year(2025) if state == "paused" else None
    set_plan_state(action=action, state=state, by=people.cora, now=now, reason="Agreed so", paused_until=until)


def questioned(action: Action, people: types.SimpleNamespace, now: datetime.datetime, what: Any) -> None:
    question, by = action.questions.order_by("pk").last(), {"by": people.cora, "now": now}
    if what == "ask" or question is None:
        ask_question(action=action, text=f"What of {now}?", **by)
    elif what == "answer":
        answer_question(question=question, answer=f"This, {now}.", reason="Better known", **by)
    else:
        close_question(question=question, closed_as="meeting", reason="Discussed", **by)


def left_or_came_back(action: Action, people: types.SimpleNamespace, now: datetime.datetime, is_active: Any) -> None:
    person = User.objects.get(pk=people.olive.pk)
    change_person(person=person, by=people.ada, now=now, reason="As it is", is_active=is_active)


STEPS = st.one_of(
    st.tuples(st.just(told), st.tuples(STATUSES, st.booleans(), st.none() | DAYS, st.booleans())),
    st.tuples(st.just(no_change), st.none()),
    st.tuples(st.just(decided), st.booleans()),
    st.tuples(st.just(dated), st.none() | DAYS),
    st.tuples(
        st.just(edited),
        st.one_of(
            st.sampled_from([{"lead": "olive"}, {"lead": "otis"}, {"lead": None}, ONGOING]),
            DAYS.map(lambda day: {"planned_start": day}),
        ),
    ),
    st.tuples(st.just(stated), STATES),
    st.tuples(st.just(left_or_came_back), st.booleans()),
    st.tuples(st.just(questioned), st.sampled_from(["ask", "answer", "close"])),
)
HAPPENINGS = st.lists(st.tuples(st.sampled_from(KEYS), STEPS, st.integers(1, 30 * 24)), max_size=10)


@often
@given(happenings=HAPPENINGS, looks=st.lists(st.integers(0, 99), min_size=4, max_size=4, unique=True))
def test_flags_and_counts_are_those_of_a_recount(
    happenings: Any, looks: list[int], people: types.SimpleNamespace, act: Callable[[str], Action]
) -> None:
    with transaction.atomic():
        now = PLANNED + datetime.timedelta(minutes=1)
        for key, (happens, value), hours in happenings:
            now += datetime.timedelta(hours=hours)
            with contextlib.suppress(Refused, PermissionDenied, ValidationError):  # forbidden: nothing has changed
                happens(act(key), people, now, value)
        assert_recounted(now)
        days = days_to_look_at(now)
        for day in {days[look % len(days)] for look in looks}:
            assert_recounted(datetime.datetime.combine(day, datetime.time(9), PLANNED.tzinfo))
        transaction.set_rollback(True)


def days_to_look_at(now: datetime.datetime) -> list[datetime.date]:
    """Days after the moment on which something turns: the days themselves and the next ones."""
    turning = {meeting - datetime.timedelta(days=before) for meeting in MEETINGS for before in (0, 7)}
    for due_on, starts_on in Action.objects.filter(key__in=KEYS).values_list("due_on", "planned_start_on"):
        turning |= {starts_on} if starts_on else set()
        turning |= {due_on, due_on - datetime.timedelta(days=29)} if due_on else set()
    days = {day + datetime.timedelta(days=after) for day in turning for after in (0, 1)}
    return sorted(day for day in days if day > now.date()) or [now.date() + datetime.timedelta(days=1)]


def assert_recounted(now: datetime.datetime) -> None:
    """At that moment the pages say what the recount says."""
    plan, day = ActionPlan.objects.get(), Recount.day(now)
    window = window_at(windows_of(plan), now)
    found = recorded()
    facts = {action.key: Recount(action, now, found) for action in plan.actions.all()}
    for row in rows(list(plan.actions.for_table()), day, window):
        assert {one.name for one in row.flags} == facts[row.action.key].shown, row.action.key
        assert row.is_not_updated == facts[row.action.key].is_not_updated
    for name, one in {**FLAGS, **COUNTED}.items():
        listed = set(plan.actions.filter(one.condition(day, window)).values_list("key", flat=True))
        assert listed == {key for key, fact in facts.items() if name in fact.lists}, name
    assert_counted(total(tallies(plan, day, window)), list(facts.values()))
    for action in Action.objects.all():
        changes = found.dates[action.pk]
        assert action.original_due == (changes[0].to_date if changes else None)
        assert action.plan_state != "closed" or action.status == "complete"


def assert_counted(tally: Any, facts: list[Recount]) -> None:
    actions = [fact for fact in facts if not fact.is_sub_action]
    in_plan = [fact for fact in actions if fact.is_in_plan]
    statuses = Counter(fact.status for fact in in_plan)
    assert {status: number for status, number in tally.by_status.items() if number} == dict(statuses)
    carried = Counter(fact.status for fact in actions if "carried-over" in fact.lists)
    assert {status: number for status, number in tally.carried_over.items() if number} == dict(carried)
    assert tally.total == len(in_plan)
    assert tally.complete == statuses["complete"]
    assert tally.in_progress == statuses["on_track"] + statuses["at_risk"] + statuses["off_track"]
    assert tally.closed == sum(fact.state == "closed" for fact in actions)
    assert tally.paused == sum(fact.state == "paused" for fact in actions)
    assert tally.sub_actions == sum(fact.is_in_plan and fact.is_sub_action for fact in facts)
    assert tally.received == sum("updated" in fact.lists for fact in actions)
    for name, listed in (
        ("missing", "not-updated"), ("silent", "silent"), ("open", "open"), ("overdue", "overdue"), ("asked", "asked"),
        ("without_lead", "no-lead"), ("without_date", "no-date"), ("with_lead", "with-lead"), ("owed", "owed"),
    ):  # fmt: skip
        assert getattr(tally, name) == sum(listed in fact.lists for fact in actions), name
