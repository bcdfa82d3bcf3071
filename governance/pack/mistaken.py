"""Decisions that were recorded by mistake, as it was said since a moment."""

import datetime
from collections.abc import Collection, Set

from audit.as_at import rows_at
from governance.models import Decision
from governance.pack.facts import DecisionFact
from governance.reports.told import day, sentence


def mistaken_since(
    bodies: Collection[int], since: datetime.datetime | None, moment: datetime.datetime, exempt: Set[int]
) -> list[DecisionFact]:
    """Those that stand as mistaken at the moment and did not at the earlier one, whether they were told by then or
    not; nothing of an exempt item. Two queries.
    """
    found = [row for row in rows_at(Decision, moment, body_id__in=bodies) if row.withdrawn_reason]
    found.sort(key=lambda row: (row.taken_on, row.number or 0, row.id))
    known: set[int] = set()
    if since is not None and found:
        before = rows_at(Decision, since, id__in=[row.id for row in found]).exclude(withdrawn_reason="")
        known = set(before.values_list("id", flat=True))
    return [
        DecisionFact(
            _capital(str(row.as_instance())),
            sentence(row.text),
            sentence(f"Recorded by mistake, because: {row.withdrawn_reason}"),
            frozenset(),
            day(row.history_date),
        )
        for row in found
        if row.id not in known and row.item_id not in exempt
    ]


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
