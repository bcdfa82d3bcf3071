"""The report to the Health and Wellbeing Board, exported from the Django admin: from a plan, or from a report."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from audit.admin import AuditedAdmin
from governance.access import require_export
from governance.models import BoardReport, Format
from governance.reports.rendering import CONTENT_TYPES
from governance.services.exporting import ExportedFile, report_files, zipped
from priorities.access import visible_plans
from priorities.models import ActionPlan
from send_portal import clock

Action = Callable[[Any, HttpRequest, QuerySet], HttpResponse | None]
NO_REPORT = "There is no report on this plan yet. Start one in the portal, under Reports."
ONE_AT_A_TIME = "Choose one, then export it."


def export_as(name: str, words: str, formats: list[Format]) -> Action:
    """An action of the admin that sends the report of the one record chosen, in these formats."""

    @admin.action(description=f"Export HWB report as {words}", permissions=["view"])
    def export(model_admin: Any, request: HttpRequest, chosen: QuerySet) -> HttpResponse | None:
        require_export(request.user)
        if len(chosen) != 1:
            model_admin.message_user(request, ONE_AT_A_TIME, messages.ERROR)
            return None
        report = _report_of(chosen[0])
        if report is None:
            model_admin.message_user(request, NO_REPORT, messages.ERROR)
            return None
        files = report_files(report, formats, by=request.user, now=clock.now())
        if len(files) == 1:
            return _sent(files[0], CONTENT_TYPES[formats[0]])
        return _sent(ExportedFile(f"{report.slug}.zip", zipped(files)), "application/zip")

    export.__name__ = name
    return export


EXPORTS = [
    *(export_as(f"export_{format}", format.label, [format]) for format in (
        Format.DOCX, Format.PDF, Format.XLSX, Format.CSV,
    )),
    export_as("export_all", "all formats in a ZIP", list(Format)),
]  # fmt: skip


@admin.register(ActionPlan)
class PlanAdmin(AuditedAdmin):
    """Plans, to export their newest report."""

    list_display = ("title", "local_area", "status")
    fields = ("title", "slug", "local_area", "status")
    actions = EXPORTS

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """A draft is the co-ordinator's, here as everywhere."""
        return super().get_queryset(request).filter(pk__in=visible_plans(request.user).values("pk"))


@admin.register(BoardReport)
class ReportAdmin(AuditedAdmin):
    """Reports, to export them."""

    list_display = ("title", "body", "date_on")
    list_select_related = ("body",)
    fields = ("title", "slug", "plan", "body", "date_on", "as_at", "since")
    actions = EXPORTS

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Those of plans that the person may see."""
        reports = super().get_queryset(request).filter(plan__in=visible_plans(request.user).values("pk"))
        return reports.select_related("body", "plan")


def _report_of(record: Any) -> BoardReport | None:
    """The report itself; of a plan, the newest that was written here."""
    if isinstance(record, BoardReport):
        return record
    written = BoardReport.objects.filter(plan=record).exclude(versions__isnull=True, published__isnull=False)
    return written.order_by("-date_on", "-pk").first()


def _sent(file: ExportedFile, content_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return HttpResponse(file.body, content_type=content_type, headers=headers)
