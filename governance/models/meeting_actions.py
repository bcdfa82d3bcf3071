"""Who is to do what until when because a meeting said so."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse

from actions.models import Action
from audit.models import AuditedLink, AuditedModel
from governance.models.agendas import AgendaItem, OfItem, OfItemQuerySet, hidden_items
from governance.models.decisions import Decision
from governance.models.meetings import Meeting


class MeetingActionQuerySet(OfItemQuerySet):
    """What meetings asked people to do."""

    def seen_by(self, user: Any) -> Self:
        """Without what hangs on an exempt item that the person may not see, by itself or through its decision."""
        return super().seen_by(user).exclude(decision__item__in=hidden_items(user))

    def open(self) -> Self:
        """Neither done nor withdrawn: the matters arising of the next meeting."""
        return self.filter(done_on__isnull=True, withdrawn_reason="")

    def arising_at(self, meeting: Meeting) -> Self:
        """What earlier meetings of the same body asked for: open, or done since the one held last before it."""
        earlier = Meeting.objects.filter(body=meeting.body_id, date_on__lt=meeting.date_on)
        held = earlier.filter(status=Meeting.State.HELD).order_by("-date_on").values("date_on")[:1]
        is_open = models.Q(done_on__isnull=True, withdrawn_reason="")
        return self.filter(is_open | models.Q(done_on__gte=models.Subquery(held)), meeting__in=earlier)

    def told(self, user: Any) -> Self:
        """As pages tell them, without those that the person may not see: with person, item and meeting, and the
        actions of the plan that they concern. Two queries.
        """
        links = MeetingActionLink.objects.select_related("action__plan").order_by("pk")
        return (
            self.seen_by(user)
            .for_list()
            .select_related("decision", "assigned_to__organisation")
            .prefetch_related(models.Prefetch("action_links", links))
        )

    def for_list(self) -> Self:
        """With person, item and meeting; by the day they are due, those without one last."""
        order = models.F("due_on").asc(nulls_last=True)
        return self.select_related("assigned_to", "item", "meeting__body").order_by(order, "pk")


class MeetingAction(OfItem):
    """What somebody is to do because a meeting said so. It is no action of a plan."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="meeting_actions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="meeting_actions")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="meeting_actions")
    text = models.TextField("what is to be done")
    assigned_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="meeting_actions")
    due_on = models.DateField("due", null=True, blank=True)
    done_on = models.DateField("done", null=True, blank=True)
    note = models.TextField(blank=True, default="")
    withdrawn_reason = models.TextField("no longer needed, because", blank=True, default="")

    objects = MeetingActionQuerySet.as_manager()
    changed_with = ("action_links",)
    undescribed = ("meeting", "item")

    class Meta(AuditedModel.Meta):
        verbose_name = "meeting action"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="meeting_action_says_something"),
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True) | models.Q(withdrawn_reason=""),
                name="meeting_action_done_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.text}”"

    def get_absolute_url(self) -> str:
        return reverse("meeting-action", args=[self.pk])

    @classmethod
    def visible_history(cls, rows: models.QuerySet, user: Any) -> models.QuerySet:
        hidden = Decision.objects.filter(item__in=hidden_items(user)).values("pk")
        return super().visible_history(rows, user).exclude(decision_id__in=hidden)


class MeetingActionLinkQuerySet(OfItemQuerySet):
    """Which meeting actions concern which actions of a plan."""

    def seen_by(self, user: Any) -> Self:
        hidden = hidden_items(user)
        return self.exclude(meeting_action__item__in=hidden).exclude(meeting_action__decision__item__in=hidden)


class MeetingActionLink(AuditedLink):
    """A meeting action concerns an action of a plan, which shows it."""

    meeting_action = models.ForeignKey(MeetingAction, models.PROTECT, related_name="action_links")
    action = models.ForeignKey(Action, models.PROTECT, related_name="meeting_action_links")

    objects = MeetingActionLinkQuerySet.as_manager()
    audit_subject = ("action", "meeting_action")
    undescribed = ("meeting_action", "action")

    class Meta(AuditedLink.Meta):
        verbose_name = "action of a meeting action"
        constraints = [models.UniqueConstraint(fields=["meeting_action", "action"], name="meeting_action_link_unique")]

    def __str__(self) -> str:
        return f"{self.action.reference}, in {self.meeting_action}"

    @classmethod
    def visible_history(cls, rows: models.QuerySet, user: Any) -> models.QuerySet:
        items = hidden_items(user)
        hidden = MeetingAction.objects.filter(models.Q(item__in=items) | models.Q(decision__item__in=items))
        return rows.exclude(meeting_action_id__in=hidden.values("pk"))
