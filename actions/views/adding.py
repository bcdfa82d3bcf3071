"""Adding to an action: what was there already is given as it stands, and the page says so."""

import dataclasses
from collections.abc import Callable
from typing import Any

from django.db.models import Max, QuerySet


@dataclasses.dataclass(frozen=True)
class Added:
    """What a service gave, and whether it was there before it was asked."""

    record: Any
    was_there: bool

    def words(self, done: str) -> str:
        """What the next page says, where `done` says that it has been added."""
        return f"{self.record} was there already. Nothing has been added." if self.was_there else done


def added(records: QuerySet, add: Callable[[], Any]) -> Added:
    """Call the service that adds one of these."""
    newest = records.aggregate(newest=Max("pk"))["newest"] or 0
    record = add()
    return Added(record, record.pk <= newest)
