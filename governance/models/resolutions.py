"""What a body resolved on what it was asked, and which actions that touches."""

from typing import Self

from django.db import models

from actions.models import Action
from audit.models import AuditedLink, AuditedModel, GuardedQuerySet
from governance.models.reports import BoardReport, Recommendation
from priorities.change_kinds import ChangeKind


class Resolution(AuditedModel):
    """What the body resolved on a recommendation."""

    class Outcome(models.TextChoices):
        AGREED = "agreed", "Agreed"
        AMENDED = "amended", "Amended"
        NOTED = "noted", "Noted"
        NOT_AGREED = "not_agreed", "Not agreed"
        DEFERRED = "deferred", "Deferred"

    recommendation = models.OneToOneField(Recommendation, models.PROTECT, related_name="resolution")
    outcome = models.CharField(max_length=10, choices=Outcome)
    text = models.TextField("amended to", blank=True, default="")
    minute_reference = models.CharField("minute", max_length=80, blank=True, default="")
    url = models.URLField("link to the minutes", max_length=500, blank=True, default="")
    resolved_on = models.DateField("resolved on")

    told_with = ("recommendation",)
    change_kinds = {"": ChangeKind.DECIDED, "*": ChangeKind.DECIDED}

    class Meta(AuditedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="amended") ^ models.Q(text=""), name="resolution_amended_to"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.recommendation}"

    @property
    def actions(self) -> list[Action]:
        """The actions that it touches, in the order in which they were read."""
        return [link.action for link in self.action_links.all()]


def asked_of_body(report: BoardReport) -> models.QuerySet[Recommendation]:
    """The report's recommendations, each with what was resolved, the actions that this touches, and what it promises;
    three queries."""
    touched = models.Prefetch("resolution__action_links", queryset=ResolutionAction.objects.in_order())
    return report.recommendations.select_related("resolution").prefetch_related(touched, "commitments")


class ResolutionActionQuerySet(GuardedQuerySet):
    """Which resolutions touch which actions."""

    def in_order(self) -> Self:
        """With the actions, in the plan's order."""
        return self.select_related("action__plan").order_by("action__priority_id", "action__position", "action_id")

    def told(self) -> Self:
        """Those of reports that everybody may read, newest first, with the body and what it was asked."""
        published = BoardReport.objects.published().values("pk")
        return (
            self.filter(resolution__recommendation__report__in=published)
            .select_related("resolution__recommendation__report__body")
            .order_by("-resolution__resolved_on", "-pk")
        )


class ResolutionAction(AuditedLink):
    """A resolution touches an action, which shows it."""

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="action_links")
    action = models.ForeignKey(Action, models.PROTECT, related_name="resolution_links")

    objects = ResolutionActionQuerySet.as_manager()
    audit_subject = ("action",)
    undescribed = ("resolution", "action")
    change_kinds = {"": ChangeKind.DECIDED, "*": ChangeKind.DECIDED}

    class Meta(AuditedLink.Meta):
        verbose_name = "action that a resolution touches"
        constraints = [models.UniqueConstraint(fields=["resolution", "action"], name="resolution_action_unique")]

    def __str__(self) -> str:
        return f"{self.action.reference}, touched by {self.resolution}"
