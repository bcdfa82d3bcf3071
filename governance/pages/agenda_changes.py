"""What changed in an agenda after its papers went out, in words: items, what they concern, and their papers."""

import dataclasses
import datetime
from collections import defaultdict
from typing import Any

from accounts.models import User
from audit.describe import FieldChange, told_since
from governance.models import AgendaItem, ItemAction, ItemPriority, Meeting, Paper

# What is written at the meeting, as history names these fields, changes no paper.
NOT_OF_THE_PAPERS = {"Minutes", "None declared"}
# What an item is linked to: history names the item before it.
LINKS: dict[Any, str] = {ItemAction: "Action", ItemPriority: "Priority"}


@dataclasses.dataclass(frozen=True)
class Change:
    """One change: when, of what, and its fields from and to."""

    at: datetime.datetime
    text: str
    fields: tuple[FieldChange, ...] = ()


def changes_after_papers(meeting: Meeting, user: User) -> dict[int, list[Change]]:
    """By the ids of the items, oldest first, as far as the person may see them; a fixed number of queries, and none
    while papers have not gone out.
    """
    if meeting.papers_out_at is None:
        return {}
    items = AgendaItem.history.filter(meeting_id=meeting.pk)
    of_them = items.order_by().values("id")
    histories = [AgendaItem.visible_history(items, user)]
    histories += [
        model.visible_history(model.history.filter(item_id__in=of_them), user)
        for model in (ItemAction, ItemPriority, Paper)
    ]
    found: dict[int, list[Change]] = defaultdict(list)
    came_with: dict[int, object] = {}
    told: list[tuple[Any, Any]] = told_since(histories, meeting.papers_out_at)
    for row, line in told:
        item = row.id if row.instance_type is AgendaItem else row.item_id
        if _is_new_item(row):
            came_with[item] = row.change_id
        elif came_with.get(item) == row.change_id:
            continue
        fields = tuple(field for field in line.changes if field.label not in NOT_OF_THE_PAPERS)
        if line.changes and not fields:
            continue
        is_new = row.history_type == "+"
        found[item].append(Change(row.history_date, _words(row, line.text), () if is_new else fields))
    return found


def _is_new_item(row: Any) -> bool:
    return row.instance_type is AgendaItem and row.history_type == "+"


def _words(row: Any, text: str) -> str:
    """What changed, without the name of the item, under which it stands."""
    if row.instance_type is AgendaItem:
        return "Item added" if row.history_type == "+" else "Item changed"
    if row.instance_type in LINKS:
        return f"{LINKS[row.instance_type]} {text.partition('”, ')[2]}"
    return text
