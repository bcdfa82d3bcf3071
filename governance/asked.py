"""What a body was asked, in the words that it saw, and what it resolved on these words."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from audit.as_at import rows_at
from governance.models import BoardReport, Recommendation, ReportVersion, Resolution, asked_of_body


@dataclasses.dataclass(frozen=True)
class Asked:
    """A recommendation as it read. `resolution` stands only under the words that were resolved; `is_open`: something
    may be recorded of it, since it still reads so.
    """

    pk: int
    number: int
    text: str
    resolution: Resolution | None
    is_open: bool


def asked_of(report: BoardReport) -> list[Asked]:
    """What the newest version asks, or the paper that was published; nothing while nobody has seen the report."""
    newest = report.versions.defer("content").first()
    if newest is not None:
        return asked_in(newest)
    return _asked(asked_of_body(report), report) if report.is_told else []


def asked_in(version: ReportVersion) -> list[Asked]:
    """What a version asks; whatever was drafted later makes no difference. Four queries."""
    rows = rows_at(Recommendation, version.recorded_at, report_id=version.report_id)
    return _asked(sorted(rows, key=lambda row: row.number), version.report)


def _asked(rows: Iterable[Any], report: BoardReport) -> list[Asked]:
    standing = {one.pk: one for one in asked_of_body(report)}
    found = []
    for row in rows:
        one = standing.get(row.id)
        is_same = one is not None and one.text == row.text
        resolution = getattr(one, "resolution", None) if is_same else None
        found.append(Asked(row.id, row.number, row.text, resolution, is_same))
    return found
