"""Milestones whose date has passed between the two moments, of actions that are open, and that nobody has met."""

import datetime
import functools
from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from actions import conditions
from actions.models import Action, Milestone
from audit.as_at import rows_of
from governance.changes.places import Places
from governance.changes.scope import Scope
from governance.changes.sources import Item, order_of
from governance.changes.told import Kind, Line
from priorities.partial_date import PartialDate
from send_portal import clock

DAY = datetime.timedelta(days=1)


class Missed:
    """Milestones that are missed at the later moment and were not at the earlier one. A source (`Source`)."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def items(self) -> Iterator[Item]:
        """As `Source.items`: three queries."""
        missed = self._missed(self.scope.until)
        were = set(self._missed(self.scope.since).values_list("id", flat=True))
        of_missed = Action.objects.filter(pk__in=missed.order_by().values("action_id"))
        of_open = rows_of(of_missed, self.scope.until).filter(conditions.is_open(self.scope.until))
        is_open = set(of_open.values_list("id", flat=True))
        for pk, row, action in missed.values_list("id", "history_id", "action_id"):
            if pk not in were and action in is_open:
                yield Item(Kind.MILESTONES, order_of(self.scope, action), row)

    @functools.cached_property
    def _wanted(self) -> QuerySet:
        return Milestone.objects.filter(self.scope.belongs(Milestone))

    def _missed(self, moment: datetime.datetime) -> QuerySet:
        """The rows of those that were neither met nor dropped when their date had passed."""
        is_late = {"met_on__isnull": True, "is_dropped": False, "due_on__lt": clock.london_date(moment)}
        return rows_of(self._wanted, moment).filter(**is_late)

    def lines(self, items: Sequence[Item]) -> list[Line]:
        """As `Source.lines`."""
        rows = Milestone.history.in_bulk([item.key for item in items])
        owners = [(Action, row.action_id) for row in rows.values()]
        places = Places(owners, self.scope.until, self.scope.plan.first_level)
        lines = []
        for item in items:
            row = rows[item.key]
            place = places.of((Action, row.action_id))
            due = PartialDate(row.due_on, row.due_precision)
            lines.append(
                Line(
                    kind=item.kind,
                    **place.said,
                    what="Milestone missed",
                    before=f"“{row.title}”, due {due}",
                    after="not met",
                    at=datetime.datetime.combine(row.due_on + DAY, datetime.time(), clock.LONDON),
                    by="",
                )
            )
        return lines
