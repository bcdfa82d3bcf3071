"""The charts of a plan: status by priority, coverage by organisation, status over the last cycles."""

import dataclasses
import datetime
from collections.abc import Mapping
from functools import cached_property

from actions.coverage import Coverage, coverage_of
from actions.filters import list_address
from actions.numbers import Numbers
from actions.over_cycles import Stood, statuses_over
from actions.tally import Tally, tallies, total
from design.charts import BarRow, BarTable, Segment
from design.fields import date_words
from design.look import Look
from governance.plan_page import bars_by_priority
from priorities.cycles import Window, window_in, windows_of
from priorities.models import ActionPlan
from priorities.status import BY_URGENCY, Status
from send_portal import clock

UPDATED = Look("Updated", "complete", "blue")
NOT_UPDATED = Look("Not updated", "not-updated", "dashed")
NOT_RECORDED = "The plan was not recorded here yet"
NO_ACTIONS = "No actions in the plan"


@dataclasses.dataclass(frozen=True)
class ChartsPage:
    """All that the page shows. A chart of nothing is None: the page says so in a sentence."""

    now: datetime.datetime
    window: Window | None
    total: Tally
    by_priority: BarTable | None
    coverage: BarTable | None
    over_cycles: BarTable | None

    @cached_property
    def today(self) -> datetime.date:
        return clock.london_date(self.now)


def charts_page(plan: ActionPlan, now: datetime.datetime) -> ChartsPage:
    """The page at this moment; a fixed number of queries."""
    today, windows = clock.london_date(now), windows_of(plan)
    window = window_in(plan, now, windows)
    found = tallies(plan, today, window)
    everything = total(found)
    return ChartsPage(
        now=now,
        window=window,
        total=everything,
        by_priority=bars_by_priority(plan, found) if everything.total else None,
        coverage=coverage_bars(coverage_of(plan, today, window)),
        over_cycles=_over_cycles(plan, everything, statuses_over(plan.pk, windows, now), today),
    )


def coverage_bars(found: list[Coverage]) -> BarTable | None:
    """A bar for each organisation of which updates are owed or received; None where there is none."""
    rows = [
        BarRow(
            one.label,
            [_segment(UPDATED, one.received), _segment(NOT_UPDATED, one.missing)],
            href=one.href,
            note=f"Only {Numbers(0, one.received.sub_actions + one.missing.sub_actions)}",
            total_href=one.href,
        )
        for one in found
    ]
    return BarTable("Updates of this cycle by organisation", rows, heading="Organisation") if rows else None


def _segment(look: Look, numbers: Numbers) -> Segment:
    return Segment(look, numbers.actions, numbers.href)


def _over_cycles(plan: ActionPlan, everything: Tally, past: list[Stood], today: datetime.date) -> BarTable | None:
    """A bar for each meeting behind us and one for today; None where there is nothing behind us."""
    if not any(stood.total for stood in past):
        return None
    recorded = clock.london_date(plan.recorded_since())
    rows = [_stood(plan, stood, recorded) for stood in past]
    last = BarRow(
        f"Today, {date_words(today)}",
        everything.segments(plan),
        note=NO_ACTIONS,
        total_href=list_address(plan, show="in-plan"),
    )
    return BarTable("Actions by status at each meeting", [*rows, last], heading="At the end of")


def _stood(plan: ActionPlan, stood: Stood, recorded: datetime.date) -> BarRow:
    at = stood.meeting_on.isoformat()
    return BarRow(
        date_words(stood.meeting_on),
        _segments(plan, stood.by_status, at),
        note=NOT_RECORDED if stood.meeting_on < recorded else NO_ACTIONS,
        total_href=list_address(plan, at=at, show="in-plan"),
    )


def _segments(plan: ActionPlan, by_status: Mapping[Status, int], at: str) -> list[Segment]:
    return [
        Segment(status.look, by_status[status], list_address(plan, at=at, status=status.value))
        for status in BY_URGENCY
    ]
