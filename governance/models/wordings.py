"""What a report prints of an action in other words than the lead's."""

from typing import Any, Self

from django.db import models

from actions.models import Action
from audit.models import AuditedModel, GuardedQuerySet
from governance.models.reports import BoardReport, ReportVersion, of_published


class BoardWordingQuerySet(GuardedQuerySet):
    """What reports word of actions."""

    def printed(self) -> Self:
        """Those that the newest version of a report that everybody may read did print, the newest report first: with
        the text as it stood then (`printed_text`) and the moment of which the report spoke (`spoke_of`)."""
        newest = ReportVersion.objects.filter(report=models.OuterRef("report")).order_by("-number")
        stood = BoardWording.history.filter(id=models.OuterRef("pk"), history_date__lte=models.OuterRef("printed_at"))
        return (
            self.filter(report__in=BoardReport.objects.published().values("pk"))
            .annotate(
                printed_at=models.Subquery(newest.values("recorded_at")[:1]),
                spoke_of=models.Subquery(newest.values("as_at")[:1]),
                printed_text=models.Subquery(stood.order_by("-history_id").values("text")[:1]),
            )
            .exclude(printed_text="")
            .exclude(printed_text=None)
            .select_related("report__body")
            .order_by("-report__date_on", "-report_id")
        )


class BoardWording(AuditedModel):
    """What a report prints of an action in place of its headline. The update stays as the lead gave it."""

    report = models.ForeignKey(BoardReport, models.PROTECT, related_name="wordings")
    action = models.ForeignKey(Action, models.PROTECT, related_name="board_wordings")
    text = models.CharField(max_length=400, blank=True, default="")

    objects = BoardWordingQuerySet.as_manager()
    audit_subject = ("action",)

    class Meta(AuditedModel.Meta):
        verbose_name = "board wording"
        constraints = [models.UniqueConstraint(fields=["report", "action"], name="board_wording_unique")]

    def __str__(self) -> str:
        return f"board wording of {self.action.reference}"

    @classmethod
    def visible_history(cls, rows: models.QuerySet, user: Any) -> models.QuerySet:
        """As of its report."""
        return of_published(rows, user, "report_id")
