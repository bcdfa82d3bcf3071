"""Where lines come from: something that knows what there is to tell (light), and tells what is shown (in words)."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from governance.changes.scope import Scope
from governance.changes.told import Kind, Line

# Beyond the last place of any plan; less the seconds of a moment, what is newer comes first.
AFTER_ALL_ACTIONS = 10**12
# Dates that are set for the first time come after all that were moved or proposed.
SET_AFTER_MOVED = 2 * AFTER_ALL_ACTIONS


class Item(NamedTuple):
    """Something to tell, not yet in words. `order`: the place of its action in the plan; what belongs to no action
    comes after all of these, newest first.
    """

    kind: Kind
    order: float
    key: Any


class Source(Protocol):
    """Tells of one kind of record."""

    def items(self) -> Iterable[Item]:
        """All that there is to tell of the period; a fixed number of queries, no texts."""

    def lines(self, items: Sequence[Item]) -> list[Line]:
        """These in words, in the same order; a fixed number of queries."""


def order_of(scope: Scope, action: int | None, at: datetime.datetime | None = None) -> float:
    """Where something stands that belongs to an action, or happened at some time."""
    if action is not None:
        return scope.order.get(action, AFTER_ALL_ACTIONS)
    return AFTER_ALL_ACTIONS - (at.timestamp() if at is not None else 0)
