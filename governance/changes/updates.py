"""What progress updates of the period say: the difference made, and what is asked of the partnership."""

import functools
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery

from actions.models import Action, ProgressUpdate
from actions.said import figure_words
from audit.as_at import listed
from governance.changes.net import NetOf
from governance.changes.people import Authors
from governance.changes.places import Places
from governance.changes.scope import Scope
from governance.changes.sources import Item, order_of
from governance.changes.told import Kind, Line
from governance.changes.update_words import difference_change, no_longer_asked
from priorities.status import PlanState, Status

DIFFERENCE = (
    "difference_made", "figure_what", "figure_was", "figure_was_on", "figure_is", "figure_is_on", "figure_source",
)  # fmt: skip
ASK = ("ask", "ask_text")


class Said(NamedTuple):
    """The update that stands, and the one in whose place it stands where that said something else; by their ids."""

    update: int
    before: int | None = None


class Updates:
    """Updates that stand, beside what stood in their place: what was said and corrected within the period is not
    told. A source (`Source`).
    """

    def __init__(self, scope: Scope, actions: NetOf) -> None:
        """`actions`: the net changes of actions, which know the last update of each and whether it is open."""
        self.scope, self.actions = scope, actions

    def items(self) -> Iterator[Item]:
        """As `Source.items`: at most three queries; the updates, which are long, are read once."""
        yield from self._corrected_differences()
        last, asked = self._last_of_open_actions(), self._asked_before
        same_ask, asking = self._said_before(ASK), set()
        for pk, action, has_told, has_asked, correction, _, *ask in self._told:
            if has_told and correction is None and pk not in self._corrected_before:
                yield Item(Kind.DIFFERENCE, order_of(self.scope, action), Said(pk))
            if has_asked and last.get(action) == pk:
                asking.add(action)
                if pk not in same_ask:
                    before, *said = asked.get(action, (None,))
                    yield Item(Kind.ASKED, order_of(self.scope, action), Said(pk, before if said != ask else None))
        for action in asked.keys() & last.keys() - asking:
            yield Item(Kind.ASKED, order_of(self.scope, action), Said(last[action], asked[action][0]))

    @functools.cached_property
    def _told(self) -> list[Any]:
        """The updates of the period that tell or ask something, or correct another one: which of it, by which one
        each was corrected up to the later moment, which it corrects, and what it asks.
        """
        tells = ~Q(difference_made="") | ~Q(figure_what="")
        asks = ~Q(ask=ProgressUpdate.Ask.NOTHING)
        later = ProgressUpdate.objects.filter(corrects=OuterRef("pk"), submitted_at__lte=self.scope.until)
        # To whether one exists PostgreSQL would find the answer among all updates.
        corrected_by = Subquery(later.values("pk"))
        given = self._given().filter(tells | asks | Q(corrects__isnull=False))
        told = given.annotate(tells=tells, asks=asks, corrected_by=corrected_by)
        return list(told.values_list("pk", "action_id", "tells", "asks", "corrected_by", "corrects_id", *ASK))

    def _given(self) -> QuerySet:
        """In the period. An update is submitted when it is recorded; by that its table has an index."""
        scope = self.scope
        wanted = ProgressUpdate.objects.filter(submitted_at__gt=scope.since, submitted_at__lte=scope.until)
        return wanted.filter(scope.belongs(ProgressUpdate)).order_by("submitted_at", "pk")

    def _corrected_differences(self) -> Iterator[Item]:
        """Where a correction that stands tells another difference than what stood in its place, or none any more."""
        same, corrected = self._said_before(DIFFERENCE), set(self._corrects.values())
        for pk, earlier in self._corrected_before.items():
            if pk not in same and pk not in corrected:
                before, after = (self._told_of_corrections[one] for one in (earlier, pk))
                has_told = bool(before["difference_made"] or before["figure_what"])
                yield Item(
                    Kind.DIFFERENCE, order_of(self.scope, after["action_id"]), Said(pk, earlier if has_told else None)
                )

    def _said_before(self, columns: Sequence[str]) -> set[int]:
        """The corrections of the period that say in these columns what was said in their place before it."""
        told, stood = self._told_of_corrections, self._corrected_before
        return {pk for pk, earlier in stood.items() if all(told[pk][one] == told[earlier][one] for one in columns)}

    @functools.cached_property
    def _corrected_before(self) -> dict[int, int]:
        """Of each correction of the period the update that stood in its place at the earlier moment, if one did."""
        corrects = self._corrects
        found = {}
        for pk, earlier in corrects.items():
            first = earlier
            while first in corrects:
                first = corrects[first]
            if self._told_of_corrections[first]["submitted_at"] <= self.scope.since:
                found[pk] = first
        return found

    @functools.cached_property
    def _corrects(self) -> dict[int, int]:
        return {pk: earlier for pk, _, _, _, _, earlier, *_ in self._told if earlier is not None}

    @functools.cached_property
    def _told_of_corrections(self) -> dict[int, dict[str, Any]]:
        wanted = {*self._corrects.keys(), *self._corrects.values()}
        rows = ProgressUpdate.objects.filter(pk__in=wanted)
        return {row["pk"]: row for row in rows.values("pk", "action_id", "submitted_at", *DIFFERENCE, *ASK)}

    def _last_of_open_actions(self) -> dict[int, int]:
        """The last update of each action that was open at the later moment and has another one than before."""
        found = {}
        for net in self.actions.nets:
            last = _last_while_open(net.values_after)
            if last is not None and last != _last_while_open(net.values_before if net.before else ()):
                found[net.pk] = last
        return found

    @functools.cached_property
    def _asked_before(self) -> dict[int, tuple[Any, ...]]:
        """Of the actions that have changed: the update that asked at the earlier moment, and what; a query."""
        lasts = [_last_while_open(net.values_before) for net in self.actions.nets if net.before]
        wanted = ProgressUpdate.objects.filter(pk__in=listed([one for one in lasts if one is not None]))
        told = wanted.exclude(ask=ProgressUpdate.Ask.NOTHING).values_list("action_id", "pk", *ASK)
        return {action: said for action, *said in told}

    def lines(self, items: Sequence[Item]) -> list[Line]:
        """As `Source.lines`."""
        wanted = {pk for item in items for pk in item.key if pk is not None}
        updates: dict[int, Any] = ProgressUpdate.objects.in_bulk(wanted)
        owners = [(Action, update.action_id) for update in updates.values()]
        places = Places(owners, self.scope.until, self.scope.plan.first_level)
        authors = Authors(self.scope, list(updates.values()))
        return [
            self._line(item.kind, updates[item.key.update], updates.get(item.key.before), places, authors)
            for item in items
        ]

    def _line(
        self, kind: Kind, update: ProgressUpdate, before: ProgressUpdate | None, places: Places, authors: Authors
    ) -> Line:
        what, was, is_now, note = _ask(update, before) if kind == Kind.ASKED else _difference(update, before)
        place = places.of((Action, update.action_id))
        return Line(
            kind=kind,
            **place.said,
            what=what,
            before=was,
            after=is_now,
            at=update.submitted_at,
            by=authors.of(update),
            why=update.said if kind == Kind.ASKED or before is not None else "",
            note=note,
        )


def _last_while_open(values: Sequence[Any]) -> int | None:
    """The last update of an action, by what is read of it; None where it was not open, or had none."""
    if not values:
        return None
    status, state, _, last, *_ = values
    is_open = state == PlanState.AGREED and status != Status.COMPLETE
    found: int | None = last if is_open else None
    return found


def _ask(update: ProgressUpdate, before: ProgressUpdate | None) -> tuple[str, str, str, str]:
    if before is None:
        return update.asked_words, "", update.ask_text, ""
    if not update.asked_words:
        return no_longer_asked(before.ask), before.ask_text, "", ""
    # Help may have been asked for before, and a decision now: the text alone would not say so.
    was = f"{before.asked_words}: {before.ask_text}" if before.ask != update.ask else before.ask_text
    return update.asked_words, was, update.ask_text, ""


def _difference(update: ProgressUpdate, before: ProgressUpdate | None) -> tuple[str, str, str, str]:
    figure = _figure(update)
    if before is None:
        return "Difference made", "", update.difference_made or figure, figure if update.difference_made else ""
    change = difference_change((before.difference_made, _figure(before)), (update.difference_made, figure))
    return change.what, change.before, change.after, ""


def _figure(update: ProgressUpdate) -> str:
    return f"{update.figure_what}: {figure_words(update)}".replace("\n", ". ") if update.has_figure else ""
