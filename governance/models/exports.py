"""What was taken out of the portal, and by whom."""

from django.db import models

from audit.models import AppendOnlyModel
from governance.models.reports import BoardReport, ReportVersion
from priorities.models import ActionPlan


class Export(AppendOnlyModel):
    """That somebody took a report out of the portal: what, in which format, which bytes.

    A finalised one is named by its version; a draft by its report, and by the plan on which it is.
    """

    plan = models.ForeignKey(ActionPlan, models.PROTECT, null=True, blank=True, related_name="exports")
    report = models.ForeignKey(BoardReport, models.PROTECT, null=True, blank=True, related_name="exports")
    version = models.ForeignKey(ReportVersion, models.PROTECT, null=True, blank=True, related_name="exports")
    format = models.CharField(max_length=4)
    sha256 = models.CharField(max_length=64)

    class Meta(AppendOnlyModel.Meta):
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(plan__isnull=True) ^ models.Q(version__isnull=True), name="export_of_one_thing"
            ),
            models.CheckConstraint(
                condition=models.Q(plan__isnull=True, report__isnull=True)
                | models.Q(plan__isnull=False, report__isnull=False),
                name="export_of_a_draft_names_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.format} of {self.version or f'the draft of the {self.report}'}"
