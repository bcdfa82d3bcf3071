"""All evidence of a plan as a CSV file. It names posts and organisations, not persons."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import formats, timezone

from actions.models import Evidence

HEADINGS = (
    "Priority", "Reference", "Action", "Evidence", "Kind", "Link", "Date", "Withdrawn because", "Added on",
    "Added by", "Organisation", "Came with an update",
)  # fmt: skip
COLUMNS = (
    "action__priority__number", "action__reference", "action__title", "title", "kind", "url", "dated_on",
    "withdrawn_reason", "added_at", "added_post", "added_organisation", "update",
)  # fmt: skip
ROWS_AT_ONCE = 2000


def evidence_rows(evidence: QuerySet[Evidence]) -> Iterator[Sequence[str]]:
    """A row for each piece, in the order of the list; read bit by bit."""
    kinds = dict(Evidence.Kind.choices)
    rows = evidence.with_posts().values_list(*COLUMNS)  # type: ignore[attr-defined]
    for number, reference, action, title, kind, url, dated_on, reason, at, post, organisation, update in rows.iterator(
        chunk_size=ROWS_AT_ONCE
    ):
        yield (
            str(number), reference, action, title, kinds[kind], url, _day(dated_on), reason,
            _day(timezone.localtime(at)), post or "", organisation or "", "yes" if update else "no",
        )  # fmt: skip


def _day(day: Any) -> str:
    return formats.date_format(day, "Y-m-d") if day else ""
