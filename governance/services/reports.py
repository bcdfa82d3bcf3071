"""What changes a report while it is written: its details, sections, recommendations and board wordings."""

import datetime
from collections.abc import Sequence
from typing import Any

from accounts.models import User
from actions.models import Action
from audit.recording import Process, Refused, recording
from governance.models import (
    BoardReport,
    BoardWording,
    Body,
    HouseStyle,
    Meeting,
    Recommendation,
    ReportSection,
    SectionKind,
)
from governance.reports.narrative import narrative_problems, written
from governance.services.timetable import timetable
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate

By = User | Process

DETAILS = {
    "title", "meeting", "date", "as_at", "since", "report_of", "contact_post", "updates_due_on", "sro_draft_on",
    "submit_on", "publish_on",
}  # fmt: skip


def start_report(
    *,
    plan: ActionPlan,
    body: Body,
    by: By,
    now: datetime.datetime,
    title: str,
    report_of: str,
    date: PartialDate | None = None,
    meeting: Meeting | None = None,
    contact_post: str = "",
    since: datetime.datetime | None = None,
    reason: str = "",
) -> BoardReport:
    """A new report in the body's house style, its standing texts included, with a timetable counted back from its day.

    Its period begins where the last report to the body on the plan ended, unless `since` says otherwise. Raises
    Refused without a date or meeting, or with a meeting of another body.
    """
    if meeting is not None and meeting.body_id != body.pk:
        raise Refused("Choose a meeting of the body to which the report goes.")
    on = meeting.date if meeting is not None else date
    if on is None:
        raise Refused("Choose a meeting, or enter the date of the report.")
    with recording(by=by, now=now, reason=reason):
        previous = BoardReport.objects.filter(plan=plan, body=body, next__isnull=True).order_by("-date_on").first()
        if since is None and previous is not None:
            since = previous.as_at
        report = BoardReport(
            slug=report_slug(on, body), plan=plan, body=body, meeting=meeting, title=title, report_of=report_of,
            contact_post=contact_post, previous=previous, since=since, **timetable(on),
        )  # fmt: skip
        report.date = on
        report.save()
        _add_sections(report, body.house_style)
    return report


def edit_report(
    *,
    report: BoardReport,
    by: By,
    now: datetime.datetime,
    revision: int | None = None,
    reason: str = "",
    **values: Any,
) -> BoardReport:
    """Change the details of a report (DETAILS); what is left out stays.

    Raises Refused where its period would not end after it begins or the meeting is of another body, StaleRecord where
    `revision` is not the report's any more.
    """
    unknown = values.keys() - DETAILS
    if unknown:
        raise TypeError(f"A report has no {', '.join(sorted(unknown))} to change.")
    with recording(by=by, now=now, reason=reason):
        report = _to_write(report.pk, now, revision)
        for name, value in values.items():
            setattr(report, name, value)
        if report.meeting is not None and report.meeting.body_id != report.body_id:
            raise Refused("Choose a meeting of the body to which the report goes.")
        if report.since is not None and report.as_at is not None and report.since >= report.as_at:
            raise Refused("The period must begin before the moment of the report.")
        report.save()
    return report


def edit_section(
    *,
    section: ReportSection,
    by: By,
    now: datetime.datetime,
    is_included: bool,
    narrative: str,
    chosen: str = "",
    revision: int | None = None,
) -> ReportSection:
    """Write a section, or take it out. Raises Refused where a paragraph's name is unknown or taken, or a section that
    the body requires would go; StaleRecord as `edit_report`.
    """
    with recording(by=by, now=now):
        _to_write(section.report_id, now)
        section = ReportSection.objects.locked(section.pk, revision)
        if not is_included and is_required(section):
            raise Refused(f"The {section.report.body} requires this section.")
        if problems := section_problems(section, narrative):
            raise Refused(". ".join(problems) + ".")
        section.is_included, section.narrative, section.chosen = is_included, narrative, chosen
        section.save()
    return section


def section_problems(section: ReportSection, narrative: str) -> list[str]:
    """Why the narrative cannot be numbered among the report's other sections, a sentence each."""
    others = section.report.sections.filter(is_included=True).exclude(pk=section.pk)
    known = [
        paragraph.key
        for text in others.exclude(kind=SectionKind.SUMMARY).values_list("narrative", flat=True)
        for paragraph in written(text)
        if paragraph.key
    ]
    has_numbers = section.report.body.house_style.has_numbers
    return narrative_problems(narrative, known, has_numbers=has_numbers)


def is_required(section: ReportSection) -> bool:
    """Whether the body's house style requires the section."""
    return section.report.body.house_style.sections.filter(kind=section.kind, presence="required").exists()


def set_recommendations(
    *, report: BoardReport, by: By, now: datetime.datetime, texts: Sequence[str], revision: int | None = None
) -> list[Recommendation]:
    """The recommendations in their order, numbered from 1. Those at the end that are left out go.

    Raises Refused where one that goes was resolved or promised something, StaleRecord as `edit_report`.
    """
    texts = [text.strip() for text in texts if text.strip()]
    with recording(by=by, now=now):
        report = _to_write(report.pk, now, revision)
        standing = list(report.recommendations.select_for_update(of=("self",)))
        for one in standing[len(texts) :]:
            if hasattr(one, "resolution") or one.commitments.exists():
                raise Refused(f"Recommendation {one.number} was resolved or promises something, so it stays.")
            one.delete()
        kept = []
        for number, text in enumerate(texts, 1):
            one = standing[number - 1] if number <= len(standing) else Recommendation(report=report, number=number)
            one.text = text
            one.save()
            kept.append(one)
    return kept


def set_wording(
    *, report: BoardReport, action: Action, by: By, now: datetime.datetime, text: str
) -> BoardWording | None:
    """What the report prints of an action in place of its headline; an empty text prints the headline again.

    Raises Refused where the action is not of the report's plan. The update itself is never touched.
    """
    if action.plan_id != report.plan_id:
        raise Refused("This action is not of the report's plan.")
    with recording(by=by, now=now):
        _to_write(report.pk, now)
        wording = BoardWording.objects.filter(report=report, action=action).first()
        if wording is None:
            return BoardWording.objects.create(report=report, action=action, text=text) if text else None
        wording.text = text
        wording.save()
    return wording


def _to_write(pk: int, now: datetime.datetime, revision: int | None = None) -> BoardReport:
    """The report, locked. What would count as written before a version that is frozen already is refused.

    Such a change began before the finalising and comes after it: a check of the version would find it in history.
    """
    report: BoardReport = BoardReport.objects.locked(pk, revision)
    if report.versions.filter(recorded_at__gt=now).exists():
        raise Refused("The report was finalised while you were saving. Save again.")
    return report


def _add_sections(report: BoardReport, style: HouseStyle) -> None:
    for section in style.sections.all():
        ReportSection.objects.create(
            report=report,
            kind=section.kind,
            heading=section.heading,
            position=section.position,
            is_included=section.is_on,
            narrative=section.standing_text,
        )


def report_slug(on: PartialDate, body: Body) -> str:
    """`2024-09-25-health-and-wellbeing-board`; with a number where that is taken."""
    day = f"{on.on:%Y-%m-%d}" if on.precision == "day" else f"{on.on:%Y-%m}"
    first = slug = f"{day}-{body.slug}"
    number = 1
    while BoardReport.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{first}-{number}"
    return slug
