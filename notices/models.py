"""The outbox: which mail went to whom, what it told, and who wants only what is due. In no history: a mail changes
nothing of the plan."""

import datetime
import uuid
from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from priorities.models import UpdateCycle

# A mail takes seconds to hand over. One that is taken for longer was cut off on the way.
CLAIM_LASTS = datetime.timedelta(minutes=15)


class NoticeQuerySet(models.QuerySet):
    """Mails of the outbox."""

    def waiting(self) -> Self:
        """Neither sent nor given up, and in nobody's hands."""
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True, claimed_at__isnull=True)

    def to_try(self, now: datetime.datetime) -> Self:
        """Those of `waiting` whose time to be tried has come, the longest waiting first."""
        return self.waiting().filter(next_try_at__lte=now).order_by("next_try_at", "pk")

    def unsure(self, now: datetime.datetime, since: datetime.datetime | None = None) -> Self:
        """Handed to the mail server by a run that never said what became of it: they may not have gone. `since`: those
        that were not unsure yet at that moment."""
        found = self.filter(sent_at__isnull=True, given_up_at__isnull=True, claimed_at__lte=now - CLAIM_LASTS)
        return found if since is None else found.filter(claimed_at__gt=since - CLAIM_LASTS)

    def given_up(self) -> Self:
        return self.filter(given_up_at__isnull=False)

    def sent(self) -> Self:
        return self.filter(sent_at__isnull=False)

    def with_people(self) -> Self:
        return self.select_related("user__organisation")


class Notice(models.Model):
    """A mail to a person: one a day at most, with all that there is to tell on that day.

    It is taken by one run alone (`claimed_at`, committed before the mail server gets it) and never by a second one,
    so that nobody gets it twice. What became of one that is taken and not noted as sent, nobody knows.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    due_for = models.DateField()
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    calendar = models.TextField(blank=True, default="")
    # The cycles whose updates it asks for.
    asks_in = models.ManyToManyField(UpdateCycle, related_name="+", blank=True)
    created_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    refusals = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    last_error = models.CharField(max_length=200, blank=True, default="")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["sent_at", "claimed_at", "next_try_at"], name="notice_to_try"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "due_for"], name="notice_one_a_day"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(claimed_at__isnull=False), name="notice_sent_was_claimed"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True), name="notice_sent_or_given_up"
            ),
            models.CheckConstraint(condition=~Q(subject=""), name="notice_has_subject"),
        ]

    def __str__(self) -> str:
        return f"“{self.subject}” to {self.user}"


class Kind(models.TextChoices):
    """What a mail may tell, each once."""

    OPENS = "opens", "updates are asked for"
    FIVE_DAYS = "five-days", "five working days to the papers deadline"
    ON_THE_DAY = "on-the-day", "the day of the papers deadline"
    DESK = "desk", "reminder from the co-ordinator"
    DAY_AFTER = "day-after", "the day after the papers deadline"
    PAPERS_OUT = "papers-out", "papers are out"
    AFTER_MEETING = "after-meeting", "what a meeting said and decided"
    UNDELIVERED = "undelivered", "a mail that may not have gone"


# They ask for updates: the mail lists everything that its reader still owes.
REMINDING = (Kind.OPENS, Kind.FIVE_DAYS, Kind.ON_THE_DAY, Kind.DESK)
# What somebody does without who wants only what is due.
NOT_DUE = (Kind.OPENS, Kind.PAPERS_OUT, Kind.AFTER_MEETING)


class NoticeTopic(models.Model):
    """One thing that a person was told, or is about to be: each thing once. `about` names it: a cycle, a meeting."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="topics")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notice_topics")
    kind = models.CharField(max_length=13, choices=Kind)
    about = models.CharField(max_length=60)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "kind", "about"], name="notice_topic_told_once")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.about}"


class NoticeChoiceQuerySet(models.QuerySet):
    """What people want to be told."""

    def who_want_only_due(self, people: Iterable[int | None]) -> set[int]:
        """The ids of those of these people who want no more than what is due; a query."""
        return set(self.filter(user__in=set(people), only_due=True).values_list("user", flat=True))


class NoticeChoice(models.Model):
    """What a person wants to be told. Without a row: everything."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notice_choice")
    only_due = models.BooleanField(default=False)

    objects = NoticeChoiceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user}: {'only what is due' if self.only_due else 'everything'}"


class NoticeRun(models.Model):
    """When mails were last put together: one row. Whoever writes the outbox locks it, so that two hosts take turns."""

    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="notice_run_one_row")]

    def __str__(self) -> str:
        return f"last run {self.ended_at}"
