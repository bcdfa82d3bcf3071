"""Where what changed is to be found: the page and the history of what a record belongs to, and what that is called."""

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from actions.models import Action
from audit.as_at import rows_at
from governance.models import (
    AgendaItem,
    BoardReport,
    Body,
    Decision,
    HouseStyle,
    Meeting,
    MeetingAction,
    Recommendation,
)
from priorities.models import ActionPlan, Priority

# What a record belongs to, by its field: the first of these that is filled in.
OWNERS = ("action", "first", "priority", "item", "decision", "meeting", "meeting_action", "report", "recommendation",
          "style", "body", "plan")  # fmt: skip
# The page of a thing, its history, and what their addresses are made of.
PAGES: dict[type[Any], tuple[str, str, tuple[str, ...]]] = {
    Action: ("action", "action-history", ("plan__slug", "key")),
    Priority: ("priority", "priority-history", ("plan__slug", "number")),
    ActionPlan: ("plan", "plan-history", ("slug",)),
    Meeting: ("meeting", "meeting-history", ("slug",)),
    AgendaItem: ("agenda-item", "item-history", ("meeting__slug", "number")),
    Decision: ("decision", "decision", ("pk",)),
    MeetingAction: ("meeting-action", "meeting-action", ("pk",)),
    BoardReport: ("report", "report-history", ("slug",)),
    Recommendation: ("report", "report-history", ("report__slug",)),
    Body: ("body", "body-history", ("slug",)),
    # Its own page is the co-ordinator's alone.
    HouseStyle: ("body", "body-history", ("body__slug",)),
}

Owner = tuple[type[Any], int]


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a thing is, and what it is called."""

    subject: str = ""
    title: str = ""
    href: str = ""
    history_href: str = ""

    @property
    def said(self) -> dict[str, str]:
        """Its four fields, as a line of changes has them."""
        return {"subject": self.subject, "title": self.title, "href": self.href, "history_href": self.history_href}


def owner_of(model: type[Any], row: Any, pk: int) -> Owner | None:
    """What a history row, or an append-only record, belongs to; None for what has no page."""
    if model in PAGES:
        return model, pk
    for name in OWNERS:
        value = getattr(row, f"{name}_id", None)
        if value is not None:
            owner = model._meta.get_field(name).related_model
            if owner in PAGES:
                return owner, value
    return None


class Places:
    """Where some things are; one query for each kind of thing, and one more for the words of actions and priorities,
    which are those of the moment.
    """

    def __init__(self, owners: Iterable[Owner | None], moment: datetime.datetime, first_level: str) -> None:
        self._first_level = first_level
        wanted: dict[type[Any], set[int]] = defaultdict(set)
        for owner in owners:
            if owner is not None:
                wanted[owner[0]].add(owner[1])
        self._found: dict[Owner, Place] = {}
        for model, pks in wanted.items():
            for pk, *arguments in model._base_manager.filter(pk__in=pks).values_list("pk", *PAGES[model][2]):
                self._found[model, pk] = self._place(model, arguments)
        for model, column in ((Action, "reference"), (Priority, "number")):
            if model in wanted:
                rows = rows_at(model, moment, id__in=wanted[model])
                for pk, name, title in rows.values_list("id", column, "title"):
                    subject = self._subject(model, name)
                    self._found[model, pk] = dataclasses.replace(self._found[model, pk], subject=subject, title=title)

    def of(self, owner: Owner | None) -> Place:
        return self._found.get(owner, Place()) if owner is not None else Place()

    def _subject(self, model: type[Any], name: Any) -> str:
        return name if model is Action else f"{self._first_level[:1].upper()}{self._first_level[1:]} {name}"

    @staticmethod
    def _place(model: type[Any], arguments: Sequence[Any]) -> Place:
        page, history, _ = PAGES[model]
        return Place(href=reverse(page, args=arguments), history_href=reverse(history, args=arguments))
