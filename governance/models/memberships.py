"""What a body is made of: its phases, its quorum, its terms of reference and its members."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models

from accounts.models import Organisation
from audit.models import AppendOnlyModel, AuditedModel, GuardedQuerySet
from design.fields import date_words
from governance.models.bodies import Body
from priorities.partial_date import PartialDateColumns, PartialDateOn, PartialDatePrecision, both_or_neither


class BodyPhase(AuditedModel):
    """From when a body is a shadow, which cannot decide for good, or full. A body without a phase is full."""

    class Phase(models.TextChoices):
        SHADOW = "shadow", "shadow"
        FULL = "full", "full"

    body = models.ForeignKey(Body, models.PROTECT, related_name="phases")
    phase = models.CharField(max_length=6, choices=Phase)
    from_on = PartialDateOn("from")
    from_precision = PartialDatePrecision()
    begins = PartialDateColumns("from")
    source = models.CharField(max_length=40, blank=True, default="")

    undescribed = ("body",)

    class Meta(AuditedModel.Meta):
        verbose_name = "phase"
        ordering = ["from_on", "pk"]
        constraints = [
            both_or_neither("from", "body_phase_from_whole"),
            models.UniqueConstraint(fields=["body", "from_on"], name="body_phase_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.get_phase_display()} from {self.begins}"


class QuorumRule(AuditedModel):
    """How many must be there, of whom, from a day on; the newest rule that has begun counts.

    Each part that is given must be met. Voting members count, and those who stand in for one.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="quorum_rules")
    from_on = models.DateField("from", null=True, blank=True)
    members = models.PositiveSmallIntegerField("members at least", null=True, blank=True)
    organisations = models.PositiveSmallIntegerField("organisations at least", null=True, blank=True)
    sectors = models.CharField("sectors that must be there", max_length=80, blank=True, default="")
    named_posts = models.TextField("posts that must be there", blank=True, default="")
    remote_counts = models.BooleanField("who joins remotely counts", default=True)

    undescribed = ("body",)

    class Meta(AuditedModel.Meta):
        verbose_name = "quorum rule"
        ordering = [models.F("from_on").asc(nulls_first=True), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "from_on"], name="quorum_rule_unique"),
            models.UniqueConstraint(
                fields=["body"], condition=models.Q(from_on__isnull=True), name="quorum_rule_one_from_the_beginning"
            ),
            models.CheckConstraint(
                condition=models.Q(members__isnull=False, members__gt=0)
                | models.Q(organisations__isnull=False, organisations__gt=0)
                | ~models.Q(sectors="")
                | ~models.Q(named_posts=""),
                name="quorum_rule_asks_something",
            ),
        ]

    def __str__(self) -> str:
        return f"quorum rule {f'from {self.from_on.day} {self.from_on:%B %Y}' if self.from_on else ''}".strip()

    @property
    def sector_codes(self) -> list[str]:
        """The codes of the sectors that must be there (`Organisation.Sector`)."""
        return self.sectors.split()

    @property
    def posts(self) -> list[str]:
        return self.named_posts.splitlines()


class TermsOfReference(AppendOnlyModel):
    """A version of what a body is for and how it works, as text or file. One without either was not supplied."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="terms_of_reference")
    version = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True, default="")
    file_name = models.CharField(max_length=200, blank=True, default="")
    file = models.BinaryField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    from_on = models.DateField("from", null=True, blank=True)
    source = models.CharField(max_length=40, blank=True, default="")

    class Meta(AppendOnlyModel.Meta):
        verbose_name = "terms of reference"
        verbose_name_plural = "terms of reference"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["body", "version"], name="terms_of_reference_unique"),
            models.CheckConstraint(
                condition=~models.Q(text="") | models.Q(file__isnull=False) | ~models.Q(source=""),
                name="terms_of_reference_say_something",
            ),
        ]

    def __str__(self) -> str:
        return f"Terms of reference, version {self.version}"

    @property
    def is_supplied(self) -> bool:
        """Whether there is anything to read; else only that the source names them is known."""
        return bool(self.text or self.file_name)


class MembershipQuerySet(GuardedQuerySet):
    """Who sits on which body, and in which part."""

    def on(self, day: datetime.date) -> Self:
        """Those that run on a day; the last one is its own."""
        return self.filter(models.Q(until_on__isnull=True) | models.Q(until_on__gte=day), from_on__lte=day)

    def seats(self) -> Self:
        """Chairs, co-chairs and members: the parts that give rights in the body."""
        return self.filter(role__in=Membership.SEATS)

    def in_order(self) -> Self:
        """By part, then name, with person, organisation and deputy."""
        order = models.Case(
            *(models.When(role=role, then=models.Value(place)) for place, role in enumerate(Membership.Role.values))
        )
        return self.select_related("user", "organisation", "deputy").order_by(order, "user__name", "pk")


class Membership(AuditedModel):
    """A person sits on a body for an organisation, from a day until another. It ends, and is never deleted."""

    class Role(models.TextChoices):
        CHAIR = "chair", "chair"
        CO_CHAIR = "co_chair", "co-chair"
        MEMBER = "member", "member"
        MINUTES = "minutes", "takes the minutes"
        IN_ATTENDANCE = "in_attendance", "in attendance"

    SEATS = (Role.CHAIR, Role.CO_CHAIR, Role.MEMBER)

    body = models.ForeignKey(Body, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name="person"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField("part", max_length=13, choices=Role, default=Role.MEMBER)
    is_voting = models.BooleanField("votes", default=True)
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="deputised_memberships"
    )
    from_on = models.DateField("from")
    until_on = models.DateField("until", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()
    audit_subject = ("user", "body")
    undescribed = ("user", "body")
    said_by = {"until_on": "until_words"}

    class Meta(AuditedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gte=models.F("from_on")),
                name="membership_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(is_voting=False) | models.Q(role__in=["chair", "co_chair", "member"]),
                name="membership_votes_with_a_seat",
            ),
            models.CheckConstraint(
                condition=models.Q(deputy__isnull=True) | ~models.Q(deputy=models.F("user")),
                name="membership_deputy_is_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} of the {self.body}"

    @property
    def until_words(self) -> str:
        """The day on which it ends: "31 July 2024", "no end"."""
        return date_words(self.until_on) if self.until_on is not None else "no end"
