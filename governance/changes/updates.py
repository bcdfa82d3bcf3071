"""What progress updates of the period say: the difference made, and what is asked of the partnership."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from actions.models import Action, ProgressUpdate
from actions.said import figure_words
from audit.recording import author_words
from governance.changes.net import NetOf
from governance.changes.places import Places
from governance.changes.scope import Scope
from governance.changes.sources import Item, order_of
from governance.changes.told import Kind, Line
from priorities.status import PlanState, Status


class Updates:
    """Updates that stand: what was corrected up to the later moment is not told. A source (`Source`)."""

    def __init__(self, scope: Scope, actions: NetOf) -> None:
        """`actions`: the net changes of actions, which know the last update of each and whether it is open."""
        self.scope, self.actions = scope, actions

    def items(self) -> Iterator[Item]:
        """As `Source.items`: one query, because updates are long."""
        last = self._last_of_open_actions()
        tells = ~Q(difference_made="") | ~Q(figure_what="")
        asks = ~Q(ask=ProgressUpdate.Ask.NOTHING)
        later = ProgressUpdate.objects.filter(corrects=OuterRef("pk"), submitted_at__lte=self.scope.until)
        # To whether one exists PostgreSQL would find the answer among all updates.
        corrected_by = Subquery(later.values("pk"))
        given = self._given().filter(tells | asks).annotate(tells=tells, asks=asks, corrected_by=corrected_by)
        columns = ("pk", "action_id", "tells", "asks", "corrected_by")
        for pk, action, has_told, has_asked, correction in given.values_list(*columns):
            if has_told and correction is None:
                yield Item(Kind.DIFFERENCE, order_of(self.scope, action), pk)
            if has_asked and last.get(action) == pk:
                yield Item(Kind.ASKED, order_of(self.scope, action), pk)

    def _given(self) -> QuerySet:
        """In the period. An update is submitted when it is recorded; by that its table has an index."""
        scope = self.scope
        wanted = ProgressUpdate.objects.filter(submitted_at__gt=scope.since, submitted_at__lte=scope.until)
        return wanted.filter(scope.belongs(ProgressUpdate)).order_by("submitted_at", "pk")

    def _last_of_open_actions(self) -> dict[int, int]:
        """The last update of each action that was open at the later moment and has changed since the earlier one."""
        found = {}
        for net in self.actions.nets:
            status, state, _, last = net.values_after
            if state == PlanState.AGREED and status != Status.COMPLETE:
                found[net.pk] = last
        return found

    def lines(self, items: Sequence[Item]) -> list[Line]:
        """As `Source.lines`."""
        updates: dict[int, Any] = ProgressUpdate.objects.in_bulk({item.key for item in items})
        owners = [(Action, update.action_id) for update in updates.values()]
        places = Places(owners, self.scope.until, self.scope.plan.first_level)
        return [self._line(item.kind, updates[item.key], places) for item in items]

    def _line(self, kind: Kind, update: ProgressUpdate, places: Places) -> Line:
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
            by=author_words(update.recorded_as),
            why=update.headline if is_ask else "",
            note=figure if update.difference_made and not is_ask else "",
        )
