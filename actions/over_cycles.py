"""How many actions stood where at the meetings behind us, from history."""

import dataclasses
import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Value

from actions.models import Action
from audit.as_at import rows_of
from priorities.cycles import Window
from priorities.status import BY_URGENCY, IN_PLAN, Status
from send_portal import clock

CYCLES = 8


@dataclasses.dataclass(frozen=True)
class Stood:
    """How many actions in the plan had which status at the end of a meeting's day; sub-actions are left out."""

    meeting_on: datetime.date
    by_status: Mapping[Status, int]

    @property
    def total(self) -> int:
        return sum(self.by_status.values())


def statuses_over(plan: int, windows: Sequence[Window], now: datetime.datetime) -> list[Stood]:
    """Of the last eight cycles that have begun, each whose meeting's day is over at `now`, oldest first; one query.

    `plan` is its id. The cycle that goes on has no meeting behind it: what stands now is counted elsewhere.
    """
    days = meetings_behind(windows, now)
    if not days:
        return []
    first, *others = (_counted(plan, number, day) for number, day in enumerate(days))
    found = [dict.fromkeys(BY_URGENCY, 0) for _ in days]
    for group in first.union(*others, all=True):
        found[group["meeting"]][Status(group["status"])] = group["counted"]
    return [Stood(day, by_status) for day, by_status in zip(days, found, strict=True)]


def meetings_behind(windows: Sequence[Window], now: datetime.datetime) -> list[datetime.date]:
    """The meetings' days of the last eight cycles that have begun, without one whose day is not over."""
    begun = [window for window in windows if window.began_at is None or window.began_at <= now]
    return [window.meeting_on for window in begun[-CYCLES:] if window.is_over(now)]


def _counted(plan: int, number: int, day: datetime.date) -> Any:
    # An action never leaves its plan.
    rows = rows_of(Action.objects.filter(plan=plan), clock.end_of(day)).filter(
        plan_state__in=IN_PLAN, parent_id__isnull=True
    )
    return rows.order_by().values("status", meeting=Value(number)).annotate(counted=Count("history_id"))
