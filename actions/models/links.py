"""What an action is joined to: people and organisations that have a part in it, and actions that overlap with it."""

from django.db import models

from accounts.models import Organisation, User
from actions.models.action import Action
from audit.models import AuditedLink
from priorities.change_kinds import ChangeKind


class ActionCoLead(AuditedLink):
    """Somebody who leads an action beside its lead, and may give its update."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="co_leads")
    user = models.ForeignKey(User, models.PROTECT, related_name="co_led")

    audit_subject = ("user",)
    undescribed = ("action", "user")
    change_kinds = {"": ChangeKind.WORDING}

    class Meta(AuditedLink.Meta):
        verbose_name = "co-lead"
        constraints = [models.UniqueConstraint(fields=["action", "user"], name="co_lead_unique")]

    def __str__(self) -> str:
        return str(self.user)


class ActionOrganisation(AuditedLink):
    """An organisation that leads or supports an action."""

    class Part(models.TextChoices):
        LEAD = "lead", "leading"
        SUPPORTING = "supporting", "supporting"

    action = models.ForeignKey(Action, models.PROTECT, related_name="organisation_links")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="action_links")
    part = models.CharField(max_length=10, choices=Part)

    audit_subject = ("organisation", "part")
    undescribed = ("action", "organisation", "part")
    change_kinds = {"": ChangeKind.WORDING, "*": ChangeKind.WORDING}

    class Meta(AuditedLink.Meta):
        verbose_name = "organisation"
        constraints = [models.UniqueConstraint(fields=["action", "organisation"], name="action_organisation_unique")]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.get_part_display()}"


class RelatedAction(AuditedLink):
    """Two actions that overlap: linked, never merged."""

    first = models.ForeignKey(Action, models.PROTECT, related_name="related_as_first")
    second = models.ForeignKey(Action, models.PROTECT, related_name="related_as_second")

    audit_subject = ("first", "second")
    undescribed = ("first", "second")
    change_kinds = {"": ChangeKind.WORDING}

    class Meta(AuditedLink.Meta):
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="related_action_unique"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="related_action_ordered"),
        ]

    def __str__(self) -> str:
        return f"{self.first} and {self.second}"
