"""The net changes of a model's records as lines: one for each field, or one for what came or went."""

import functools
import itertools
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from actions.models import Action, DueDateChange, ProgressUpdate
from audit.describe import EMPTY, Names, label_of
from audit.feed import Net, came_back, net_rows, steps_of
from audit.models import AuditedModel, HistoryRow
from audit.recording import author_words
from governance.changes.places import Places, owner_of
from governance.changes.scope import Scope
from governance.changes.sources import Item, order_of
from governance.changes.told import Kind, Line
from priorities.status import Status


class Told(NamedTuple):
    """What a line is about: a record, a field of it ("": itself), and the fields that are told with it."""

    net: Net
    head: str
    fields: tuple[str, ...]


Values = dict[str, Any] | None
Heads = Sequence[tuple[str, tuple[str, ...]]]


class NetOf:
    """The net changes of one model. A source (`Source`)."""

    def __init__(self, model: type[AuditedModel], scope: Scope) -> None:
        self.model, self.scope = model, scope
        self._fields = {field.column: field for field in model._meta.fields}
        names = {field.name for field in model._meta.fields}
        hidden = {"id", "revision", *model.undescribed, *model.untracked}
        self._compared = [column for column, field in self._fields.items() if field.name not in hidden]
        of = [f"{name}_id" for name in ("action", "first") if name in names]
        self._action = "id" if model is Action else of[0] if of else ""
        # What is read beside what the model is told by: what its place needs, and what else is asked of actions.
        self._beside = (self._action or "history_date", *(["last_update_id"] if model is Action else []))

    @functools.cached_property
    def nets(self) -> list[Net]:
        """One query."""
        scope, values = self.scope, (*self.model.told_by, *self._beside)
        rows = scope.rows(self.model)
        return net_rows(rows, scope.since, scope.until, compared=self._compared, values=values)

    def items(self) -> Iterator[Item]:
        """As `Source.items`."""
        many = len(self.model.told_by)
        for net in self.nets:
            before = net.values_before[:many] if net.before is not None else None
            after = net.values_after[:many] if net.after is not None else None
            place = net.values_after[many]
            order = order_of(self.scope, place) if self._action else order_of(self.scope, None, place)
            for kind, head, fields in self._told(net.changed, before, after):
                yield Item(kind, order, Told(net, head, fields))

    @functools.cache  # noqa: B019, lives as long as the page
    def _told(
        self, changed: tuple[str, ...], before: tuple[Any, ...] | None, after: tuple[Any, ...] | None
    ) -> list[tuple[Kind, str, tuple[str, ...]]]:
        """What is told of a record that changed so: most of them are alike."""
        if before is None and after is None:
            return []
        was, is_now = self._named(before), self._named(after)
        heads = self._heads_of(changed) if was and is_now else self._heads_of_whole(is_now if was is None else None)
        return [
            (Kind(self.model.kind_of_change(head, was, is_now) or Kind.OTHER), head, fields) for head, fields in heads
        ]

    def _named(self, values: tuple[Any, ...] | None) -> Values:
        return None if values is None else {"": None, **dict(zip(self.model.told_by, values, strict=True))}

    @staticmethod
    def _heads_of_whole(new: Values) -> Heads:
        """What came or went is a line; the status that something new was given is one more."""
        has_status = new is not None and new.get("status", Status.NONE) != Status.NONE and "plan_state" in new
        return [("", ()), ("status", ("status",))] if has_status else [("", ())]

    @functools.cache  # noqa: B019, lives as long as the page
    def _heads_of(self, changed: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        heads: dict[str, list[str]] = {}
        for column in changed:
            name = self._fields[column].name
            heads.setdefault(self._head(name), []).append(name)
        return tuple((head, tuple(fields)) for head, fields in heads.items())

    def _head(self, name: str) -> str:
        """The field in whose line another one is told: both columns of a date are one."""
        if name.endswith("_precision"):
            name = f"{name.removesuffix('_precision')}_on"
        return self.model.told_along.get(name, name)

    def lines(self, items: Sequence[Item]) -> list[Line]:
        """As `Source.lines`."""
        nets = {item.key.net.pk: item.key.net for item in items}
        words = Words(self.model, self.scope, list(nets.values()))
        return [words.line(item.kind, item.key) for item in items]

    def no_net(self, most: int) -> tuple[int, list[Line]]:
        """How many fields, or records, came back to what they were, and the lines of the first ones."""
        if all(net.steps == 1 for net in self.nets):
            return 0, []
        scope = self.scope
        found = [
            Told(net, head, fields)
            for net in came_back(scope.rows(self.model), scope.since, scope.until, compared=self._compared)
            for head, fields in (self._heads_of(net.changed) if net.before is not None else (("", ()),))
            if head not in self._heads_changed(net)
        ]
        words = Words(self.model, self.scope, [told.net for told in found[:most]])
        return len(found), [words.steps_line(told) for told in found[:most]]

    def _heads_changed(self, net: Net) -> set[str]:
        known = {one.pk: one for one in self.nets}
        return {head for head, _ in self._heads_of(known[net.pk].changed)} if net.before is not None else set()


class Words:
    """Some records of a model in words; a fixed number of queries."""

    def __init__(self, model: type[AuditedModel], scope: Scope, nets: Sequence[Net]) -> None:
        self.model, self.scope = model, scope
        self.steps = steps_of(scope.rows(model), nets, scope.since, scope.until)
        rows = [row for steps in self.steps.values() for row in steps]
        self.names = Names(rows)
        owners = {row.id: owner_of(model, row, row.id) for row in rows}
        self.owners = owners
        self.places = Places(owners.values(), scope.until, scope.plan.first_level)
        self.updates: dict[int, tuple[str, str]] = {}
        self.moved: dict[int, int] = {}
        if model is Action:
            self._read_of_actions(rows)

    def _read_of_actions(self, rows: Sequence[HistoryRow]) -> None:
        said = ProgressUpdate.objects.filter(pk__in={row.last_update_id for row in rows if row.last_update_id})
        self.updates = {
            pk: (headline, reason) for pk, headline, reason in said.values_list("pk", "headline", "reason")
        }
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
        last = self._last_step(steps, told) if told.head else steps[-1 if after is None else 0]
        what, was, is_now = self._what(told, before, after)
        return self._made(kind, told, last, what, was, is_now, self._note(told, after))

    def steps_line(self, told: Told) -> Line:
        """A field that stands as it stood, with all its steps in the note."""
        steps = self.steps[told.net.pk]
        if not told.head:
            return self._made(
                Kind.OTHER, told, steps[-1], self._noun, "", "", f"Added, then {self.model.removed_word}"
            )
        name = told.head if told.head in told.fields else told.fields[0]
        words = [self._words(name, row) for row in steps]
        kept = [word for number, word in enumerate(words) if number == 0 or words[number - 1] != word]
        label = self._label(name, steps[-1])
        last = self._last_step(steps, told)
        return self._made(Kind.OTHER, told, last, label, kept[0], kept[-1], " → ".join(kept))

    def _made(self, kind: Kind, told: Told, last: Any, what: str, before: str, after: str, note: str = "") -> Line:
        place = self.places.of(self.owners[told.net.pk])
        why = last.history_change_reason
        if told.head == "status" and last.last_update_id in self.updates:
            headline, reason = self.updates[last.last_update_id]
            why = (reason if kind == Kind.WORSE else "") or headline
        return Line(
            kind=kind,
            subject=place.subject,
            title=place.title or self.names.subject(last),
            href=place.href,
            history_href=place.history_href,
            what=what,
            before=before,
            after=after,
            at=last.history_date,
            by=author_words(last.actor_name, last.actor_role),
            why=why,
            note=note,
        )

    @property
    def _noun(self) -> str:
        return label_of(self.model._meta)

    def _what(self, told: Told, before: Any, after: Any) -> tuple[str, str, str]:
        if told.head == "":
            if after is None:
                return self._noun, self.names.subject(before), ""
            return self._noun, "", self._new(after)
        name = told.head if told.head in told.fields or told.head in self.model.said_by else told.fields[0]
        label = self._label(name, after)
        return label, self._words(name, before) if before is not None else "", self._words(name, after)

    def _label(self, name: str, row: Any) -> str:
        """The field; of what belongs to something else, with its own words before it."""
        label = label_of(self.model._meta.get_field(name))
        owner = self.owners[row.id]
        if owner is None or owner[0] is self.model:
            return label
        return f"{self._noun} {self.names.subject(row)}: {label[:1].lower()}{label[1:]}"

    def _new(self, after: Any) -> str:
        return after.get_plan_state_display() if self.model is Action else self.names.subject(after)

    def _words(self, name: str, row: Any) -> str:
        said = self.model.said_by.get(name)
        if said is not None:
            return str(getattr(row.as_instance(), said))
        return self.names.words(self.model._meta.get_field(name), row)

    def _last_step(self, steps: Sequence[Any], told: Told) -> Any:
        """The last row in which one of the fields became another."""
        columns = [self.model._meta.get_field(name).attname for name in told.fields]
        for earlier, later in reversed(list(itertools.pairwise(steps))):
            if any(getattr(earlier, column) != getattr(later, column) for column in columns):
                return later
        return steps[-1]

    def _note(self, told: Told, after: Any) -> str:
        if after is None or self.model is not Action:
            return ""
        if told.head == "due_on":
            return moved_words(self.moved.get(told.net.pk, 0))
        along = [
            name
            for name in told.fields
            if name != told.head and name in ("completed_on", "paused_until_on", "replaced_by")
        ]
        notes = [
            f"{label_of(field)}: {self.names.words(field, after)}"
            for field in (self.model._meta.get_field(name) for name in along)
            if self.names.words(field, after) != EMPTY
        ]
        return "; ".join(notes)


def moved_words(times: int) -> str:
    """How often an agreed due date was moved: "Moved twice"."""
    if times == 0:
        return ""
    return "Moved " + {1: "once", 2: "twice"}.get(times, f"{times} times")
