"""The changes of a period one by one: the newest, and what history rows and append-only records tell of each."""

import datetime
import uuid
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery, Value

from audit.feed import converter
from audit.history_rows import TOLERATED_CLOCK_DIFFERENCE, HistoryRow


class RecordedChange(NamedTuple):
    """A change by its id, and when it was recorded: of rows that two clocks dated, the latest."""

    change: uuid.UUID
    at: datetime.datetime


def recorded_changes(sources: Sequence[QuerySet], *, first: int, most: int) -> list[RecordedChange]:
    """The changes that rows of histories and append-only records tell of, the newest first: so many, from the first
    one on. One narrow query; of each table it reads no more than it may need.
    """
    parts: list[str] = []
    parameters: list[Any] = []
    for rows in sources:
        at = dated_by(rows)
        newest = rows.order_by(f"-{at}", "change_id").values_list("change_id", at).distinct()[: first + most]
        try:
            sql, its_own = newest.query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"SELECT change_id, {at} AS told_at FROM ({sql}) AS told")  # noqa: S608, by Django's compiler
        parameters += its_own
    if not parts:
        return []
    moment = converter(sources[0].model, dated_by(sources[0]))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT change_id, MAX(told_at) FROM ({" UNION ALL ".join(parts)}) AS told GROUP BY change_id
            ORDER BY MAX(told_at) DESC, change_id LIMIT %s OFFSET %s
            """,  # noqa: S608, by Django's compiler
            [*parameters, most, first],
        )
        return [
            RecordedChange(uuid.UUID(str(change)), moment(at) if moment else at) for change, at in cursor.fetchall()
        ]


def dated_by(rows: QuerySet) -> str:
    """The column that says when a history row, or an append-only record, was written."""
    return "history_date" if issubclass(rows.model, HistoryRow) else "recorded_at"


def period_of(
    changes: Sequence[RecordedChange], since: datetime.datetime, until: datetime.datetime
) -> tuple[datetime.datetime, datetime.datetime]:
    """What of a period holds all its rows of these changes."""
    moments = [one.at for one in changes]
    # Two clocks may differ by so much within one change; a period begins after its first moment.
    begun = min(moments) - TOLERATED_CLOCK_DIFFERENCE - datetime.timedelta.resolution
    return max(begun, since), min(max(moments), until)


def telling_of(sources: Sequence[QuerySet], changes: Sequence[RecordedChange]) -> list[QuerySet]:
    """Those of the sources that tell of any of these changes, narrowed to them; one query. They are searched row by
    row: let them hold a short period (`period_of`).
    """
    narrowed = [rows.filter(change_id__in=[one.change for one in changes]) for rows in sources]
    named = [
        rows.order_by().annotate(told_of=Value(number)).values_list("told_of") for number, rows in enumerate(narrowed)
    ]
    return [narrowed[number] for (number,) in sorted(named[0].union(*named[1:]))]


def with_previous(rows: QuerySet) -> list[tuple[HistoryRow, HistoryRow | None]]:
    """History rows, each with the one before it of the same record; two queries."""
    history = rows.model.objects
    told_with = rows.model.instance_type.told_with
    earlier = history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    found = rows.annotate(previous_id=Subquery(earlier.values("history_id")[:1])).order_by("history_id")
    listed = list(found.select_related(*told_with) if told_with else found)
    previous = history.filter(history_id__in={row.previous_id for row in listed if row.previous_id is not None})
    known = {row.history_id: row for row in (previous.select_related(*told_with) if told_with else previous)}
    return [(row, known.get(row.previous_id)) for row in listed]
