"""Agendas, and links that only join two things, as the net changes tell them."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import get_text_list

from actions.models import Action
from audit.as_at import rows_at
from audit.models import AuditedModel
from governance.models import (
    AgendaItem,
    Decision,
    DecisionAction,
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
}
JOINED: frozenset[Any] = frozenset(
    model._meta.get_field(name).related_model for model, names in JOINS.items() for name in names
)


def concerned(model: type[AuditedModel], pks: Iterable[int], until: datetime.datetime) -> dict[int, str]:
    """Which actions each of these decisions concerned at the moment: "It concerns 1a (paused) and 2b (discussed)";
    nothing where it is asked of something else. Two queries.
    """
    if model is not Decision:
        return {}
    links = list(rows_at(DecisionAction, until, decision_id__in=set(pks)).order_by("id"))
    references = dict(Action.objects.filter(pk__in={link.action_id for link in links}).values_list("pk", "reference"))
    found: dict[int, list[str]] = {}
    for link in links:
        effect = DecisionAction.Effect(link.effect).label
        found.setdefault(link.decision_id, []).append(f"{references[link.action_id]} ({effect})")
    return {pk: f"It concerns {get_text_list(told, 'and')}" for pk, told in found.items()}


class Agendas:
    """On the agenda of which meeting something stands; a query where it is asked of agenda items, or of what links
    them.
    """

    def __init__(self, model: type[AuditedModel], rows: Iterable[Any]) -> None:
        self._of = {AgendaItem: "id", ItemAction: "item_id", ItemPriority: "item_id"}.get(model, "")
        self._noun = str(MeetingAction._meta.verbose_name).capitalize() if model is MeetingActionLink else ""
        self._items: dict[int, AgendaItem] = {}
        if self._of:
            items = AgendaItem.objects.select_related("meeting").filter(
                pk__in={getattr(row, self._of) for row in rows}
            )
            self._items = {item.pk: item for item in items}

    def heading(self, row: Any) -> str:
        """What is said of it: "On the agenda of 12 September 2024"; empty where its own kind says it."""
        return f"On the agenda of {self._items[getattr(row, self._of)].meeting.date}" if self._of else self._noun
