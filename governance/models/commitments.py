"""What was promised to bodies."""

from typing import Any, Self

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse

from audit.models import AuditedModel, GuardedQuerySet
from governance.models.agendas import hidden_items
from governance.models.bodies import Body
from governance.models.decisions import Decision
from governance.models.meetings import Meeting
from governance.models.reports import BoardReport, Recommendation, ReportVersion
from priorities.partial_date import PartialDateColumns, PartialDateOn, PartialDatePrecision, both_or_neither


class CommitmentQuerySet(GuardedQuerySet):
    """What was promised to bodies."""

    def seen_by(self, user: Any) -> Self:
        """Without what a decision on an exempt item promises that the person may not see."""
        return self.exclude(decision__item__in=hidden_items(user))

    def of_meeting(self, meeting: Meeting) -> "CommitmentQuerySet":
        """What a report to that meeting promised or meets, and what was promised for its day or month."""
        reports = meeting.reports.values("pk")
        is_due = models.Q(to_body=meeting.body_id, due_on=meeting.date_on, due_precision=meeting.date_precision)
        is_told = models.Q(recommendation__report__in=reports) | models.Q(met_by_report__in=reports)
        return self.for_forward_plan().filter(is_told | is_due)

    def for_forward_plan(self) -> "CommitmentQuerySet":
        """By the day they are due, those without a day last; `printed_number`: that of the recommendation that
        promised it, as the newest version of its report has it."""
        newest = ReportVersion.objects.filter(report=models.OuterRef("recommendation__report")).order_by("-number")
        stood = Recommendation.history.filter(
            id=models.OuterRef("recommendation"), history_date__lte=models.OuterRef("printed_at")
        )
        printed = models.Subquery(stood.order_by("-history_id").values("number")[:1])
        return (
            self.select_related("to_body", "met_by_report__body", "recommendation__report__body", "decision__body")
            .annotate(printed_at=models.Subquery(newest.values("recorded_at")[:1]))
            .annotate(printed_number=Coalesce(printed, "recommendation__number"))
            .order_by(models.F("due_on").asc(nulls_last=True), "pk")
        )


class Commitment(AuditedModel):
    """Something promised to a body: met by a report or on a day, or still open."""

    to_body = models.ForeignKey(Body, models.PROTECT, related_name="commitments")
    title = models.TextField()
    note = models.TextField(blank=True, default="")
    due_on = PartialDateOn("due", null=True, blank=True)
    due_precision = PartialDatePrecision()
    due = PartialDateColumns("due")
    source = models.CharField(max_length=40, blank=True, default="")
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="commitments")
    met_on = models.DateField("met", null=True, blank=True)
    met_by_report = models.ForeignKey(
        BoardReport, models.PROTECT, null=True, blank=True, related_name="commitments_met"
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "promise"
        constraints = [
            both_or_neither("due", "commitment_due_whole"),
            models.CheckConstraint(
                condition=models.Q(met_by_report__isnull=True) | models.Q(met_on__isnull=False),
                name="commitment_met_has_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_history(cls, rows: models.QuerySet, user: Any) -> models.QuerySet:
        hidden = Decision.objects.filter(item__in=hidden_items(user)).values("pk")
        return rows.exclude(decision_id__in=hidden)

    def get_absolute_url(self) -> str:
        return reverse("forward-plan") + f"#commitment-{self.pk}"
