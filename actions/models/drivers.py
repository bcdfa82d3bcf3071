"""What drives an action: an inspection's finding, an improvement notice, a strategy."""

from django.db import models
from django.db.models.functions import Lower

from actions.models.action import Action
from audit.models import AuditedLink, AuditedModel
from priorities.models import ActionPlan


class Driver(AuditedModel):
    """Something outside the plan that some of its actions answer."""

    class Kind(models.TextChoices):
        INSPECTION_FINDING = "inspection_finding", "Inspection finding"
        IMPROVEMENT_NOTICE = "improvement_notice", "Improvement notice"
        STRATEGY = "strategy", "Strategy"

    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="drivers")
    kind = models.CharField(max_length=18, choices=Kind)
    title = models.CharField(max_length=300)
    source = models.CharField(max_length=40, blank=True, default="")

    undescribed = ("plan",)

    class Meta(AuditedModel.Meta):
        ordering = ["kind", "title"]
        constraints = [models.UniqueConstraint("plan", "kind", Lower("title"), name="driver_title_unique")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"


class ActionDriver(AuditedLink):
    """An action answers a driver."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="driver_links")
    driver = models.ForeignKey(Driver, models.PROTECT, related_name="action_links")

    audit_subject = ("driver",)
    undescribed = ("action", "driver")

    class Meta(AuditedLink.Meta):
        verbose_name = "driver"
        constraints = [models.UniqueConstraint(fields=["action", "driver"], name="action_driver_unique")]

    def __str__(self) -> str:
        return str(self.driver)
