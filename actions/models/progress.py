"""What a lead says of an action: updates, drafts, evidence."""

import datetime
from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from actions.models.action import Action
from audit.models import AppendOnlyModel, AuditedModel, GuardedQuerySet
from priorities.change_kinds import ChangeKind
from priorities.status import Status
from send_portal import clock

HEADLINE_LENGTH = 200


def told_words(received_by: str, printed_on: datetime.date | None, submitted_at: datetime.datetime) -> str:
    """When the status of an update was told: "as last reported on 3 July 2024", "as printed on 30 August 2023"."""
    if received_by != ProgressUpdate.ReceivedBy.IMPORT:
        return f"as last reported on {_day(clock.london_date(submitted_at))}"
    return f"as printed on {_day(printed_on)}" if printed_on else "as printed in a spreadsheet"


def _day(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"


class ProgressUpdateQuerySet(GuardedQuerySet):
    """Progress updates."""

    def for_story(self) -> Self:
        """Newest first, with the people whom a reader sees."""
        return self.select_related("author", "on_behalf_of", "correction").order_by("-pk")


class ProgressUpdate(AppendOnlyModel):
    """One dated account of an action. Never edited: a correction is a new one that names the one it corrects."""

    class Part(models.TextChoices):
        LEAD = "lead", "lead"
        CO_LEAD = "co_lead", "co-lead"
        DEPUTY = "deputy", "deputy"
        COORDINATOR = "coordinator", "co-ordinator"

    class ReceivedBy(models.TextChoices):
        PORTAL = "portal", "in the portal"
        TELEPHONE = "telephone", "by telephone"
        EMAIL = "e-mail", "by e-mail"
        MEETING = "meeting", "at a meeting"
        IMPORT = "import", "as printed"

    class Ask(models.TextChoices):
        NOTHING = "nothing", "Nothing this time"
        DECISION = "decision", "A decision"
        HELP = "help", "Help"

    action = models.ForeignKey(Action, models.PROTECT, related_name="updates")
    submission = models.UUIDField(unique=True)
    submitted_at = models.DateTimeField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="updates_written")
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="updates_given"
    )
    author_role = models.CharField(max_length=11, choices=Part)
    received_by = models.CharField(max_length=9, choices=ReceivedBy, default=ReceivedBy.PORTAL)
    printed_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=11, choices=Status)
    completed_on = models.DateField(null=True, blank=True)
    headline = models.CharField(max_length=HEADLINE_LENGTH)
    happened = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    recovery = models.TextField(blank=True, default="")
    consequence = models.TextField(blank=True, default="")
    next_steps = models.TextField(blank=True, default="")
    ask = models.CharField(max_length=8, choices=Ask, default=Ask.NOTHING)
    ask_text = models.TextField(blank=True, default="")
    difference_made = models.TextField(blank=True, default="")
    figure_what = models.CharField(max_length=200, blank=True, default="")
    figure_was = models.CharField(max_length=40, blank=True, default="")
    figure_was_on = models.DateField(null=True, blank=True)
    figure_is = models.CharField(max_length=40, blank=True, default="")
    figure_is_on = models.DateField(null=True, blank=True)
    figure_source = models.CharField(max_length=200, blank=True, default="")
    is_no_change = models.BooleanField(default=False)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="correction")

    objects = ProgressUpdateQuerySet.as_manager()

    class Meta(AppendOnlyModel.Meta):
        indexes = [
            models.Index("action", models.F("submitted_at").desc(), name="update_by_action"),
            models.Index(fields=["submitted_at"], name="update_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=[Status.AT_RISK.value, Status.OFF_TRACK.value])
                | Q(received_by="import")
                | (~Q(reason="") & ~Q(recovery="") & ~Q(consequence="")),
                name="update_explains_risk",
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True) | Q(status=Status.COMPLETE.value),
                name="update_completed_when_complete",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.COMPLETE.value) | Q(received_by="import") | Q(completed_on__isnull=False),
                name="update_complete_has_date",
            ),
            models.CheckConstraint(condition=Q(ask="nothing") | ~Q(ask_text=""), name="update_ask_has_text"),
            models.CheckConstraint(condition=~Q(status=Status.NONE.value), name="update_status_given"),
            models.CheckConstraint(
                condition=Q(printed_on__isnull=True) | Q(received_by="import"), name="update_printed_when_imported"
            ),
        ]

    def __str__(self) -> str:
        what = "Correction" if self.corrects_id else "No change confirmed" if self.is_no_change else "Progress update"
        return f"{what}: {Status(self.status).label.lower()}. {self.headline}"

    @property
    def status_look(self) -> Any:
        return Status(self.status).look

    @property
    def texts(self) -> list[str]:
        """All that people wrote in it."""
        return [
            self.headline, self.happened, self.reason, self.recovery, self.consequence, self.next_steps, self.ask_text,
            self.difference_made, self.figure_what,
        ]  # fmt: skip

    @property
    def by_line(self) -> str:
        """Who said it, and for whom: "Tom Hallam for Amara Osei, by telephone"."""
        line = str(self.author)
        if self.on_behalf_of is not None:
            line += f" for {self.on_behalf_of}"
        if self.is_printed:
            return f"{line}, {self.told_words}"
        return line if self.received_by == self.ReceivedBy.PORTAL else f"{line}, {self.get_received_by_display()}"

    @property
    def is_printed(self) -> bool:
        """Whether a source printed it, and nobody has given it in the portal."""
        return self.received_by == self.ReceivedBy.IMPORT

    @property
    def told_words(self) -> str:
        """When its status was told."""
        return told_words(self.received_by, self.printed_on, self.submitted_at)

    @property
    def told_on(self) -> datetime.date | None:
        """The day of what it says; None where a source bears no date."""
        return self.printed_on if self.is_printed else clock.london_date(self.submitted_at)

    @property
    def asked_words(self) -> str:
        """What is asked of the partnership: "Decision asked", "Help asked"."""
        words = {"decision": "Decision asked", "help": "Help asked"}
        return words.get(self.ask, "")

    @property
    def corrected_by(self) -> "ProgressUpdate | None":
        """The update that corrects this one."""
        return getattr(self, "correction", None)

    @property
    def has_figure(self) -> bool:
        return bool(self.figure_what)


class ProgressDraftQuerySet(models.QuerySet):
    """Drafts of updates."""

    def standing(self) -> Self:
        """Those of which no update has taken the place, having come later."""
        untold, told_before = Q(action__last_update_at__isnull=True), Q(action__last_update_at__lt=F("saved_at"))
        return self.filter(untold | told_before)


class ProgressDraft(models.Model):
    """What somebody has typed and not submitted: theirs alone, in no history. Gone once submitted or discarded."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="drafts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    fields = models.JSONField()
    revision_seen = models.PositiveIntegerField()
    saved_at = models.DateTimeField()

    objects = ProgressDraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "author"], name="draft_one_a_person")]

    def __str__(self) -> str:
        return f"draft for {self.action}"


class EvidenceQuerySet(GuardedQuerySet):
    """Evidence."""

    def standing(self) -> Self:
        """Not withdrawn."""
        return self.filter(is_withdrawn=False)

    def with_added(self) -> Self:
        """`added_at`, `added_by` and `added_as`: when it was added, by whom and in which part, as its history says;
        `added_post` and `added_organisation`: from which post, as papers and files name it."""
        columns = {
            "added_at": "history_date",
            "added_by": "actor_name",
            "added_as": "actor_role",
            "added_post": "history_user__job_title",
            "added_organisation": "history_user__organisation__name",
        }
        first = apps.get_model("actions", "HistoricalEvidence").objects.filter(id=OuterRef("pk"), history_type="+")
        return self.annotate(**{name: Subquery(first.values(column)[:1]) for name, column in columns.items()})


class Evidence(AuditedModel):
    """Something that shows what an update claims."""

    class Kind(models.TextChoices):
        DATA = "data", "Data"
        AUDIT = "audit", "Audit"
        CASE_STUDY = "case_study", "Case study"
        CHILDREN = "voice_of_children", "Voice of children and young people"
        PARENT_CARERS = "voice_of_parent_carers", "Voice of parent carers"
        SURVEY = "survey", "Survey"
        MINUTES = "minutes", "Minutes"
        OTHER = "other", "Something else"

    action = models.ForeignKey(Action, models.PROTECT, related_name="evidence")
    update = models.ForeignKey(ProgressUpdate, models.PROTECT, null=True, blank=True, related_name="evidence")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=22, choices=Kind)
    url = models.URLField(
        "link", max_length=500, blank=True, default="", validators=[URLValidator(schemes=["http", "https"])]
    )
    dated_on = models.DateField("date", null=True, blank=True)
    is_withdrawn = models.BooleanField("withdrawn", default=False)
    withdrawn_reason = models.TextField("why withdrawn", blank=True, default="")

    objects = EvidenceQuerySet.as_manager()
    undescribed = ("action", "update")
    told_along = {"withdrawn_reason": "is_withdrawn"}
    change_kinds = {"": ChangeKind.WORDING, "*": ChangeKind.WORDING}

    class Meta(AuditedModel.Meta):
        verbose_name_plural = "evidence"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_withdrawn=False) | ~Q(withdrawn_reason=""), name="evidence_withdrawn_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.title}”"
