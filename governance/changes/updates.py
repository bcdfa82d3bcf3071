"""What progress updates of the period say: the difference made, and what is asked of the partnership."""

import functools
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from actions.models import Action, ProgressUpdate
from actions.said import figure_words
from governance.changes.net import NetOf
from governance.changes.people import Authors
from governance.changes.places import Places
from governance.changes.scope import Scope
from governance.changes.sources import Item, order_of
from governance.changes.told import Kind, Line
from priorities.status import PlanState, Status

DIFFERENCE = (
    "difference_made", "figure_what", "figure_was", "figure_was_on", "figure_is", "figure_is_on", "figure_source",
)  # fmt: skip
ASK = ("ask", "ask_text")


class Updates:
    """Updates that stand: what was corrected up to the later moment is not told. A source (`Source`)."""

    def __init__(self, scope: Scope, actions: NetOf) -> None:
        """`actions`: the net changes of actions, which know the last update of each and whether it is open."""
        self.scope, self.actions = scope, actions

    def items(self) -> Iterator[Item]:
        """As `Source.items`: at most two queries; the updates, which are long, are read once."""
        last = self._last_of_open_actions()
        same_difference, same_ask = self._said_before(DIFFERENCE), self._said_before(ASK)
        for pk, action, has_told, has_asked, correction, _ in self._told:
            if has_told and correction is None and pk not in same_difference:
                yield Item(Kind.DIFFERENCE, order_of(self.scope, action), pk)
            if has_asked and last.get(action) == pk and pk not in same_ask:
                yield Item(Kind.ASKED, order_of(self.scope, action), pk)

    @functools.cached_property
    def _told(self) -> list[Any]:
        """The updates of the period that tell or ask something, or correct another one: which of it, by which one
        each was corrected up to the later moment, and which it corrects.
        """
        tells = ~Q(difference_made="") | ~Q(figure_what="")
        asks = ~Q(ask=ProgressUpdate.Ask.NOTHING)
        later = ProgressUpdate.objects.filter(corrects=OuterRef("pk"), submitted_at__lte=self.scope.until)
        # To whether one exists PostgreSQL would find the answer among all updates.
        corrected_by = Subquery(later.values("pk"))
        given = self._given().filter(tells | asks | Q(corrects__isnull=False))
        told = given.annotate(tells=tells, asks=asks, corrected_by=corrected_by)
        return list(told.values_list("pk", "action_id", "tells", "asks", "corrected_by", "corrects_id"))

    def _given(self) -> QuerySet:
        """In the period. An update is submitted when it is recorded; by that its table has an index."""
        scope = self.scope
        wanted = ProgressUpdate.objects.filter(submitted_at__gt=scope.since, submitted_at__lte=scope.until)
        return wanted.filter(scope.belongs(ProgressUpdate)).order_by("submitted_at", "pk")

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
        return {pk: earlier for pk, *_, earlier in self._told if earlier is not None}

    @functools.cached_property
    def _told_of_corrections(self) -> dict[int, dict[str, Any]]:
        wanted = {*self._corrects.keys(), *self._corrects.values()}
        rows = ProgressUpdate.objects.filter(pk__in=wanted).values("pk", "submitted_at", *DIFFERENCE, *ASK)
        return {row["pk"]: row for row in rows}

    def _last_of_open_actions(self) -> dict[int, int]:
        """The last update of each action that was open at the later moment and has changed since the earlier one."""
        found = {}
        for net in self.actions.nets:
            status, state, _, last, *_ = net.values_after
            if state == PlanState.AGREED and status != Status.COMPLETE:
                found[net.pk] = last
        return found

    def lines(self, items: Sequence[Item]) -> list[Line]:
        """As `Source.lines`."""
        updates: dict[int, Any] = ProgressUpdate.objects.in_bulk({item.key for item in items})
        owners = [(Action, update.action_id) for update in updates.values()]
        places = Places(owners, self.scope.until, self.scope.plan.first_level)
        authors = Authors(self.scope, list(updates.values()))
        return [self._line(item.kind, updates[item.key], places, authors) for item in items]

    def _line(self, kind: Kind, update: ProgressUpdate, places: Places, authors: Authors) -> Line:
        place = places.of((Action, update.action_id))
        figure = f"{update.figure_what}: {figure_words(update)}".replace("\n", ". ") if update.has_figure else ""
        is_ask = kind == Kind.ASKED
        return Line(
            kind=kind,
            subject=place.subject,
            title=place.title,
            href=place.href,
            history_href=place.history_href,
            what=update.asked_words if is_ask else "Difference made",
            before="",
            after=update.ask_text if is_ask else update.difference_made or figure,
            at=update.submitted_at,
            by=authors.of(update),
            why=update.headline if is_ask else "",
            note=figure if update.difference_made and not is_ask else "",
        )
