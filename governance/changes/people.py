"""What people are called in what changed: by their names, or, in what is handed on, by the posts that they had."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from accounts.models import User
from actions.as_at.records import PeopleThen
from audit.describe import Names
from audit.history_rows import HistoryRow
from audit.models import AppendOnlyModel
from audit.recording import author_words
from governance.changes.scope import Scope


class Authors:
    """Whoever made these history rows or append-only records; two queries where they are told by their posts."""

    def __init__(self, scope: Scope, made: Sequence[HistoryRow | AppendOnlyModel]) -> None:
        self._posts = PeopleThen([_author(one) for one in made], (), scope.until) if scope.in_posts else None

    def of(self, made: Any) -> str:
        """Who made it: "Olive Marsh, lead of 1a", or "SEND service manager, Borough Council, lead of 1a"."""
        is_row = isinstance(made, HistoryRow)
        told = author_words(made.actor_name, made.actor_role) if is_row else author_words(made.recorded_as)
        person = self._person(made, made.history_date if is_row else made.recorded_at)
        if person is None:
            return told
        name, role = (made.actor_name, made.actor_role) if is_row else (person.name, "")
        if not is_row and told.startswith(f"{name}, "):
            role = told.removeprefix(f"{name}, ")
        # A deputy's part names the lead.
        return ", ".join(filter(None, (person.post, role.partition(", for ")[0])))

    def _person(self, made: Any, at: datetime.datetime) -> User | None:
        return self._posts.person(_author(made), at) if self._posts is not None else None


class PostNames(Names):
    """As `Names`, with people by the posts that they had at the time of each row; two queries more."""

    def __init__(self, rows: Iterable[HistoryRow], until: datetime.datetime) -> None:
        super().__init__(rows)
        self._posts = PeopleThen([pk for model, pk in self._dated if model is User], (), until)

    def _at(self, model: type[Any], pk: int, moment: datetime.datetime) -> str:
        person = self._posts.person(pk, moment) if model is User else None
        return person.post if person is not None else super()._at(model, pk, moment)


def names_of(scope: Scope, rows: Sequence[HistoryRow]) -> Names:
    """What rows point to, in words."""
    return PostNames(rows, scope.until) if scope.in_posts else Names(rows)


def _author(made: Any) -> int | None:
    author: int | None = made.history_user_id if isinstance(made, HistoryRow) else made.recorded_by_id
    return author
