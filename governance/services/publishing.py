"""Freezing a report, and keeping what was published and what was taken out of the portal."""

import datetime
import hashlib
from collections.abc import Sequence

from accounts.models import User
from audit.recording import Process, Refused, recording
from documents.canonical import SCHEMA, digest, to_json
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
from governance.reports.readiness import blocking
from governance.reports.reading import content_at, standing_of
from governance.reports.rendering import parts_of, render
from governance.services.reports import report_slug
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate

By = User | Process

# Longer than any request lives: whatever was written up to that moment is there.
LEAST_AGE = datetime.timedelta(minutes=2)


def finalise(
    *, report: BoardReport, by: User, now: datetime.datetime, revision: int | None = None, correction_note: str = ""
) -> ReportVersion:
    """Freeze the report as its next version: content, digest and the files of every format, in one transaction.

    A report without a moment takes the latest that is settled, two minutes ago. Raises Refused where its moment is
    more recent than that, a financial or legal section is empty, or a later version says not what it corrects;
    StaleRecord where `revision` is not the report's any more.
    """
    with recording(by=by, now=now, reason=correction_note):
        report = BoardReport.objects.locked(report.pk, revision)
        if report.as_at is None:
            report.as_at = (now - LEAST_AGE).replace(microsecond=0)
            report.save()
        newest = report.versions.first()
        # Locked, so that no change of it which counts as made before this version can still arrive.
        style = HouseStyle.objects.locked(report.body.house_style.pk)
        _check(report, now, newest, correction_note)
        number = newest.number + 1 if newest is not None else 1
        content = content_at(report, written_at=now, as_at=report.as_at, standing=standing_of(number))
        text = to_json(content)
        version = ReportVersion.objects.create(
            report=report, number=number, schema=SCHEMA, as_at=report.as_at, content=text, sha256=digest(text),
            correction_note=correction_note,
        )  # fmt: skip
        base = base_of(report.body)
        for part, document in enumerate(parts_of(content, has_separate_appendices=style.has_separate_appendices)):
            for format in Format:
                body = render(document, format, base)
                ReportFile.objects.create(version=version, format=format, part=part, body=body, sha256=_sha256(body))
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
            slug=report_slug(date, body), plan=plan, body=body, meeting=meeting, title=title, report_of=report_of,
            as_at=now,
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
            report=report, version=report.versions.first(), url=url, file=file, file_name=file_name, differs=differs
        )


def record_export(
    *, by: By, now: datetime.datetime, body: bytes, format: str, plan: ActionPlan | None = None,
    version: ReportVersion | None = None,
) -> Export:  # fmt: skip
    """Keep that somebody took a plan or a finalised report out of the portal."""
    with recording(by=by, now=now):
        return Export.objects.create(plan=plan, version=version, format=format, sha256=_sha256(body))


def _check(report: BoardReport, now: datetime.datetime, newest: ReportVersion | None, correction_note: str) -> None:
    if report.as_at is not None and report.as_at > now - LEAST_AGE:
        raise Refused("The moment of the report must be at least two minutes ago, so that all of it is settled.")
    if problems := list(blocking(draft_at(report, now))):
        raise Refused(". ".join(problems) + ".")
    if newest is not None and not correction_note.strip():
        raise Refused("Say what the new version corrects.")


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
