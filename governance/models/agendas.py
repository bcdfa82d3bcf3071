"""What a meeting is about: agenda items, what each concerns, and its papers. Exempt items are their body's alone."""

import uuid
from typing import Any, Self

from django.db import models
from django.urls import reverse

from actions.models import Action, ProgressUpdate, Question
from audit.models import AppendOnlyModel, AuditedLink, AuditedModel, GuardedQuerySet
from design.uploads import PDF, WORD
from governance.models.meetings import Meeting
from governance.models.memberships import Membership
from governance.models.reports import BoardReport
from priorities.models import Priority
from send_portal import clock


class AgendaItemQuerySet(GuardedQuerySet):
    """Items of agendas."""

    def standing(self) -> Self:
        """Those that have not been taken off."""
        return self.filter(withdrawn_reason="")

    def hidden_from(self, user: Any) -> Self:
        """Exempt items that a person may not see: all but those of the bodies on which they have a seat today; for
        the co-ordinator none. No query of its own: it stands inside that of whoever asks.
        """
        if user.is_coordinator:
            return self.none()
        seats = Membership.objects.filter(user=user).seats().on(clock.today()).values("body")
        return self.filter(is_exempt=True).exclude(meeting__body__in=seats)


class AgendaItem(AuditedModel):
    """One item of an agenda, and what the minutes say of it. `kind` is what the portal suggested it for."""

    class Kind(models.TextChoices):
        WELCOME = "welcome", "welcome and apologies"
        DECLARATIONS = "declarations", "declarations of interest"
        MINUTES = "minutes", "minutes of the last meeting"
        MATTERS_ARISING = "matters_arising", "matters arising"
        FAMILIES = "families", "children, young people and parent carers"
        CHANGES = "changes", "what changed, and exceptions"
        ASK = "ask", "asked of the partnership"
        QUESTION = "question", "question on an action"
        REPORT = "report", "report to another body"
        RISKS = "risks", "risks"
        CARRIED = "carried", "carried over"
        OTHER = "other", "another matter"
        ANY_OTHER = "any_other", "any other business"
        NEXT = "next", "next meeting"

    class Purpose(models.TextChoices):
        NOTE = "note", "to note"
        DISCUSS = "discuss", "to discuss"
        DECIDE = "decide", "to decide"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField("place")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=15, choices=Kind, default=Kind.OTHER)
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=7, choices=Purpose, default=Purpose.NOTE)
    lead_name = models.CharField("led by", max_length=200, blank=True, default="")
    minutes_allowed = models.PositiveSmallIntegerField("minutes allowed", null=True, blank=True)
    paper_reference = models.CharField("paper", max_length=80, blank=True, default="")
    minutes = models.TextField(blank=True, default="")
    no_declarations = models.BooleanField("none declared", default=False)
    is_exempt = models.BooleanField("exempt", default=False)
    exempt_reason = models.TextField("why it is exempt", blank=True, default="")
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="carried_to")
    report = models.ForeignKey(BoardReport, models.PROTECT, null=True, blank=True, related_name="agenda_items")
    ask = models.ForeignKey(ProgressUpdate, models.PROTECT, null=True, blank=True, related_name="agenda_items")
    question = models.ForeignKey(Question, models.PROTECT, null=True, blank=True, related_name="agenda_items")
    withdrawn_reason = models.TextField("taken off because", blank=True, default="")

    objects = AgendaItemQuerySet.as_manager()
    # An item carried over may be open where the one before it was not: its history does not name that one. The number
    # follows from the place until papers go out, and stays from then on.
    undescribed = ("meeting", "number", "carried_from", "ask", "question")

    class Meta(AuditedModel.Meta):
        verbose_name = "agenda item"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="agenda_item_unique"),
            models.UniqueConstraint(
                fields=["meeting", "ask"], condition=models.Q(withdrawn_reason=""), name="agenda_item_one_for_an_ask"
            ),
            models.UniqueConstraint(
                fields=["meeting", "question"],
                condition=models.Q(withdrawn_reason=""),
                name="agenda_item_one_for_a_question",
            ),
            models.CheckConstraint(condition=~models.Q(title=""), name="agenda_item_titled"),
            models.CheckConstraint(
                condition=models.Q(is_exempt=True) ^ models.Q(exempt_reason=""), name="agenda_item_exempt_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.title}”"

    def get_absolute_url(self) -> str:
        return reverse("agenda-item", args=[self.meeting.slug, self.number])

    @property
    def is_withdrawn(self) -> bool:
        return bool(self.withdrawn_reason)

    @classmethod
    def visible_history(cls, rows: models.QuerySet, user: Any) -> models.QuerySet:
        return rows.exclude(id__in=hidden_items(user))


def hidden_items(user: Any) -> models.QuerySet:
    """The ids of the exempt items that a person may not see; what hangs on an item hides with it."""
    return AgendaItem.objects.hidden_from(user).values("pk")


class OfItemQuerySet(GuardedQuerySet):
    """What hangs on an agenda item, or stands without one."""

    def seen_by(self, user: Any) -> Self:
        """Without what hangs on an exempt item that the person may not see."""
        return self.exclude(item__in=hidden_items(user))


class OfItem(AuditedModel):
    """What hangs on an agenda item: whoever may not see the item does not see it, nor its history."""

    objects = OfItemQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        abstract = True

    @classmethod
    def visible_history(cls, rows: models.QuerySet, user: Any) -> models.QuerySet:
        return rows.exclude(item_id__in=hidden_items(user))


class ItemAction(OfItem, AuditedLink):
    """An agenda item concerns an action of a plan."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="action_links")
    action = models.ForeignKey(Action, models.PROTECT, related_name="item_links")

    audit_subject = ("item", "action")
    undescribed = ("item", "action")

    class Meta(AuditedLink.Meta):
        verbose_name = "action of an agenda item"
        constraints = [models.UniqueConstraint(fields=["item", "action"], name="item_action_unique")]

    def __str__(self) -> str:
        return f"{self.action.reference}, in {self.item}"


class ItemPriority(OfItem, AuditedLink):
    """An agenda item concerns a whole priority."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="priority_links")
    priority = models.ForeignKey(Priority, models.PROTECT, related_name="item_links")

    audit_subject = ("item", "priority")
    undescribed = ("item", "priority")

    class Meta(AuditedLink.Meta):
        verbose_name = "priority of an agenda item"
        constraints = [models.UniqueConstraint(fields=["item", "priority"], name="item_priority_unique")]

    def __str__(self) -> str:
        return f"{self.priority}, in {self.item}"


class Paper(OfItem):
    """A paper of an agenda item: a link, or a file that is kept here. A newer version replaces it; both stay."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="papers")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=200)
    url = models.URLField("link", max_length=500, blank=True, default="")
    file_name = models.CharField("file", max_length=200, blank=True, default="")
    content_type = models.CharField(max_length=100, blank=True, default="")
    sha256 = models.CharField("digest of the file", max_length=64, blank=True, default="")
    size = models.PositiveIntegerField("size in bytes", null=True, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    withdrawn_reason = models.TextField("withdrawn because", blank=True, default="")

    undescribed = ("item", "key", "content_type", "replaces")

    class Meta(AuditedModel.Meta):
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="paper_titled"),
            models.CheckConstraint(
                condition=models.Q(url="") ^ models.Q(file_name=""), name="paper_is_a_link_or_a_file"
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.title}”, version {self.version}" if self.version > 1 else f"“{self.title}”"

    def get_absolute_url(self) -> str:
        return reverse("paper", args=[self.item.meeting.slug, self.key])

    @property
    def kind_words(self) -> str:
        """What kind of file it is; empty of a link."""
        return next((kind.label for kind in (PDF, WORD) if kind.content_type == self.content_type), "")


class PaperFile(AppendOnlyModel):
    """The bytes of a paper: in the database, so that they have no address but the one that asks who comes."""

    paper = models.OneToOneField(Paper, models.PROTECT, related_name="file")
    body = models.BinaryField()

    class Meta(AppendOnlyModel.Meta):
        verbose_name = "file of a paper"

    def __str__(self) -> str:
        return f"File of {self.paper}"
