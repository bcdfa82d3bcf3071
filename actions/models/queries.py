"""What the source leaves open."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from actions.models.action import Action
from audit.models import AuditedModel, GuardedQuerySet
from priorities.change_kinds import ChangeKind
from priorities.models import ActionPlan, Priority


class SourceQueryQuerySet(GuardedQuerySet):
    """Source queries."""

    def open(self) -> "SourceQueryQuerySet":
        return self.filter(answered_at__isnull=True)


class SourceQuery(AuditedModel):
    """A question that the printed source leaves: shown beside the wording until somebody answers it."""

    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="source_queries")
    priority = models.ForeignKey(Priority, models.PROTECT, null=True, blank=True, related_name="source_queries")
    action = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="source_queries")
    question = models.TextField()
    answer = models.TextField(blank=True, default="")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField("answered", null=True, blank=True)

    objects = SourceQueryQuerySet.as_manager()
    undescribed = ("plan", "priority", "action")
    told_along = {"answered_by": "answer", "answered_at": "answer"}
    change_kinds = {"": ChangeKind.WORDING, "*": ChangeKind.WORDING}

    class Meta(AuditedModel.Meta):
        verbose_name = "source query"
        verbose_name_plural = "source queries"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(priority__isnull=True) | Q(action__isnull=True), name="source_query_one_subject"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="source_query_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.question}”"

    @property
    def subject(self) -> ActionPlan | Priority | Action:
        """What it is about: an action, a priority, or the plan."""
        return self.action or self.priority or self.plan

    @property
    def about(self) -> str:
        """The subject by its name: "4c Improve the review process", "2. Understand needs", "The plan as a whole"."""
        return str(self.action or self.priority or "The plan as a whole")

    @property
    def where(self) -> str:
        """The subject in a word or two, the plan's own: "4c", "priority 2", "the plan"."""
        if self.action:
            return self.action.reference
        return f"{self.plan.first_level} {self.priority.number}" if self.priority else "the plan"
