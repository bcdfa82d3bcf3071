"""What is due when: counted in London's working days."""

import datetime
import types

import pytest

from notices.models import Kind
from notices.topics import MORNING, cycle_topics, is_day, next_morning, plan_cycles_at
from priorities.cycles import Window
from priorities.models import UpdateCycle
from send_portal import clock
from tests.notices.conftest import at

Cycle = types.SimpleNamespace


def topics(due: datetime.datetime, began: str = "2024-01-01", entered: str = "2024-01-01") -> dict[Kind, Cycle]:
    cycle = Cycle(papers_due_at=due, meeting_on=clock.london_date(due) + datetime.timedelta(days=7))
    window = Window(cycle, at(began, "00:00"))
    return {topic.kind: topic for topic in cycle_topics(window, 7, at(entered, "10:00"))}


@pytest.mark.parametrize(
    ("deadline", "five_days", "on_the_day", "day_after"),
    [
        ("2024-09-05", "2024-08-29", "2024-09-05", "2024-09-06"),
        ("2024-08-30", "2024-08-22", "2024-08-30", "2024-09-02"),  # the August bank holiday, a weekend after it
        ("2025-04-24", "2025-04-15", "2025-04-24", "2025-04-25"),  # Easter
        ("2025-01-02", "2024-12-23", "2025-01-02", "2025-01-03"),  # Christmas and the new year
        ("2024-09-08", "2024-09-02", "2024-09-06", "2024-09-09"),  # a Sunday
        ("2024-03-28", "2024-03-21", "2024-03-28", "2024-04-02"),  # Maundy Thursday
    ],
)
def test_days_before_and_after_a_deadline(deadline: str, five_days: str, on_the_day: str, day_after: str) -> None:
    found = topics(at(deadline, "12:00"))
    due = [found[kind].due_at for kind in (Kind.FIVE_DAYS, Kind.ON_THE_DAY, Kind.DAY_AFTER)]
    assert due == [at(day, "08:00") for day in (five_days, on_the_day, day_after)]
    assert {moment.astimezone(clock.LONDON).time() for moment in due} == {MORNING}


def test_before_an_early_deadline_the_day_is_the_one_before() -> None:
    assert topics(at("2024-09-05", "07:30"))[Kind.ON_THE_DAY].due_at == at("2024-09-04", "08:00")
    assert topics(at("2024-09-09", "07:30"))[Kind.ON_THE_DAY].due_at == at("2024-09-06", "08:00")


@pytest.mark.parametrize(
    ("began", "entered", "opens"),
    [
        ("2024-07-12", "2024-07-01", "2024-07-12"),  # from midnight on, on the morning of the same day
        ("2024-07-13", "2024-07-01", "2024-07-15"),  # a Saturday
        ("2024-07-12", "2024-07-19", "2024-07-22"),  # entered late: on a Friday, after the morning
    ],
)
def test_a_cycle_opens_on_a_working_morning(began: str, entered: str, opens: str) -> None:
    assert topics(at("2024-09-05", "12:00"), began, entered)[Kind.OPENS].due_at == at(opens, "08:00")


def test_a_deadline_that_moves_is_told_anew_and_the_opening_is_not() -> None:
    before, after = topics(at("2024-09-05", "12:00")), topics(at("2024-09-12", "12:00"))
    assert before[Kind.OPENS].name == after[Kind.OPENS].name
    assert before[Kind.FIVE_DAYS].name != after[Kind.FIVE_DAYS].name


def test_what_was_missed_is_due_for_three_working_days_and_while_it_is_of_use() -> None:
    topic = topics(at("2024-09-05", "12:00"))[Kind.FIVE_DAYS]
    due = {day for day in range(28, 32) if topic.is_due(at(f"2024-08-{day}"))}
    due |= {day for day in range(1, 6) if topic.is_due(at(f"2024-09-0{day}"))}
    assert due == {29, 30, 2, 3}  # 31 August and 1 September are a weekend
    on_the_day = topics(at("2024-09-05", "12:00"))[Kind.ON_THE_DAY]
    assert on_the_day.is_due(at("2024-09-05", "12:00"))
    assert not on_the_day.is_due(at("2024-09-05", "12:01"))


def test_mornings_when_the_clocks_change() -> None:
    assert next_morning(at("2024-10-26", "09:00")) == at("2024-10-28", "08:00")
    assert next_morning(at("2024-10-28", "08:00")) == at("2024-10-28", "08:00")
    assert next_morning(at("2024-10-28", "08:01")) == at("2024-10-29", "08:00")


@pytest.mark.parametrize(("time", "expected"), [("07:59", False), ("08:00", True), ("19:59", True), ("20:00", False)])
def test_nobody_is_written_to_at_night(time: str, expected: bool) -> None:
    assert is_day(at("2024-07-01", time)) is expected


def test_the_cycle_that_goes_on_and_those_just_over(db: None) -> None:
    cycles = list(UpdateCycle.objects.order_by("meeting_on"))
    found = plan_cycles_at(at("2024-09-14"))
    assert [one.cycle for one in found.current] == [cycles[2]]
    assert [one.cycle for one in found.just_over] == [cycles[1]]
