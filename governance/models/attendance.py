"""Who was at a meeting, and which interests they declared."""

from django.conf import settings
from django.db import models

from audit.models import AuditedLink
from governance.models.agendas import AgendaItem, OfItem
from governance.models.meetings import Meeting


class Attendance(AuditedLink):
    """How a person took part in a meeting, or that they did not. One recorded by mistake is taken away."""

    class State(models.TextChoices):
        PRESENT = "present", "present"
        REMOTE = "remote", "present, remotely"
        DEPUTY = "deputy", "deputy for a member"
        APOLOGIES = "apologies", "sent apologies"
        ABSENT = "absent", "absent"
        IN_ATTENDANCE = "in_attendance", "in attendance"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="attendances", verbose_name="person"
    )
    state = models.CharField("took part", max_length=13, choices=State)
    deputy_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="deputised_attendances"
    )

    audit_subject = ("user",)
    undescribed = ("meeting", "user")

    class Meta(AuditedLink.Meta):
        ordering = ["user__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="attendance_unique"),
            models.CheckConstraint(
                condition=models.Q(state="deputy") ^ models.Q(deputy_for__isnull=True), name="attendance_deputy_for"
            ),
            models.CheckConstraint(
                condition=models.Q(deputy_for__isnull=True) | ~models.Q(deputy_for=models.F("user")),
                name="attendance_deputy_is_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_state_display()}"


class Declaration(OfItem, AuditedLink):
    """An interest that a person declared in an agenda item."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="declarations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="declarations", verbose_name="person"
    )
    text = models.TextField("interest")

    audit_subject = ("user", "item")
    undescribed = ("user", "item")

    class Meta(AuditedLink.Meta):
        verbose_name = "declaration of interest"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "user"], name="declaration_unique"),
            models.CheckConstraint(condition=~models.Q(text=""), name="declaration_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, in {self.item}"
