"""Freezing a report, and keeping what was published and what was taken out of the portal."""

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from accounts.models import User
from audit.recording import Process, Refused, recording
from documents.canonical import SCHEMA, digest, to_json
from documents.content import Document
from governance.models import (
    AsPublished,
    BoardReport,
    Body,
    Export,
    Format,
    HouseStyle,
    Meeting,
    Recommendation,
    ReportFile,
    ReportVersion,
)
from governance.reports.bases import base_of
from governance.reports.draft import draft_at
from governance.reports.manifest import manifest_of
from governance.reports.readiness import blocking
from governance.reports.reading import content_at, newest_change, standing_of
from governance.reports.rendering import parts_of, render
from governance.services.addresses import dated_slug
from governance.services.freezing import Frozen, differs_from
from governance.services.moments import require_moments
from governance.services.reports import require_ours
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate

By = User | Process

# Longer than any request lives: whatever was written up to that moment is there.
LEAST_AGE = datetime.timedelta(minutes=2)


def finalise(
    *,
    report: BoardReport,
    by: User,
    now: datetime.datetime,
    seen: Mapping[int, int] | None = None,
    correction_note: str = "",
) -> ReportVersion:
    """Freeze the report as its next version: content, digest and the files of every format, in one transaction.

    A report without a moment takes the latest that is settled, two minutes ago. Raises Refused where its moment is
    more recent than that or not after its period begins, a financial or legal section is empty, a later version says
    not what it corrects or differs in nothing, part of it was written by a clock that is ahead of this one, or the
    report was published elsewhere; StaleRecord where what `seen` stands for (`Frozen`) is not what stands any more.
    """
    with recording(by=by, now=now, reason=correction_note) as change:
        report = BoardReport.objects.locked(report.pk)
        # Locked, so that no change of it which counts as made before this version can still arrive.
        style = HouseStyle.objects.locked(report.body.house_style.pk)
        Frozen(report).require(seen)
        newest = report.versions.first()
        if report.as_at is None:
            report.as_at = (now - LEAST_AGE).replace(microsecond=0)
        _check(report, now, newest, correction_note)
        report.save()
        number = newest.number + 1 if newest is not None else 1
        content = content_at(report, written_at=now, as_at=report.as_at, standing=standing_of(number))
        if newest is not None and not differs_from(newest, content, style):
            raise Refused(f"Nothing has changed since version {newest.number}, so there is nothing to finalise.")
        files = _rendered(report, content, style)
        text = to_json(content)
        version = ReportVersion(
            report=report, number=number, schema=SCHEMA, as_at=report.as_at, content=text, sha256=digest(text),
            correction_note=correction_note, recorded_at=now, recorded_by_id=change.user_id,
            recorded_as=change.author,
        )  # fmt: skip
        _keep(version, files)
    return version


def add_published_report(
    *,
    plan: ActionPlan,
    body: Body,
    by: By,
    now: datetime.datetime,
    date: PartialDate,
    title: str,
    report_of: str,
    differs: str,
    meeting: Meeting | None = None,
    recommendations: Sequence[str] = (),
    url: str = "",
    reason: str = "",
) -> BoardReport:
    """A report that was written elsewhere: kept as published, without a version of ours.

    The next report's period begins now, when the portal has the plan that it printed.
    """
    with recording(by=by, now=now, reason=reason):
        report = BoardReport(
            slug=dated_slug(BoardReport, date, body), plan=plan, body=body, meeting=meeting, title=title,
            report_of=report_of, as_at=now,
        )  # fmt: skip
        report.date = date
        report.save()
        for number, text in enumerate(recommendations, 1):
            Recommendation.objects.create(report=report, number=number, text=text)
        AsPublished.objects.create(report=report, url=url, differs=differs)
    return report


def record_as_published(
    *,
    report: BoardReport,
    by: By,
    now: datetime.datetime,
    url: str = "",
    file: bytes | None = None,
    file_name: str = "",
    differs: str = "",
    reason: str = "",
) -> AsPublished:
    """Keep the paper as its body published it: where it stands or its file, and in what it differs from ours."""
    with recording(by=by, now=now, reason=reason):
        return AsPublished.objects.create(
            report=report, version=report.versions.first(), url=url, file=file, file_name=file_name, differs=differs,
            sha256=_sha256(file) if file is not None else "",
        )  # fmt: skip


def record_export(
    *, by: By, now: datetime.datetime, report: BoardReport, version: ReportVersion | None, body: bytes, format: str
) -> Export:
    """Keep that somebody took a report out of the portal: a finalised version, or without one its draft."""
    of: dict[str, Any] = {"version": version} if version is not None else {"plan": report.plan, "report": report}
    with recording(by=by, now=now):
        return Export.objects.create(**of, format=format, sha256=_sha256(body))


def _keep(version: ReportVersion, files: Sequence[ReportFile]) -> None:
    """Save a version with its files and the list of all."""
    version.manifest = manifest_of(version, {(file.part, file.format): file.sha256 for file in files})
    version.manifest_sha256 = version.fingerprint
    version.save()
    for file in files:
        file.version = version
        file.save()


def _rendered(report: BoardReport, content: Document, style: HouseStyle) -> list[ReportFile]:
    """The files of a version, not saved yet."""
    base = base_of(report.body)
    return [
        ReportFile(format=format, part=part, body=body, sha256=_sha256(body))
        for part, document in enumerate(parts_of(content, has_separate_appendices=style.has_separate_appendices))
        for format in Format
        for body in (render(document, format, base),)
    ]


def _check(report: BoardReport, now: datetime.datetime, newest: ReportVersion | None, correction_note: str) -> None:
    require_ours(report)
    if not report.sections.filter(is_included=True).exists():
        raise Refused("This report has no sections, so there is nothing to finalise.")
    if report.as_at is not None and report.as_at > now - LEAST_AGE:
        raise Refused("The moment of the report must be at least two minutes ago, so that all of it is settled.")
    require_moments(report.plan, since=report.since, as_at=report.as_at, now=now)
    if newest_change(report) > now:
        raise Refused("Part of the report was saved by a clock ahead of this one. Finalise it again in a minute.")
    if problems := list(blocking(draft_at(report, now))):
        raise Refused(". ".join(problems) + ".")
    if newest is not None and not correction_note.strip():
        raise Refused("Say what the new version corrects.")


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
