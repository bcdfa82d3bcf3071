"""Counts of actions by status, in the two steps in which they are read; no average, no colour of a total."""

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import Case, Count, Q, Value, When

from actions.filters import list_address
from actions.models import Action
from actions.querysets import carried_over, not_updated_in, received_in
from design.charts import Segment
from priorities.cycles import Window
from priorities.models import ActionPlan
from priorities.status import BY_URGENCY, IN_PLAN, PlanState, Status

IS_SUB_ACTION = Case(When(parent__isnull=False, then=Value(True)), default=Value(False))


@dataclasses.dataclass
class Tally:
    """How many actions stand where. Sub-actions, paused and proposed ones are counted apart."""

    by_status: dict[str, int] = dataclasses.field(default_factory=lambda: dict.fromkeys(BY_URGENCY, 0))
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
    carried_over: int = 0

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

    def segments(self, plan: ActionPlan, priority: int | None = None) -> list[Segment]:
        """The blocks of a bar, each with the address of its list."""
        return [
            Segment(status.look, count, list_address(plan, status=status.value, priority=priority))
            for status, count in ((status, self.by_status[status]) for status in BY_URGENCY)
        ]

    def __add__(self, other: "Tally") -> "Tally":
        summed = {
            field.name: getattr(self, field.name) + getattr(other, field.name)
            for field in dataclasses.fields(self)
            if field.name != "by_status"
        }
        return Tally({s: self.by_status[s] + other.by_status[s] for s in BY_URGENCY}, **summed)


def tallies(plan: ActionPlan, today: datetime.date, window: Window | None) -> Mapping[int, Tally]:
    """A tally for each priority of the plan that has actions, by its id; one query at any size."""
    found: dict[int, Tally] = {}
    of_plan = Action.objects.filter(plan=plan).order_by()
    is_open = Q(plan_state=PlanState.AGREED) & ~Q(status=Status.COMPLETE)
    counts = {
        "number": Count("pk"),
        "without_lead": Count("pk", filter=is_open & (Q(lead__isnull=True) | Q(lead__is_active=False))),
        "without_date": Count("pk", filter=is_open & Q(due_on__isnull=True, is_ongoing=False)),
        "overdue": Count("pk", filter=is_open & Q(due_on__lt=today)),
        "asked": Count("pk", filter=is_open & Q(last_update__ask__in=["decision", "help"])),
    }
    if window is not None:
        counts["received"] = Count("pk", filter=received_in(window))
        counts["carried_over"] = Count("pk", filter=carried_over(window))
        counts["missing"] = Count("pk", filter=not_updated_in(window, today))
    for group in of_plan.values("priority_id", "plan_state", "status", is_sub_action=IS_SUB_ACTION).annotate(**counts):
        _add(found.setdefault(group["priority_id"], Tally()), group)
    return found


def total(found: Mapping[int, Tally]) -> Tally:
    """All priorities together."""
    return sum(found.values(), Tally())


def _add(tally: Tally, group: Mapping[str, Any]) -> None:
    number = group["number"]
    state = group["plan_state"]
    if group["is_sub_action"]:
        tally.sub_actions += number if state in IN_PLAN else 0
        return
    if state in IN_PLAN:
        tally.by_status[Status(group["status"])] += number
    tally.closed += number if state == PlanState.CLOSED else 0
    tally.paused += number if state == PlanState.PAUSED else 0
    tally.received += group.get("received", 0)
    tally.missing += group.get("missing", 0)
    tally.carried_over += group.get("carried_over", 0)
    if state == PlanState.AGREED and group["status"] != Status.COMPLETE:
        tally.open += number
        for name in ("without_lead", "without_date", "overdue", "asked"):
            setattr(tally, name, getattr(tally, name) + group[name])
