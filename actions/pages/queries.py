"""What the source of a plan leaves open, and what became of it."""

import dataclasses
import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from accounts.models import User
from actions.models import SourceQuery
from priorities.models import ActionPlan


@dataclasses.dataclass(frozen=True)
class Answer:
    """An answer as it was given: by whom, when, and why so."""

    text: str
    by: str
    at: datetime.datetime
    reason: str


@dataclasses.dataclass(frozen=True)
class Asked:
    """A query, since when it is there, and its answers, newest first: a wrong one stays in sight."""

    query: SourceQuery
    at: datetime.datetime
    answers: list[Answer]


def asked_in(plan: ActionPlan, user: User) -> list[Asked]:
    """The queries of a plan: open ones first, then by priority and action; two queries at any size."""
    queries = list(plan.source_queries.select_related("plan", "priority__plan", "action__plan", "action__priority"))
    rows: dict[int, list[Any]] = {query.pk: [] for query in queries}
    history = SourceQuery.history.filter(plan_id=plan.pk).order_by("history_id")
    for row in SourceQuery.visible_history(history, user):
        rows[row.id].append(row)
    return [_asked(query, rows[query.pk]) for query in sorted(queries, key=_place)]


def _asked(query: SourceQuery, rows: list[Any]) -> Asked:
    return Asked(query, rows[0].history_date, list(_answers(rows))[::-1])


def _answers(rows: Iterable[Any]) -> Iterator[Answer]:
    before = ""
    for row in rows:
        if row.answer != before:
            yield Answer(row.answer, row.actor_name, row.history_date, row.history_change_reason)
        before = row.answer


def _place(query: SourceQuery) -> tuple[bool, int, int, int]:
    """What is open before what is answered; the plan before its priorities, each before its actions."""
    priority = query.action.priority if query.action else query.priority
    return (
        query.answered_at is not None,
        priority.number if priority else 0,
        query.action.position if query.action else -1,
        query.pk,
    )
