"""What a body was asked, in the words that it saw, what it resolved on these words, and what they promised it."""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

from audit.as_at import rows_at
from governance.models import BoardReport, Commitment, Recommendation, ReportVersion, Resolution, asked_of_body


@dataclasses.dataclass(frozen=True)
class Asked:
    """A recommendation as it read, under the number that it had. The same words are the same recommendation.

    `standing` carries these words today: it is None where the draft of the next version, or a later version, words
    them otherwise. `resolution` and `promises` stand under their words alone.
    """

    number: int
    text: str
    standing: Recommendation | None
    is_newest: bool

    @property
    def resolution(self) -> Resolution | None:
        return getattr(self.standing, "resolution", None)

    @property
    def promises(self) -> Sequence[Commitment]:
        return list(self.standing.commitments.all()) if self.standing is not None else []

    @property
    def is_open(self) -> bool:
        """Whether something may be recorded of it."""
        return self.standing is not None and self.is_newest

    @property
    def is_superseded(self) -> bool:
        """Whether a later version, which everybody reads, words it otherwise."""
        return not self.is_newest


def asked_of(report: BoardReport) -> list[Asked]:
    """What the newest version asks, or the paper that was published; nothing while nobody has seen the report."""
    newest = report.versions.defer("content").first()
    if newest is not None:
        return asked_in(newest)
    return _asked(asked_of_body(report), report) if report.is_told else []


def asked_in(version: ReportVersion) -> list[Asked]:
    """What a version asks; whatever was drafted later makes no difference. At most seven queries."""
    rows = _printed(version)
    newest = version.report.versions.defer("content").first()
    asks_now = rows if newest is None or newest.pk == version.pk else _printed(newest)
    return _asked(rows, version.report, {row.text for row in asks_now})


def _printed(version: ReportVersion) -> list[Any]:
    rows = rows_at(Recommendation, version.recorded_at, report_id=version.report_id)
    return sorted(rows, key=lambda row: row.number)


def _asked(rows: Iterable[Any], report: BoardReport, newest: set[str] | None = None) -> list[Asked]:
    standing = {one.pk: one for one in asked_of_body(report)}
    found = []
    for row in rows:
        one = standing.get(row.id)
        if one is None or one.text != row.text:
            one = next((other for other in standing.values() if other.text == row.text), None)
        found.append(Asked(row.number, row.text, one, newest is None or row.text in newest))
    return found
