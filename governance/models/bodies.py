"""Bodies: the partnership itself and those to which it reports, and how each wants its papers."""

from typing import Any, Self

from django.db import models
from django.urls import reverse

from audit.models import AuditedModel, GuardedQuerySet
from governance.models.style_bases import StyleBase
from priorities.partial_date import PartialDateColumns, PartialDateOn, PartialDatePrecision, both_or_neither


class BodyQuerySet(GuardedQuerySet):
    """Bodies."""

    def current(self) -> Self:
        """Those that have neither ended nor been replaced: a new report goes to one of these."""
        return self.filter(ended_on__isnull=True, replaced_by__isnull=True)

    def for_list(self) -> Self:
        """With the body to which each reports, and whether another has replaced it."""
        return self.select_related("reports_to").annotate(
            is_replaced=models.Exists(Body.objects.filter(replaces=models.OuterRef("pk")))
        )


class Body(AuditedModel):
    """A body that meets: run here, or recorded here because the partnership reports to it.

    The meetings of at most one, the partnership, set the update cycles of the plans.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    purpose = models.TextField(blank=True, default="")
    is_run_here = models.BooleanField("run here", default=False)
    sets_cycles = models.BooleanField("its meetings set the update cycles", default=False)
    resolution_form = models.CharField("form of a resolution", max_length=80, default="RESOLVED that")
    reports_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="reported_to_by")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    ended_on = PartialDateOn("ended", null=True, blank=True)
    ended_precision = PartialDatePrecision()
    ended = PartialDateColumns("ended")

    objects = BodyQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name_plural = "bodies"
        ordering = ["name"]
        constraints = [
            both_or_neither("ended", "body_ended_whole"),
            models.CheckConstraint(
                condition=models.Q(sets_cycles=False) | models.Q(is_run_here=True),
                name="body_sets_cycles_run_here",
            ),
            models.UniqueConstraint(
                fields=["sets_cycles"], condition=models.Q(sets_cycles=True), name="body_one_sets_cycles"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("body", args=[self.slug])


class SectionKind(models.TextChoices):
    """What a section of a report is about; the portal fills some, the co-ordinator writes the others."""

    SUMMARY = "summary", "Summary"
    RECOMMENDATIONS = "recommendations", "Recommendations"
    DETAIL = "detail", "Detail"
    DIFFERENCE_MADE = "difference_made", "Difference made"
    PROGRESS = "progress", "Progress"
    EXCEPTIONS = "exceptions", "Exceptions"
    COMPLETED = "completed", "Completed and closed"
    CHANGES = "changes", "What changed since the last report"
    DECISIONS = "decisions", "Decisions and meetings"
    ASKS = "asks", "What is asked of the partnership"
    RISK = "risk", "Risk"
    CONSULTATION = "consultation", "Consultation and co-production"
    EQUALITY = "equality", "Equality"
    BACKGROUND = "background", "Background papers"
    FINANCIAL = "financial", "Financial implications"
    LEGAL = "legal", "Legal implications"
    APPENDIX = "appendix", "Appendix"


class HouseStyle(AuditedModel):
    """How a body wants its papers."""

    class Naming(models.TextChoices):
        POSTS = "posts", "posts"
        NAMES = "names", "names and posts"

    class Numbers(models.TextChoices):
        THROUGH = "through", "numbered through the paper"
        NONE = "none", "without numbers"

    body = models.OneToOneField(Body, models.PROTECT, related_name="house_style")
    header_lines = models.TextField("lines above the title")
    recommendation_lead = models.CharField("words before the recommendations", max_length=200)
    recommendation_verbs = models.TextField("verbs that a recommendation begins with", blank=True, default="")
    people = models.CharField("how people are named", max_length=5, choices=Naming, default=Naming.POSTS)
    numbering = models.CharField("paragraphs", max_length=7, choices=Numbers, default=Numbers.THROUGH)
    page_limit = models.PositiveSmallIntegerField("most pages", null=True, blank=True)
    classification = models.CharField(max_length=80, blank=True, default="")
    has_separate_appendices = models.BooleanField("appendices as separate files", default=False)
    base = models.ForeignKey(
        StyleBase, models.PROTECT, null=True, blank=True, related_name="styles", verbose_name="Word file for its look"
    )

    audit_subject = ("body",)
    undescribed = ("body",)

    class Meta(AuditedModel.Meta):
        constraints = [models.CheckConstraint(condition=~models.Q(recommendation_lead=""), name="style_lead_given")]

    def __str__(self) -> str:
        return f"house style of the {self.body}"

    @classmethod
    def visible_history(cls, rows: models.QuerySet, user: Any) -> models.QuerySet:
        """The co-ordinator's, as its page is."""
        return rows if user.is_coordinator else rows.none()

    @property
    def verbs(self) -> list[str]:
        return self.recommendation_verbs.splitlines()

    @property
    def has_numbers(self) -> bool:
        """Whether the paragraphs of its papers are numbered."""
        return self.numbering == self.Numbers.THROUGH


class HouseSection(AuditedModel):
    """A heading that a body wants, in its place, and the text with which its section begins in every new report."""

    class Presence(models.TextChoices):
        REQUIRED = "required", "required"
        OPTIONAL = "optional", "optional"
        NONE = "none", "printed with “None”"

    style = models.ForeignKey(HouseStyle, models.PROTECT, related_name="sections")
    kind = models.CharField("what stands under it", max_length=15, choices=SectionKind)
    heading = models.CharField("words", max_length=120)
    presence = models.CharField("in a report", max_length=8, choices=Presence, default=Presence.OPTIONAL)
    is_on = models.BooleanField("on by default", default=True)
    position = models.PositiveSmallIntegerField("place")
    standing_text = models.TextField(blank=True, default="")
    review_on = models.DateField("review of the standing text", null=True, blank=True)

    undescribed = ("style",)

    class Meta(AuditedModel.Meta):
        verbose_name = "heading"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["style", "kind"], name="house_section_unique"),
            models.CheckConstraint(
                condition=models.Q(review_on__isnull=True) | ~models.Q(standing_text=""),
                name="house_section_review_of_text",
            ),
            models.CheckConstraint(
                condition=~models.Q(presence="required") | models.Q(is_on=True), name="house_section_required_is_on"
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.heading}”"

    @classmethod
    def visible_history(cls, rows: models.QuerySet, user: Any) -> models.QuerySet:
        """As of its style."""
        return rows if user.is_coordinator else rows.none()
