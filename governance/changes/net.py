"""The net changes of a model's records as lines: one for each field, or one for what came or went."""

import functools
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from actions.models import Action, DueDateProposal
from audit.as_at import listed
from audit.describe import untold_fields
from audit.feed import Net, came_back, net_rows
from audit.models import AuditedLink, AuditedModel
from governance.changes.joins import JOINS
from governance.changes.scope import Scope
from governance.changes.sources import SET_AFTER_MOVED, Item, order_of
from governance.changes.told import Kind, Line
from governance.changes.words import Told, Words
from priorities.status import Status

Values = dict[str, Any] | None
Heads = Sequence[tuple[str, tuple[str, ...]]]
Changed = tuple[tuple[str, ...], tuple[Any, ...] | None, tuple[Any, ...] | None]


class Dated(NamedTuple):
    """A line about the due date of an action; `is_end`: it needs none where another one is told of the same action."""

    action: int
    is_end: bool


class NetOf:
    """The net changes of one model. A source (`Source`)."""

    def __init__(self, model: type[AuditedModel], scope: Scope) -> None:
        self.model, self.scope = model, scope
        self._fields = {field.column: field for field in model._meta.fields}
        names = {field.name for field in self._fields.values()}
        untold = untold_fields(model) - set(model.audit_subject)
        self._compared = [column for column, field in self._fields.items() if field.name not in untold]
        of = [f"{name}_id" for name in ("action", "first") if name in names]
        self._action = "id" if model is Action else of[0] if of else ""
        self._dates = [name for name, kind in model.change_kinds.items() if name in names and kind == Kind.DATES]
        self._beside = (self._action or "history_date", *self._identity(), *self._dates)
        # What is told of a record that changed so: most of them are alike. Not `functools.cache`, which would keep
        # this page's records for ever.
        self._known: dict[Changed, list[tuple[Kind, str, tuple[str, ...]]]] = {}
        self._known_heads: dict[tuple[str, ...], Heads] = {}

    def _identity(self) -> Sequence[str]:
        """What is read beside what the model is told by, what its place needs and its dates: of actions the last
        update, and whether they go on without a date; of a link all that it says, to know it again.
        """
        if issubclass(self.model, AuditedLink):
            return [column for column in self._fields if column not in ("id", "revision")]
        return ["last_update_id", "is_ongoing"] if self.model is Action else []

    @functools.cached_property
    def nets(self) -> list[Net]:
        """One query."""
        scope, values = self.scope, (*self.model.told_by, *self._beside)
        rows = scope.rows(self.model)
        period = (scope.since, scope.until)
        is_told = not scope.narrowed.kind
        return net_rows(rows, *period, compared=self._compared, values=values, is_wavering_told=is_told)

    @functools.cached_property
    def _made_again(self) -> set[int]:
        """Links that were taken away, and those that say the same and came in their place."""
        if not issubclass(self.model, AuditedLink):
            return set()
        first = len(self.model.told_by) + 1
        gone = {net.values_before[first:]: net.pk for net in self.nets if net.before and not net.after}
        came = {net.values_after[first:]: net.pk for net in self.nets if net.after and not net.before}
        return {pk for said in gone.keys() & came.keys() for pk in (gone[said], came[said])}

    def items(self) -> Iterator[Item]:
        """As `Source.items`."""
        many = len(self.model.told_by)
        for net in self.nets:
            if net.is_none or net.pk in self._made_again:
                continue
            before = net.values_before[:many] if net.before is not None else None
            after = net.values_after[:many] if net.after is not None else None
            place = net.values_after[many]
            order = order_of(self.scope, place) if self._action else order_of(self.scope, None, place)
            key = (net.changed, before, after)
            told = self._known.get(key)
            if told is None:
                told = self._known[key] = self._told(*key)
            for kind, head, fields in told:
                if not self._is_of_what_came_back(net, head, fields):
                    later = SET_AFTER_MOVED if kind == Kind.DATES and self._was_unset(net, head) else 0
                    yield Item(kind, order + later, Told(net, head, fields))

    def _told(
        self, changed: tuple[str, ...], before: tuple[Any, ...] | None, after: tuple[Any, ...] | None
    ) -> list[tuple[Kind, str, tuple[str, ...]]]:
        was, is_now = self._named(before), self._named(after)
        heads = self._heads_of(changed) if was and is_now else self._heads_of_whole(is_now if was is None else None)
        told = [
            (Kind(self.model.kind_of_change(head, was, is_now) or Kind.OTHER), head, fields) for head, fields in heads
        ]
        done = [fields for kind, _, fields in told if kind == Kind.COMPLETED]
        if len(done) < 2:
            return told
        # What is complete and closed is done once.
        others = [one for one in told if one[0] != Kind.COMPLETED]
        return [*others, (Kind.COMPLETED, "plan_state", tuple(name for fields in done for name in fields))]

    def _named(self, values: tuple[Any, ...] | None) -> Values:
        return None if values is None else {"": None, **dict(zip(self.model.told_by, values, strict=True))}

    @staticmethod
    def _heads_of_whole(new: Values) -> Heads:
        """What came or went is a line; the status that something new was given is one more."""
        has_status = new is not None and new.get("status", Status.NONE) != Status.NONE and "plan_state" in new
        return [("", ()), ("status", ("status",))] if has_status else [("", ())]

    def _heads_of(self, changed: tuple[str, ...]) -> Heads:
        known = self._known_heads.get(changed)
        if known is not None:
            return known
        heads: dict[str, list[str]] = {}
        for column in changed:
            name = self._fields[column].name
            heads.setdefault(self._head(name), []).append(name)
        found = self._known_heads[changed] = [(head, tuple(fields)) for head, fields in heads.items()]
        return found

    def _head(self, name: str) -> str:
        """The field in whose line another one is told: both columns of a date are one."""
        if name.endswith("_precision"):
            name = f"{name.removesuffix('_precision')}_on"
        return self.model.told_along.get(name, name)

    def dated(self, told: Told) -> Dated | None:
        """The action whose due date a line is about; None for all others. A proposal ends with what another line says:
        the date that was agreed, or the proposal that took its place.
        """
        if self.model is Action and told.head == "due_on":
            return Dated(told.net.pk, is_end=False)
        if self.model is DueDateProposal and told.net.after is not None:
            state, action = told.net.values_after[:2]
            return Dated(action, is_end=state in (DueDateProposal.State.AGREED, DueDateProposal.State.OVERTAKEN))
        return None

    def joined(self, net: Net) -> list[tuple[Any, int]]:
        """Of a link that only joins: what it joins, as far as that may have a line of its own."""
        if self.model not in JOINS:
            return []
        values = net.values_after if net.after is not None else net.values_before
        said = dict(zip(self._beside, values[len(self.model.told_by) :], strict=True))
        fields: list[Any] = [self.model._meta.get_field(name) for name in JOINS[self.model]]
        return [(field.related_model, said[field.column]) for field in fields]

    def _was_unset(self, net: Net, head: str) -> bool:
        """Whether a date is set for the first time, not moved."""
        if net.before is None or head not in self._dates:
            return False
        was = dict(zip(self._beside, net.values_before[len(self.model.told_by) :], strict=True))
        return was[head] is None and not (head == "due_on" and was.get("is_ongoing"))

    def _is_of_what_came_back(self, net: Net, head: str, fields: tuple[str, ...]) -> bool:
        """Whether there is but another reason for what stands again as it stood: withdrawn, and back in the plan."""
        has_only_reasons = bool(fields) and all(name != head and name.endswith("_reason") for name in fields)
        return has_only_reasons and net.steps > 1 and head in self._came_back.get(net.pk, (net, {}))[1]

    def lines(self, items: Sequence[Item]) -> list[Line]:
        """As `Source.lines`."""
        nets = {item.key.net.pk: item.key.net for item in items}
        words = Words(self.model, self.scope, list(nets.values()))
        return [words.line(item.kind, item.key) for item in items]

    def no_net(self) -> list[Told]:
        """The fields, or records, that came back to what they were; one query at most."""
        found = [Told(net, "", ()) for net in self.nets if net.pk in self._made_again and net.after is None]
        return [*found, *self._told_of_what_came_back()]

    def steps_lines(self, found: Sequence[Told]) -> list[Line]:
        """These in words, each with its steps in the note; a fixed number of queries."""
        words = Words(self.model, self.scope, [told.net for told in found])
        return [words.steps_line(told) for told in found]

    def _told_of_what_came_back(self) -> Iterator[Told]:
        known = {net.pk: net for net in self.nets}
        for pk, (net, heads) in self._came_back.items():
            if net.before is None:
                yield Told(net, "", ())
                continue
            differ = {
                head
                for head, fields in self._heads_of(known[pk].changed)
                if not self._is_of_what_came_back(known[pk], head, fields)
            }
            yield from (Told(net, head, fields) for head, fields in heads.items() if head not in differ)

    @functools.cached_property
    def _came_back(self) -> dict[int, tuple[Net, dict[str, tuple[str, ...]]]]:
        """The records that came and went, and those of which something stands again as it stood: what, by its head.
        One query, where there is any.
        """
        scope = self.scope
        # What came back is of no kind: where one is asked for, that is hardly ever needed.
        wavering = [net.pk for net in self.nets if (net.steps > 1 if scope.narrowed.kind else net.wavers)]
        if not wavering:
            return {}
        rows = scope.rows(self.model).filter(id__in=listed(wavering))
        found = came_back(rows, scope.since, scope.until, compared=self._compared)
        return {net.pk: (net, dict(self._heads_of(net.changed))) for net in found}
