"""Leads and co-leads who have left between the two moments: their open actions stand without them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from actions import conditions
from actions.as_at.records import PeopleThen
from actions.models import Action, ActionCoLead
from audit.as_at import listed, rows_at, rows_of
from audit.feed import in_period
from governance.changes.people import Authors
from governance.changes.places import Places
from governance.changes.scope import Scope
from governance.changes.sources import Item, order_of
from governance.changes.told import Kind, Line


class Left:
    """Who leads at both moments an action that is open at the later one, and has left between them. A source
    (`Source`).
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def items(self) -> Iterator[Item]:
        """As `Source.items`: two queries where nobody has left, at most eight."""
        since, until = self._active(self.scope.since), self._active(self.scope.until)
        left = {pk for pk, is_active in since.items() if is_active and not until[pk]}
        if left:
            for what, pairs in (("Lead", self._led), ("Co-lead", self._co_led)):
                before, after = (pairs(left, moment) for moment in (self.scope.since, self.scope.until))
                for action, person in sorted(self._of_open(before & after)):
                    yield Item(Kind.WORDING, order_of(self.scope, action), (what, action, person))

    def _active(self, moment: Any) -> dict[int, bool]:
        """Who of those who were inactive at some time of the period could sign in at a moment."""
        period = in_period(User.history.order_by(), self.scope.since, self.scope.until)
        rows = rows_at(User, moment, id__in=period.filter(is_active=False).values("id"))
        return dict(rows.values_list("id", "is_active"))

    def _of_open(self, pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
        """Those whose action is open at the later moment."""
        then = rows_at(Action, self.scope.until, id__in={action for action, _ in pairs})
        is_open = set(then.filter(conditions.is_open(self.scope.until)).values_list("id", flat=True))
        return {pair for pair in pairs if pair[0] in is_open}

    def _led(self, people: set[int], moment: Any) -> set[tuple[int, int]]:
        rows = rows_of(Action.objects.filter(self.scope.belongs(Action)), moment)
        return set(rows.filter(lead_id__in=listed(people)).values_list("id", "lead_id"))

    def _co_led(self, people: set[int], moment: Any) -> set[tuple[int, int]]:
        rows = rows_at(ActionCoLead, moment, user_id__in=listed(people)).filter(self.scope.belongs(ActionCoLead))
        return set(rows.values_list("action_id", "user_id"))

    def lines(self, items: Sequence[Item]) -> list[Line]:
        """As `Source.lines`."""
        rows = self._rows({person for _, _, person in (item.key for item in items)})
        places = Places([(Action, item.key[1]) for item in items], self.scope.until, self.scope.plan.first_level)
        authors, people = Authors(self.scope, list(rows.values())), PeopleThen(rows, (), self.scope.until)
        # Why an account was closed is for those who may see its history.
        told_why = set() if self.scope.in_posts else set(self._visible(rows).values_list("id", flat=True))
        lines = []
        for item in items:
            what, action, pk = item.key
            row, place, person = rows[pk], places.of((Action, action)), people.person(pk, rows[pk].history_date)
            lines.append(
                Line(
                    kind=item.kind,
                    **place.said,
                    what=what,
                    before=str(person.post if person is not None and self.scope.in_posts else person),
                    after="has left",
                    at=row.history_date,
                    by=authors.of(row),
                    why=row.history_change_reason if pk in told_why else "",
                )
            )
        return lines

    def _visible(self, rows: Mapping[int, Any]) -> QuerySet:
        return User.visible_history(
            User.history.filter(history_id__in=[row.pk for row in rows.values()]), self.scope.user
        )

    def _rows(self, people: set[int]) -> dict[int, Any]:
        """Of each person the row that says that they have left; the last one, where they were back in between."""
        was_active, found = dict.fromkeys(people, True), {}
        rows = in_period(User.history.filter(id__in=people), self.scope.since, self.scope.until)
        for row in rows.order_by("history_id"):
            if was_active[row.id] and not row.is_active:
                found[row.id] = row
            was_active[row.id] = row.is_active
        return found
