"""What a body decided, and with which standing."""

from collections.abc import Mapping
from typing import Any, Self

from django.db import models
from django.urls import reverse

from actions.models import Action
from audit.models import AuditedLink, AuditedModel
from design.fields import sentence
from governance.models.agendas import AgendaItem, OfItem, OfItemQuerySet, hidden_items
from governance.models.bodies import Body
from governance.models.meetings import Meeting
from governance.models.memberships import QuorumRule
from governance.models.reports import Recommendation
from priorities.change_kinds import ChangeKind


class DecisionQuerySet(OfItemQuerySet):
    """Decisions of bodies."""

    def standing(self) -> Self:
        """Those that were not recorded by mistake."""
        return self.filter(withdrawn_reason="")

    def to_ratify(self, body: Body) -> Self:
        """What the body's next full and quorate meeting has to ratify, oldest first."""
        return self.standing().filter(body=body, standing="for_ratification").order_by("taken_on", "number", "pk")

    def told(self, user: Any) -> Self:
        """As pages tell them, without those that the person may not see: with body, meeting and item, what ratified
        them (`shows_ratified_by`: whether the person may see that) and what they ratify (`ratifies_seen`), actions
        with effects, recommendations. Four queries.
        """
        links = DecisionAction.objects.select_related("action__plan")
        asked = DecisionRecommendation.objects.select_related("recommendation__report__body").order_by("pk")
        ratified = Decision.objects.seen_by(user).select_related("meeting")
        return (
            self.seen_by(user)
            .with_rule()
            .annotate(shows_ratified_by=models.Exists(ratified.filter(pk=models.OuterRef("ratified_by"))))
            .select_related("body", "meeting__body", "item", "ratified_by__meeting")
            .prefetch_related(
                models.Prefetch("action_links", links.order_by("action__priority_id", "action__position")),
                models.Prefetch("recommendation_links", asked),
                models.Prefetch("ratifies", ratified, to_attr="ratifies_seen"),
            )
        )

    def as_rows(self) -> Self:
        """As lines of a file tell them: with body, meeting, rule and actions with effects. Two queries."""
        links = DecisionAction.objects.select_related("action").order_by("action__priority_id", "action__position")
        with_links = models.Prefetch("action_links", links)
        return self.with_rule().select_related("body", "meeting__body").prefetch_related(with_links)

    def with_rule(self) -> Self:
        """With `has_rule`: whether a quorum rule is recorded of its body for its day."""
        begun = models.Q(from_on__isnull=True) | models.Q(from_on__lte=models.OuterRef("taken_on"))
        rules = QuorumRule.objects.filter(begun, body=models.OuterRef("body"))
        return self.annotate(has_rule=models.Exists(rules))


class Decision(OfItem):
    """What a body decided, in its form. Its number is that within its meeting; outside one it has none.

    The words of it stand in no other record's history: an exempt decision could be read there.
    """

    class Standing(models.TextChoices):
        MADE = "made", "made"
        SUBJECT_TO = "subject_to", "subject to"
        FOR_RATIFICATION = "for_ratification", "for ratification"
        RATIFIED = "ratified", "ratified"

    body = models.ForeignKey(Body, models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="decisions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="decisions")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField()
    taken_on = models.DateField("taken on")
    standing = models.CharField(max_length=16, choices=Standing)
    standing_reason = models.TextField("why another standing than the facts give", blank=True, default="")
    subject_to = models.TextField(blank=True, default="")
    ratified_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="ratifies")
    withdrawn_reason = models.TextField("recorded by mistake, because", blank=True, default="")

    objects = DecisionQuerySet.as_manager()
    changed_with = ("action_links", "recommendation_links")
    undescribed = ("body", "meeting", "item")
    told_by = ("withdrawn_reason",)
    said_by = {"": "told", "withdrawn_reason": "withdrawn_reason"}
    told_along = {"subject_to": "standing", "standing_reason": "standing", "ratified_by": "standing"}
    change_kinds = {"": ChangeKind.DECIDED, "*": ChangeKind.DECIDED}

    class Meta(AuditedModel.Meta):
        ordering = ["taken_on", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="decision_unique"),
            models.CheckConstraint(condition=~models.Q(text=""), name="decision_says_something"),
            models.CheckConstraint(
                condition=models.Q(meeting__isnull=True) ^ models.Q(number__isnull=False),
                name="decision_number_in_meeting",
            ),
            models.CheckConstraint(
                condition=models.Q(item__isnull=True) | models.Q(meeting__isnull=False),
                name="decision_item_in_meeting",
            ),
            models.CheckConstraint(
                condition=models.Q(standing="ratified") ^ models.Q(ratified_by__isnull=True),
                name="decision_ratified_by",
            ),
            models.CheckConstraint(
                condition=models.Q(standing="subject_to") ^ models.Q(subject_to=""), name="decision_subject_to"
            ),
        ]

    def __str__(self) -> str:
        on = f"{self.taken_on.day} {self.taken_on:%B %Y}"
        return f"decision {self.number} of {on}" if self.number else f"decision of {on}, outside a meeting"

    def get_absolute_url(self) -> str:
        return reverse("decision", args=[self.pk])

    @property
    def is_withdrawn(self) -> bool:
        return bool(self.withdrawn_reason)

    @property
    def told(self) -> str:
        """What was decided, and how it stands."""
        why = f", because: {self.withdrawn_reason}" if self.is_withdrawn else ""
        return f"{self.text} ({self.standing_words.lower()}{why})"

    @classmethod
    def kind_of_change(cls, field: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> str:
        """What was recorded by mistake is nothing that was decided."""
        is_mistaken = after is not None and after["withdrawn_reason"] != ""
        return ChangeKind.MISTAKEN if is_mistaken else super().kind_of_change(field, before, after)

    @property
    def standing_words(self) -> str:
        """How it stands, in words."""
        return "Recorded by mistake" if self.is_withdrawn else standing_words(self.standing, self.subject_to)


def standing_words(standing: str, subject_to: str) -> str:
    """A standing in words: "Made", "Subject to Cabinet"."""
    is_subject = standing == Decision.Standing.SUBJECT_TO
    return f"Subject to {subject_to}" if is_subject else sentence(str(Decision.Standing(standing).label))


class OfDecisionQuerySet(OfItemQuerySet):
    """What hangs on a decision, and through it on its agenda item."""

    def seen_by(self, user: Any) -> Self:
        return self.exclude(decision__item__in=hidden_items(user))


class OfDecision(AuditedLink):
    """What hangs on a decision: whoever may not see the decision does not see it."""

    objects = OfDecisionQuerySet.as_manager()
    change_kinds = {"": ChangeKind.DECIDED, "*": ChangeKind.DECIDED}

    class Meta(AuditedLink.Meta):
        abstract = True

    @classmethod
    def visible_history(cls, rows: models.QuerySet, user: Any) -> models.QuerySet:
        hidden = Decision.objects.filter(item__in=hidden_items(user)).values("pk")
        return rows.exclude(decision_id__in=hidden)


class DecisionAction(OfDecision):
    """A decision concerns an action, with an effect. The action's state itself changes through its own service."""

    class Effect(models.TextChoices):
        DISCUSSED = "discussed", "discussed"
        AGREED = "agreed", "agreed into the plan"
        PAUSED = "paused", "paused"
        CLOSED = "closed", "closed"
        REPLACED = "replaced", "replaced"
        WITHDRAWN = "withdrawn", "withdrawn"
        DATE_MOVED = "date_moved", "due date moved"
        OTHER = "other", "another effect"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="action_links")
    action = models.ForeignKey(Action, models.PROTECT, related_name="decision_links")
    effect = models.CharField(max_length=10, choices=Effect, default=Effect.DISCUSSED)

    audit_subject = ("action", "decision")
    undescribed = ("decision", "action")

    class Meta(AuditedLink.Meta):
        verbose_name = "action concerned"
        constraints = [models.UniqueConstraint(fields=["decision", "action"], name="decision_action_unique")]

    def __str__(self) -> str:
        return f"{self.action.reference}, {self.get_effect_display()} by {self.decision}"


class DecisionRecommendation(OfDecision):
    """A decision concerns a recommendation to another body."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="recommendation_links")
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="decision_links")

    audit_subject = ("recommendation", "decision")
    undescribed = ("decision", "recommendation")

    class Meta(AuditedLink.Meta):
        verbose_name = "recommendation of a decision"
        constraints = [
            models.UniqueConstraint(fields=["decision", "recommendation"], name="decision_recommendation_unique")
        ]

    def __str__(self) -> str:
        return f"{self.recommendation}, of {self.decision}"
