"""History in words: what a row changed, as a person would say it."""

import dataclasses
import datetime
import re
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db import models
from django.utils import formats, timezone

from audit.history_rows import HistoryRow
from audit.models import AppendOnlyModel, AuditedModel
from audit.recording import author_words
from design.moments import clock_time

EMPTY = "nothing"
HEAD = re.compile(r"(?:“[^”]*”|(?!: ).)*", re.DOTALL)


@dataclasses.dataclass(frozen=True)
class FieldChange:
    """One field of one record: its name and what it went from and to, in words. `before` is empty in a new record."""

    label: str
    before: str
    after: str


@dataclasses.dataclass(frozen=True)
class Line:
    """One record within a change: a sentence, and the fields that changed with it. `href`: where it is to be found,
    for a list that is not about one record.
    """

    text: str
    changes: tuple[FieldChange, ...] = ()
    href: str = ""

    @property
    def head(self) -> str:
        """What the sentence is about: its words up to the first colon that is not inside quotation marks."""
        found = HEAD.match(self.text)
        return found[0] if found else self.text

    @property
    def rest(self) -> str:
        """What it says of that."""
        return self.text[len(self.head) :].removeprefix(": ")


@dataclasses.dataclass
class Entry:
    """One change: when, by whom, why, and what it did."""

    at: datetime.datetime
    actor: str
    reason: str
    change_id: uuid.UUID
    lines: list[Line] = dataclasses.field(default_factory=list)

    @property
    def day(self) -> datetime.date:
        """The day on which it happened, for pages that group by day."""
        return timezone.localtime(self.at).date()


def entries(
    histories: Iterable[models.QuerySet],
    records: Iterable[AppendOnlyModel] = (),
    seen: Mapping[int, int] | None = None,
    only: Collection[uuid.UUID] | None = None,
) -> list[Entry]:
    """All changes that these history rows and append-only records tell of, newest first.

    A history queryset must hold whole histories (each record from its first row on): a row is described against the
    one before it. `seen`: the revisions, by the ids of the records, up to which a reader knows them. `only`: the
    changes to tell of, where it is not all. Costs one query a queryset and one for each model that the rows point to.
    """
    pairs = [pair for history in histories for pair in _with_previous(history) if not _is_seen(pair[0], seen or {})]
    if only is not None:
        pairs = [pair for pair in pairs if pair[0].change_id in only]
    names = Names(row for pair in pairs for row in pair if row is not None)
    found: dict[uuid.UUID, Entry] = {}
    order: dict[uuid.UUID, tuple[datetime.datetime, int]] = {}
    for row, previous in pairs:
        line = describe(row, previous, names)
        if line is None:
            continue
        actor = author_words(row.actor_name, row.actor_role)
        entry = found.setdefault(
            row.change_id, Entry(row.history_date, actor, row.history_change_reason, row.change_id)
        )
        entry.lines.append(line)
        order.setdefault(row.change_id, (row.history_date, row.history_id))
    for record in records:
        actor = author_words(record.recorded_as)
        entry = found.setdefault(
            record.change_id, Entry(record.recorded_at, actor, record.record_reason, record.change_id)
        )
        entry.lines.insert(0, Line(str(record)))
        order.setdefault(record.change_id, (record.recorded_at, 0))
    return [found[change] for change in sorted(found, key=lambda change: order[change], reverse=True)]


def told_since(histories: Iterable[models.QuerySet], moment: datetime.datetime) -> list[tuple[HistoryRow, Line]]:
    """The rows after a moment that tell of a change, oldest first, each with its words; queries as of `entries`."""
    pairs = [pair for history in histories for pair in _with_previous(history) if pair[0].history_date > moment]
    names = Names(row for pair in pairs for row in pair if row is not None)
    told = [(row, describe(row, previous, names)) for row, previous in pairs]
    found = [(row, line) for row, line in told if line is not None]
    return sorted(found, key=lambda pair: (pair[0].history_date, pair[0].history_id))


def describe(row: HistoryRow, previous: HistoryRow | None, names: "Names | None" = None) -> Line | None:
    """The row in words against the one before it; None where nothing that a reader would miss has changed."""
    names = names or Names(filter(None, (row, previous)))
    subject = _headed(row.instance_type._meta.verbose_name, names.subject(row))
    if row.history_type == "-":
        return Line(f"{subject}: {row.instance_type.removed_word}")
    changes = tuple(_changes(row, previous, names))
    if previous is None:
        told = names.subject(row).strip("“”")
        return Line(f"{subject}: added", tuple(change for change in changes if change.after != told))
    return Line(subject, changes) if changes else None


def _headed(noun: str, subject: str) -> str:
    """What a line is about, its kind before it: "Report to the …" and "Section “Summary”" name theirs already."""
    words = subject if subject.startswith(f"{noun} ") else f"{noun} {subject}".strip()
    return f"{words[:1].upper()}{words[1:]}"


def _with_previous(history: models.QuerySet) -> Iterator[tuple[HistoryRow, HistoryRow | None]]:
    previous: HistoryRow | None = None
    for row in _in_order(history):
        yield row, previous if previous is not None and previous.id == row.id else None
        previous = row


def _in_order(history: models.QuerySet) -> models.QuerySet:
    """Record by record from its first row on, with what the records' own words need."""
    with_them = history.model.instance_type.told_with
    return (history.select_related(*with_them) if with_them else history).order_by("id", "history_id")


def _is_seen(row: HistoryRow, seen: Mapping[int, int]) -> bool:
    return row.history_type != "-" and row.revision <= seen.get(row.id, 0)


def _changes(row: HistoryRow, previous: HistoryRow | None, names: "Names") -> Iterator[FieldChange]:
    model = row.instance_type
    for field in type(row).tracked_fields:
        # What a record is about heads its line: it is told as well where it is about something else now.
        if field.name in untold_fields(model) and (previous is None or field.name not in model.audit_subject):
            continue
        if previous is None and getattr(row, field.attname) is False:
            continue
        # A record that is pointed to may have got another name meanwhile: the link is still the same.
        is_same = previous is not None and getattr(row, field.attname) == getattr(previous, field.attname)
        if field.is_relation and is_same:
            continue
        before = "" if previous is None else names.words(field, previous)
        after = names.words(field, row)
        if field.is_relation and after == before:
            after = f"{after}: another {field.related_model._meta.verbose_name}"
        if after != (before or EMPTY):
            yield FieldChange(label_of(field), before, after)


def untold_fields(model: type[AuditedModel]) -> set[str]:
    """The fields of which no history tells."""
    return {"id", "revision", *model.undescribed, *model.untracked}


def label_of(field: Any) -> str:
    """What a field is called at the beginning of a line."""
    label = str(field.verbose_name)
    return f"{label[:1].upper()}{label[1:]}"


class Names:
    """Names of what rows point to, as they were at the time of each row; one query a model."""

    def __init__(self, rows: Iterable[HistoryRow]) -> None:
        wanted: dict[type[models.Model], set[int]] = defaultdict(set)
        for row in rows:
            hidden = set(row.instance_type.undescribed) - set(row.instance_type.audit_subject)
            for field in type(row).tracked_fields:
                value = getattr(row, field.attname)
                if field.is_relation and value is not None and field.name not in hidden:
                    wanted[field.related_model].add(value)
        self._dated: dict[tuple[type[models.Model], int], list[tuple[datetime.datetime, str]]] = defaultdict(list)
        for model, pks in wanted.items():
            for pk, moment, text in _dated_names(model, pks):
                self._dated[(model, pk)].append((moment, text))

    def subject(self, row: HistoryRow) -> str:
        """What a row is about: the record's own words, links by what they join."""
        model = row.instance_type
        if not model.audit_subject:
            return str(row.as_instance())
        return ", ".join(self.words(model._meta.get_field(name), row) for name in model.audit_subject)

    def words(self, field: Any, row: HistoryRow) -> str:
        """The value of a field in a row, in words."""
        if hasattr(field, "words"):
            return field.words(row) or EMPTY
        value = getattr(row, field.attname)
        if value is None or value == "":
            return EMPTY
        if field.is_relation:
            return self._at(field.related_model, value, row.history_date)
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, datetime.datetime):
            return f"{formats.date_format(timezone.localtime(value), 'j F Y')}, {clock_time(value)}"
        if isinstance(value, datetime.date):
            return formats.date_format(value, "j F Y")
        return str(value)

    def _at(self, model: type[models.Model], pk: int, moment: datetime.datetime) -> str:
        dated = self._dated[(model, pk)]
        then = [text for when, text in dated if when <= moment]
        return (then or [text for _, text in dated] or [f"{model._meta.verbose_name} {pk}"])[-1]


def _dated_names(model: Any, pks: set[int]) -> Iterator[tuple[int, datetime.datetime, str]]:
    if issubclass(model, AuditedModel):
        for row in _in_order(model.history.filter(id__in=pks)):
            yield row.id, row.history_date, str(row.as_instance())
    else:
        files = [field.name for field in model._meta.fields if isinstance(field, models.BinaryField)]
        for record in model._base_manager.filter(pk__in=pks).defer(*files):
            yield record.pk, record.recorded_at, str(record)


def changes_since(record: AuditedModel, revision: int, user: Any) -> list[Entry]:
    """What has changed of a record and of its links (`changed_with`) since that revision, newest first, as far as the
    person may see it.
    """
    model = type(record)
    rows = model.history.filter(id=record.pk)
    since = set(rows.filter(revision__gt=revision).values_list("change_id", flat=True))
    histories = [model.visible_history(rows, user)]
    for name in model.changed_with:
        link: Any = model._meta.get_field(name)
        linked = link.related_model
        histories.append(linked.visible_history(linked.history.filter(**{link.field.attname: record.pk}), user))
    return entries(histories, only=since)
