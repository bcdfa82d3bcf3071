"""A report's content read from the database: as it is being written, and as it was when it was finalised."""

import dataclasses
import datetime
from typing import Any

from django.db.models import Max

from actions.as_at import PlanAt, plan_as_at
from documents.canonical import SCHEMA
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

# The sections that came with a later schema than the first.
SINCE_SCHEMA: dict[str, int] = {SectionKind.DECISIONS: 2}

# From this schema on a report says what was recorded as not received, and that decisions there are not public.
SINCE_NO_UPDATES = 3

# From this schema on it says what becomes of a plan that is closed, and which plan its own follows.
SINCE_OUTCOMES = 4


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


def rebuilt(version: ReportVersion, schema: int = SCHEMA) -> Document:
    """What history says that the version must hold: the report as written then, the plan as at its moment; with the
    sections that a portal of that schema knew.
    """
    return content_at(
        version.report,
        written_at=version.recorded_at,
        as_at=version.as_at,
        standing=standing_of(version.number),
        schema=schema,
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
    schema: int = SCHEMA,
) -> Document:
    """The content of a report as it was written at one moment, on the plan as at another, as a portal of `schema`
    builds it.
    """
    draft = _as_known(draft_at(report, written_at, standing), schema)
    before = plan_as_at(report.plan, draft.since) if draft.since is not None else None
    decided = decided_at(as_at, draft.since, written_at) if _prints_decisions(draft) else NOTHING_DECIDED
    plan = plan_as_at(report.plan, as_at)
    if schema < SINCE_NO_UPDATES:
        plan, decided = _without_no_updates(plan), dataclasses.replace(decided, has_exempt=False)
    if schema < SINCE_OUTCOMES:
        plan, before = _without_outcomes(plan), _without_outcomes(before) if before is not None else None
    return build_content(draft, plan, before, decided)


def tells_of_exempt(version: ReportVersion, now: datetime.datetime) -> bool:
    """Whether a finalised version prints a decision whose item has become exempt since.

    Two or three queries; those of reading what was decided only where an item has become exempt since.
    """
    if exempt_at(now) <= exempt_at(version.as_at, version.recorded_at):
        return False
    draft = _as_known(draft_at(version.report, version.recorded_at), version.schema)
    if not _prints_decisions(draft):
        return False
    told = (version.as_at, draft.since, version.recorded_at)
    return decided_at(*told).decisions != decided_at(*told, now).decisions


def _as_known(draft: ReportDraft, schema: int) -> ReportDraft:
    """The report with the sections that a portal of that schema knew."""
    known = tuple(section for section in draft.sections if SINCE_SCHEMA.get(section.kind, 0) <= schema)
    return dataclasses.replace(draft, sections=known)


def _without_no_updates(plan: PlanAt) -> PlanAt:
    """The plan as a portal told of it that recorded no missing update."""
    return _with_each(plan, no_updates=())


def _without_outcomes(plan: PlanAt) -> PlanAt:
    """The plan as a portal told of it that knew of no outcomes, and told of a closed plan as of any other."""
    now = dataclasses.replace(plan.now, is_plan_closed=False)
    return dataclasses.replace(_with_each(plan, now=now, outcome=None), now=now, follows="")


def _with_each(plan: PlanAt, **said: Any) -> PlanAt:
    """The plan with this said of each of its actions."""
    priorities = tuple(
        dataclasses.replace(
            priority, actions=tuple(dataclasses.replace(action, **said) for action in priority.actions)
        )
        for priority in plan.priorities
    )
    return dataclasses.replace(plan, priorities=priorities)


def _prints_decisions(draft: ReportDraft) -> bool:
    return any(section.kind == SectionKind.DECISIONS for section in draft.sections)
