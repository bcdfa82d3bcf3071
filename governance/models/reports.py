"""Reports to a body: what is written, what was finalised, what the body made of it."""

from typing import Any, Self

from django.db import models
from django.db.models.functions import Length
from django.urls import reverse

from actions.models import Action
from audit.models import AppendOnlyModel, AuditedLink, AuditedModel, GuardedQuerySet
from governance.models.bodies import Body, Meeting, SectionKind
from priorities.models import ActionPlan
from priorities.partial_date import PartialDateColumns, PartialDateOn, PartialDatePrecision, both_or_neither


class Format(models.TextChoices):
    """What a report is read in."""

    DOCX = "docx", "Word"
    HTML = "html", "Web page"
    CSV = "csv", "CSV"
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "Excel"


class BoardReportQuerySet(GuardedQuerySet):
    """Reports to bodies."""

    def for_list(self) -> Self:
        """Newest first, with what a list shows of them."""
        newest = ReportVersion.objects.filter(report=models.OuterRef("pk")).order_by("-number").values("number")[:1]
        return (
            self.select_related("body", "plan", "meeting")
            .annotate(
                newest_version=models.Subquery(newest),
                is_published=models.Exists(AsPublished.objects.filter(report=models.OuterRef("pk"))),
            )
            .order_by("-date_on", "-pk")
        )

    def published(self) -> Self:
        """Those that everybody may read: finalised or kept as published, and not on a plan that is a draft."""
        told = self.filter(models.Q(versions__isnull=False) | models.Q(published__isnull=False)).distinct()
        return told.exclude(plan__status=ActionPlan.State.DRAFT)


class BoardReport(AuditedModel):
    """A report on a plan to a body."""

    slug = models.SlugField(max_length=90, unique=True)
    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="reports")
    body = models.ForeignKey(Body, models.PROTECT, related_name="reports")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="reports")
    date_on = PartialDateOn("date")
    date_precision = PartialDatePrecision()
    date = PartialDateColumns("date")
    as_at = models.DateTimeField("as at", null=True, blank=True)
    since = models.DateTimeField("period since", null=True, blank=True)
    title = models.CharField(max_length=250)
    report_of = models.TextField("report of")
    contact_post = models.CharField("contact", max_length=200, blank=True, default="")
    previous = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="next")
    updates_due_on = models.DateField("updates due", null=True, blank=True)
    sro_draft_on = models.DateField("draft to the senior responsible officer", null=True, blank=True)
    submit_on = models.DateField("to Democratic Services", null=True, blank=True)
    publish_on = models.DateField("published", null=True, blank=True)

    objects = BoardReportQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = "report"
        indexes = [models.Index(fields=["body", "date_on"], name="report_by_body")]
        constraints = [
            both_or_neither("date", "report_date_whole"),
            models.CheckConstraint(
                condition=models.Q(since__isnull=True)
                | models.Q(as_at__isnull=True)
                | models.Q(since__lt=models.F("as_at")),
                name="report_since_before_as_at",
            ),
        ]

    def __str__(self) -> str:
        return f"report to the {self.body}, {self.date}"

    def get_absolute_url(self) -> str:
        return reverse("report", args=[self.slug])

    @property
    def posts(self) -> list[str]:
        """Whose report it is, a post a line."""
        return self.report_of.splitlines()

    @classmethod
    def visible_history(cls, rows: models.QuerySet, user: Any) -> models.QuerySet:
        """All for the co-ordinator; others see it once it is finalised or published."""
        return _of_published(rows, user, "id")


class ReportSection(AuditedModel):
    """A section of a report: in it or not, and what the co-ordinator wrote for it."""

    class Chosen(models.TextChoices):
        WRITTEN = "written", "written below"
        NOTHING_DIRECT = "no_direct_implications", "no direct implications"

    report = models.ForeignKey(BoardReport, models.PROTECT, related_name="sections")
    kind = models.CharField(max_length=15, choices=SectionKind)
    heading = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()
    is_included = models.BooleanField("in the report", default=True)
    narrative = models.TextField(blank=True, default="")
    chosen = models.CharField(max_length=22, choices=Chosen, blank=True, default="")

    undescribed = ("report",)

    class Meta(AuditedModel.Meta):
        verbose_name = "section"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "kind"], name="report_section_unique")]

    def __str__(self) -> str:
        return f"section “{self.heading}”"

    @classmethod
    def visible_history(cls, rows: models.QuerySet, user: Any) -> models.QuerySet:
        """As of its report."""
        return _of_published(rows, user, "report_id")


class Recommendation(AuditedLink):
    """What the body is asked to do, by its number. While it is a draft, the last of them may be taken away again."""

    report = models.ForeignKey(BoardReport, models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    undescribed = ("report",)

    class Meta(AuditedLink.Meta):
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="recommendation_unique"),
            models.CheckConstraint(condition=~models.Q(text=""), name="recommendation_text"),
        ]

    def __str__(self) -> str:
        return f"recommendation {self.number}: {self.text}"

    @classmethod
    def visible_history(cls, rows: models.QuerySet, user: Any) -> models.QuerySet:
        """As of its report."""
        return _of_published(rows, user, "report_id")


class BoardWording(AuditedModel):
    """What a report prints of an action in place of its headline. The update stays as the lead gave it."""

    report = models.ForeignKey(BoardReport, models.PROTECT, related_name="wordings")
    action = models.ForeignKey(Action, models.PROTECT, related_name="board_wordings")
    text = models.CharField(max_length=400, blank=True, default="")

    class Meta(AuditedModel.Meta):
        verbose_name = "board wording"
        constraints = [models.UniqueConstraint(fields=["report", "action"], name="board_wording_unique")]

    def __str__(self) -> str:
        return f"board wording of {self.action.reference}"


class ReportVersion(AppendOnlyModel):
    """A finalised report: its content in canonical form, for ever."""

    report = models.ForeignKey(BoardReport, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    schema = models.PositiveSmallIntegerField()
    as_at = models.DateTimeField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    correction_note = models.TextField(blank=True, default="")

    class Meta(AppendOnlyModel.Meta):
        verbose_name = "finalised version"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="report_version_unique")]

    def __str__(self) -> str:
        return f"version {self.number} of the {self.report}"


class ReportFile(AppendOnlyModel):
    """A finalised report in one format: a download is these bytes. A separate appendix has its number, the paper 0."""

    version = models.ForeignKey(ReportVersion, models.PROTECT, related_name="files")
    format = models.CharField(max_length=4, choices=Format)
    part = models.PositiveSmallIntegerField(default=0)
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta(AppendOnlyModel.Meta):
        verbose_name = "file of a report"
        ordering = ["part", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "format", "part"], name="report_file_unique")]

    def __str__(self) -> str:
        return f"{self.get_format_display()} of {self.version}"


class AsPublishedQuerySet(GuardedQuerySet):
    """Papers as their bodies published them."""

    def for_page(self) -> Self:
        """With the size of each file in place of the file."""
        return self.defer("file").annotate(size=Length("file"))


class AsPublished(AppendOnlyModel):
    """The paper as its body published it, and in what that differs from ours."""

    report = models.ForeignKey(BoardReport, models.PROTECT, related_name="published")
    version = models.ForeignKey(ReportVersion, models.PROTECT, null=True, blank=True, related_name="published")
    url = models.URLField(max_length=500, blank=True, default="")
    file_name = models.CharField(max_length=200, blank=True, default="")
    file = models.BinaryField(null=True, blank=True)
    differs = models.TextField(blank=True, default="")

    objects = AsPublishedQuerySet.as_manager()

    class Meta(AppendOnlyModel.Meta):
        verbose_name = "report as published"
        verbose_name_plural = "reports as published"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(url="") | models.Q(file__isnull=False) | ~models.Q(differs=""),
                name="as_published_says_something",
            )
        ]

    def __str__(self) -> str:
        return f"{self.report} as published"


class Resolution(AuditedModel):
    """What the body resolved on a recommendation."""

    class Outcome(models.TextChoices):
        AGREED = "agreed", "Agreed"
        AMENDED = "amended", "Amended"
        NOTED = "noted", "Noted"
        NOT_AGREED = "not_agreed", "Not agreed"
        DEFERRED = "deferred", "Deferred"

    recommendation = models.OneToOneField(Recommendation, models.PROTECT, related_name="resolution")
    outcome = models.CharField(max_length=10, choices=Outcome)
    text = models.TextField("amended to", blank=True, default="")
    minute_reference = models.CharField("minute", max_length=80, blank=True, default="")
    url = models.URLField("link to the minutes", max_length=500, blank=True, default="")
    resolved_on = models.DateField("resolved on")

    class Meta(AuditedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(outcome="amended") | ~models.Q(text=""), name="resolution_amended_to"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.recommendation}"


class Export(AppendOnlyModel):
    """That somebody took a plan or a finalised report out of the portal: what, in which format, which bytes."""

    plan = models.ForeignKey(ActionPlan, models.PROTECT, null=True, blank=True, related_name="exports")
    version = models.ForeignKey(ReportVersion, models.PROTECT, null=True, blank=True, related_name="exports")
    format = models.CharField(max_length=4)
    sha256 = models.CharField(max_length=64)

    class Meta(AppendOnlyModel.Meta):
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(plan__isnull=True) ^ models.Q(version__isnull=True), name="export_of_one_thing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.format} of {self.plan or self.version}"


def _of_published(rows: models.QuerySet, user: Any, report: str) -> models.QuerySet:
    if user.is_coordinator:
        return rows
    return rows.filter(**{f"{report}__in": BoardReport.objects.published().values("pk")})
