"""Questions that people ask on an action. Not what the source leaves open (`SourceQuery`), nor what a form asks about
before it is saved (`design.soft_questions`).
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, When
from django.urls import reverse

from actions.models.action import Action
from audit.models import AuditedModel, GuardedQuerySet


class QuestionQuerySet(GuardedQuerySet):
    """Questions on actions."""

    def open(self) -> Self:
        """Those that wait for an answer."""
        return self.filter(answered_at__isnull=True, closed_at__isnull=True)

    def in_state(self, state: str) -> Self:
        """Those that are open, answered (and not closed), or closed."""
        if state == Question.State.CLOSED:
            return self.filter(closed_at__isnull=False)
        return self.filter(closed_at__isnull=True, answered_at__isnull=state == Question.State.OPEN)

    def with_people(self) -> Self:
        """With who asked, answered and closed."""
        return self.select_related("asked_by", "answered_by", "closed_by")

    def open_first(self) -> Self:
        """Open ones before answered ones before closed ones; the longest asked first."""
        state = Case(
            When(closed_at__isnull=False, then=2), When(answered_at__isnull=False, then=1), default=0
        )  # fmt: skip
        return self.order_by(state, "asked_at", "pk")


class Question(AuditedModel):
    """A question on an action: asked, answered by whoever leads it, closed by the co-ordinator. It stays in sight.

    `asked_as` and `answered_as` are the parts in which people did so, in words: "deputy of 1a, for Olive Marsh".
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed"

    class ClosedAs(models.TextChoices):
        ANSWERED = "answered", "answered"
        MEETING = "meeting", "taken to the meeting"
        NOT_FOR_PLAN = "not_for_plan", "not for the plan"

    action = models.ForeignKey(Action, models.PROTECT, related_name="questions")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="questions_asked")
    asked_as = models.CharField(max_length=400)
    asked_at = models.DateTimeField()
    text = models.TextField("question")
    answer = models.TextField(blank=True, default="")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_as = models.CharField(max_length=400, blank=True, default="")
    answered_at = models.DateTimeField("answered", null=True, blank=True)
    closed_as = models.CharField("closed", max_length=12, choices=ClosedAs, blank=True, default="")
    closed_reason = models.TextField("why it is closed", blank=True, default="")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField("closed on", null=True, blank=True)

    objects = QuestionQuerySet.as_manager()
    # Who and when stand at every change of its history; the question is what the record is called by.
    undescribed = (
        "action", "asked_by", "asked_as", "asked_at", "text", "answered_by", "answered_as", "answered_at", "closed_by",
        "closed_at",
    )  # fmt: skip
    told_by = ("answered_at", "closed_at")
    told_along = {"closed_reason": "closed_as"}
    said_by = {"": "told"}

    class Meta(AuditedModel.Meta):
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(asked_as=""), name="question_asked_whole"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_as="", answered_at__isnull=True)
                | (~Q(answer="") & ~Q(answered_as="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="question_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(closed_as="", closed_reason="", closed_by__isnull=True, closed_at__isnull=True)
                | (
                    ~Q(closed_as="")
                    & ~Q(closed_reason="")
                    & Q(closed_by__isnull=False, closed_at__isnull=False)
                ),
                name="question_closed_whole",
            ),
            models.CheckConstraint(
                condition=~Q(closed_as="answered") | ~Q(answer=""), name="question_closed_as_answered_has_answer"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"“{self.text}”"

    @property
    def told(self) -> str:
        """What was asked, and what came of it: "“Who pays?” Answer: the council does. Closed: answered"."""
        answer = f"Answer: {self.answer}" if self.answer else ""
        closed = f"Closed: {self.get_closed_as_display()}" if self.closed_as else ""
        return " ".join(filter(None, (str(self), answer, closed)))

    def get_absolute_url(self) -> str:
        """Where it stands on the page of its action."""
        return f"{self.action.get_absolute_url()}#question-{self.pk}"

    @property
    def state(self) -> "Question.State":
        if self.closed_at is not None:
            return self.State.CLOSED
        return self.State.OPEN if self.answered_at is None else self.State.ANSWERED

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == self.State.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED

    def address_of(self, page: str) -> str:
        """The address of one of its forms: "answer-question", "close-question"."""
        return reverse(page, args=[self.action.plan.slug, self.action.key, self.pk])

    @property
    def answer_href(self) -> str:
        return self.address_of("answer-question")

    @property
    def close_href(self) -> str:
        return self.address_of("close-question")
