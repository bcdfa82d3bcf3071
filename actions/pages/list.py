"""A page of the list of actions: the filter, how many it lets through, and their rows."""

import datetime
from functools import cached_property

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Count
from django.http import Http404, QueryDict

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
    """What the address asks for, at a moment. Raises Http404 for a filter or a page that is not there."""

    def __init__(self, plan: ActionPlan, parameters: QueryDict, now: datetime.datetime) -> None:
        self.plan, self.number, self.today = plan, parameters.get("page", "1"), clock.london_date(now)
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
    def page(self) -> Page:
        """The keys of the actions that this page shows."""
        paginator = Paginator(self.actions.values("pk"), ROWS_A_PAGE)
        paginator.count = self.numbers.all
        try:
            return paginator.page(self.number)
        except InvalidPage as error:
            raise Http404("There is no such page of this list.") from error

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of the page."""
        shown = Action.objects.only_rows(self.page.object_list, self.filter.order)
        shown = shown.with_missing_update(self.window, self.today)
        return [marked_row(action, self.today, self.window) for action in shown]
