"""Agendas, and links that only join two things, as the net changes tell them."""

from collections.abc import Iterable, Mapping
from typing import Any

from audit.models import AuditedModel
from governance.models import AgendaItem, ItemAction, ItemPriority, MeetingAction, MeetingActionLink, MeetingCycle

# Links, each with the fields of what may have a line of its own: beside that the link needs none.
JOINS: Mapping[type[AuditedModel], tuple[str, ...]] = {
    ItemAction: ("item",),
    ItemPriority: ("item",),
    MeetingActionLink: ("meeting_action",),
    MeetingCycle: ("meeting", "cycle"),
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
