"""Counts of actions by status, in the two steps in which they are read; no average, no colour of a total."""

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Max, Min, Q

from actions import conditions
from actions.filters import list_address
from actions.models import Action
from actions.models.progress import printed_words
from actions.numbers import Numbers
from actions.querysets import actions_at, whether
from design.charts import Segment
from priorities.cycles import Window
from priorities.models import ActionPlan
from priorities.status import BY_URGENCY, PlanState, Status


@dataclasses.dataclass
class Tally:
    """How many actions stand where. Sub-actions, paused and proposed ones are counted apart."""

    by_status: dict[str, int] = dataclasses.field(default_factory=lambda: dict.fromkeys(BY_URGENCY, 0))
    carried_over: dict[str, int] = dataclasses.field(default_factory=lambda: dict.fromkeys(BY_URGENCY, 0))
    # Of those carried over the ones that nobody has told of: a source printed them, on these days.
    printed: dict[str, int] = dataclasses.field(default_factory=lambda: dict.fromkeys(BY_URGENCY, 0))
    first_printed_on: datetime.date | None = None
    last_printed_on: datetime.date | None = None
    printed_undated: int = 0
    closed: int = 0
    paused: int = 0
    sub_actions: int = 0
    open: int = 0
    without_lead: int = 0
    without_date: int = 0
    overdue: int = 0
    asked: int = 0
    received: int = 0
    missing: int = 0
    silent: int = 0

    @property
    def total(self) -> int:
        """Actions in the plan: agreed or closed."""
        return sum(self.by_status.values())

    @property
    def complete(self) -> int:
        return self.by_status[Status.COMPLETE]

    @property
    def in_progress(self) -> int:
        return sum(self.by_status[status] for status in (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK))

    @property
    def owed(self) -> int:
        """Updates that the cycle wants or has."""
        return self.received + self.missing

    @property
    def with_lead(self) -> int:
        return self.open - self.without_lead

    @property
    def with_date(self) -> int:
        return self.open - self.without_date

    @property
    def all_carried_over(self) -> int:
        return sum(self.carried_over.values())

    @property
    def carried_over_words(self) -> str:
        """What is true of all that is carried over: "as printed on 3 September 2024"; how many of each kind."""
        printed, of_cycles = sum(self.printed.values()), "carried over from an earlier cycle"
        is_one_day = self.first_printed_on == self.last_printed_on and not self.printed_undated
        words = printed_words(self.first_printed_on if is_one_day else None)
        if not printed:
            return of_cycles
        others = self.all_carried_over - printed
        return f"not told in this cycle: {printed} {words}, {others} {of_cycles}" if others else words

    def over_words(self, status: str) -> str:
        """The same of one status, in short."""
        printed = self.printed[status]
        if not printed:
            return "carried over"
        return "as printed" if printed == self.carried_over[status] else "carried over or as printed"

    def segments(self, plan: ActionPlan, priority: int | None = None, at: str = "") -> list[Segment]:
        """The blocks of a bar, each with the address of its list and of those in it that are carried over; `at`: the
        moment as addresses have it."""
        return [
            Segment(
                status.look,
                self.by_status[status],
                list_address(plan, status=status.value, priority=priority, at=at),
                carried_over=self.carried_over[status],
                carried_over_words=self.over_words(status),
                carried_over_href=list_address(
                    plan, status=status.value, flag="carried-over", priority=priority, at=at
                ),
            )
            for status in BY_URGENCY
        ]

    def __add__(self, other: "Tally") -> "Tally":
        summed = Tally()
        for name in ("by_status", "carried_over", "printed"):
            mine, theirs = getattr(self, name), getattr(other, name)
            setattr(summed, name, {status: mine[status] + theirs[status] for status in BY_URGENCY})
        for name in NUMBERS:
            setattr(summed, name, getattr(self, name) + getattr(other, name))
        summed.take_days(self.first_printed_on, self.last_printed_on)
        summed.take_days(other.first_printed_on, other.last_printed_on)
        return summed

    def take_days(self, first: datetime.date | None, last: datetime.date | None) -> None:
        """Days on which a source printed some more of what is carried over."""
        if first is not None and last is not None:
            self.first_printed_on = min(first, self.first_printed_on or first)
            self.last_printed_on = max(last, self.last_printed_on or last)


NUMBERS = [field.name for field in dataclasses.fields(Tally) if field.default == 0]


def tallies(
    plan: ActionPlan, today: datetime.date, window: Window | None, at: datetime.datetime | None = None
) -> Mapping[int, Tally]:
    """A tally for each priority of the plan that has actions, by its id; one query at any size. `at`: of the actions
    as they stood at that moment, which falls into this cycle."""
    found: dict[int, Tally] = {}
    groups = (
        actions_at(plan, at)
        .order_by()
        .values("priority_id", "status", is_sub_action=whether(conditions.IS_SUB_ACTION))
        .annotate(
            **{name: Count("pk", filter=condition) for name, condition in _counted(today, window, at).items()},
            first_printed=Min("last_update__printed_on", filter=_is_printed(window, at)),
            last_printed=Max("last_update__printed_on", filter=_is_printed(window, at)),
        )
    )
    for group in groups:
        _add(found.setdefault(group["priority_id"], Tally()), group)
    return found


def _counted(today: datetime.date, window: Window | None, at: datetime.datetime | None) -> dict[str, Q]:
    """What is counted of each status."""
    return {
        "in_plan": conditions.IS_IN_PLAN,
        "closed": Q(plan_state=PlanState.CLOSED),
        "paused": Q(plan_state=PlanState.PAUSED),
        "open": conditions.is_open(at),
        "without_lead": conditions.has_no_lead(at),
        "without_date": conditions.has_no_date(at),
        "overdue": conditions.is_overdue(today, at),
        "asked": conditions.asks_partnership(at),
        "received": conditions.received_in(window),
        "missing": conditions.not_updated_in(window, today, at),
        "silent": conditions.is_silent(window, today, at),
        "carried_over": conditions.is_carried_over(window, at),
        "printed": _is_printed(window, at),
        "printed_undated": _is_printed(window, at) & Q(last_update__printed_on__isnull=True),
    }


def _is_printed(window: Window | None, at: datetime.datetime | None) -> Q:
    """Carried over, and nobody has told of it: a source prints it."""
    return conditions.is_carried_over(window, at) & Q(last_update_at__isnull=True)


def gaps(plan: ActionPlan) -> dict[str, Numbers]:
    """Open actions without a lead ("no-lead") and without a date ("no-date"), and complete ones without the day
    ("no-completion-date"), each with its list; one query."""
    wanted = {
        "no-lead": conditions.has_no_lead(),
        "no-date": conditions.has_no_date(),
        "no-completion-date": conditions.HAS_NO_COMPLETION_DATE,
    }
    found = Action.objects.filter(plan=plan).aggregate(
        **{flag: Count("pk", filter=condition) for flag, condition in wanted.items()},
        **{f"{flag}-apart": Count("pk", filter=one & conditions.IS_SUB_ACTION) for flag, one in wanted.items()},
    )
    apart = {flag: found[f"{flag}-apart"] for flag in wanted}
    lists = {flag: {"show" if flag == "no-completion-date" else "flag": flag} for flag in wanted}
    return {
        flag: Numbers(found[flag] - apart[flag], apart[flag], list_address(plan, **lists[flag])) for flag in wanted
    }


def total(found: Mapping[int, Tally]) -> Tally:
    """All priorities together."""
    return sum(found.values(), Tally())


def _add(tally: Tally, group: Mapping[str, Any]) -> None:
    if group["is_sub_action"]:
        tally.sub_actions += group["in_plan"]
        return
    status = Status(group["status"])
    tally.by_status[status] += group["in_plan"]
    tally.carried_over[status] += group["carried_over"]
    tally.printed[status] += group["printed"]
    tally.take_days(group["first_printed"], group["last_printed"])
    for name in NUMBERS:
        setattr(tally, name, getattr(tally, name) + group.get(name, 0))
