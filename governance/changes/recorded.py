"""All recorded changes of a period, one for each time that somebody saved something, the newest first."""

import dataclasses
import datetime
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from actions.models import DueDateChange, NoUpdateReceived, ProgressUpdate
from audit.describe import Entry, Line, Names, describe
from audit.feed import in_period
from audit.history_rows import HistoryRow
from audit.models import AppendOnlyModel, AuditedModel
from audit.recorded import RecordedChange, period_of, recorded_changes, telling_of, with_previous
from governance.changes.people import Authors, names_of
from governance.changes.places import Owner, Places, owner_of
from governance.changes.scope import Scope
from governance.models import AsPublished, BoardReport, MinutesNote, Pack, ReportVersion, TermsOfReference
from priorities.models import PriorityJudgement

PAGE = 50
# How many changes of a file are put into words together, and more than there are.
AT_ONCE, MOST = 500, 2**62


def _all(rows: Any, user: User) -> QuerySet:
    return rows


def _with_ongoing(rows: Any, user: User) -> QuerySet:
    return rows.with_ongoing()


def _with_cycle(rows: Any, user: User) -> QuerySet:
    return rows.told()


def _of_published(rows: QuerySet, user: User) -> QuerySet:
    told = rows if user.is_coordinator else rows.filter(report__in=BoardReport.objects.published().values("pk"))
    return told.select_related("report__body")


# The append-only records that are told, each with who may see which. The others are what a change is kept in: bytes of
# files, and who exported a report.
RECORDS: Mapping[type[AppendOnlyModel], Callable[[QuerySet, User], QuerySet]] = {
    ProgressUpdate: _all,
    DueDateChange: _with_ongoing,
    PriorityJudgement: lambda rows, user: rows.select_related("priority__plan"),
    ReportVersion: lambda rows, user: _of_published(rows, user).defer("content"),
    AsPublished: lambda rows, user: _of_published(rows, user).defer("file"),
    Pack: lambda rows, user: rows.defer("content").select_related("meeting"),
    NoUpdateReceived: _with_cycle,
    MinutesNote: lambda rows, user: rows.select_related("meeting"),
    TermsOfReference: lambda rows, user: rows.defer("file"),
}


# Whoever writes one of these changes its action with it: a row of the action's history tells of the change already.
WITH_THEIR_ACTION = (ProgressUpdate, DueDateChange)


@dataclasses.dataclass(frozen=True)
class RecordedPage:
    """A page of recorded changes; `has_more`: whether there are older ones."""

    entries: tuple[Entry, ...]
    has_more: bool


def recorded(scope: Scope, models: Sequence[type[AuditedModel]], page: int) -> RecordedPage:
    """The changes of that page, from 1 on. A fixed number of queries: the rows of these changes and those before."""
    changes = _changes(scope, models, first=(page - 1) * PAGE, most=PAGE + 1)
    return RecordedPage(tuple(_told(scope, models, changes[:PAGE])), len(changes) > PAGE)


def every_recorded(scope: Scope, models: Sequence[type[AuditedModel]]) -> Iterator[Entry]:
    """All of them, for a file; put into words some hundred at a time, each time with the queries of a page."""
    changes = _changes(scope, models, first=0, most=MOST)
    for first in range(0, len(changes), AT_ONCE):
        yield from _told(scope, models, changes[first : first + AT_ONCE])


def _changes(scope: Scope, models: Sequence[type[AuditedModel]], *, first: int, most: int) -> list[RecordedChange]:
    sources = _sources(scope, models, scope.since, scope.until)
    told_alone = [rows for rows in sources if rows.model not in WITH_THEIR_ACTION]
    return recorded_changes(told_alone, first=first, most=most)


def _told(scope: Scope, models: Sequence[type[AuditedModel]], shown: Sequence[RecordedChange]) -> Iterator[Entry]:
    if shown:
        short = _sources(scope, models, *period_of(shown, scope.since, scope.until))
        entries = entries_of(scope, telling_of(short, shown))
        yield from (entries[one.change] for one in shown if one.change in entries)


def _sources(
    scope: Scope, models: Sequence[type[AuditedModel]], since: datetime.datetime, until: datetime.datetime
) -> list[QuerySet]:
    """The rows of a period that the person may see."""
    histories = [in_period(scope.rows(model), since, until) for model in models]
    return [*histories, *(_records(scope, model, since, until) for model in RECORDS)]


def _records(
    scope: Scope, model: type[AppendOnlyModel], since: datetime.datetime, until: datetime.datetime
) -> QuerySet:
    rows = model.objects.filter(scope.belongs(model), recorded_at__gt=since, recorded_at__lte=until)
    if model is ProgressUpdate:
        # It is submitted when it is recorded; its table has an index by that.
        rows = rows.filter(submitted_at__range=(since, until))
    return RECORDS[model](rows, scope.user)


def entries_of(scope: Scope, sources: Sequence[QuerySet]) -> dict[uuid.UUID, Entry]:
    """By the id of its change, what these history rows and append-only records tell; each line with its subject."""
    pairs: list[tuple[HistoryRow, HistoryRow | None]] = []
    records: list[Any] = []
    for rows in sources:
        if issubclass(rows.model, HistoryRow):
            pairs += with_previous(rows)
        else:
            records += rows
    names = names_of(scope, [row for pair in pairs for row in pair if row is not None])
    authors = Authors(scope, [*records, *(row for row, _ in pairs)])
    told = [*_told_records(records, authors), *_told_rows(pairs, names, authors)]
    places = Places([owner for _, _, owner, _ in told], scope.until, scope.plan.first_level)
    found: dict[uuid.UUID, Entry] = {}
    for entry, model, owner, line in told:
        place = places.of(owner)
        is_part = owner is not None and owner[0] is not model and place.subject.lower() not in line.text.lower()
        text = f"{place.subject}: {line.text}" if is_part else line.text
        found.setdefault(entry.change_id, entry).lines.append(Line(text, line.changes, place.href))
    return found


Told = tuple[Entry, type[Any], Owner | None, Line]


def _told_records(records: Sequence[Any], authors: Authors) -> Iterator[Told]:
    for record in records:
        entry = Entry(record.recorded_at, authors.of(record), record.record_reason, record.change_id)
        yield entry, type(record), owner_of(type(record), record, record.pk), Line(str(record))


def _told_rows(pairs: Sequence[tuple[Any, Any]], names: Names, authors: Authors) -> Iterator[Told]:
    for row, previous in pairs:
        line = describe(row, previous, names)
        if line is not None:
            model = row.instance_type
            entry = Entry(row.history_date, authors.of(row), row.history_change_reason, row.change_id)
            yield entry, model, owner_of(model, row, row.id), line
