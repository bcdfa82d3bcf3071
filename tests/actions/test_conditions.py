"""Each condition that the database asks says the same as the action itself."""

import datetime
import types
from collections.abc import Callable, Iterator

import pytest
from django.db.models import Q

from accounts.services import change_person
from actions import conditions
from actions.models import Action
from actions.named_lists import COUNTED, FLAGS
from actions.querysets import actions_at
from actions.services import close_plan, edit_action, set_due_date, set_plan_state
from priorities.cycles import Window, window_at, windows_of
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from priorities.status import IN_PLAN, Status
from tests.actions.succeeding import ended_all
from tests.world import NOW, give_update

Act = Callable[[str], Action]
TODAY = NOW.date()
LATER = PartialDate.year(2025)
DAY = datetime.timedelta(days=1)
# What is said of a closed plan as well, and what only of one that is not.
STAY = {"in plan", "sub-action", "slipped", "no outcome", "carried over"}
OF_OPEN = {
    "overdue", "due-soon", "start-overdue", "asked", "no-lead", "no-date", "open", "with-lead",
    "with-date",
}  # fmt: skip
LAST_CYCLE = NOW - datetime.timedelta(days=60)
RISK = {"status": "at_risk", "reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}


@pytest.fixture
def window(db: None) -> Window:
    found = window_at(windows_of(ActionPlan.objects.get()), NOW)
    assert found is not None
    return found


@pytest.fixture
def plan_of_all_kinds(act: Act, people: types.SimpleNamespace) -> None:
    """Actions on both sides of every condition, and on its edge."""
    by = {"by": people.cora, "now": LAST_CYCLE}
    for key, due in (
        ("1a", TODAY - DAY),
        ("1b", TODAY),
        ("3f", TODAY + conditions.DUE_SOON),
        ("4c", TODAY + conditions.DUE_SOON + DAY),
    ):
        edit_action(**by, action=act(key), due=PartialDate(due, "day"), reason="Agreed so")
    edit_action(**by, action=act("2b"), planned_start=PartialDate(TODAY - DAY, "day"))
    edit_action(**by, action=act("2c"), planned_start=PartialDate(TODAY, "day"))
    edit_action(**by, action=act("2d"), planned_start=PartialDate(TODAY - DAY, "day"), lead=people.mo)
    edit_action(**by, action=act("2e"), is_ongoing=True, review=LATER, lead=people.pat)
    give_update(act("2d"), people.mo, LAST_CYCLE)
    give_update(act("1a"), people.olive, LAST_CYCLE, ask="decision", ask_text="Agree it", **RISK)
    give_update(act("1b"), people.olive, NOW, **RISK | {"status": "off_track"})
    give_update(act("2a"), people.otis, LAST_CYCLE, status="complete", completed_on=LAST_CYCLE.date())
    give_update(act("3f"), people.olive, LAST_CYCLE, status="complete", completed_on=LAST_CYCLE.date())
    for key, state in (("2a", "closed"), ("4c", "paused"), ("4b", "withdrawn")):
        until = LATER if state == "paused" else None
        set_plan_state(action=act(key), state=state, by=people.cora, now=NOW, reason="Agreed so", paused_until=until)
    set_due_date(action=act("3f.i"), due=PartialDate.month(2025, 3), by=people.cora, now=NOW, reason="A vacant post")
    change_person(person=people.pat, by=people.ada, now=NOW, reason="Left", is_active=False)


def said_twice(window: Window) -> Iterator[tuple[str, Q, Callable[[Action], bool]]]:
    """The name of a condition, what the database asks, what the action says."""
    yield "in plan", conditions.IS_IN_PLAN, lambda one: one.plan_state in IN_PLAN
    yield "open", conditions.is_open(), lambda one: one.is_open
    yield "sub-action", conditions.IS_SUB_ACTION, lambda one: one.is_sub_action
    yield "lead", conditions.has_lead(), lambda one: one.is_open and one.has_lead
    yield "no lead", conditions.has_no_lead(), lambda one: one.is_open and not one.has_lead
    yield "date", conditions.has_date(), lambda one: one.is_open and one.has_date
    yield "no date", conditions.has_no_date(), lambda one: one.is_open and not one.has_date
    yield "slipped", conditions.HAS_SLIPPED, lambda one: one.has_slipped
    yield "asks", conditions.asks_partnership(), lambda one: one.asks_partnership
    yield "overdue", conditions.is_overdue(TODAY), lambda one: one.is_overdue(TODAY)
    yield "due soon", conditions.is_due_soon(TODAY), lambda one: one.is_due_soon(TODAY)
    yield "start overdue", conditions.is_start_overdue(TODAY), lambda one: one.is_start_overdue(TODAY)
    yield "carried over", conditions.is_carried_over(window), lambda one: one.is_carried_over(window)
    yield (
        "no outcome",
        conditions.is_without_outcome(),
        lambda one: (
            one.plan_state in IN_PLAN and one.status != Status.COMPLETE and getattr(one, "outcome", None) is None
        ),
    )


@pytest.mark.usefixtures("plan_of_all_kinds")
def test_database_and_action_agree(window: Window) -> None:
    everything = list(Action.objects.select_related("plan", "lead", "last_update"))
    for name, condition, says in said_twice(window):
        asked = set(Action.objects.filter(condition).values_list("key", flat=True))
        assert asked == {action.key for action in everything if says(action)}, name
        assert 0 < len(asked) < len(everything), name


@pytest.mark.usefixtures("plan_of_all_kinds")
def test_nothing_of_a_closed_plan_is_open(people: types.SimpleNamespace, window: Window) -> None:
    """Asked of records, of the actions themselves, and of history before and after."""
    before = NOW + DAY
    by_name = {flag: one for flag, one in {**FLAGS, **COUNTED}.items() if flag in OF_OPEN}
    was = {flag: numbers_at(one.condition(TODAY, window, before), before) for flag, one in by_name.items()}
    assert all(was.values()), was
    plan = ActionPlan.objects.get()
    ended_all(plan, people.cora)
    close_plan(plan=plan, by=people.cora, now=before + DAY, reason="Its period is over")
    everything = list(Action.objects.select_related("plan", "lead", "last_update").with_flag_facts())
    for name, condition, says in said_twice(window):
        asked = set(Action.objects.filter(condition).values_list("key", flat=True))
        assert asked == {action.key for action in everything if says(action)}, name
        assert name in STAY or not asked, name
    for flag, one in by_name.items():
        assert numbers_at(one.condition(TODAY, window, before), before) == was[flag], flag
        assert numbers_at(one.condition(TODAY, window, before + DAY), before + DAY) == 0, flag


def numbers_at(condition: Q, moment: datetime.datetime) -> int:
    return actions_at(ActionPlan.objects.get(), moment).filter(condition).count()


def test_without_a_deadline_nothing_is_late(db: None) -> None:
    for condition in (
        conditions.owed_in(None, TODAY),
        conditions.received_in(None),
        conditions.not_updated_in(None, TODAY),
        conditions.is_carried_over(None),
        conditions.is_silent(None, TODAY),
    ):
        assert not Action.objects.filter(condition).exists()


def silent(today: datetime.date, window: Window | None) -> set[str]:
    return set(Action.objects.filter(conditions.is_silent(window, today)).values_list("key", flat=True))


def test_two_cycles_without_an_update(act: Act, people: types.SimpleNamespace, window: Window) -> None:
    """The deadlines are 4 July and 5 September: both have passed on the sixth."""
    give_update(act("1b"), people.olive, LAST_CYCLE)
    give_update(act("2a"), people.otis, NOW)
    edit_action(action=act("4c"), by=people.cora, now=LAST_CYCLE, planned_start=PartialDate.day(2024, 7, 5))
    set_plan_state(action=act("4b"), state="paused", by=people.cora, now=NOW, reason="Agreed so", paused_until=LATER)
    on_the_day = window.papers_due_at.date()
    assert silent(on_the_day, window) == set()
    found = silent(on_the_day + DAY, window)
    assert {"1a", "3f", "3f.i"} <= found
    assert found.isdisjoint({"1b", "2a", "4c", "4b", "3f.v"})


def test_a_new_cycle_begins_and_silence_goes_on(act: Act, people: types.SimpleNamespace, window: Window) -> None:
    """After the meeting the same two cycles count until the next deadline has passed."""
    give_update(act("1b"), people.olive, LAST_CYCLE)
    november = windows_of(ActionPlan.objects.get())[-1]
    october, after = datetime.date(2024, 10, 1), november.papers_due_at.date() + DAY
    assert silent(october, november) == silent(window.papers_due_at.date() + DAY, window)
    assert "1b" not in silent(october, november)
    assert "1b" in silent(after, november)
