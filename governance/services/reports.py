"""What changes a report while it is written: its details and sections."""

import datetime
from typing import Any

from accounts.models import User
from audit.recording import Process, Refused, recording
from governance.models import BoardReport, Body, HouseSection, HouseStyle, Meeting, ReportSection
from governance.reports.draft import SectionDraft
from governance.reports.naming import naming_problems
from governance.services.addresses import dated_slug
from governance.services.moments import require_moments
from governance.services.timetable import timetable, timetable_problems
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

    Its period begins where the last report to the body on the plan ended (`draft_at`), unless `since` says otherwise.
    Raises Refused without a date or meeting, with a meeting of another body or on another date, to a body that is no
    more, or with a period that begins before the plan is on record or after `now`.
    """
    _require_own(meeting, body)
    require_moments(plan, since=since, as_at=None, now=now)
    on = meeting.date if meeting is not None else date
    if on is None:
        raise Refused("Choose a meeting, or enter the date of the report.")
    if date not in (None, on):
        raise Refused(f"The meeting is on {on}. Choose another meeting, or enter its date.")
    if not Body.objects.current().filter(pk=body.pk).exists():
        raise Refused(f"The {body} has ended or was replaced. Choose a body that there is.")
    with recording(by=by, now=now, reason=reason):
        report = BoardReport(
            slug=dated_slug(BoardReport, on, body), plan=plan, body=body, meeting=meeting, title=title,
            report_of=report_of, contact_post=contact_post, since=since, **timetable(on),
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

    With another date, the days of the timetable that stand as they were proposed are counted anew. Raises Refused
    where a moment lies before the plan is on record or in the future, the period does not end after it begins, the
    meeting is of another body, the date is not the meeting's, or a day of the timetable is not before it; StaleRecord
    where `revision` is not the report's any more.
    """
    unknown = values.keys() - DETAILS
    if unknown:
        raise TypeError(f"A report has no {', '.join(sorted(unknown))} to change.")
    with recording(by=by, now=now, reason=reason):
        report = to_write(report.pk, now, revision)
        proposed = timetable(report.date)
        if values.get("meeting") is not None:
            values.setdefault("date", values["meeting"].date)
        for name, value in values.items():
            setattr(report, name, value)
        _require_own(report.meeting, report.body)
        if values.keys() & {"date", "meeting"} and report.meeting is not None and report.date != report.meeting.date:
            raise Refused(f"The meeting is on {report.meeting.date}. Choose another meeting, or enter its date.")
        if values.keys() & {"since", "as_at"}:
            require_moments(report.plan, since=report.since, as_at=report.as_at, now=now)
        for name, day in timetable(report.date).items():
            if getattr(report, name) == proposed[name]:
                setattr(report, name, day)
        if problems := timetable_problems(report.date, {name: getattr(report, name) for name in proposed}):
            raise Refused(". ".join(problems.values()) + ".")
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
    """Write a section, or take it out. Raises Refused where names of paragraphs would not fit through the report any
    more, a section that the body requires would go, or the report was published elsewhere; StaleRecord as
    `edit_report`.
    """
    with recording(by=by, now=now):
        require_ours(to_write(section.report_id, now))
        section = ReportSection.objects.locked(section.pk, revision)
        if not is_included and presence_of(section) == HouseSection.Presence.REQUIRED:
            raise Refused(f"The {section.report.body} requires this section.")
        if problems := section_problems(section, is_included=is_included, narrative=narrative):
            raise Refused(". ".join(problems) + ".")
        section.is_included, section.narrative, section.chosen = is_included, narrative, chosen
        section.save()
    return section


def section_problems(section: ReportSection, *, is_included: bool, narrative: str) -> list[str]:
    """Which names of paragraphs would not fit through the report any more if the section read so, a sentence each.

    What did not fit before stands in nobody's way here: readiness tells it.
    """
    report = section.report
    standing = [SectionDraft(one.kind, one.heading, one.narrative) for one in report.sections.filter(is_included=True)]
    wanted = [one for one in standing if one.kind != section.kind]
    if is_included:
        wanted.append(SectionDraft(section.kind, section.heading, narrative))
    recommendations = [one.text for one in report.recommendations.all()]
    has_numbers = report.body.house_style.has_numbers
    before, after = (
        naming_problems(sections, recommendations, has_numbers=has_numbers) for sections in (standing, wanted)
    )
    return [problem for problem in after if problem not in before]


def presence_of(section: ReportSection) -> str:
    """How the body's house style wants the section (`HouseSection.Presence`): what it does not name is optional."""
    wanted = section.report.body.house_style.sections.filter(kind=section.kind).first()
    return wanted.presence if wanted is not None else HouseSection.Presence.OPTIONAL


def to_write(pk: int, now: datetime.datetime, revision: int | None = None) -> BoardReport:
    """The report, locked. What would count as written before a version that is frozen already is refused.

    Such a change began before the finalising and comes after it: a check of the version would find it in history.
    """
    report: BoardReport = BoardReport.objects.locked(pk, revision)
    if report.versions.filter(recorded_at__gt=now).exists():
        raise Refused("The report was finalised while you were saving. Save again.")
    return report


def require_ours(report: BoardReport) -> None:
    """Raises Refused where the report is kept as it was published elsewhere: nothing of it is written here."""
    if report.is_kept_as_published:
        raise Refused("This paper was published elsewhere, so it stays as it was published. Start a new report.")


def _require_own(meeting: Meeting | None, body: Body) -> None:
    if meeting is not None and meeting.body_id != body.pk:
        raise Refused("Choose a meeting of the body to which the report goes.")


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
