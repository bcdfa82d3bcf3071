"""The report to the Health and Wellbeing Board, exported from the Django admin: from a plan, or from a report."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from audit.admin import AuditedAdmin
from audit.recording import Refused
from governance.access import newest_report_to, require_export, visible_reports
from governance.house_styles import BOARD
from governance.models import BoardReport, Format
from governance.printed import as_printed
from governance.services.exporting import in_one, report_files
from governance.views.files import sent
from priorities.access import visible_plans
from priorities.models import ActionPlan
from send_portal import clock

Action = Callable[[Any, HttpRequest, QuerySet], HttpResponse | None]
NO_REPORT = (
    "There is no report on this plan to the Health and Wellbeing Board yet. Start one in the portal, under Reports."
)
NOT_FINALISED = (
    "No report on this plan to the Health and Wellbeing Board is finalised yet, so there is none to export. Ask the "
    "co-ordinator."
)
ONE_AT_A_TIME = "Choose one, then export it."


def export_as(name: str, words: str, formats: list[Format]) -> Action:
    """An action of the admin that sends the report of the one record chosen, in these formats."""

    @admin.action(description=f"Export HWB report as {words}", permissions=["view"])
    def export(model_admin: Any, request: HttpRequest, chosen: QuerySet) -> HttpResponse | None:
        require_export(request.user)
        if len(chosen) != 1:
            model_admin.message_user(request, ONE_AT_A_TIME, messages.ERROR)
            return None
        report = _report_of(chosen[0], request.user)
        if report is None:
            none = NO_REPORT if request.user.is_coordinator else NOT_FINALISED
            model_admin.message_user(request, none, messages.ERROR)
            return None
        try:
            files = report_files(report, formats, by=request.user, now=clock.now())
        except Refused as refusal:
            model_admin.message_user(request, str(refusal), messages.ERROR)
            return None
        return sent(in_one(files))

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
    """Plans, to export their newest report to the Health and Wellbeing Board."""

    list_display = ("title", "local_area", "status")
    fields = ("title", "slug", "local_area", "status")
    actions = EXPORTS

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Those that the person may see: a draft is the co-ordinator's, here as in the portal."""
        return super().get_queryset(request).filter(pk__in=visible_plans(request.user).values("pk"))


class PrintedList(ChangeList):
    """Reports as the person may see their details."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = as_printed(self.result_list, request.user)  # type: ignore[assignment, arg-type]


@admin.register(BoardReport)
class ReportAdmin(AuditedAdmin):
    """Reports, to export them. Whoever is no co-ordinator sees what the newest version of each says."""

    list_display = ("title", "body", "date_on")
    list_select_related = ("body",)
    fields = ("title", "slug", "plan", "body", "date_on", "as_at", "since")
    actions = EXPORTS

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Those that the person may see: a draft is the co-ordinator's, here as in the portal."""
        return visible_reports(request.user)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PrintedList

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> BoardReport | None:
        found = super().get_object(request, object_id, from_field)
        return as_printed([found], request.user)[0] if found is not None else None

    def get_sortable_by(self, request: HttpRequest) -> tuple[str, ...]:
        """The order of a list by what a draft says would tell of it."""
        return ()


def _report_of(record: Any, user: User) -> BoardReport | None:
    """The report itself; of a plan, the one to the Health and Wellbeing Board."""
    return record if isinstance(record, BoardReport) else newest_report_to(user, record, BOARD)
