"""Which cycle a moment falls into: London days, the meeting's day included."""

import datetime

import pytest

from priorities.cycles import window_at, windows
from priorities.models import UpdateCycle
from send_portal import clock


def cycle(meeting_on: datetime.date) -> UpdateCycle:
    deadline = datetime.datetime.combine(meeting_on - datetime.timedelta(days=7), datetime.time(12), clock.LONDON)
    return UpdateCycle(meeting_on=meeting_on, papers_due_at=deadline)


JULY, SEPTEMBER = datetime.date(2024, 7, 11), datetime.date(2024, 9, 12)
WINDOWS = windows([cycle(SEPTEMBER), cycle(JULY)], None)


@pytest.mark.parametrize(
    ("moment", "meeting_on"),
    [
        (datetime.datetime(2023, 1, 1, tzinfo=datetime.UTC), JULY),
        (datetime.datetime(2024, 7, 11, 22, 59, tzinfo=datetime.UTC), JULY),  # 23:59 on the day, summer time
        (datetime.datetime(2024, 7, 11, 23, 0, tzinfo=datetime.UTC), SEPTEMBER),  # midnight in London
        (datetime.datetime(2024, 9, 12, 22, 59, tzinfo=datetime.UTC), SEPTEMBER),
    ],
)
def test_moment_falls_into_its_cycle(moment: datetime.datetime, meeting_on: datetime.date) -> None:
    window = window_at(WINDOWS, moment)
    assert window is not None
    assert window.meeting_on == meeting_on


def test_after_the_last_meeting_there_is_none() -> None:
    assert window_at(WINDOWS, datetime.datetime(2024, 9, 12, 23, 0, tzinfo=datetime.UTC)) is None
    assert window_at([], datetime.datetime(2024, 9, 12, tzinfo=datetime.UTC)) is None


def test_papers_deadline_is_a_moment() -> None:
    deadline = datetime.datetime(2024, 9, 5, 11, 0, tzinfo=datetime.UTC)  # noon in London
    assert not WINDOWS[1].cycle.is_after_papers(deadline)
    assert WINDOWS[1].cycle.is_after_papers(deadline + datetime.timedelta(seconds=1))


def test_days_are_londons() -> None:
    assert clock.london_date(datetime.datetime(2024, 6, 30, 23, 30, tzinfo=datetime.UTC)) == datetime.date(2024, 7, 1)
    assert clock.london_date(datetime.datetime(2024, 1, 1, 0, 30, tzinfo=datetime.UTC)) == datetime.date(2024, 1, 1)
