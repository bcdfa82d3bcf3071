"""How many actions stood where at the end of each of the last meetings."""

import datetime
import types
from collections.abc import Callable

from actions.as_at import plan_as_at
from actions.as_at.counts import tally_at
from actions.models import Action
from actions.over_cycles import CYCLES, Stood, meetings_behind, statuses_over
from actions.services import set_plan_state
from priorities.cycles import windows_of
from priorities.models import ActionPlan
from priorities.services import add_cycle
from priorities.status import Status
from send_portal import clock
from tests.growing import RISK
from tests.world import MEETINGS, NOW, give_update

Act = Callable[[str], Action]
JULY, SEPTEMBER, NOVEMBER = MEETINGS


def at(day: datetime.date, hour: int = 10) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour), clock.LONDON)


def stood(now: datetime.datetime) -> list[Stood]:
    plan = ActionPlan.objects.get()
    return statuses_over(plan.pk, windows_of(plan), now)


def put_cycle(day: datetime.date, people: types.SimpleNamespace) -> None:
    deadline, plan = at(day) - datetime.timedelta(days=1), ActionPlan.objects.get()
    entered = deadline - datetime.timedelta(days=1)
    add_cycle(plan=plan, by=people.cora, now=entered, meeting_on=day, papers_due_at=deadline)


def lived(act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, at(JULY, 23), status="at_risk", **RISK)
    give_update(act("3f.i"), people.otis, at(JULY, 22))
    give_update(act("1a"), people.olive, at(JULY + datetime.timedelta(days=1)))
    set_plan_state(action=act("4b"), state="withdrawn", by=people.cora, now=at(SEPTEMBER), reason="Agreed so")
    give_update(act("2a"), people.otis, at(SEPTEMBER, 11), status="complete", completed_on=SEPTEMBER)
    set_plan_state(
        action=act("2a"), state="closed", by=people.cora, now=at(SEPTEMBER, 12), reason="Agreed that it is complete"
    )


def test_what_stood_at_the_end_of_each_meetings_day(act: Act, people: types.SimpleNamespace) -> None:
    lived(act, people)
    july, september = stood(at(NOVEMBER))
    assert (july.meeting_on, september.meeting_on) == (JULY, SEPTEMBER)
    assert (july.by_status[Status.AT_RISK], july.by_status[Status.ON_TRACK], july.total) == (1, 0, 34)
    assert (september.by_status[Status.ON_TRACK], september.by_status[Status.COMPLETE], september.total) == (1, 1, 33)


def test_it_is_the_tally_of_the_plan_as_at_that_moment(act: Act, people: types.SimpleNamespace) -> None:
    lived(act, people)
    for one in stood(at(NOVEMBER)):
        plan = plan_as_at(ActionPlan.objects.get(), clock.end_of(one.meeting_on))
        assert dict(one.by_status) == tally_at(plan.actions).by_status


def test_the_meetings_day_is_not_behind_us_before_it_is_over(db: None) -> None:
    windows = windows_of(ActionPlan.objects.get())
    assert meetings_behind(windows, at(JULY, 23)) == []
    assert meetings_behind(windows, at(JULY + datetime.timedelta(days=1), 0)) == [JULY]
    assert stood(at(JULY)) == []


def test_eight_cycles_are_as_far_as_it_goes(people: types.SimpleNamespace) -> None:
    plan = ActionPlan.objects.get()
    days = [NOVEMBER + datetime.timedelta(days=7 * number) for number in range(1, 10)]
    for day in days:
        put_cycle(day, people)
    # The ninth has begun, so seven are behind us; once none is planned any more, all eight are.
    assert meetings_behind(windows_of(plan), at(days[-1])) == days[1:8]
    assert meetings_behind(windows_of(plan), at(days[-1]) + datetime.timedelta(days=3)) == days[-CYCLES:]


def test_a_day_before_the_plan_was_loaded_has_nothing(people: types.SimpleNamespace) -> None:
    put_cycle(datetime.date(2023, 5, 4), people)
    assert [one.total for one in stood(NOW)] == [0, 34]


def test_one_query_and_none_without_a_meeting(
    db: None, django_assert_num_queries: Callable, act: Act, people: types.SimpleNamespace
) -> None:
    lived(act, people)
    plan = ActionPlan.objects.get()
    windows = windows_of(plan)
    with django_assert_num_queries(1):
        statuses_over(plan.pk, windows, at(NOVEMBER))
    with django_assert_num_queries(0):
        statuses_over(plan.pk, windows, at(JULY))
