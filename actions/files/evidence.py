"""All evidence of a plan as a CSV file. It names posts and organisations, not persons."""

import datetime
import heapq
import operator
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from actions.models import Evidence
from actions.pages.evidence import EvidenceList, age_words
from actions.querysets import ActionQuerySet
from documents.cells import day_cell
from send_portal import clock

HEADINGS = (
    "Priority", "Reference", "Action", "Evidence", "Kind", "Link", "Date", "Age", "Withdrawn because", "Added on",
    "Added by", "Organisation", "Came with an update",
)  # fmt: skip
# Where a row stands: both queries are in this order, so that their rows can be merged as they are read.
PLACE = ("priority_id", "position", "pk")
ACTION = ("priority__number", "reference", "title")
PIECE = (
    "title", "kind", "url", "dated_on", "withdrawn_reason", "added_at", "added_post", "added_organisation", "update",
)  # fmt: skip
NONE = "None recorded"
ROWS_AT_ONCE = 2000

Placed = tuple[tuple[int, ...], Sequence[str]]


def evidence_rows(listed: EvidenceList) -> Iterator[Sequence[str]]:
    """A row for each piece, and one for each action without any that stands; in the plan's order, read bit by bit."""
    pieces, bare = _pieces(listed.evidence, listed.today), _bare(listed.bare)
    return map(operator.itemgetter(1), heapq.merge(pieces, bare, key=operator.itemgetter(0)))


def _pieces(evidence: QuerySet[Evidence], today: datetime.date) -> Iterator[Placed]:
    kinds = dict(Evidence.Kind.choices)
    columns = [f"action__{name}" for name in (*PLACE, *ACTION)]
    rows: Any = evidence.with_added().values_list(*columns, *PIECE)  # type: ignore[attr-defined]
    for *known, title, kind, url, dated_on, reason, at, post, organisation, update in rows.iterator(ROWS_AT_ONCE):
        yield tuple(known[:3]), (
            *map(str, known[3:]), title, kinds[kind], url, day_cell(dated_on),
            age_words(dated_on, today) if dated_on else "", reason, day_cell(clock.london_date(at)), post or "",
            organisation or "", "yes" if update else "no",
        )  # fmt: skip


def _bare(actions: ActionQuerySet) -> Iterator[Placed]:
    rows: Any = actions.order_by(*PLACE).values_list(*PLACE, *ACTION)
    for *known, number, reference, title in rows.iterator(ROWS_AT_ONCE):
        yield tuple(known), (str(number), reference, title, NONE, *[""] * (len(HEADINGS) - 4))
