"""What changes people, organisations and roles."""

import contextlib
import datetime
from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress

from accounts.models import LastSignIn, Organisation, RoleGrant, User
from accounts.roles import Role
from audit.recording import Process, Refused, recording
from send_portal import clock

By = User | Process

CHANGEABLE = {"email", "name", "job_title", "organisation", "is_active"}
ORGANISATION_CHANGEABLE = {"name", "short_name", "sector", "is_active"}


def add_organisation(
    *,
    by: By,
    now: datetime.datetime,
    name: str,
    sector: str,
    short_name: str = "",
    is_demonstration: bool = False,
    reason: str = "",
) -> Organisation:
    """A new partner organisation. Raises Refused where its name is taken, whatever the capitals."""
    with recording(by=by, now=now, reason=reason):
        organisation = Organisation(name=name, sector=sector, short_name=short_name, is_demonstration=is_demonstration)
        _check_organisation_name(organisation)
        organisation.save()
    return organisation


def change_organisation(
    *,
    organisation: Organisation,
    by: By,
    now: datetime.datetime,
    reason: str,
    revision: int | None = None,
    **values: Any,
) -> Organisation:
    """Change name, short name, sector or `is_active`.

    Raises Refused where the name is taken or nobody says why, StaleRecord where `revision` is not the newest.
    """
    _only(values, ORGANISATION_CHANGEABLE, "change_organisation")
    if not reason.strip():
        raise Refused("Say why the organisation changes.")
    with recording(by=by, now=now, reason=reason):
        organisation = Organisation.objects.locked(organisation.pk, revision)
        for name, value in values.items():
            setattr(organisation, name, value)
        _check_organisation_name(organisation)
        organisation.save()
    return organisation


def add_person(
    *,
    by: By,
    now: datetime.datetime,
    email: str,
    name: str,
    organisation: Organisation,
    job_title: str = "",
    password: str | None = None,
    is_demonstration: bool = False,
) -> User:
    """A new person. Without a password they cannot sign in, but can lead and be named.

    Raises Refused where somebody has that e-mail address, whatever the capitals.
    """
    with recording(by=by, now=now):
        person = User(
            email=email.strip(),
            name=name,
            organisation=organisation,
            job_title=job_title,
            is_demonstration=is_demonstration,
        )
        _check_email(person)
        person.set_password(password)
        person.save()
    return person


def change_person(
    *, person: User, by: By, now: datetime.datetime, reason: str, revision: int | None = None, **values: Any
) -> User:
    """Change e-mail address, name, job title, organisation or `is_active`. A closed account's sessions end at once.

    Raises Refused where nobody says why, the address is somebody else's, or nobody would be left to administer the
    portal; StaleRecord where `revision` is not the newest.
    """
    _only(values, CHANGEABLE, "change_person")
    if not reason.strip():
        raise Refused("Say why the person’s details change.")
    with _recording_access(by=by, now=now, reason=reason):
        person = User.objects.locked(person.pk, revision)
        for name, value in values.items():
            setattr(person, name, value)
        _check_email(person)
        person.save()
        if "email" in values:
            # The sign-in library's copy would still let the old address in; it makes another when it needs one.
            EmailAddress.objects.filter(user=person).exclude(email__iexact=person.email).delete()
    return person


def grant_role(
    *,
    to: User,
    role: str,
    by: By,
    now: datetime.datetime,
    until_on: datetime.date | None = None,
    reason: str = "",
    is_new: bool = False,
) -> RoleGrant:
    """Give a person a role, or move the end of the one they have.

    Raises Refused for a reader without an end date, somebody who has left, where nobody would be left to administer
    the portal for as long as now, and, of a grant that `is_new`, where the person has the role already.
    """
    if role == Role.READER and until_on is None:
        raise Refused("A reader’s access must have a last day. Enter it.")
    with _recording_access(by=by, now=now, reason=reason):
        to = User.objects.locked(to.pk)
        if not to.is_active:
            raise Refused(f"{to} has left. Reopen their account first.")
        grant = RoleGrant.objects.filter(user=to, role=role).first() or RoleGrant(user=to, role=role)
        if is_new and grant.pk and grant.is_current(clock.london_date(now)):
            raise Refused(f"{to} is already {grant.with_article}. Change the last day of the role that they have.")
        grant.until_on = until_on
        grant.save()
    return grant


def end_role(*, grant: RoleGrant, by: By, now: datetime.datetime, reason: str) -> None:
    """Take a role away now. A reader's grant stays, with yesterday as its last day: it is what keeps the person out.

    Raises Refused where nobody says why, the role has ended already, or nobody would be left to administer the portal.
    """
    if not reason.strip():
        raise Refused("Say why the role ends.")
    today = clock.london_date(now)
    with _recording_access(by=by, now=now, reason=reason):
        User.objects.locked(grant.user_id)
        standing = RoleGrant.objects.filter(pk=grant.pk).first()
        if standing is None or not standing.is_current(today):
            raise Refused("This role has already ended.")
        if standing.role == Role.READER:
            standing.until_on = today - datetime.timedelta(days=1)
            standing.save()
        else:
            standing.delete()


def note_sign_in(*, person: User, now: datetime.datetime) -> None:
    """Keep when somebody last signed in, for the list of who has access."""
    LastSignIn.objects.update_or_create(user=person, defaults={"at": now})


def _only(values: dict[str, Any], allowed: set[str], service: str) -> None:
    if unknown := set(values) - allowed:
        raise TypeError(f"{service} does not change {', '.join(sorted(unknown))}.")


def _check_organisation_name(organisation: Organisation) -> None:
    if Organisation.objects.filter(name__iexact=organisation.name).exclude(pk=organisation.pk).exists():
        raise Refused(f"There is already an organisation called {organisation.name}. Use that one.")


def _check_email(person: User) -> None:
    if User.objects.filter(email__iexact=person.email).exclude(pk=person.pk).exists():
        raise Refused(f"There is already a person with the address {person.email}. Use another address.")


@contextlib.contextmanager
def _recording_access(*, by: By, now: datetime.datetime, reason: str) -> Iterator[None]:
    """A recorded change of who may do what, after which somebody administers the portal for as long as before.

    The grants are locked first: two administrators who end each other's role at once are two changes, one after the
    other.
    """
    today = clock.london_date(now)
    grants = RoleGrant.objects.filter(role=Role.ADMINISTRATOR)
    with recording(by=by, now=now, reason=reason):
        list(grants.select_for_update(of=("self",)).order_by("pk"))
        before = _administered_until(today)
        yield
        if _administered_until(today) < before:
            raise Refused("The portal needs an administrator. Make somebody else one first, for at least as long.")


def _administered_until(today: datetime.date) -> datetime.date:
    """The last day on which somebody who administers the portal today still does; the first of all where nobody is."""
    grants = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True)
    days = (grant.until_on or datetime.date.max for grant in grants if grant.is_current(today))
    return max(days, default=datetime.date.min)
