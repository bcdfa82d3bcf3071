"""Who may see and change a report, and what became of it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import User
from design.fields import whole_number
from governance.asked import asked_of
from governance.models import (
    AsPublished,
    BoardReport,
    BoardReportQuerySet,
    Commitment,
    Format,
    Recommendation,
    ReportFile,
    ReportSection,
    ReportVersion,
)
from priorities.access import require_coordinator
from priorities.models import ActionPlan


def visible_reports(user: User) -> BoardReportQuerySet:
    """All for the co-ordinator; for others, those that are finalised or kept as published."""
    reports = BoardReport.objects.for_list()
    return reports if user.is_coordinator else reports.filter(pk__in=BoardReport.objects.published().values("pk"))


def visible_report(user: User, slug: str) -> BoardReport:
    """The report with body, plan and meeting. Raises Http404 where there is none that the person may see."""
    report = visible_reports(user).filter(slug=slug).first()
    if report is None:
        raise Http404("There is no such report.")
    return report


def report_to_edit(user: User, slug: str) -> BoardReport:
    """The report, for the co-ordinator. Raises Http404 as `visible_report`, PermissionDenied saying whom to ask."""
    report = visible_report(user, slug)
    require_coordinator(user)
    return report


def report_to_write(user: User, slug: str) -> BoardReport:
    """A report that is written here. Raises as `report_to_edit`, PermissionDenied where it is kept as published."""
    report = report_to_edit(user, slug)
    if report.is_kept_as_published:
        raise PermissionDenied("This paper was published elsewhere, so it stays as it was published.")
    return report


def section_to_edit(user: User, slug: str, kind: str) -> ReportSection:
    """A section of a report. Raises as `report_to_write`, and Http404 where the report has no such section."""
    report = report_to_write(user, slug)
    section = report.sections.filter(kind=kind).first()
    if section is None:
        raise Http404("This report has no such section.")
    section.report = report
    return section


def recommendation_to_resolve(user: User, slug: str, number: int) -> Recommendation:
    """A recommendation that its body has seen, by the number that it has in the newest version. Raises as
    `report_to_edit`, Http404 where the report has no such number, PermissionDenied while it is a draft, or while the
    draft of the next version words it otherwise.
    """
    report = report_to_edit(user, slug)
    if report.recommendations.filter(number=number).exists():
        _require_told(report)
    asked = next((one for one in asked_of(report) if one.number == number), None)
    if asked is None:
        raise Http404("This report has no such recommendation.")
    if asked.standing is None:
        raise PermissionDenied(
            "The draft of the next version words this recommendation otherwise. Put its words back, or finalise the "
            "next version first."
        )
    asked.standing.report = report
    return asked.standing


def visible_version(user: User, slug: str, number: int) -> ReportVersion:
    """A finalised version. Raises Http404 where there is none."""
    version = visible_report(user, slug).versions.filter(number=number).first()
    if version is None:
        raise Http404("This report has no such version.")
    return version


def version_before(version: ReportVersion) -> ReportVersion | None:
    """The version that this one corrects; None for the first."""
    return version.report.versions.filter(number=version.number - 1).first()


def version_after(version: ReportVersion) -> ReportVersion | None:
    """The newest version, where that is not this one: it corrects this one."""
    later = version.report.versions.filter(number__gt=version.number)
    return later.defer("content", "manifest").first()


def visible_file(user: User, slug: str, number: int, part: int, format: str) -> ReportFile:
    """A file of a finalised version. Raises Http404 where there is none."""
    file = visible_version(user, slug, number).files.filter(part=part, format=format).first()
    if file is None:
        raise Http404("This version has no such file.")
    return file


def visible_published_file(user: User, slug: str, pk: int) -> AsPublished:
    """The paper as published, where its file was kept. Raises Http404 as `visible_report`, and where there is none."""
    paper = visible_report(user, slug).published.filter(pk=pk, file__isnull=False).first()
    if paper is None:
        raise Http404("There is no such file.")
    return paper


def recommendation_named(pk: str) -> Recommendation | None:
    """The recommendation whose promise is recorded; None where the address names none, or not one that there is.

    Raises PermissionDenied while its report is a draft.
    """
    number = whole_number(pk, 1, 2**31) if pk else None
    found = Recommendation.objects.select_related("report__body").filter(pk=number).first() if number else None
    if found is not None:
        _require_told(found.report)
    return found


def commitment_to_meet(user: User, pk: int) -> Commitment:
    """A promise, for the co-ordinator. Raises Http404, PermissionDenied saying whom to ask."""
    commitment = Commitment.objects.for_forward_plan().seen_by(user).filter(pk=pk).first()
    if commitment is None:
        raise Http404("There is no such promise.")
    require_coordinator(user)
    return commitment


def _require_told(report: BoardReport) -> None:
    if not report.is_told:
        raise PermissionDenied(
            "Its body has not seen this report yet. Finalise it first, or record its paper as published."
        )


def version_to_export(user: User, slug: str, number: int) -> ReportVersion:
    """A finalised version, for the co-ordinator and the administrator. Raises Http404 as `visible_version`,
    PermissionDenied as `require_export`."""
    version = visible_version(user, slug, number)
    require_export(user)
    return version


def newest_report_to(user: User, plan: ActionPlan, body: str) -> BoardReport | None:
    """The report on a plan to a body that the person exports: the newest that is finalised; where none is, for the
    co-ordinator the newest draft."""
    reports = visible_reports(user).filter(plan=plan, body__slug=body)
    return reports.filter(newest_version__isnull=False).first() or reports.filter(is_published=False).first()


def require_export(user: User) -> None:
    """Raises PermissionDenied for everybody but the co-ordinator and the administrator."""
    if not (user.is_coordinator or user.is_administrator):
        raise PermissionDenied("Only the co-ordinator and the administrator can export. Ask the co-ordinator.")


def format_of(name: str) -> Format:
    """The format of an address. Raises Http404 for another than the five."""
    if name not in Format.values:
        raise Http404("There is no such format.")
    return Format(name)
