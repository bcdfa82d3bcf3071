"""Which actions of a plan a list shows: the address says it, so that every number can link to its list."""

import datetime
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import Http404, QueryDict
from django.urls import reverse

from actions.flags import counted
from actions.querysets import (
    ActionQuerySet,
    carried_over,
    has_co_production,
    has_evidence,
    not_updated_in,
    received_in,
)
from priorities.cycles import Window
from priorities.models import ActionPlan
from priorities.status import PlanState, Status

SHOWS = {
    "in-plan": "in the plan",
    "in-progress": "in progress",
    "not-updated": "not updated in this cycle",
    "updated": "updated in this cycle",
    "carried-over": "with a status from an earlier cycle",
    "with-lead": "open, with a lead",
    "no-lead": "without a lead",
    "with-date": "open, with a due date",
    "no-date": "without a due date",
    "overdue": "overdue",
    "asked": "with something asked of the partnership",
    "paused": "paused",
    "closed": "closed",
    "evidence": "in the plan, with evidence",
    "no-evidence": "in the plan, without evidence",
    "co-production": "in the plan, with co-production recorded",
}


def list_address(plan: ActionPlan, **parameters: object) -> str:
    """The address of the list that shows just these."""
    query = urlencode({name: value for name, value in parameters.items() if value})
    return reverse("action-list", args=[plan.slug]) + (f"?{query}" if query else "")


class ActionFilter:
    """A filter read from the address. Raises Http404 for a value that no list has."""

    def __init__(self, parameters: QueryDict, plan: ActionPlan) -> None:
        self.status = _one_of(parameters.get("status", ""), Status.values)
        self.show = _one_of(parameters.get("show", ""), SHOWS)
        self.first_level = plan.first_level
        numbers = {str(priority.number): priority for priority in plan.priorities.all()}
        self.priority = numbers.get(_one_of(parameters.get("priority", ""), numbers))

    def __bool__(self) -> bool:
        return bool(self.status or self.show or self.priority)

    @property
    def words(self) -> str:
        """What the list shows: "at risk, overdue, in priority 3"."""
        parts = [Status(self.status).label.lower()] if self.status else []
        parts += [SHOWS[self.show]] if self.show else []
        parts += [f"in {self.first_level} {self.priority.number}"] if self.priority else []
        return ", ".join(parts)

    def apply(self, actions: ActionQuerySet, today: datetime.date, window: Window | None) -> ActionQuerySet:
        """The actions that the filter lets through; counted ones alone where it asks about status or gaps."""
        if self.priority:
            actions = actions.filter(priority=self.priority)
        if self.status:
            actions = actions.in_plan().filter(status=self.status)
        if self.show:
            actions = self._shown(actions, today, window)
        return actions

    def _shown(self, actions: ActionQuerySet, today: datetime.date, window: Window | None) -> ActionQuerySet:
        if self.show in ("not-updated", "updated", "carried-over"):
            return actions.none() if window is None else actions.filter(self._by_cycle(window, today))
        if self.show == "in-plan":
            return actions.in_plan()
        if self.show == "in-progress":
            return actions.in_plan().filter(status__in=(Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK))
        if self.show == "paused":
            return actions.filter(plan_state=PlanState.PAUSED)
        if self.show == "closed":
            return actions.filter(plan_state=PlanState.CLOSED)
        by_support = {
            "evidence": has_evidence(), "no-evidence": ~has_evidence(), "co-production": has_co_production()
        }  # fmt: skip
        if self.show in by_support:
            return actions.in_plan().filter(by_support[self.show])
        open_ones = actions.open()
        if self.show in ("no-lead", "with-lead"):
            return open_ones.without_lead() if self.show == "no-lead" else open_ones.filter(lead__is_active=True)
        if self.show in ("no-date", "with-date"):
            dated = Q(due_on__isnull=False) | Q(is_ongoing=True)
            return open_ones.filter(dated if self.show == "with-date" else ~dated)
        if self.show == "asked":
            return open_ones.filter(~Q(last_update__ask="nothing"), last_update__isnull=False)
        return open_ones.filter(due_on__lt=today)

    def _by_cycle(self, window: Window, today: datetime.date) -> Q:
        if self.show == "updated":
            return received_in(window)
        return carried_over(window) if self.show == "carried-over" else not_updated_in(window, today)


def numbers_in_words(actions: ActionQuerySet) -> str:
    """ "11 actions and 1 sub-action": what a plan's counts count, and what they count apart."""
    numbers = actions.order_by().aggregate(all=Count("pk"), apart=Count("pk", filter=Q(parent__isnull=False)))
    words = counted(numbers["all"] - numbers["apart"], "action")
    return words + (f" and {counted(numbers['apart'], 'sub-action')}" if numbers["apart"] else "")


def _one_of(value: str, allowed: object) -> str:
    if value and value not in allowed:  # type: ignore[operator]
        raise Http404("No list has this filter.")
    return value
