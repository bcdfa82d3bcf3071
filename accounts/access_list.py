"""Who has access: everybody with an open account, with roles, parts in plans and bodies, and their last sign-in."""

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count, Q

from accounts.models import PARTS, SEATS, RoleGrant, User
from audit.recording import author_words
from design.fields import date_words
from documents.cells import day_cell
from send_portal import clock

HEADINGS = ("Name", "E-mail address", "Organisation", "Granted roles", "Responsibilities in plans", "Last sign-in")


@dataclasses.dataclass(frozen=True)
class Access:
    """One person who has access, or will have once they choose a password."""

    person: User
    roles: list[str]
    parts: list[str]
    last_sign_in_at: datetime.datetime | None

    @property
    def can_sign_in(self) -> bool:
        return self.person.has_usable_password()


@dataclasses.dataclass(frozen=True)
class EndedRole:
    """A role that somebody had: its last day, and who ended it (or said when it would end) and why."""

    person: User
    role: str
    last_on: datetime.date
    by: str
    reason: str

    @property
    def words(self) -> str:
        return f"{self.role} ended on {date_words(self.last_on)}"


def ended_roles(today: datetime.date) -> list[EndedRole]:
    """Every granted role that is over, the last to end first; a fixed number of queries."""
    over = RoleGrant.objects.filter(until_on__lt=today).values("pk")
    rows = RoleGrant.history.filter(Q(history_type="-") | Q(id__in=over)).order_by("history_id")
    newest = {row.id: row for row in rows}
    people = User.objects.in_bulk({row.user_id for row in newest.values()})
    ended = [
        EndedRole(
            people[row.user_id],
            row.get_role_display(),
            clock.london_date(row.history_date) if row.history_type == "-" else row.until_on,
            author_words(row.actor_name, row.actor_role),
            row.history_change_reason,
        )
        for row in newest.values()
    ]
    return sorted(ended, key=lambda one: (-one.last_on.toordinal(), one.person.name, one.role))


def access_list(today: datetime.date) -> list[Access]:
    """Everybody with an open account, by name; a fixed number of queries."""
    parts = defaultdict[int, list[str]](list)
    for relation, (words, noun) in PARTS.items():
        counts = User.objects.filter(**{f"{relation}__isnull": False}).order_by().values_list("pk")
        for pk, number in counts.annotate(number=Count(relation)):
            parts[pk].append(f"{words} {_counted(number, noun)}")
    seats = User.objects.seated(today).order_by("memberships__role").values_list("pk", "memberships__role")
    for pk, role, number in seats.annotate(number=Count("memberships__body", distinct=True)):
        parts[pk].append(f"{SEATS[role]} {_counted(number, 'body')}")
    ended = defaultdict[int, list[str]](list)
    for one in ended_roles(today):
        ended[one.person.pk].append(one.words)
    people = User.objects.active().with_organisation().select_related("last_sign_in").prefetch_related("role_grants")
    return [
        Access(person, [*_roles(person, today), *ended[person.pk]], parts[person.pk], _last_sign_in(person))
        for person in people.order_by("name", "pk")
    ]


def access_rows(today: datetime.date) -> Iterator[list[str]]:
    """The list as rows of text under HEADINGS."""
    for one in access_list(today):
        at = one.last_sign_in_at
        last = day_cell(clock.london_date(at)) if at else "Never" if one.can_sign_in else "No password chosen yet"
        person = one.person
        yield [
            person.name, person.email, str(person.organisation), "; ".join(one.roles), "; ".join(one.parts), last
        ]  # fmt: skip


def _roles(person: User, today: datetime.date) -> Iterator[str]:
    for grant in person.role_grants.all():
        if grant.is_current(today):
            until = f" until {date_words(grant.until_on)}" if grant.until_on else ""
            yield f"{grant.get_role_display()}{until}"


def _last_sign_in(person: User) -> datetime.datetime | None:
    found = getattr(person, "last_sign_in", None)
    return found.at if found else None


def _counted(number: int, noun: str) -> str:
    several = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else several}"
