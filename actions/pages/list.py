"""A page of the list of actions: the filter, how many it lets through, and their rows."""

import datetime
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import QueryDict

from actions import conditions
from actions.filters import ActionFilter
from actions.models import Action
from actions.numbers import Numbers
from actions.querysets import ActionQuerySet
from actions.table import Row, marked_row
from priorities.cycles import Window, window_at, windows_of
from priorities.models import ActionPlan
from send_portal import clock

ROWS_A_PAGE = 50


class ListPage:
    """What the filter in an address lets through, at a moment."""

    def __init__(self, plan: ActionPlan, parameters: QueryDict, now: datetime.datetime) -> None:
        self.plan, self.today = plan, clock.london_date(now)
        self.window: Window | None = window_at(windows_of(plan), now)
        self.filter = ActionFilter(parameters, plan)

    @cached_property
    def actions(self) -> ActionQuerySet:
        """All that the filter lets through, sorted."""
        found = self.filter.apply(Action.objects.filter(plan=self.plan), self.today, self.window)
        return found.order_by(*self.filter.order)

    @cached_property
    def numbers(self) -> Numbers:
        apart = Count("pk", filter=conditions.IS_SUB_ACTION)
        found = self.actions.order_by().aggregate(all=Count("pk"), apart=apart)
        return Numbers(found["all"] - found["apart"], found["apart"])

    @cached_property
    def paginator(self) -> Paginator:
        """The keys of the actions, a page at a time."""
        paginator = Paginator(self.actions.values("pk"), ROWS_A_PAGE)
        paginator.count = self.numbers.all
        return paginator

    def rows(self, page: Page) -> list[Row]:
        """The rows of a page of the list."""
        shown = Action.objects.only_rows(page.object_list, self.filter.order)
        shown = shown.with_missing_update(self.window, self.today)
        return [marked_row(action, self.today, self.window) for action in shown]
