"""What changed between two moments, from history rows: only those of the period, and the one before for each record.

A period is after `since` and up to `until`. A history queryset narrows what is looked at to some records, and must
hold all the rows of each (or all up to some moment).
"""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Max, Min, OuterRef, QuerySet, Subquery, Value

from audit.models import TOLERATED_CLOCK_DIFFERENCE, AuditedModel, HistoryRow

NEVER_TOLD = ("id", "revision")


class Net(NamedTuple):
    """A record that was changed in a period: how it stood before and stands after, by the ids of its history rows.

    `before`: None where it was not there; `after`: None where it is gone; `last`: the last row of the period, which
    for what is gone says so; `steps`: how many rows the period has. `changed`: the columns that differ, in their
    order; of a record that came all that hold something, of one that went none. `values_before`, `values_after`: what
    was asked for.
    """

    pk: int
    before: int | None
    after: int | None
    last: int
    steps: int
    changed: tuple[str, ...]
    values_before: tuple[Any, ...]
    values_after: tuple[Any, ...]

    @property
    def is_none(self) -> bool:
        """Whether it stands as it stood: nothing differs, or it came and went."""
        if self.before is None or self.after is None:
            return self.before is self.after
        return not self.changed


def in_period(rows: QuerySet, since: datetime.datetime, until: datetime.datetime) -> QuerySet:
    """The history rows of a period."""
    return rows.filter(history_date__gt=since, history_date__lte=until)


def touched(
    models: Sequence[type[AuditedModel]], since: datetime.datetime, until: datetime.datetime
) -> list[type[AuditedModel]]:
    """Those of the models whose history has rows in the period, whoever may see them; one query."""
    parts: list[str] = []
    parameters: list[Any] = []
    for number, model in enumerate(models):
        rows, its_own = in_period(model.history.order_by(), since, until).values("pk").query.sql_with_params()
        parts.append(f"SELECT {number} WHERE EXISTS ({rows})")
        parameters += its_own
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        return [models[number] for (number,) in sorted(cursor.fetchall())]


def net_rows(
    rows: QuerySet,
    since: datetime.datetime,
    until: datetime.datetime,
    *,
    compared: Sequence[str] | None = None,
    values: Sequence[str] = (),
) -> list[Net]:
    """The records that the period's rows are of, each compared with itself at `since`; one query.

    The database compares, so that no text is read for it. `compared`: these columns, left out: all but the revision.
    `values`: columns to read before and after.
    """
    history: Any = rows.model
    columns = compared if compared is not None else _columns(history)
    differs = " || ".join(
        f"CASE WHEN a.{name} IS DISTINCT FROM b.{name} THEN '{number},' ELSE '' END"
        for number, name in enumerate(map(connection.ops.quote_name, columns))
    )
    differs = differs or "''"
    read = [f"{row}.{connection.ops.quote_name(column)}" for row in "ba" for column in values]
    told = ["b.history_id", "b.history_type", "a.history_type", "span.last", "span.steps", differs]
    return list(_nets(_ask(rows, since, until, [*told, *read]), history, columns, values))


def came_back(
    rows: QuerySet, since: datetime.datetime, until: datetime.datetime, *, compared: Sequence[str] | None = None
) -> list[Net]:
    """The records that changed in the period and in which something stands again as it stood: `changed` has these
    columns. A record that came and went has none. As `net_rows`; one query.
    """
    history: Any = rows.model
    columns = compared if compared is not None else _columns(history)
    wavered = " || ".join(
        f"CASE WHEN a.{name} IS NOT DISTINCT FROM b.{name}"
        f" AND MAX(CASE WHEN m.{name} IS DISTINCT FROM a.{name} THEN 1 ELSE 0 END) = 1"
        f" THEN '{number},' ELSE '' END"
        for number, name in enumerate(map(connection.ops.quote_name, columns))
    )
    wavered = wavered or "''"
    told = ["b.history_id", "b.history_type", "a.history_type", "span.last", "span.steps", wavered]
    table = connection.ops.quote_name(history._meta.db_table)
    found = _ask(
        rows, since, until, told,
        f"JOIN {table} m ON m.id = span.id AND m.history_id BETWEEN span.first AND span.last WHERE span.steps > 1",
        "GROUP BY span.id, span.last, span.steps, a.history_id, b.history_id",
    )  # fmt: skip
    nets = _nets(found, history, columns, ())
    return [net for net in nets if (net.before and net.after and net.changed) or (net.before is net.after is None)]


def _columns(history: Any) -> list[str]:
    return [field.column for field in history.tracked_fields if field.name not in NEVER_TOLD]


def _ask(
    rows: QuerySet, since: datetime.datetime, until: datetime.datetime, told: Sequence[str], joined: str = "",
    grouped: str = "",
) -> list[Any]:  # fmt: skip
    """What is told of each record that the period's rows are of: `span` them, `a` the last row, `b` the row before."""
    touched = (
        in_period(rows, since, until)
        .order_by()
        .values("id")
        .annotate(first=Min("history_id"), last=Max("history_id"), steps=Count("history_id"))
    )
    try:
        span, parameters = touched.query.sql_with_params()
    except EmptyResultSet:
        return []
    table = connection.ops.quote_name(rows.model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH span AS ({span})
            SELECT span.id, {", ".join(told)}
            FROM span JOIN {table} a ON a.history_id = span.last
            LEFT JOIN {table} b ON b.history_id =
                (SELECT MAX(p.history_id) FROM {table} p WHERE p.id = span.id AND p.history_id < span.first)
            {joined} {grouped} ORDER BY span.id
            """,  # noqa: S608, names of tables and columns
            parameters,
        )
        return cursor.fetchall()


def _nets(
    found: Iterable[Sequence[Any]], history: Any, columns: Sequence[str], values: Sequence[str]
) -> Iterator[Net]:
    converters = [_converter(history, name) for name in (*values, *values)]
    half = len(values)
    known: dict[str, tuple[str, ...]] = {}
    for row in found:
        pk, before, was, is_now, last, steps, differs = row[:7]
        changed = known.get(differs)
        if changed is None:
            changed = known[differs] = tuple(columns[int(number)] for number in differs.split(",")[:-1])
        told = row[7:]
        if any(converters):
            told = tuple(one(value) if one else value for one, value in zip(converters, told, strict=True))
        yield Net(
            pk,
            None if was == "-" else before,
            None if is_now == "-" else last,
            last,
            steps,
            changed,
            tuple(told[:half]),
            tuple(told[half:]),
        )


def _converter(history: Any, column: str) -> Any:
    """What makes a value of the column out of what the database has; None where nothing needs to."""
    field = next(field for field in history._meta.fields if field.column == column)
    col = field.get_col(history._meta.db_table)
    steps = [*connection.ops.get_db_converters(col), *field.get_db_converters(connection)]
    if not steps:
        return None

    def convert(value: Any) -> Any:
        for step in steps:
            value = step(value, col, connection)
        return value

    return convert


def steps_of(
    rows: QuerySet, nets: Collection[Net], since: datetime.datetime, until: datetime.datetime
) -> dict[int, list[HistoryRow]]:
    """Of these records all rows of the period, oldest first, with the one before at the beginning where there is one.

    One query: to be asked for what is shown alone.
    """
    before = [net.before for net in nets if net.before is not None]
    wanted = in_period(rows, since, until).filter(id__in=[net.pk for net in nets])
    told_with = rows.model.instance_type.told_with
    found = rows.model.objects.filter(history_id__in=before) | rows.model.objects.filter(
        history_id__in=wanted.values("history_id")
    )
    steps = defaultdict(list)
    for row in (found.select_related(*told_with) if told_with else found).order_by("history_id"):
        steps[row.id].append(row)
    return dict(steps)


def net_changes(
    model: type[AuditedModel], since: datetime.datetime, until: datetime.datetime
) -> dict[int, tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """By its id, each record that is another at `until` than at `since`: the columns that differ from, and to.

    None instead of columns where it was not there, or is gone; what came or went has all its columns. Applied to the
    records as at `since` this gives the records as at `until`: the promise of this module as one function, by which a
    replayed year proves it; pages ask `net_rows`.
    """
    nets = net_rows(model.history.all(), since, until)
    history: Any = model.history.model
    columns = [field.attname for field in history.tracked_fields]
    ids = {pk for net in nets for pk in (net.before, net.after) if pk is not None}
    read = model.history.filter(history_id__in=ids).values("history_id", *columns)
    values = {row.pop("history_id"): row for row in read}
    found = {}
    for net in nets:
        before, after = values.get(net.before), values.get(net.after)
        if before is not None and after is not None:
            differ = [name for name in columns if before[name] != after[name]]
            before, after = ({name: row[name] for name in differ} for row in (before, after))
        if before != after:
            found[net.pk] = (before, after)
    return found


class Recorded(NamedTuple):
    """A change by its id, and when it was recorded: of rows that two clocks dated, the latest."""

    change: uuid.UUID
    at: datetime.datetime


def recorded_changes(sources: Sequence[QuerySet], *, first: int, most: int) -> list[Recorded]:
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
    moment = _converter(sources[0].model, dated_by(sources[0]))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT change_id, MAX(told_at) FROM ({" UNION ALL ".join(parts)}) AS told GROUP BY change_id
            ORDER BY MAX(told_at) DESC, change_id LIMIT %s OFFSET %s
            """,  # noqa: S608, by Django's compiler
            [*parameters, most, first],
        )
        return [Recorded(uuid.UUID(str(change)), moment(at) if moment else at) for change, at in cursor.fetchall()]


def dated_by(rows: QuerySet) -> str:
    """The column that says when a history row, or an append-only record, was written."""
    return "history_date" if issubclass(rows.model, HistoryRow) else "recorded_at"


def telling_of(sources: Sequence[QuerySet], changes: Sequence[Recorded]) -> list[QuerySet]:
    """Those of the sources that tell of any of these changes, narrowed to them; one query."""
    ids, moments = [one.change for one in changes], [one.at for one in changes]
    # Two clocks may differ by so much within one change.
    period = (min(moments) - TOLERATED_CLOCK_DIFFERENCE, max(moments))
    narrowed = [rows.filter(**{"change_id__in": ids, f"{dated_by(rows)}__range": period}) for rows in sources]
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
