"""Milestones, proposed due dates and how often a due date moved."""

from collections.abc import Mapping
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import formats, timezone

from actions.models.action import Action
from audit.models import AppendOnlyModel, AuditedModel, GuardedQuerySet
from priorities.change_kinds import ChangeKind
from priorities.partial_date import PartialDateColumns, PartialDateOn, PartialDatePrecision, both_or_neither


class MilestoneQuerySet(GuardedQuerySet):
    """Milestones."""

    def open(self) -> Self:
        """Neither met nor dropped."""
        return self.filter(met_on__isnull=True, is_dropped=False)


class Milestone(AuditedModel):
    """A step on the way to an action's end."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="milestones")
    title = models.TextField()
    due_on = PartialDateOn("due date", null=True, blank=True)
    due_precision = PartialDatePrecision()
    due = PartialDateColumns("due")
    met_on = models.DateField("met", null=True, blank=True)
    is_dropped = models.BooleanField("dropped", default=False)
    dropped_reason = models.TextField("why dropped", blank=True, default="")

    objects = MilestoneQuerySet.as_manager()
    undescribed = ("action",)
    told_by = ("met_on",)
    told_along = {"dropped_reason": "is_dropped"}
    said_by = {"": "told"}
    change_kinds = {
        "due_on": ChangeKind.DATES,
        "met_on": ChangeKind.MILESTONES,
        "is_dropped": ChangeKind.MILESTONES,
        "": ChangeKind.WORDING,
        "*": ChangeKind.WORDING,
    }

    class Meta(AuditedModel.Meta):
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["action", "due_on"], name="milestone_by_due")]
        constraints = [
            both_or_neither("due", "milestone_due_whole"),
            models.CheckConstraint(
                condition=models.Q(met_on__isnull=True) | models.Q(is_dropped=False), name="milestone_met_or_dropped"
            ),
            models.CheckConstraint(
                condition=models.Q(is_dropped=False) | ~models.Q(dropped_reason=""), name="milestone_dropped_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.title}”"

    @property
    def told(self) -> str:
        """What it is, and until when: "“Panel meets”, due July 2024, met"."""
        due, met = f"due {self.due}" if self.due else "", "met" if self.met_on else ""
        return ", ".join(filter(None, (str(self), due, met)))

    @classmethod
    def kind_of_change(cls, field: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> str:
        is_met = field == "" and before is None and after is not None and after["met_on"] is not None
        return ChangeKind.MILESTONES if is_met else super().kind_of_change(field, before, after)


class DueDateProposalQuerySet(GuardedQuerySet):
    """Proposed due dates."""

    def open(self) -> Self:
        """Those that wait for a word; an action has one at most."""
        return self.filter(state=DueDateProposal.State.OPEN)

    def with_outcomes(self) -> Self:
        """Newest first, with who proposed and who decided; `decision_reason`: why, in the decider's words."""
        return (
            self.with_proposers()
            .select_related("decided_by", "update__author")
            .annotate(decision_reason=why_it_stands())
            .order_by("-pk")
        )

    def with_proposers(self) -> Self:
        """`proposed_by`, by their name at the time, and `proposed_at`: with an update or without one."""
        first = DueDateProposal.history.filter(id=OuterRef("pk"), history_type="+")
        return self.annotate(
            proposed_by=Subquery(first.values("actor_name")[:1]),
            proposed_at=Subquery(first.values("history_date")[:1]),
        )

    def waiting_for(self, user_id: int) -> Self:
        """Open ones on which this person has the word: the action's SRO or, without an active one, the priority's."""
        no_own_sro = models.Q(action__sro__isnull=True) | models.Q(action__sro__is_active=False)
        own = models.Q(action__sro_id=user_id) | (no_own_sro & models.Q(action__priority__sro_id=user_id))
        return self.open().filter(own)


def why_it_stands() -> Subquery:
    """Why a proposal, or a row of its history, came into the state that it is in."""
    came = DueDateProposal.history.filter(id=OuterRef("id"), state=OuterRef("state")).order_by("history_id")
    return Subquery(came.values("history_change_reason")[:1])


class DueDateProposal(AuditedModel):
    """A due date that is asked for, with an update or by itself. The agreed one counts until there is a word on it."""

    class State(models.TextChoices):
        OPEN = "open", "waiting"
        AGREED = "agreed", "agreed"
        DECLINED = "declined", "declined"
        OVERTAKEN = "overtaken", "overtaken"

    action = models.ForeignKey(Action, models.PROTECT, related_name="due_date_proposals")
    to_on = PartialDateOn("proposed due date")
    to_precision = PartialDatePrecision()
    to = PartialDateColumns("to")
    reason = models.TextField()
    update = models.ForeignKey(
        "actions.ProgressUpdate", models.PROTECT, null=True, blank=True, related_name="due_date_proposals"
    )
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = DueDateProposalQuerySet.as_manager()
    undescribed = ("action", "update")
    told_by = ("state",)
    told_along = {"decided_by": "state", "decided_at": "state"}
    said_by = {"": "told"}
    change_kinds = {"": ChangeKind.DATES, "*": ChangeKind.DATES}

    class Meta(AuditedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["action"], condition=models.Q(state="open"), name="due_date_proposal_one_open"
            ),
            both_or_neither("to", "due_date_proposal_to_whole"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="due_date_proposal_reason"),
        ]

    def __str__(self) -> str:
        return str(self.to)

    @property
    def told(self) -> str:
        """The date, and what became of it: "31 January 2025, waiting"."""
        return f"{self.to}, {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for a word."""
        return self.state == self.State.OPEN

    @property
    def is_news(self) -> bool:
        """Whether it was decided since the action's last update: whoever gives the next one is told."""
        last = self.action.last_update_at
        return self.decided_at is not None and (last is None or self.decided_at >= last)

    @property
    def outcome(self) -> str:
        """What became of it: "declined by Sara Quill on 4 September 2024"."""
        if self.is_open:
            return "waiting for the co-ordinator or the SRO"
        if self.decided_at is None:
            return "overtaken by a later change"
        on = formats.date_format(timezone.localtime(self.decided_at), "j F Y")
        return f"{self.get_state_display()} by {self.decided_by} on {on}"


class DueDateChangeQuerySet(GuardedQuerySet):
    """Steps of agreed due dates."""

    def with_ongoing(self) -> Self:
        """`was_ongoing`, `is_ongoing`: whether the action was before this change and after it, by its history."""
        rows = Action.history.filter(id=OuterRef("action_id")).order_by("-history_id")
        own = rows.filter(change_id=OuterRef("change_id"))
        return self.annotate(
            own_row=Subquery(own.values("history_id")[:1]),
            is_ongoing=Subquery(own.values("is_ongoing")[:1]),
            was_ongoing=Subquery(rows.filter(history_id__lt=OuterRef("own_row")).values("is_ongoing")[:1]),
        )


class DueDateChange(AppendOnlyModel):
    """An agreed due date that was set, moved or taken away; a move says why."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="due_date_changes")
    from_on = PartialDateOn(null=True, blank=True)
    from_precision = PartialDatePrecision()
    from_date = PartialDateColumns("from")
    to_on = PartialDateOn(null=True, blank=True)
    to_precision = PartialDatePrecision()
    to_date = PartialDateColumns("to")
    reason = models.TextField(blank=True, default="")
    proposal = models.ForeignKey(DueDateProposal, models.PROTECT, null=True, blank=True, related_name="changes")

    objects = DueDateChangeQuerySet.as_manager()

    class Meta(AppendOnlyModel.Meta):
        ordering = ["-pk"]
        indexes = [models.Index(fields=["action", "recorded_at"], name="due_date_change_by_action")]
        constraints = [
            both_or_neither("from", "due_date_change_from_whole"),
            both_or_neither("to", "due_date_change_to_whole"),
            models.CheckConstraint(
                condition=models.Q(from_on__isnull=True) | ~models.Q(reason=""), name="due_date_change_reason"
            ),
        ]

    def __str__(self) -> str:
        if self.from_date is None:
            return f"Due date set: {self.to_date}" + (f": {self.reason}" if self.reason else "")
        return f"Due date moved from {self.from_words} to {self.to_words}: {self.reason}"

    @property
    def from_words(self) -> str:
        """The date before: "July 2027", "ongoing" (of one that came `with_ongoing`), "no date"."""
        return str(self.from_date or ("ongoing" if getattr(self, "was_ongoing", False) else "no date"))

    @property
    def to_words(self) -> str:
        """The date after, as `from_words`."""
        return str(self.to_date or ("ongoing" if getattr(self, "is_ongoing", False) else "no date"))
