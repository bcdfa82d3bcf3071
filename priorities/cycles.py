"""Which update cycle a moment falls into. Worked out from the times, never stored."""

import dataclasses
import datetime
from collections.abc import Iterable, Sequence
from typing import Protocol

from priorities.models import ActionPlan
from send_portal import clock


class Cycle(Protocol):
    """An update cycle: a row as it stands, or as it stood at a moment."""

    @property
    def pk(self) -> int: ...

    @property
    def meeting_on(self) -> datetime.date: ...

    @property
    def papers_due_at(self) -> datetime.datetime: ...

    def is_after_papers(self, moment: datetime.datetime) -> bool:
        """Whether something at that moment comes after papers went out."""


@dataclasses.dataclass(frozen=True)
class Window:
    """A cycle with the moment it began: the day after the meeting before it; of the plan's first one the day
    after that until which the plan before it asks (None: the plan's first record)."""

    cycle: Cycle
    began_at: datetime.datetime | None
    before: "Window | None" = None

    def holds(self, moment: datetime.datetime) -> bool:
        """Whether something at that moment belongs to this cycle; the meeting's day is its last."""
        return (self.began_at is None or moment >= self.began_at) and (
            clock.london_date(moment) <= self.cycle.meeting_on
        )

    def is_over(self, moment: datetime.datetime) -> bool:
        """Whether the meeting's day has come to its end: the meeting is behind, and what is missing will not come."""
        return clock.end_of(self.meeting_on) <= moment

    def first_of_two(self, today: datetime.date) -> "Window | None":
        """Of the last two cycles whose papers deadline was before today, the earlier; None without two."""
        last = self if clock.london_date(self.papers_due_at) < today else self.before
        return last and last.before

    @property
    def meeting_on(self) -> datetime.date:
        return self.cycle.meeting_on

    @property
    def papers_due_at(self) -> datetime.datetime:
        return self.cycle.papers_due_at


def windows(cycles: Iterable[Cycle], asks_after: datetime.date | None) -> list[Window]:
    """The cycles of a plan in order, each with its beginning. `asks_after`: the meeting after which the plan first
    asks, where it leaves that one to the plan before it."""
    ordered = sorted(cycles, key=lambda cycle: (cycle.meeting_on, cycle.papers_due_at))
    left = asks_after if asks_after is not None and ordered and asks_after < ordered[0].meeting_on else None
    found: list[Window] = []
    for cycle in ordered:
        before = found[-1] if found else None
        held = before.meeting_on if before else left
        found.append(Window(cycle, _midnight_after(held) if held is not None else None, before))
    return found


def windows_of(plan: ActionPlan) -> list[Window]:
    """The plan's cycles in order; one query."""
    return windows(plan.cycles.all(), plan.asks_after)


def window_at(all_windows: Sequence[Window], moment: datetime.datetime) -> Window | None:
    """The cycle that the moment falls into; None where no meeting is planned after it."""
    return next((window for window in all_windows if window.holds(moment)), None)


def window_in(
    plan: ActionPlan, moment: datetime.datetime, all_windows: Sequence[Window] | None = None
) -> Window | None:
    """The cycle that a plan is in at the moment; none in a closed plan, in which nothing is owed any more. A query,
    unless its cycles are given. A plan as at a moment is asked as it stood then."""
    if plan.is_closed:
        return None
    return window_at(windows_of(plan) if all_windows is None else all_windows, moment)


def began_at(all_windows: Sequence[Window], moment: datetime.datetime) -> datetime.datetime | None:
    """When the cycle of the moment began: the day after the last meeting, also where none is planned after it.

    None before the first meeting: that cycle began with the plan's first record, unless it began after a meeting that
    the plan left to the one before it.
    """
    past = [window.meeting_on for window in all_windows if window.meeting_on < clock.london_date(moment)]
    if past:
        return _midnight_after(past[-1])
    first = all_windows[0].began_at if all_windows else None
    return first if first is not None and first <= moment else None


def _midnight_after(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), clock.LONDON)
