"""What was taken out of the portal, and by whom."""

from django.db import models

from audit.models import AppendOnlyModel
from design.fields import date_words
from governance.models.reports import BoardReport, ReportVersion
from priorities.models import ActionPlan


class Export(AppendOnlyModel):
    """That somebody took a report or a bundle out of the portal: what, in which format, which bytes.

    A finalised report is named by its version; a draft by its report, and by the plan on which it is; a bundle by its
    plan and by the first and the last day of its period.
    """

    class What(models.TextChoices):
        REPORT = "report", "report"
        BUNDLE = "bundle", "bundle for a period"

    what = models.CharField(max_length=6, choices=What, default=What.REPORT)
    plan = models.ForeignKey(ActionPlan, models.PROTECT, null=True, blank=True, related_name="exports")
    report = models.ForeignKey(BoardReport, models.PROTECT, null=True, blank=True, related_name="exports")
    version = models.ForeignKey(ReportVersion, models.PROTECT, null=True, blank=True, related_name="exports")
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
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
                | models.Q(plan__isnull=False, report__isnull=False)
                | models.Q(what="bundle"),
                name="export_of_a_draft_names_it",
            ),
            models.CheckConstraint(
                condition=models.Q(what="report", from_on__isnull=True, until_on__isnull=True)
                | models.Q(
                    what="bundle",
                    plan__isnull=False,
                    report__isnull=True,
                    from_on__isnull=False,
                    until_on__gte=models.F("from_on"),
                ),
                name="export_of_a_bundle_has_its_period",
            ),
        ]

    def __str__(self) -> str:
        if self.what == self.What.BUNDLE and self.from_on and self.until_on:
            return f"bundle of the {self.plan}, {date_words(self.from_on)} to {date_words(self.until_on)}"
        return f"{self.format} of {self.version or f'the draft of the {self.report}'}"
