"""What senior responsible officers make of their priorities, as far as it is another judgement than before."""

from collections.abc import Iterator, Sequence
from typing import Any

from governance.changes.people import Authors
from governance.changes.places import Places
from governance.changes.scope import Scope
from governance.changes.sources import Item, order_of
from governance.changes.told import Kind, Line
from priorities.models import Priority, PriorityJudgement
from priorities.status import Status, turn

WHAT = "Judgement of the senior responsible officer"


class Judgements:
    """The last judgement of the period on each priority, beside the last one before it. A source (`Source`)."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def items(self) -> Iterator[Item]:
        """As `Source.items`: two queries."""
        judged = PriorityJudgement.objects.filter(self.scope.belongs(PriorityJudgement))
        until = judged.filter(recorded_at__lte=self.scope.until)
        columns = ("priority_id", "pk", "status", "recorded_at")
        given = list(until.filter(recorded_at__gt=self.scope.since).order_by("pk").values_list(*columns))
        first = {priority: pk for priority, pk, *_ in reversed(given)}
        last = {priority: (pk, status, at) for priority, pk, status, at in given}
        earlier = judged.filter(recorded_at__lte=self.scope.since, priority__in=last).newest()
        before = dict(earlier.values_list("priority_id", "status"))
        for priority, (pk, status, at) in last.items():
            was = before.get(priority, Status.NONE.value)
            if was != status:
                yield Item(Kind(turn(was, status)), order_of(self.scope, None, at), (pk, was, first[priority] == pk))

    def lines(self, items: Sequence[Item]) -> list[Line]:
        """As `Source.lines`."""
        found: dict[int, Any] = PriorityJudgement.objects.in_bulk({item.key[0] for item in items})
        owners = [(Priority, judgement.priority_id) for judgement in found.values()]
        places = Places(owners, self.scope.until, self.scope.plan.first_level)
        authors = Authors(self.scope, list(found.values()))
        return [self._line(item, found[item.key[0]], places, authors) for item in items]

    @staticmethod
    def _line(item: Item, judgement: PriorityJudgement, places: Places, authors: Authors) -> Line:
        place = places.of((Priority, judgement.priority_id))
        _, was, is_first = item.key
        return Line(
            kind=item.kind,
            **place.said,
            what=WHAT,
            before=str(Status(was).label),
            after=str(Status(judgement.status).label),
            at=judgement.recorded_at,
            by=authors.of(judgement),
            why=judgement.reason,
            note="First judgement" if was == Status.NONE and is_first else "",
        )
