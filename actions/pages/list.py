"""A page of the list of actions: the filter, how many it lets through, and their rows."""

import datetime
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import QueryDict

from actions import conditions
from actions.as_at.moments import AsAt
from actions.as_at.records import Then
from actions.filters import ActionFilter
from actions.models import Action
from actions.numbers import Numbers
from actions.querysets import actions_at
from actions.table import Row, marked_row, rows_then
from priorities.cycles import Window, window_in
from priorities.models import ActionPlan
from send_portal import clock

ROWS_A_PAGE = 50


class ListPage:
    """What the filter in an address lets through: now, or as it stood (`at`)."""

    def __init__(
        self, plan: ActionPlan, parameters: QueryDict, now: datetime.datetime, at: AsAt | None = None
    ) -> None:
        self.then = Then(plan, at.moment) if at else None
        self.plan, self.at = self.then.plan if self.then else plan, at
        self.today = at.today if at else clock.london_date(now)
        self.window: Window | None = self.then.window if self.then else window_in(plan, now)
        self.filter = ActionFilter(parameters, self.plan, at)

    @cached_property
    def actions(self) -> Any:
        """All that the filter lets through, sorted; of a plan as it stood, their history rows."""
        everything = actions_at(self.plan, self.at.moment if self.at else None)
        return self.filter.apply(everything, self.today, self.window).order_by(*self.filter.order)

    @cached_property
    def numbers(self) -> Numbers:
        apart = Count("pk", filter=conditions.IS_SUB_ACTION)
        found = self.actions.order_by().aggregate(all=Count("pk"), apart=apart)
        return Numbers(found["all"] - found["apart"], found["apart"])

    @cached_property
    def paginator(self) -> Paginator:
        """The ids of the actions, a page at a time."""
        paginator = Paginator(self.actions.values("id"), ROWS_A_PAGE)
        paginator.count = self.numbers.all
        return paginator

    def rows(self, page: Page) -> list[Row]:
        """The rows of a page of the list."""
        if self.then is not None:
            ids = [one["id"] for one in page.object_list]
            return rows_then(self.then.actions(ids, self.filter.order), self.then)
        shown = Action.objects.only_rows(page.object_list, self.filter.order)
        shown = shown.with_missing_update(self.window, self.today)
        return [marked_row(action, self.today, self.window) for action in shown]
