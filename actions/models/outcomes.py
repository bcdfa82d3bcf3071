"""How an action ended when its plan did."""

import datetime
from collections.abc import Mapping
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from accounts.models import User
from actions.models.action import Action
from audit.as_at import rows_at
from audit.models import AuditedModel, GuardedQuerySet
from priorities.change_kinds import ChangeKind
from priorities.models import ActionPlan
from priorities.status import PlanState

PREPARED = "the next plan, which is being prepared"


def outcome_words(outcome: str, reference: str = "", title: str = "") -> str:
    """ "Dropped"; "Carried to 2b of the Local Inclusion Plan", without a title "Carried to the next plan, which …"."""
    kind = ActionOutcome.Kind(outcome)
    if kind not in ActionOutcome.GOES_ON:
        return str(kind.label)
    way = "Carried to" if kind == ActionOutcome.Kind.CARRIED else "Merged into"
    return f"{way} {reference} of {title}" if title else f"{way} {PREPARED}"


def outcome_line(words: str, outcome: str, reason: str) -> str:
    """The words, and the reason of what is dropped or done without being complete, in a line."""
    return f"{words}. {reason}" if reason and outcome not in ActionOutcome.GOES_ON else words


class ActionOutcomeQuerySet(GuardedQuerySet):
    """Outcomes of actions."""

    def with_ends(self) -> Self:
        """With the action, the one that it went into, and their plans."""
        return self.select_related("action__plan", "action__priority", "into__plan")


class ActionOutcome(AuditedModel):
    """What became of an action at the end of its plan: `into` is where it goes on, carried to the next plan or merged.

    `is_with_parent`: a sub-action that went with its action, and goes along when that one's outcome changes.
    """

    class Kind(models.TextChoices):
        DONE = "done", "Done"
        CARRIED = "carried", "Carried to the next plan"
        MERGED = "merged", "Merged into another action"
        DROPPED = "dropped", "Dropped"

    GOES_ON = (Kind.CARRIED, Kind.MERGED)

    action = models.OneToOneField(Action, models.PROTECT, related_name="outcome")
    outcome = models.CharField(max_length=7, choices=Kind)
    into = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="came_from")
    reason = models.TextField(blank=True, default="")
    is_with_parent = models.BooleanField("with its action", default=False)

    objects = ActionOutcomeQuerySet.as_manager()
    undescribed = ("action",)
    told_with = ("into__plan",)
    told_by = ("outcome",)
    told_along = {"into": "outcome", "reason": "outcome", "is_with_parent": "outcome"}
    said_by = {"": "told", "outcome": "told"}

    class Meta(AuditedModel.Meta):
        verbose_name = "outcome"
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=("carried", "merged"), into__isnull=False)
                | Q(outcome__in=("done", "dropped"), into__isnull=True),
                name="outcome_goes_on_into",
            ),
            models.CheckConstraint(
                condition=Q(into__isnull=True) | ~Q(into=F("action")), name="outcome_into_another_action"
            ),
            models.CheckConstraint(condition=~Q(outcome="dropped") | ~Q(reason=""), name="outcome_dropped_has_reason"),
            models.UniqueConstraint(fields=["into"], condition=Q(outcome="carried"), name="outcome_carried_once"),
        ]

    def __str__(self) -> str:
        return self.told

    @property
    def told(self) -> str:
        """ "Carried to 2b of the Local Inclusion Plan", "Merged into 2b of …", "Done", "Dropped"."""
        if self.into is None:
            return outcome_words(self.outcome)
        return outcome_words(self.outcome, self.into.reference, self.into.plan.title)

    @property
    def words(self) -> str:
        """The same for everybody who reads: another plan that is a draft is not named."""
        if self.into is None or self.into.plan_id == self.action.plan_id:
            return self.told
        return outcome_words(self.outcome) if self.into.plan.status == ActionPlan.State.DRAFT else self.told

    @property
    def line(self) -> str:
        """The words for everybody with the reason, as a list shows them."""
        return outcome_line(self.words, self.outcome, self.reason)

    def told_to(self, user: User) -> str:
        """The same for one person: a plan that they may not see is not named."""
        return outcome_words(self.outcome) if self.goes_on_unseen_by(user) else self.told

    def goes_on_unseen_by(self, user: User) -> bool:
        """Whether it goes on in a plan that is still a draft, which is the co-ordinator's."""
        return self.into is not None and self.into.plan.status == ActionPlan.State.DRAFT and not user.is_coordinator

    @classmethod
    def places(cls, action: Any) -> models.QuerySet:
        """The history rows by which an action (its id, or an OuterRef) was carried into the plan that follows its own
        and `into` can take it back, the newest first.

        Under an action that has left that plan nothing comes back.
        """
        rows = cls.history.filter(action_id=action, outcome=cls.Kind.CARRIED)
        return (
            rows.filter(into__plan__predecessor=F("action__plan"))
            .exclude(into__parent__plan_state__in=(PlanState.CLOSED, PlanState.REPLACED, PlanState.WITHDRAWN))
            .order_by("-history_id")
        )

    @classmethod
    def visible_history(cls, rows: models.QuerySet, user: Any) -> models.QuerySet:
        """Those that name an action of a draft are the co-ordinator's until the plan is current."""
        if user.is_coordinator:
            return rows
        return rows.exclude(id__in=cls._of_drafts())

    @classmethod
    def hidden_history(cls, rows: models.QuerySet, user: Any) -> models.QuerySet:
        """The others, to be told with the draft unnamed (`told_to`)."""
        return rows.none() if user.is_coordinator else rows.filter(id__in=cls._of_drafts())

    @classmethod
    def _of_drafts(cls) -> models.QuerySet:
        return cls.history.order_by().filter(into__plan__status=ActionPlan.State.DRAFT).values("id")

    @classmethod
    def public_history(cls, rows: models.QuerySet, moment: datetime.datetime) -> models.QuerySet:
        """Those that everybody could see at a moment, whatever became of the next plan since."""
        drafts = rows_at(ActionPlan, moment).filter(status=ActionPlan.State.DRAFT).order_by().values("id")
        of_drafts = cls.history.order_by().filter(history_date__lte=moment, into__plan__in=drafts)
        return rows.exclude(id__in=of_drafts.values("id"))

    @classmethod
    def kind_of_change(cls, field: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> str:
        if after is None:
            return ChangeKind.PLACES
        return ChangeKind.COMPLETED if after["outcome"] == cls.Kind.DONE else ChangeKind.PLACES
