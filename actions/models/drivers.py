"""What drives an action: an inspection's finding, an improvement notice, a strategy."""

from typing import Self

from django.db import models
from django.db.models.functions import Lower

from actions.models.action import Action
from audit.models import AuditedLink, AuditedModel, GuardedQuerySet
from priorities.change_kinds import ChangeKind
from priorities.models import ActionPlan


class DriverQuerySet(GuardedQuerySet):
    """Drivers."""

    def with_actions(self) -> Self:
        """Each with the links to the actions that answer it, in the plan's order."""
        in_order = ActionDriver.objects.select_related("action").order_by(
            "action__priority_id", "action__position", "action_id"
        )
        return self.prefetch_related(models.Prefetch("action_links", queryset=in_order, to_attr="links"))


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

    links: list["ActionDriver"]

    objects = DriverQuerySet.as_manager()
    undescribed = ("plan",)
    change_kinds = {"": ChangeKind.WORDING, "*": ChangeKind.WORDING}

    class Meta(AuditedModel.Meta):
        ordering = ["kind", "title"]
        constraints = [models.UniqueConstraint("plan", "kind", Lower("title"), name="driver_title_unique")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"

    @property
    def actions(self) -> list[Action]:
        """The actions that answer it, where it was read `with_actions`."""
        return [link.action for link in self.links]


class ActionDriver(AuditedLink):
    """An action answers a driver."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="driver_links")
    driver = models.ForeignKey(Driver, models.PROTECT, related_name="action_links")

    audit_subject = ("driver",)
    undescribed = ("action", "driver")
    change_kinds = {"": ChangeKind.WORDING}

    class Meta(AuditedLink.Meta):
        verbose_name = "driver"
        constraints = [models.UniqueConstraint(fields=["action", "driver"], name="action_driver_unique")]

    def __str__(self) -> str:
        return str(self.driver)
