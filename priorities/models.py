"""The plan, its priorities, its status key and update cycles; the glossary."""

import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse

from audit.models import AppendOnlyModel, AuditedModel, GuardedQuerySet
from design.look import Look
from priorities.change_kinds import ChangeKind
from priorities.partial_date import PartialDateColumns, PartialDateOn, PartialDatePrecision, both_or_neither
from priorities.status import PlanState, Status


class ActionPlanQuerySet(GuardedQuerySet):
    """Plans."""

    def current(self) -> "ActionPlanQuerySet":
        return self.filter(status=ActionPlan.State.CURRENT)


class ActionPlan(AuditedModel):
    """A local area's SEND action plan."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        CURRENT = "current", "Current"
        CLOSED = "closed", "Closed"

    slug = models.SlugField(max_length=50, unique=True)
    title = models.CharField(max_length=200)
    local_area = models.CharField(max_length=200)
    starts_on = PartialDateOn("start", null=True, blank=True)
    starts_precision = PartialDatePrecision()
    starts = PartialDateColumns("starts")
    ends_on = PartialDateOn("in place until", null=True, blank=True)
    ends_precision = PartialDatePrecision()
    ends = PartialDateColumns("ends")
    vision = models.TextField(blank=True, default="")
    principles = models.TextField(blank=True, default="")
    vision_source = models.CharField(max_length=40, blank=True, default="")
    first_level = models.CharField("word for the first level", max_length=30, default="priority")
    first_level_plural = models.CharField("word for several of the first level", max_length=30, default="priorities")
    status = models.CharField(max_length=7, choices=State, default=State.DRAFT)
    predecessor_title = models.CharField(max_length=200, blank=True, default="")
    successor_title = models.CharField(max_length=200, blank=True, default="")
    predecessor = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="successor")
    # Chosen when it began: for the meetings until this day the plan before it asks.
    asks_after = models.DateField("first asks after the meeting of", null=True, blank=True)

    objects = ActionPlanQuerySet.as_manager()
    change_kinds = {
        "starts_on": ChangeKind.DATES,
        "ends_on": ChangeKind.DATES,
        "asks_after": ChangeKind.DATES,
        "status": ChangeKind.OTHER,
        "*": ChangeKind.WORDING,
    }

    class Meta(AuditedModel.Meta):
        verbose_name = "plan"
        ordering = ["slug"]
        constraints = [
            both_or_neither("starts", "plan_starts_whole"),
            both_or_neither("ends", "plan_ends_whole"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plan", args=[self.slug])

    def get_set_up_url(self) -> str:
        """Where the co-ordinator fills people and dates, an action a row."""
        return reverse("set-up", args=[self.slug])

    @property
    def a_first_level(self) -> str:
        """The word for the first level with its article: "a priority", "an outcome"."""
        return f"{'an' if self.first_level[0].lower() in 'aeiou' else 'a'} {self.first_level}"

    def actions_without_outcome(self) -> models.QuerySet:
        """What keeps the plan from being closed: actions and sub-actions that are agreed or paused and without an
        outcome, or done by an outcome that does not say why while they are not complete.
        """
        without = models.Q(outcome__isnull=True) | (
            models.Q(outcome__outcome="done", outcome__reason="") & ~models.Q(status=Status.COMPLETE)
        )
        found: models.QuerySet = self.actions.filter(without, plan_state__in=(PlanState.AGREED, PlanState.PAUSED))
        return found.order_by("priority__number", "position", "pk")

    @property
    def is_closed(self) -> bool:
        """Whether nothing in it changes any more, until the co-ordinator makes it current again."""
        return self.status == self.State.CLOSED

    def recorded_since(self) -> datetime.datetime:
        """When the portal first knew the plan: nothing can be told of it as at an earlier moment. A query."""
        first: datetime.datetime = ActionPlan.history.filter(id=self.pk).earliest("history_id").history_date
        return first

    def is_over(self, today: datetime.date) -> bool:
        """Whether the plan's period has passed."""
        return self.ends_on is not None and self.ends_on < today

    @property
    def meanings(self) -> dict[str, str]:
        """What the key says of each status; a query."""
        return {row.status: row.meaning for row in self.status_definitions.all()}

    @property
    def principle_list(self) -> list[str]:
        return self.principles.splitlines()


class Priority(AuditedModel):
    """One of the plan's priorities. A placeholder is named by the source, which sets no action for it."""

    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="priorities")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    focus = models.TextField(blank=True, default="")
    source = models.CharField(max_length=40, blank=True, default="")
    is_placeholder = models.BooleanField("placeholder", default=False)
    sro = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="priorities_as_sro",
        verbose_name="senior responsible officer",
    )

    undescribed = ("plan",)
    change_kinds = {"": ChangeKind.PLACES, "*": ChangeKind.WORDING}

    class Meta(AuditedModel.Meta):
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="priority_number_unique")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("priority", args=[self.plan.slug, self.number])


class PriorityJudgementQuerySet(GuardedQuerySet):
    """Judgements, newest first."""

    def with_people(self) -> "PriorityJudgementQuerySet":
        """With who gave them, and their organisation."""
        return self.select_related("recorded_by__organisation")

    def newest(self) -> "PriorityJudgementQuerySet":
        """The newest of each priority."""
        last = self.order_by().values("priority").annotate(last=models.Max("pk"))
        return self.filter(pk__in=last.values("last"))


class PriorityJudgement(AppendOnlyModel):
    """What the senior responsible officer makes of a priority, and why: theirs, dated, never worked out."""

    priority = models.ForeignKey(Priority, models.PROTECT, related_name="judgements")
    status = models.CharField(max_length=11, choices=Status)
    reason = models.TextField()

    objects = PriorityJudgementQuerySet.as_manager()

    class Meta(AppendOnlyModel.Meta):
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(status=Status.NONE.value), name="judgement_status_given"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="judgement_reason"),
        ]

    def __str__(self) -> str:
        word = self.priority.plan.first_level
        return f"Judgement on {word} {self.priority.number}: {Status(self.status).label.lower()}. {self.reason}"

    @property
    def status_look(self) -> Look:
        return Status(self.status).look


class Objective(AuditedModel):
    """An optional heading between priority and action. Never counted."""

    priority = models.ForeignKey(Priority, models.PROTECT, related_name="objectives")
    reference = models.CharField(max_length=40)
    title = models.TextField()
    position = models.PositiveSmallIntegerField()

    undescribed = ("priority",)
    change_kinds = {"": ChangeKind.WORDING, "*": ChangeKind.WORDING}

    class Meta(AuditedModel.Meta):
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["priority", "reference"], name="objective_reference_unique")]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"


class StatusDefinition(AuditedModel):
    """What a status means in this plan: a line of the key that every report prints."""

    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="status_definitions")
    status = models.CharField(max_length=11, choices=Status)
    meaning = models.TextField()

    undescribed = ("plan",)

    class Meta(AuditedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["plan", "status"], name="status_definition_unique"),
            models.CheckConstraint(condition=~models.Q(status=Status.NONE.value), name="status_definition_given"),
        ]

    def __str__(self) -> str:
        return self.get_status_display()

    @property
    def look(self) -> Look:
        return Status(self.status).look


class UpdateCycle(AuditedModel):
    """One round of updates: to a partnership meeting, with the papers deadline inside it."""

    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="cycles")
    meeting_on = models.DateField("meeting")
    papers_due_at = models.DateTimeField("papers deadline")

    audit_subject = ("meeting_on",)
    undescribed = ("plan",)

    class Meta(AuditedModel.Meta):
        ordering = ["meeting_on", "papers_due_at"]
        constraints = [models.UniqueConstraint(fields=["plan", "papers_due_at"], name="cycle_deadline_unique")]

    def __str__(self) -> str:
        return f"cycle for the meeting of {self.meeting_on.day} {self.meeting_on:%B %Y}"

    def is_after_papers(self, moment: datetime.datetime) -> bool:
        """Whether an update at that moment comes after papers went out."""
        return moment > self.papers_due_at


class GlossaryTerm(AuditedModel):
    """An abbreviation and what it means; unconfirmed ones wait for a local officer's word."""

    term = models.CharField(max_length=80, unique=True)
    meaning = models.TextField()
    is_confirmed = models.BooleanField("confirmed", default=True)

    class Meta(AuditedModel.Meta):
        ordering = ["term"]

    def __str__(self) -> str:
        return self.term
