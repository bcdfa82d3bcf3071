"""Reports to a body: what is written, what was finalised, what the body made of it."""

import hashlib
from typing import Any, Self

from django.db import models
from django.db.models.functions import Coalesce, Length
from django.urls import reverse

from audit.models import AppendOnlyModel, AuditedLink, AuditedModel, GuardedQuerySet
from governance.models.bodies import Body, SectionKind
from governance.models.meetings import Meeting
from priorities.models import ActionPlan
from priorities.partial_date import PartialDateColumns, PartialDateOn, PartialDatePrecision, both_or_neither


def posts_of(report_of: str) -> list[str]:
    """The posts, a line each; lines without one are left out."""
    return [line.strip() for line in report_of.splitlines() if line.strip()]


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
        """Newest first, with what a list shows of them; `printed_title`: that of the newest version."""
        newest = ReportVersion.objects.filter(report=models.OuterRef("pk")).order_by("-number")
        stood = BoardReport.history.filter(id=models.OuterRef("pk"), history_date__lte=models.OuterRef("finalised_at"))
        titled = models.Subquery(stood.order_by("-history_id").values("title")[:1])
        return (
            self.select_related("body", "plan", "meeting")
            .annotate(finalised_at=models.Subquery(newest.values("recorded_at")[:1]))
            .annotate(
                newest_version=models.Subquery(newest.values("number")[:1]),
                printed_title=Coalesce(titled, "title"),
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
    updates_due_on = models.DateField("updates due", null=True, blank=True)
    sro_draft_on = models.DateField("draft to the senior responsible officer", null=True, blank=True)
    submit_on = models.DateField("to Democratic Services", null=True, blank=True)
    publish_on = models.DateField("published", null=True, blank=True)

    objects = BoardReportQuerySet.as_manager()
    told_with = ("body",)

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
    def is_told(self) -> bool:
        """Whether its body has seen it: finalised here, or published. A query or two."""
        return self.versions.exists() or self.published.exists()

    @property
    def is_kept_as_published(self) -> bool:
        """Whether it was published elsewhere, without a version of ours. Two queries."""
        return self.published.exists() and not self.versions.exists()

    @property
    def posts(self) -> list[str]:
        """Whose report it is, a post a line."""
        return posts_of(self.report_of)

    @classmethod
    def visible_history(cls, rows: models.QuerySet, user: Any) -> models.QuerySet:
        """All for the co-ordinator; others see what led to its newest version, or to the paper kept as published."""
        return of_published(rows, user, "id")


class ReportSection(AuditedModel):
    """A section of a report: in it or not, and what the co-ordinator wrote for it."""

    class Chosen(models.TextChoices):
        WRITTEN = "written", "written below"
        NOTHING_DIRECT = "no_direct_implications", "no direct implications"
        NONE = "none", "none"

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
        return of_published(rows, user, "report_id")


class Recommendation(AuditedLink):
    """What the body is asked to do, by its number. While it is a draft, the last of them may be taken away again."""

    report = models.ForeignKey(BoardReport, models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    audit_subject = ("number",)
    undescribed = ("report",)

    class Meta(AuditedLink.Meta):
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="recommendation_unique"),
            models.CheckConstraint(condition=~models.Q(text=""), name="recommendation_text"),
        ]

    def __str__(self) -> str:
        return f"recommendation {self.number}"

    @classmethod
    def visible_history(cls, rows: models.QuerySet, user: Any) -> models.QuerySet:
        """As of its report."""
        return of_published(rows, user, "report_id")


class ReportVersion(AppendOnlyModel):
    """A finalised report: its content in canonical form, for ever.

    `manifest` lists what was frozen with the digest of each (governance/reports/manifest.py); `fingerprint` is the one
    figure that stands for all of it, `manifest_sha256` the same as it was when the version was finalised.
    """

    report = models.ForeignKey(BoardReport, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    schema = models.PositiveSmallIntegerField()
    as_at = models.DateTimeField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    manifest = models.TextField()
    manifest_sha256 = models.CharField(max_length=64)
    correction_note = models.TextField(blank=True, default="")

    class Meta(AppendOnlyModel.Meta):
        verbose_name = "finalised version"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="report_version_unique")]

    def __str__(self) -> str:
        return f"version {self.number} of the {self.report}"

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the manifest: who notes it elsewhere can tell later whether anything was exchanged."""
        return hashlib.sha256(self.manifest.encode()).hexdigest()


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
    """The paper as its body published it, and in what that differs from ours. `sha256` is that of the file, if any."""

    report = models.ForeignKey(BoardReport, models.PROTECT, related_name="published")
    version = models.ForeignKey(ReportVersion, models.PROTECT, null=True, blank=True, related_name="published")
    url = models.URLField(max_length=500, blank=True, default="")
    file_name = models.CharField(max_length=200, blank=True, default="")
    file = models.BinaryField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
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


def of_published(rows: models.QuerySet, user: Any, report: str) -> models.QuerySet:
    """Of a report that everybody may read, the rows up to its newest version; what is being written for the next one
    is the co-ordinator's. All of one that is kept as published without a version of ours."""
    if user.is_coordinator:
        return rows
    versions = ReportVersion.objects.filter(report=models.OuterRef(report))
    frozen = versions.filter(recorded_at__gte=models.OuterRef("history_date"))
    told = rows.filter(**{f"{report}__in": BoardReport.objects.published().values("pk")})
    return told.filter(models.Exists(frozen) | ~models.Exists(versions))
