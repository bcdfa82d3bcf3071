"""Reports as their newest versions printed them: what whoever is no co-ordinator sees of one that is drafted anew."""

from collections.abc import Iterable
from typing import Any

from accounts.models import User
from governance.models import BoardReport


def as_printed(reports: Iterable[Any], user: User) -> list[BoardReport]:
    """These reports (of `BoardReportQuerySet.for_list`) as the person may see their details; one query.

    All that the draft of a next version says is the co-ordinator's. Others get each report as it stood when its newest
    version was finalised, for its words only: it is never saved.
    """
    found = list(reports)
    if user.is_coordinator:
        return found
    rows = BoardReport.history.filter(id__in=[one.pk for one in found]).order_by("history_id")
    moments = {one.pk: one.finalised_at for one in found}
    stood: dict[int, Any] = {}
    for row in rows:
        if moments[row.id] is None or row.history_date <= moments[row.id]:
            stood[row.id] = row
    return [_as_of(one, stood.get(one.pk)) for one in found]


def _as_of(report: BoardReport, row: Any) -> BoardReport:
    if row is None:
        return report
    printed: BoardReport = row.as_instance()
    printed.plan, printed.body = report.plan, report.body
    return printed
