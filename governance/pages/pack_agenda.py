"""What changed in the agenda since a pack was published: a line for each item that was added or changed."""

import datetime
from collections.abc import Mapping, Sequence

from design.fields import lower_first
from governance.models import AgendaItem
from governance.pack.lines import Line
from governance.pages.agenda_changes import Change


def changed_items(changed: Mapping[int, Sequence[Change]], until: datetime.datetime | None) -> list[Line]:
    """Of what a person may see of these changes, by the ids of the items, a line for each item, up to when the meeting
    began; of an exempt item its number alone, for a pack is no place for more. A query.
    """
    lines = []
    for item in AgendaItem.objects.filter(pk__in=changed).order_by("position", "pk"):
        told = [change for change in changed[item.pk] if until is None or change.at <= until]
        if told:
            lines.append(Line(f"Item {item.number}", item.title, _words(told)) if not item.is_exempt else
                         Line(f"Item {item.number}", "Exempt item"))  # fmt: skip
    return lines


def _words(told: Sequence[Change]) -> str:
    """Each once: "item changed: title, purpose; action 1a added"."""
    found = []
    for change in told:
        fields = ", ".join(lower_first(field.label) for field in change.fields)
        text = lower_first(change.text)
        found.append(f"{text}: {fields}" if fields else text)
    return "; ".join(dict.fromkeys(found))
