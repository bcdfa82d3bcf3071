"""An action of the plan."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from actions.conditions import DUE_SOON
from actions.querysets import ActionQuerySet
from audit.models import AuditedModel
from priorities.change_kinds import ChangeKind
from priorities.cycles import Window
from priorities.models import ActionPlan, Objective, Priority
from priorities.partial_date import PartialDateColumns, PartialDateOn, PartialDatePrecision, both_or_neither
from priorities.status import SET_ASIDE, PlanState, Status, turn


def due_words(due: str, *, is_ongoing: bool, as_printed: str) -> str:
    """The agreed due date, "Ongoing", or what a source prints as long as there is neither; empty without all three."""
    if is_ongoing:
        return "Ongoing"
    return due or (f"“{as_printed}”" if as_printed else "")


def _person(name: str, related: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name=related, verbose_name=name
    )


class Action(AuditedModel):
    """One thing that the partnership promises to do; with a parent, a sub-action (one level deep)."""

    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="actions")
    priority = models.ForeignKey(Priority, models.PROTECT, related_name="actions")
    objective = models.ForeignKey(Objective, models.PROTECT, null=True, blank=True, related_name="actions")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="sub_actions")
    position = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    title = models.TextField("agreed wording")
    source_text = models.TextField("wording as printed", blank=True, default="")
    source = models.CharField("paragraph", max_length=40, blank=True, default="")
    plain_words = models.TextField("in plain words", blank=True, default="")
    difference = models.TextField("the difference it should make", blank=True, default="")
    success_measure = models.TextField("how we will know", blank=True, default="")
    lead = _person("lead", "actions_led")
    deputy = _person("deputy", "actions_as_deputy")
    sro = _person("senior responsible officer", "actions_as_sro")
    lead_as_printed = models.TextField("lead as printed", blank=True, default="")
    due_as_printed = models.TextField("due date as printed", blank=True, default="")
    status_as_printed = models.TextField("status as printed", blank=True, default="")
    progress_as_printed = models.TextField("progress as printed", blank=True, default="")
    progress_printed_on = models.DateField("day of the progress as printed", null=True, blank=True)
    planned_start_on = PartialDateOn("planned start", null=True, blank=True)
    planned_start_precision = PartialDatePrecision()
    planned_start = PartialDateColumns("planned_start")
    original_due_on = PartialDateOn("original due date", null=True, blank=True)
    original_due_precision = PartialDatePrecision()
    original_due = PartialDateColumns("original_due")
    due_on = PartialDateOn("due date", null=True, blank=True)
    due_precision = PartialDatePrecision()
    due = PartialDateColumns("due")
    is_ongoing = models.BooleanField("ongoing", default=False)
    review_on = PartialDateOn("review date", null=True, blank=True)
    review_precision = PartialDatePrecision()
    review = PartialDateColumns("review")
    plan_state = models.CharField("in the plan", max_length=9, choices=PlanState, default=PlanState.PROPOSED)
    plan_state_reason = models.TextField("reason for this state", blank=True, default="")
    paused_until_on = PartialDateOn("paused until", null=True, blank=True)
    paused_until_precision = PartialDatePrecision()
    paused_until = PartialDateColumns("paused_until")
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaces")
    status = models.CharField(max_length=11, choices=Status, default=Status.NONE)
    completed_on = models.DateField("completed", null=True, blank=True)
    last_update = models.ForeignKey(
        "actions.ProgressUpdate", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="last update"
    )
    last_update_at = models.DateTimeField(null=True, blank=True)

    objects = ActionQuerySet.as_manager()
    audit_subject = ("reference",)
    undescribed = ("plan", "position", "key", "last_update", "last_update_at")
    told_by = ("status", "plan_state")
    told_along = {
        "completed_on": "status",
        "is_ongoing": "due_on",
        "original_due_on": "due_on",
        "plan_state_reason": "plan_state",
        "paused_until_on": "plan_state",
        "replaced_by": "plan_state",
        "progress_printed_on": "progress_as_printed",
    }
    said_by = {"": "get_plan_state_display", "due_on": "due_words"}
    change_kinds = {
        "": ChangeKind.PLACES,
        "due_on": ChangeKind.DATES,
        "planned_start_on": ChangeKind.DATES,
        "review_on": ChangeKind.DATES,
        "*": ChangeKind.WORDING,
    }

    class Meta(AuditedModel.Meta):
        ordering = ["priority_id", "position", "pk"]
        indexes = [
            models.Index(fields=["priority", "position"], name="action_in_priority"),
            models.Index(fields=["plan", "plan_state", "status"], name="action_by_state"),
            models.Index(fields=["lead", "plan_state"], name="action_by_lead"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["plan", "reference"], name="action_reference_unique"),
            models.UniqueConstraint(fields=["plan", "key"], name="action_key_unique"),
            *(
                both_or_neither(name, f"action_{name}_whole")
                for name in ("planned_start", "original_due", "due", "review", "paused_until")
            ),
            models.CheckConstraint(
                condition=models.Q(completed_on__isnull=True) | models.Q(status=Status.COMPLETE.value),
                name="action_completed_when_complete",
            ),
            models.CheckConstraint(
                condition=~models.Q(plan_state=PlanState.CLOSED.value) | models.Q(status=Status.COMPLETE.value),
                name="action_closed_when_complete",
            ),
            models.CheckConstraint(
                condition=models.Q(replaced_by__isnull=True) | models.Q(plan_state=PlanState.REPLACED.value),
                name="action_replaced_by_when_replaced",
            ),
            models.CheckConstraint(
                condition=models.Q(plan_state__in=[PlanState.PROPOSED.value, PlanState.AGREED.value])
                | ~models.Q(plan_state_reason=""),
                name="action_state_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(progress_printed_on__isnull=True) | ~models.Q(progress_as_printed=""),
                name="action_printed_on_has_progress",
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=True) | models.Q(original_due_on__isnull=False),
                name="action_due_has_original",
            ),
            models.CheckConstraint(
                condition=models.Q(is_ongoing=False) | models.Q(due_on__isnull=True),
                name="action_ongoing_has_no_due",
            ),
            models.CheckConstraint(
                condition=models.Q(is_ongoing=False) | models.Q(review_on__isnull=False),
                name="action_ongoing_has_review",
            ),
            models.CheckConstraint(
                condition=~models.Q(plan_state=PlanState.PAUSED.value) | models.Q(paused_until_on__isnull=False),
                name="action_paused_has_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("action", args=[self.plan.slug, self.key])

    @property
    def status_look(self) -> Any:
        return Status(self.status).look

    @property
    def is_sub_action(self) -> bool:
        return self.parent_id is not None

    @property
    def is_open(self) -> bool:
        """Agreed and not complete, in a plan that is not closed: the portal asks about it."""
        return self.is_unfinished and not self.plan.is_closed

    @property
    def is_unfinished(self) -> bool:
        """Agreed and not complete."""
        return self.plan_state == PlanState.AGREED and self.status != Status.COMPLETE

    @property
    def has_left_plan(self) -> bool:
        """Whether it rests or is out of the plan."""
        return self.plan_state in SET_ASIDE

    @property
    def has_lead(self) -> bool:
        """Whether somebody who is active leads it."""
        return self.lead is not None and self.lead.is_active

    @property
    def has_date(self) -> bool:
        return self.due_on is not None or self.is_ongoing

    @property
    def has_printed_progress(self) -> bool:
        """Whether what a source prints of its progress stands: nobody has given an update since."""
        return bool(self.progress_as_printed) and self.last_update_at is None

    @property
    def due_words(self) -> str:
        """When it is due, for a page."""
        due = str(self.due) if self.due else ""
        return due_words(due, is_ongoing=self.is_ongoing, as_printed=self.due_as_printed) or "No date set"

    def is_overdue(self, today: datetime.date) -> bool:
        """The agreed due date has passed and it is not complete."""
        return self.is_open and self.due_on is not None and self.due_on < today

    def days_overdue(self, today: datetime.date) -> int:
        return (today - self.due_on).days if self.is_overdue(today) else 0

    def is_due_soon(self, today: datetime.date) -> bool:
        """Due within 28 days."""
        return self.is_open and self.due_on is not None and today <= self.due_on <= today + DUE_SOON

    def is_start_overdue(self, today: datetime.date) -> bool:
        """The planned start has passed, and it has not started."""
        return (
            self.is_open
            and self.planned_start_on is not None
            and self.planned_start_on < today
            and not self.has_started
        )

    @property
    def has_started(self) -> bool:
        """Whether it was reported as begun."""
        return self.status not in (Status.NONE, Status.NOT_STARTED)

    @property
    def has_slipped(self) -> bool:
        """The agreed due date is later than the original one."""
        return self.due_on is not None and self.original_due_on is not None and self.due_on > self.original_due_on

    @property
    def date_moves(self) -> list[Any]:
        """Every step of its agreed due date after the first (DueDateChange), newest first; a query."""
        return list(self.due_date_changes.with_ongoing())[:-1]

    @property
    def asks_partnership(self) -> bool:
        """Open, and its last update asks for a decision or for help."""
        return self.is_open and self.last_update is not None and self.last_update.ask != "nothing"

    def is_carried_over(self, window: Window | None) -> bool:
        """The status is from an earlier cycle, or as a source prints it; in a closed plan as it was at the close, for
        which it comes `with_flag_facts`."""
        if not self.is_unfinished or self.status == Status.NONE:
            return False
        if self.plan.is_closed:
            return bool(getattr(self, "was_carried_over", False))
        began_at = window.began_at if window is not None else None
        return self.last_update_at is None or (began_at is not None and self.last_update_at < began_at)

    @classmethod
    def kind_of_change(cls, field: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> str:
        if after is None or field not in ("status", "plan_state"):
            return super().kind_of_change(field, before, after)
        if field == "plan_state":
            return ChangeKind.COMPLETED if after[field] == PlanState.CLOSED else ChangeKind.PLACES
        if after[field] == Status.COMPLETE:
            return ChangeKind.COMPLETED
        turned = turn(before[field] if before else Status.NONE, after[field])
        return ChangeKind(turned)

    @classmethod
    def audit_findings(cls) -> Iterable[str]:
        """Whether every action says what its newest progress update says."""
        rows = cls.objects.with_newest_update().values(
            "pk", "status", "completed_on", "last_update_id", "last_update_at", "newest_update_id",
            "last_update__status", "last_update__completed_on", "last_update__submitted_at",
            "last_update__received_by",
        )  # fmt: skip
        for row in rows:
            told = (row["last_update__status"] or Status.NONE, row["last_update__completed_on"])
            told_at = None if row["last_update__received_by"] == "import" else row["last_update__submitted_at"]
            if row["last_update_id"] != row["newest_update_id"]:
                yield f"actions.Action {row['pk']}: its last update is not the newest one."
            elif (row["status"], row["completed_on"]) != told or row["last_update_at"] != told_at:
                yield f"actions.Action {row['pk']}: says something else than its last update."
