"""People, organisations and granted roles."""

import datetime
import functools
import operator
from collections.abc import Collection
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from accounts.roles import Role, admin_permissions
from audit.models import AuditedLink, AuditedModel, GuardedQuerySet
from send_portal import clock

# Reverse relations that give somebody a part in a plan, and its words for a number of them.
PARTS = {
    "actions_led": ("leads", "action"),
    "co_led": ("co-leads", "action"),
    "actions_as_deputy": ("deputy for", "action"),
    "actions_as_sro": ("senior responsible officer of", "action"),
    "priorities_as_sro": ("senior responsible officer of", "priority"),
}
# Parts in a body that give somebody a seat on it, and its words for a number of bodies.
SEATS = {"chair": "chair of", "co_chair": "co-chair of", "member": "member of"}


class Organisation(AuditedModel):
    """A partner: a council, an NHS body, a school or college, a forum."""

    class Sector(models.TextChoices):
        COUNCIL = "council", "Council"
        HEALTH = "health", "Health"
        EDUCATION = "education", "Education"
        FAMILIES = "families", "Families"
        VOLUNTARY = "voluntary", "Voluntary sector"

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40, blank=True, default="")
    sector = models.CharField(max_length=12, choices=Sector)
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta(AuditedModel.Meta):
        constraints = [models.UniqueConstraint(Lower("name"), name="organisation_name_unique")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


class UserQuerySet(GuardedQuerySet):
    """People."""

    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)

    def coordinating(self, today: datetime.date) -> "UserQuerySet":
        """Whoever is a co-ordinator on that day and can sign in."""
        granted = RoleGrant.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=today), role=Role.COORDINATOR)
        return self.active().filter(pk__in=granted.values("user"))

    def seated(self, today: datetime.date) -> "UserQuerySet":
        """Whoever has a seat on a body on that day, once for each of their seats."""
        goes_on = Q(memberships__until_on__isnull=True) | Q(memberships__until_on__gte=today)
        return self.filter(goes_on, memberships__role__in=SEATS, memberships__from_on__lte=today)

    def with_organisation(self) -> "UserQuerySet":
        return self.select_related("organisation")

    def with_accountability(self) -> "UserQuerySet":
        """`is_accountable`: whether the person is the senior responsible officer of an action or a priority."""
        same = User.objects.filter(pk=OuterRef("pk"))
        of_actions, of_priorities = Q(actions_as_sro__isnull=False), Q(priorities_as_sro__isnull=False)
        return self.annotate(is_accountable=Exists(same.filter(of_actions)) | Exists(same.filter(of_priorities)))

    def with_part(self, today: datetime.date) -> "UserQuerySet":
        """`has_part`: as the property of that name says it, within this query."""
        same = User.objects.filter(pk=OuterRef("pk"))
        parts = [Exists(same.filter(**{f"{relation}__isnull": False})) for relation in PARTS]
        return self.annotate(has_part=functools.reduce(operator.or_, parts, Exists(same.seated(today))))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """People by their e-mail address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, AuditedModel):
    """A person. Never deleted: whoever leaves is deactivated, and their name stands in what they did."""

    last_login = None

    email = models.EmailField("e-mail address", max_length=254, unique=True)
    name = models.CharField(max_length=200)
    job_title = models.CharField(max_length=200, blank=True, default="")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="people")
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    untracked = ("password",)

    class Meta(AuditedModel.Meta):
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    @property
    def post(self) -> str:
        """How papers print a person: "SEND service manager, Stockton-on-Tees Borough Council"."""
        return ", ".join(filter(None, (self.job_title, self.organisation.label)))

    @cached_property
    def granted_roles(self) -> set[str]:
        """Codes of the roles granted today: the day on which somebody first asks, for the whole request."""
        today = clock.today()
        return {grant.role for grant in self.role_grants.all() if grant.is_current(today)}

    @property
    def is_coordinator(self) -> bool:
        return Role.COORDINATOR in self.granted_roles

    @property
    def is_administrator(self) -> bool:
        return Role.ADMINISTRATOR in self.granted_roles

    @cached_property
    def has_ended(self) -> bool:
        """Whether they were a reader, that is over, and no role, part in a plan or seat on a body lets them in."""
        was_reader = any(grant.role == Role.READER for grant in self.role_grants.all())
        return was_reader and not self.granted_roles and not self.has_part

    @cached_property
    def has_part(self) -> bool:
        """Whether a part in a plan or a seat on a body today is theirs."""
        same = User.objects.filter(pk=self.pk)
        has_part = any(same.filter(**{f"{relation}__isnull": False}).exists() for relation in PARTS)
        return has_part or same.seated(clock.today()).exists()

    @property
    def audit_role(self) -> str:
        """The granted roles in words, for history rows."""
        return ", ".join(Role(role).label for role in sorted(self.granted_roles))

    @property
    def is_staff(self) -> bool:
        return self.is_coordinator or self.is_administrator

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """What the Django admin may show to this person (accounts/roles.py)."""
        return self.is_active and perm in admin_permissions(self.granted_roles)

    def has_perms(self, perms: Collection[str], obj: Any = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:
        return any(name.startswith(f"{app_label}.") for name in admin_permissions(self.granted_roles))

    @classmethod
    def visible_history(cls, rows: models.QuerySet, user: Any) -> models.QuerySet:
        """A person's history is for the person, the administrator and the reader."""
        return of_people(rows, user, "id")


def of_people(rows: models.QuerySet, user: User, column: str) -> models.QuerySet:
    """History rows of people whose ids are in the column, as far as this person may see them."""
    if user.granted_roles & {Role.ADMINISTRATOR, Role.READER}:
        return rows
    return rows.filter(**{column: user.pk})


class LastSignIn(models.Model):
    """When somebody last signed in. Not audited: a visit is no change, and every one would be a history row."""

    user = models.OneToOneField(User, models.PROTECT, related_name="last_sign_in")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user}, {self.at}"


class RoleGrant(AuditedLink):
    """A role that an administrator gave a person; a reader's always ends."""

    user = models.ForeignKey(User, models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=13, choices=Role)
    until_on = models.DateField("until", null=True, blank=True)

    audit_subject = ("user", "role")
    undescribed = ("user", "role")
    removed_word = "ended"

    class Meta(AuditedLink.Meta):
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="role_grant_unique"),
            models.CheckConstraint(
                condition=~models.Q(role=Role.READER.value) | models.Q(until_on__isnull=False),
                name="role_grant_reader_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}"

    @property
    def with_article(self) -> str:
        """The role as a sentence takes it: "an administrator"."""
        role = self.get_role_display()
        return f"{'an' if role[0] in 'aeiou' else 'a'} {role}"

    def is_current(self, today: datetime.date) -> bool:
        """Whether the grant counts on that day; the last day counts."""
        return self.until_on is None or today <= self.until_on

    @classmethod
    def visible_history(cls, rows: models.QuerySet, user: Any) -> models.QuerySet:
        """As of the person who has the role."""
        return of_people(rows, user, "user_id")
