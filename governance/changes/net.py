"""The net changes of a model's records as lines: one for each field, or one for what came or went."""

import functools
from collections.abc import Iterator, Sequence
from typing import Any

from actions.models import Action
from audit.describe import untold_fields
from audit.feed import Net, came_back, net_rows
from audit.models import AuditedLink, AuditedModel
from governance.changes.scope import Scope
from governance.changes.sources import Item, order_of
from governance.changes.told import Kind, Line
from governance.changes.words import Told, Words
from priorities.status import Status

Values = dict[str, Any] | None
Heads = Sequence[tuple[str, tuple[str, ...]]]


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
        self._beside = (self._action or "history_date", *self._identity())

    def _identity(self) -> Sequence[str]:
        """What is read beside what the model is told by and what its place needs: of actions the last update; of a
        link all that it says, to know it again.
        """
        if issubclass(self.model, AuditedLink):
            return [column for column in self._fields if column not in ("id", "revision")]
        return ["last_update_id"] if self.model is Action else []

    @functools.cached_property
    def nets(self) -> list[Net]:
        """One query."""
        scope, values = self.scope, (*self.model.told_by, *self._beside)
        rows = scope.rows(self.model)
        return net_rows(rows, scope.since, scope.until, compared=self._compared, values=values)

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
            if net.pk in self._made_again:
                continue
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

    def no_net(self) -> list[Told]:
        """The fields, or records, that came back to what they were. One query, for what changed more than once."""
        found = [Told(net, "", ()) for net in self.nets if net.pk in self._made_again and net.after is None]
        if any(net.steps > 1 for net in self.nets):
            found += self._came_back()
        return found

    def steps_lines(self, found: Sequence[Told]) -> list[Line]:
        """These in words, each with its steps in the note; a fixed number of queries."""
        words = Words(self.model, self.scope, [told.net for told in found])
        return [words.steps_line(told) for told in found]

    def _came_back(self) -> Iterator[Told]:
        scope = self.scope
        known = {net.pk: net for net in self.nets}
        for net in came_back(scope.rows(self.model), scope.since, scope.until, compared=self._compared):
            if net.before is None:
                yield Told(net, "", ())
                continue
            differ = {head for head, _ in self._heads_of(known[net.pk].changed)}
            yield from (Told(net, head, fields) for head, fields in self._heads_of(net.changed) if head not in differ)
