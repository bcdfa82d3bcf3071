"""Some records of a model in words: what each went from and to, who took the last step, when and why."""

import itertools
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import BooleanField

from actions.models import Action, ActionOutcome, DueDateChange, DueDateProposal
from audit.as_at import rows_at
from audit.describe import EMPTY, label_of, untold_fields
from audit.feed import Net, steps_of
from audit.models import AuditedLink, AuditedModel
from governance.changes.answers import answered_words
from governance.changes.first_reports import LastUpdate, first_report, last_updates
from governance.changes.joins import Agendas, Concerned
from governance.changes.people import Authors, names_of
from governance.changes.places import Places, owner_of
from governance.changes.scope import Scope
from governance.changes.told import Kind, Line
from governance.models import AgendaItem
from priorities.models import ActionPlan
from priorities.status import Status


class Told(NamedTuple):
    """What a line is about: a record, a field of it ("": itself), and the fields that are told with it."""

    net: Net
    head: str
    fields: tuple[str, ...]

    @property
    def named(self) -> str:
        """The field that the line is about: its head, or what else changed; a reason only where it is alone."""
        others = [name for name in self.fields if not name.endswith("_reason")]
        return self.head if self.head in self.fields else (others or self.fields)[0]


class Words:
    """Some records of a model in words; a fixed number of queries."""

    def __init__(self, model: type[AuditedModel], scope: Scope, nets: Sequence[Net]) -> None:
        self.model, self.scope = model, scope
        self.steps = steps_of(scope.rows(model), nets, scope.since, scope.until)
        rows: list[Any] = [row for steps in self.steps.values() for row in steps]
        self.names, self.authors = names_of(scope, rows), Authors(scope, rows)
        self.owners = {row.id: owner_of(model, row, row.id) for row in rows}
        self.places = Places(self.owners.values(), scope.until, scope.plan.first_level)
        self.updates: dict[int, LastUpdate] = {}
        self.moved: dict[int, int] = {}
        self.agendas, self.concerned = Agendas(model, rows), Concerned(model, rows, scope)
        if model is Action:
            self._read_of_actions(rows)
        if model is ActionOutcome:
            self._name_plans([row.into.plan for row in rows if row.into is not None])

    def _name_plans(self, plans: Sequence[ActionPlan]) -> None:
        """The plans in which actions go on, by what they were called at the later moment."""
        then = rows_at(ActionPlan, self.scope.until, id__in={plan.pk for plan in plans})
        titles = dict(then.values_list("id", "title"))
        for plan in plans:
            plan.title = titles.get(plan.pk, plan.title)

    def _read_of_actions(self, rows: Sequence[Any]) -> None:
        self.updates = last_updates(rows, self.scope.until)
        moves = DueDateChange.objects.filter(
            action_id__in=self.steps, from_on__isnull=False, recorded_at__lte=self.scope.until
        )
        for action in moves.values_list("action_id", flat=True):
            self.moved[action] = self.moved.get(action, 0) + 1

    def line(self, kind: Kind, told: Told) -> Line:
        """What a field went from and to, with its last step."""
        steps = self.steps[told.net.pk]
        before = steps[0] if told.net.before is not None else None
        after = steps[-1] if told.net.after is not None else None
        last = self._last_step(steps, told) if told.head else steps[-1] if after is None else self._said_first(steps)
        what, was, is_now = self._what(told, before, after)
        notes = [
            self._of_its_kind(kind, told, steps if before is None else steps[1:], before, last),
            self._note(told, after, last.history_change_reason),
        ]
        return self._made(kind, told, last, what, was, is_now, "; ".join(filter(None, notes)))

    def steps_line(self, told: Told) -> Line:
        """A field that stands as it stood, with all its steps in the note."""
        steps = self.steps[told.net.pk]
        if not told.head:
            gone = self.model.removed_word
            note = f"Added, then {gone}" if told.net.before is None else f"{gone.capitalize()}, then added again"
            subject = self.names.subject(steps[-1])
            return self._made(Kind.OTHER, told, steps[-1], self._noun(steps[-1]), subject, subject, note)
        name = told.named
        words = [self._words(name, row) for row in steps]
        kept = [word for number, word in enumerate(words) if number == 0 or words[number - 1] != word]
        label = self._label(name, steps[-1])
        last = self._last_step(steps, told)
        return self._made(Kind.OTHER, told, last, label, kept[0], kept[-1], " → ".join(kept))

    def _made(self, kind: Kind, told: Told, last: Any, what: str, before: str, after: str, note: str = "") -> Line:
        place = self.places.of(self.owners[told.net.pk])
        # What heads its line itself is called as it is at the end, whatever it was called when it came.
        named = self.steps[told.net.pk][-1] if told.net.after is not None else last
        why = last.history_change_reason
        if self.model is DueDateProposal and not told.head:
            why = last.reason
        if told.head == "status" and self.model is Action and last.last_update_id in self.updates:
            update = self.updates[last.last_update_id]
            why = (update.reason if kind == Kind.WORSE else "") or update.said
        return Line(
            kind=kind,
            subject=place.subject,
            title=place.title or _capital(self.names.subject(named)),
            href=place.href,
            history_href=place.history_href,
            what=what,
            before=before,
            after=after,
            at=last.history_date,
            by=self.authors.of(last),
            why=why,
            note=note,
        )

    def _noun(self, row: Any) -> str:
        """What kind of thing it is; of a link to an agenda where it stands."""
        said = "" if self.model is AgendaItem else self.agendas.heading(row)
        return said or label_of(self.model._meta)

    def _what(self, told: Told, before: Any, after: Any) -> tuple[str, str, str]:
        if told.head == "":
            if after is None:
                return self._noun(before), self._subject(before), ""
            return self._noun(after), "", self._new(after)
        name = told.head if told.head in self.model.said_by else told.named
        field = self.model._meta.get_field(name)
        if isinstance(field, BooleanField) and name not in self.model.said_by:
            return self._of_whom(after), "", f"{'' if getattr(after, name) else 'no longer: '}{field.verbose_name}"
        label = self._label(name, after)
        return label, self._words(name, before) if before is not None else "", self._words(name, after)

    def _label(self, name: str, row: Any) -> str:
        """The field; of what belongs to something else, with its own words before it."""
        label = label_of(self.model._meta.get_field(name))
        if self._is_its_own(row):
            return label
        subject = self._of_whom(row)
        # Whoever reads "waiting → agreed" knows that it is a state.
        return subject if name == "state" else f"{subject}: {label[:1].lower()}{label[1:]}"

    def _is_its_own(self, row: Any) -> bool:
        """Whether its line is headed by the record itself, not by what it belongs to."""
        owner = self.owners[row.id]
        return owner is None or owner[0] is self.model

    def _of_whom(self, row: Any) -> str:
        """What the record is, and which where its line is headed by something else: "Evidence “Survey”"."""
        return self._noun(row) if self._is_its_own(row) else f"{self._noun(row)} {self._subject(row)}"

    def _new(self, row: Any) -> str:
        """What a new record says: by its own words where its line does not say them anyway."""
        said = self.model.said_by.get("")
        if said is not None:
            return _value(row.as_instance(), said)
        if self._is_its_own(row):
            return self.agendas.heading(row) or "added"
        return f"{self._subject(row)}{self.concerned.mark(row)}"

    def _subject(self, row: Any) -> str:
        """What a record is about, without the thing that heads its line."""
        named: list[Any] = [self.model._meta.get_field(name) for name in self.model.audit_subject]
        owner = self.owners[row.id]
        others = [
            self.names.words(field, row)
            for field in named
            if owner is None or (field.related_model, getattr(row, field.attname)) != owner
        ]
        return ", ".join(others) or self.names.subject(row)

    def _words(self, name: str, row: Any) -> str:
        said = self.model.said_by.get(name)
        if said is not None:
            return _value(row.as_instance(), said)
        return self.names.words(self.model._meta.get_field(name), row)

    def _last_step(self, steps: Sequence[Any], told: Told) -> Any:
        """The last row in which one of the fields became another."""
        columns = self._columns(told.fields)
        for earlier, later in reversed(list(itertools.pairwise(steps))):
            if any(getattr(earlier, column) != getattr(later, column) for column in columns):
                return later
        return steps[-1]

    def _said_first(self, steps: Sequence[Any]) -> Any:
        """The row that brought a new record, or, where its line tells its state, the last one that led to that."""
        said = self.model.said_by.get("")
        if said is None:
            return steps[0]
        heads = {head for head, words in self.model.said_by.items() if head and words == said}
        along = [name for name, head in self.model.told_along.items() if head in heads]
        for earlier, later in reversed(list(itertools.pairwise(steps))):
            if self._new(earlier) != self._new(later) or any(
                getattr(earlier, column) != getattr(later, column) for column in self._columns(along)
            ):
                return later
        return steps[0]

    def _columns(self, names: Sequence[str]) -> list[str]:
        fields: list[Any] = [self.model._meta.get_field(name) for name in names]
        return [field.attname for field in fields]

    def _note(self, told: Told, after: Any, why: str) -> str:
        """What is told along with a field, as far as the line does not say it yet."""
        if after is None:
            return ""
        if not told.head:
            if issubclass(self.model, AuditedLink):
                return self._said_of_link(after)
            answered = answered_words(self.model, self.steps[told.net.pk], self.authors)
            return answered or self.concerned.words(after)
        if self.model is Action and told.head == "due_on":
            return moved_words(self.moved.get(told.net.pk, 0))
        fields = [self.model._meta.get_field(name) for name in told.fields if self._is_noted(told, name)]
        notes = {label_of(field): self.names.words(field, after) for field in fields}
        return "; ".join(f"{label}: {words}" for label, words in notes.items() if words not in (EMPTY, why))

    def _of_its_kind(self, kind: Kind, told: Told, steps: Sequence[Any], before: Any, last: Any) -> str:
        """Whether it was said for the first time: no status is a gap, and a date that is set has not moved; of what a
        source prints, when it did."""
        if kind == Kind.BROUGHT_IN and last.last_update_id in self.updates:
            return _capital(self.updates[last.last_update_id].printed)
        if self.model is Action and told.head == "status" and (before is None or before.status == Status.NONE):
            return first_report(steps, self.updates)
        if kind == Kind.DATES and told.head.endswith("_on") and before is not None:
            is_new = getattr(before, told.head) is None and not (told.head == "due_on" and _is_ongoing(before))
            return "Set" if is_new else ""
        return ""

    def _said_of_link(self, row: Any) -> str:
        """What a new link says beside what it joins: "Effect: paused"."""
        untold = untold_fields(self.model) | set(self.model.audit_subject)
        fields = [field for field in type(row).tracked_fields if field.name not in untold]
        said = {label_of(field): self.names.words(field, row) for field in fields}
        return "; ".join(f"{label}: {words}" for label, words in said.items() if words != EMPTY)

    def _is_noted(self, told: Told, name: str) -> bool:
        is_of_the_change = name.endswith(("_by", "_at")) and name != "replaced_by"
        return name != told.named and told.head in self.model.told_along.values() and not is_of_the_change


def _is_ongoing(row: Any) -> bool:
    return getattr(row, "is_ongoing", False)


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _value(record: Any, name: str) -> str:
    value = getattr(record, name)
    return str(value() if callable(value) else value)


def moved_words(times: int) -> str:
    """How often an agreed due date was moved: "Moved twice"."""
    if times == 0:
        return ""
    return "Moved " + {1: "once", 2: "twice"}.get(times, f"{times} times")
