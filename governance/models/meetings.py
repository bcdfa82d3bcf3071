"""Meetings of bodies, the update cycles that they own, and notes on agreed minutes."""

import datetime

from django.db import models
from django.urls import reverse

from audit.models import AppendOnlyModel, AuditedLink, AuditedModel, GuardedQuerySet
from governance.models.bodies import Body
from priorities.models import UpdateCycle
from priorities.partial_date import PartialDateColumns, PartialDateOn, PartialDatePrecision, both_or_neither
from send_portal import clock


class MeetingQuerySet(GuardedQuerySet):
    """Meetings of bodies."""

    def with_body(self) -> "MeetingQuerySet":
        return self.select_related("body", "moved_to")

    def for_list(self) -> "MeetingQuerySet":
        """With their bodies, and `item_count`: how many items stand on the agenda, exempt ones among them."""
        counted = models.Count("items", filter=models.Q(items__withdrawn_reason=""))
        return self.with_body().annotate(item_count=counted)


class Meeting(AuditedModel):
    """A meeting of a body, as precisely as its day is known."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        PAPERS_OUT = "papers_out", "Papers out"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"
        MOVED = "moved", "Moved"

    COMING = (State.PLANNED, State.PAPERS_OUT)
    OFF = (State.CANCELLED, State.MOVED)

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    slug = models.SlugField(max_length=90, unique=True)
    date_on = PartialDateOn("date")
    date_precision = PartialDatePrecision()
    date = PartialDateColumns("date")
    starts_at = models.DateTimeField("begins", null=True, blank=True)
    status = models.CharField("state", max_length=10, choices=State, default=State.PLANNED)
    moved_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="moved_from")
    ends_at = models.DateTimeField("ends", null=True, blank=True)
    place = models.CharField(max_length=200, blank=True, default="")
    link = models.URLField("link to join", max_length=500, blank=True, default="")
    papers_due_at = models.DateTimeField("papers deadline", null=True, blank=True)
    papers_out_at = models.DateTimeField("papers went out", null=True, blank=True)
    business = models.TextField(blank=True, default="")
    minute_reference = models.CharField(max_length=80, blank=True, default="")
    minutes_url = models.URLField("link to the minutes", max_length=500, blank=True, default="")
    families_summary = models.TextField("what this means for families", blank=True, default="")
    confirmed_by = models.ForeignKey(
        "governance.Decision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="minutes agreed by",
    )
    source = models.CharField(max_length=40, blank=True, default="")

    objects = MeetingQuerySet.as_manager()
    told_with = ("body",)
    undescribed = ("slug",)

    class Meta(AuditedModel.Meta):
        ordering = ["date_on", "pk"]
        constraints = [
            both_or_neither("date", "meeting_date_whole"),
            models.CheckConstraint(
                condition=models.Q(starts_at__isnull=True) | models.Q(date_precision="day"),
                name="meeting_time_needs_day",
            ),
            models.CheckConstraint(
                condition=models.Q(status="moved") ^ models.Q(moved_to__isnull=True), name="meeting_moved_to"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True)
                | models.Q(starts_at__isnull=False, ends_at__gt=models.F("starts_at")),
                name="meeting_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(papers_out_at__isnull=False) | ~models.Q(status="papers_out"),
                name="meeting_papers_out_have_time",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True) | models.Q(status="held"),
                name="meeting_minutes_of_held_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.date}"

    def get_absolute_url(self) -> str:
        return reverse("meeting", args=[self.slug])

    @property
    def is_locked(self) -> bool:
        """Whether its minutes are agreed: nothing of it changes any more but by a dated note."""
        return self.confirmed_by_id is not None

    @property
    def is_coming(self) -> bool:
        """Whether nothing is said yet of what became of it."""
        return self.status in self.COMING

    @property
    def is_off(self) -> bool:
        """Whether it was cancelled or has moved."""
        return self.status in self.OFF

    def has_begun(self, today: datetime.date) -> bool:
        """Whether its day has come, from which on what happened at it may be recorded. Where it is run here its day
        must be known; of another body's a month is enough, from its first day on.
        """
        if self.date is None or (self.body.is_run_here and self.date_precision != "day"):
            return False
        return self.date.first_day <= today

    def is_over(self, now: datetime.datetime) -> bool:
        """Whether it has come to its end: at the time that was planned, or with its day where none was."""
        if self.ends_at is not None:
            return self.ends_at <= now
        return self.date_on is not None and self.date_on < clock.london_date(now)

    def state_on(self, today: datetime.date) -> str:
        """How it stands, in words. One whose day has passed is never told as if it were still to come."""
        if self.is_coming and self.date_on is not None and self.date_on < today:
            return "Was planned. Whether it was held is not recorded"
        if self.moved_to is not None:
            return f"Moved to {self.moved_to.date}"
        return self.get_status_display()


class MeetingCycle(AuditedLink):
    """A meeting of the partnership owns a cycle of a plan: both change together, through the meeting."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="cycle_links")
    cycle = models.OneToOneField(UpdateCycle, models.PROTECT, related_name="meeting_link")

    audit_subject = ("cycle",)
    undescribed = ("cycle",)

    class Meta(AuditedLink.Meta):
        verbose_name = "cycle"

    def __str__(self) -> str:
        return f"{self.cycle}, owned by the meeting of {self.meeting.date}"


class MinutesNote(AppendOnlyModel):
    """A correction of minutes that are agreed: it stands below them with its day, and they stay as they are."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes_notes")
    text = models.TextField()

    class Meta(AppendOnlyModel.Meta):
        verbose_name = "note on agreed minutes"
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="minutes_note_says_something")]

    def __str__(self) -> str:
        return f"Note on the minutes of {self.meeting.date}: {self.text}"
