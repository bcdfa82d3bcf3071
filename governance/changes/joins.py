"""Agendas, decisions, and links that only join two things, as the net changes tell them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import get_text_list

from actions.models import Action
from audit.as_at import rows_at
from audit.models import AuditedModel
from governance.changes.scope import Scope
from governance.changes.sources import order_of
from governance.models import (
    AgendaItem,
    Decision,
    DecisionAction,
    DecisionRecommendation,
    ItemAction,
    ItemPriority,
    MeetingAction,
    MeetingActionLink,
    MeetingCycle,
)

# Links, each with the fields of what may have a line of its own: beside that the link needs none.
JOINS: Mapping[type[AuditedModel], tuple[str, ...]] = {
    ItemAction: ("item",),
    ItemPriority: ("item",),
    MeetingActionLink: ("meeting_action",),
    MeetingCycle: ("meeting", "cycle"),
    DecisionAction: ("decision",),
    DecisionRecommendation: ("decision",),
}
JOINED: frozenset[Any] = frozenset(
    model._meta.get_field(name).related_model for model, names in JOINS.items() for name in names
)


class Agendas:
    """On the agenda of which meeting something stands; a query where it is asked of agenda items, or of what links
    them.
    """

    def __init__(self, model: type[AuditedModel], rows: Iterable[Any]) -> None:
        self._of = {AgendaItem: "id", ItemAction: "item_id", ItemPriority: "item_id"}.get(model, "")
        named = {MeetingActionLink: MeetingAction, DecisionAction: Decision, DecisionRecommendation: Decision}
        self._noun = str(named[model]._meta.verbose_name).capitalize() if model in named else ""
        self._items: dict[int, AgendaItem] = {}
        if self._of:
            items = AgendaItem.objects.select_related("meeting").filter(
                pk__in={getattr(row, self._of) for row in rows}
            )
            self._items = {item.pk: item for item in items}

    def heading(self, row: Any) -> str:
        """What is said of it: "On the agenda of 12 September 2024"; empty where its own kind says it."""
        return f"On the agenda of {self._items[getattr(row, self._of)].meeting.date}" if self._of else self._noun


class Concerned:
    """Which actions decisions concern, and which decisions were recorded by mistake, as at the later moment. Two
    queries of decisions, one of what links an action to them.
    """

    def __init__(self, model: type[AuditedModel], rows: Iterable[Any], scope: Scope) -> None:
        self._concerned: dict[int, list[str]] = defaultdict(list)
        self._mistaken: set[int] = set()
        if model is Decision:
            self._read(rows_at(DecisionAction, scope.until, decision_id__in={row.id for row in rows}), scope)
        elif model is DecisionAction:
            links = rows_at(Decision, scope.until, id__in={row.decision_id for row in rows})
            self._mistaken = set(links.exclude(withdrawn_reason="").values_list("id", flat=True))

    def _read(self, links: Iterable[Any], scope: Scope) -> None:
        found = sorted(links, key=lambda link: order_of(scope, link.action_id))
        actions = rows_at(Action, scope.until, id__in={link.action_id for link in found})
        references = dict(actions.values_list("id", "reference"))
        for link in found:
            effect = DecisionAction.Effect(link.effect).label
            self._concerned[link.decision_id].append(f"{references[link.action_id]} ({effect})")

    def words(self, row: Any) -> str:
        """ "It concerns 1a (paused) and 3f (discussed)"; empty where it concerns none."""
        concerned = self._concerned.get(row.id, [])
        return f"It concerns {get_text_list(concerned, 'and')}" if concerned else ""

    def mark(self, row: Any) -> str:
        """What stands behind the decision that a link names."""
        return " (recorded by mistake)" if getattr(row, "decision_id", None) in self._mistaken else ""
