"""A report's content read from the database: as it is being written, and as it was when it was finalised."""

import datetime

from django.db.models import Max

from actions.as_at import plan_as_at
from documents.content import Document
from governance.models import (
    BoardReport,
    BoardWording,
    Recommendation,
    ReportSection,
    ReportVersion,
    SectionKind,
)
from governance.reports.content import build_content
from governance.reports.decided import NOTHING_DECIDED, decided_at, exempt_at
from governance.reports.draft import DRAFT, ReportDraft, draft_at


def preview(report: BoardReport, now: datetime.datetime) -> Document:
    """The report as it would read now: marked as a draft, at its moment if it has one, else at this one."""
    now = moment_to_read(report, now)
    return content_at(report, written_at=now, as_at=report.as_at or now, standing=DRAFT)


def moment_to_read(report: BoardReport, now: datetime.datetime) -> datetime.datetime:
    """The moment at which all that is written of a draft is there, also what a host wrote whose clock is ahead."""
    return max(now, newest_change(report))


def newest_change(report: BoardReport) -> datetime.datetime:
    """When the report, or what is written for it, was changed last; four queries."""
    moments = [BoardReport.history.filter(id=report.pk).aggregate(newest=Max("history_date"))["newest"]]
    for model in (ReportSection, Recommendation, BoardWording):
        moments.append(model.history.filter(report_id=report.pk).aggregate(newest=Max("history_date"))["newest"])
    return max(filter(None, moments))


def rebuilt(version: ReportVersion) -> Document:
    """What history says that the version must hold: the report as written then, the plan as at its moment, by
    the rules of this portal.
    """
    return content_at(
        version.report,
        written_at=version.recorded_at,
        as_at=version.as_at,
        standing=standing_of(version.number),
    )


def standing_of(number: int) -> str:
    """What a finalised version calls itself."""
    return f"Version {number}"


def content_at(
    report: BoardReport,
    *,
    written_at: datetime.datetime,
    as_at: datetime.datetime,
    standing: str,
) -> Document:
    """The content of a report as it was written at one moment, on the plan as at another."""
    draft = draft_at(report, written_at, standing)
    before = plan_as_at(report.plan, draft.since) if draft.since is not None else None
    decided = decided_at(as_at, draft.since, written_at) if _prints_decisions(draft) else NOTHING_DECIDED
    plan = plan_as_at(report.plan, as_at)
    return build_content(draft, plan, before, decided)


def tells_of_exempt(version: ReportVersion, now: datetime.datetime) -> bool:
    """Whether a finalised version prints a decision whose item has become exempt since.

    Two or three queries; those of reading what was decided only where an item has become exempt since.
    """
    if exempt_at(now) <= exempt_at(version.as_at, version.recorded_at):
        return False
    draft = draft_at(version.report, version.recorded_at)
    if not _prints_decisions(draft):
        return False
    told = (version.as_at, draft.since, version.recorded_at)
    return decided_at(*told).decisions != decided_at(*told, now).decisions


def _prints_decisions(draft: ReportDraft) -> bool:
    return any(section.kind == SectionKind.DECISIONS for section in draft.sections)
