"""What changed between two moments, from history rows: only those of the period, and the one before for each record.

A period is after `since` and up to `until`. A history queryset narrows what is looked at to some records, and must
hold all the rows of each (or all up to some moment).
"""

import datetime
import functools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Max, Min, QuerySet

from audit.history_rows import HistoryRow
from audit.models import AuditedModel

NEVER_TOLD = ("id", "revision")
# The row before the first of a period (`span`) as `b`, found by an index for each record. Without LATERAL, which
# SQLite does not know and does not need, PostgreSQL would rather read the whole table.
BEFORE = {
    "postgresql": """
            LEFT JOIN LATERAL (
                SELECT * FROM {table} p WHERE p.id = span.id AND p.history_id < span.first
                ORDER BY p.history_date DESC, p.history_id DESC LIMIT 1
            ) b ON TRUE""",
    "sqlite": """
            LEFT JOIN {table} b ON b.history_id =
                (SELECT MAX(p.history_id) FROM {table} p WHERE p.id = span.id AND p.history_id < span.first)""",
}


class Net(NamedTuple):
    """A record that was changed in a period: how it stood before and stands after, by the ids of its history rows.

    `before`: None where it was not there; `after`: None where it is gone; `last`: the last row of the period, which
    for what is gone says so; `steps`: how many rows the period has. `changed`: the columns that differ, in their
    order; of a record that came all that hold something, of one that went none. `values_before`, `values_after`: what
    was asked for. `wavers`, where that was asked: whether `came_back` has something to tell of it.
    """

    pk: int
    before: int | None
    after: int | None
    last: int
    steps: int
    changed: tuple[str, ...]
    values_before: tuple[Any, ...]
    values_after: tuple[Any, ...]
    wavers: bool = False

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
    is_wavering_told: bool = False,
) -> list[Net]:
    """The records that the period's rows are of, each compared with itself at `since`; one query.

    The database compares, so that no text is read for it. `compared`: these columns, left out: all but the revision.
    `values`: columns to read before and after. `is_wavering_told`: whether to look at the steps between as well.
    """
    history: Any = rows.model
    columns = compared if compared is not None else _columns(history)
    differs = " || ".join(
        f"CASE WHEN a.{name} IS DISTINCT FROM b.{name} THEN '{number},' ELSE '' END"
        for number, name in enumerate(map(connection.ops.quote_name, columns))
    )
    differs = differs or "''"
    read = [f"{row}.{connection.ops.quote_name(column)}" for row in "ba" for column in values]
    wavers = _wavers(history, columns) if is_wavering_told else "FALSE"
    told = ["b.history_id", "b.history_type", "a.history_type", "span.last", "span.steps", differs, wavers]
    return list(_nets(_ask(rows, since, until, [*told, *read]), history, columns, values))


def _wavers(history: Any, columns: Sequence[str]) -> str:
    """Whether a record came and went, or a row between differs in a column that stands again as it stood: asked
    column by column and row by row only until one is found, which is half of what it takes to name them.
    """
    differs = " OR ".join(
        f"(m.{name} IS DISTINCT FROM a.{name} AND a.{name} IS NOT DISTINCT FROM b.{name})"
        for name in map(connection.ops.quote_name, columns)
    )
    table = connection.ops.quote_name(history._meta.db_table)
    steps = f"{table} m WHERE m.id = span.id AND m.history_id >= span.first AND m.history_id < span.last"
    differ = f"EXISTS (SELECT 1 FROM {steps} AND ({differs or 'FALSE'}))"  # noqa: S608, names of tables and columns
    return (
        "CASE WHEN COALESCE(b.history_type, '-') = '-' THEN a.history_type = '-'"
        f" WHEN a.history_type = '-' THEN FALSE ELSE span.steps > 1 AND {differ} END"
    )


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
    table = connection.ops.quote_name(history._meta.db_table)
    steps = f"{table} m WHERE m.id = span.id AND m.history_id BETWEEN span.first AND span.last"
    wavered = f"(SELECT {wavered} FROM {steps})" if wavered else "''"  # noqa: S608, names of tables and columns
    told = ["b.history_id", "b.history_type", "a.history_type", "span.last", "span.steps", wavered, "TRUE"]
    found = _ask(rows, since, until, told, "WHERE span.steps > 1")
    nets = _nets(found, history, columns, ())
    return [net for net in nets if (net.before and net.after and net.changed) or (net.before is net.after is None)]


def _columns(history: Any) -> list[str]:
    return [field.column for field in history.tracked_fields if field.name not in NEVER_TOLD]


def _ask(
    rows: QuerySet, since: datetime.datetime, until: datetime.datetime, told: Sequence[str], wanted: str = ""
) -> list[Any]:
    """What is told of each record that the period's rows are of: `span` them, `a` the last row, `b` the row before.

    No other rows are read, whatever the history holds; that is why `a` is said to be of the period.
    """
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
    period = [connection.ops.adapt_datetimefield_value(moment) for moment in (since, until)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH span AS ({span})
            SELECT span.id, {", ".join(told)}
            FROM span
            JOIN {table} a ON a.history_id = span.last AND a.history_date > %s AND a.history_date <= %s
            {BEFORE[connection.vendor].format(table=table)}
            {wanted} ORDER BY span.id
            """,  # noqa: S608, names of tables and columns
            [*parameters, *period],
        )
        return cursor.fetchall()


def _nets(
    found: Iterable[Sequence[Any]], history: Any, columns: Sequence[str], values: Sequence[str]
) -> Iterator[Net]:
    converters = [(place, converter(history, name)) for place, name in enumerate((*values, *values))]
    converters = [(place, one) for place, one in converters if one is not None]
    half = len(values)
    known: dict[str, tuple[str, ...]] = {}
    for row in found:
        pk, before, was, is_now, last, steps, differs, wavers = row[:8]
        changed = known.get(differs)
        if changed is None:
            changed = known[differs] = tuple(columns[int(number)] for number in differs.split(",")[:-1])
        told = list(row[8:])
        for place, one in converters:
            told[place] = one(told[place])
        yield Net(
            pk,
            None if was == "-" else before,
            None if is_now == "-" else last,
            last,
            steps,
            changed,
            tuple(told[:half]),
            tuple(told[half:]),
            bool(wavers),
        )


def converter(history: Any, column: str) -> Any:
    """What makes a value of the column out of what the database has, each once; None where nothing needs to."""
    field = next(field for field in history._meta.fields if field.column == column)
    col = field.get_col(history._meta.db_table)
    steps = [*connection.ops.get_db_converters(col), *field.get_db_converters(connection)]
    if not steps:
        return None

    def convert(value: Any) -> Any:
        for step in steps:
            value = step(value, col, connection)
        return value

    return functools.cache(convert)


def steps_of(
    rows: QuerySet, nets: Collection[Net], since: datetime.datetime, until: datetime.datetime
) -> dict[int, list[HistoryRow]]:
    """Of these records all rows of the period, oldest first, with the one before at the beginning where there is one.

    One query: to be asked for what is shown alone.
    """
    before = [net.before for net in nets if net.before is not None]
    wanted = in_period(rows, since, until).filter(id__in=[net.pk for net in nets])
    told_with = rows.model.instance_type.told_with
    # Two conditions joined by "or" PostgreSQL would ask of every row of the table.
    first = rows.model.objects.filter(history_id__in=before).order_by().values("history_id")
    found = rows.model.objects.filter(history_id__in=first.union(wanted.order_by().values("history_id")))
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
