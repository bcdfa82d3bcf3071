"""A report's content read from the database: as it is being written, and as it was when it was finalised."""

import datetime

from actions.as_at import plan_as_at
from documents.content import Document
from governance.models import BoardReport, ReportVersion
from governance.reports.content import build_content
from governance.reports.draft import DRAFT, draft_at


def preview(report: BoardReport, now: datetime.datetime) -> Document:
    """The report as it would read now: marked as a draft, at its moment if it has one, else at this one."""
    return content_at(report, written_at=now, as_at=report.as_at or now, standing=DRAFT)


def rebuilt(version: ReportVersion) -> Document:
    """What history says that the version must hold: the report as written then, the plan as at its moment."""
    return content_at(
        version.report, written_at=version.recorded_at, as_at=version.as_at, standing=standing_of(version.number)
    )


def standing_of(number: int) -> str:
    """What a finalised version calls itself."""
    return f"Version {number}"


def content_at(
    report: BoardReport, *, written_at: datetime.datetime, as_at: datetime.datetime, standing: str
) -> Document:
    """The content of a report as it was written at one moment, on the plan as at another."""
    draft = draft_at(report, written_at, standing)
    before = plan_as_at(report.plan, draft.since) if draft.since is not None else None
    return build_content(draft, plan_as_at(report.plan, as_at), before)
