"""What was done together with children, young people and families."""

from django.db import models

from actions.models.action import Action
from audit.models import AuditedModel
from priorities.change_kinds import ChangeKind


class CoProduction(AuditedModel):
    """One piece of co-production: who took part, what they said, what was done, and what could not be, because."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="co_productions")
    on_date = models.DateField("date")
    who_took_part = models.TextField("who took part")
    you_said = models.TextField("you said", blank=True, default="")
    we_did = models.TextField("we did", blank=True, default="")
    could_not_because = models.TextField("we could not, because", blank=True, default="")

    undescribed = ("action",)
    change_kinds = {"": ChangeKind.WORDING, "*": ChangeKind.WORDING}

    class Meta(AuditedModel.Meta):
        verbose_name = "co-production"
        verbose_name_plural = "co-production"
        ordering = ["-on_date", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(who_took_part=""), name="co_production_who"),
        ]

    def __str__(self) -> str:
        return f"“{self.who_took_part}”"
