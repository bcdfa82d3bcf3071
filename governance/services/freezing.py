"""What a finalising freezes beside the plan, as a form shows it: whoever finalises has seen just this."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from django.db.models import Max, QuerySet

from audit.as_at import rows_at
from audit.describe import Entry, entries
from audit.recording import StaleRecord
from audit.standing import Standing
from documents.canonical import SCHEMA, from_json
from documents.content import Document
from governance.models import (
    BoardReport,
    BoardWording,
    HouseSection,
    HouseStyle,
    Recommendation,
    ReportSection,
    ReportVersion,
)

VERSION = 0


class Frozen(Standing[Any]):
    """What the next version of a report would freeze, as it stands: its words, its house style, its newest version.

    `revisions` are by the place of a table, not by the id of a record: the newest row of each table's history that
    tells of the report; by `VERSION` the number of the newest version. Nine queries.
    """

    def __init__(self, report: BoardReport) -> None:
        super().__init__(BoardReport, [report])
        self.report = report
        newest = report.versions.defer("content", "manifest").first()
        self.number: int = newest.number if newest is not None else 0
        style = report.body.house_style.pk
        self._histories: dict[int, QuerySet] = {
            1: BoardReport.history.filter(id=report.pk),
            2: ReportSection.history.filter(report_id=report.pk),
            3: Recommendation.history.filter(report_id=report.pk),
            4: BoardWording.history.filter(report_id=report.pk),
            5: HouseStyle.history.filter(id=style),
            6: HouseSection.history.filter(style_id=style),
        }
        rows = {place: rows.aggregate(newest=Max("history_id"))["newest"] for place, rows in self._histories.items()}
        self._revisions = {VERSION: self.number, **{place: newest or 0 for place, newest in rows.items()}}

    @property
    def revisions(self) -> dict[int, int]:
        return self._revisions

    def require(self, seen: Mapping[int, int] | None) -> None:
        """Raises StaleRecord where a form was opened when the report, or what its house style wants, was another."""
        if seen is not None and seen != self.revisions:
            raise StaleRecord("The report has changed since the form was opened.", self)

    def changes_since(self, seen: Mapping[int, int], user: Any) -> list[Entry]:
        """What has changed since a form was opened, the newest first; a version that was finalised is one of it."""
        versions = self.report.versions.filter(number__gt=seen.get(VERSION, 0))
        told = entries([], versions) if seen.get(VERSION, 0) < self.number else []
        for place, rows in self._histories.items():
            changed = rows.filter(history_id__gt=seen.get(place, 0)).values("id")
            known = rows.filter(history_id__lte=seen.get(place, 0)).values("id").annotate(to=Max("revision"))
            revisions = {row["id"]: row["to"] for row in known.order_by()}
            told += entries([rows.filter(id__in=changed)], seen=revisions)
        return sorted(told, key=lambda entry: entry.at, reverse=True)


def differs_from(newest: ReportVersion, content: Document, style: HouseStyle) -> bool:
    """Whether a version with this content would differ from the newest in more than its number.

    The look counts as well: another Word file, or appendices in files of their own. Versions of an older schema
    cannot be compared and count as different.
    """
    if newest.schema != SCHEMA:
        return True
    was = rows_at(HouseStyle, newest.recorded_at, body_id=style.body_id).first()
    looks = [(one.base_id, one.has_separate_appendices) for one in (was, style) if one is not None]
    before = dataclasses.replace(from_json(newest.content), standing=content.standing)
    return looks[0] != looks[-1] or before != content
