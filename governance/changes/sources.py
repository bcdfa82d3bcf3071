"""Where lines come from: something that knows what there is to tell (light), and tells what is shown (in words)."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from governance.changes.scope import Scope
from governance.changes.told import Kind, Line


class Item(NamedTuple):
    """Something to tell, not yet in words. `place`: in the plan's order; what has none comes last, newest first."""

    kind: Kind
    place: int | None
    at: datetime.datetime
    key: Any

    @property
    def order(self) -> tuple[bool, float]:
        is_last = self.place is None
        return is_last, -self.at.timestamp() if self.place is None else self.place


class Source(Protocol):
    """Tells of one kind of record."""

    def items(self) -> Iterable[Item]:
        """All that there is to tell of the period; a fixed number of queries, no texts."""

    def lines(self, items: Sequence[Item]) -> list[Line]:
        """These in words, in the same order; a fixed number of queries."""


class Sourced(NamedTuple):
    """An item with where it comes from."""

    item: Item
    source: Source


def place_of(scope: Scope, action: int | None) -> int | None:
    """Where an action stands in the plan."""
    return None if action is None else scope.order.get(action)
