"""What changes people, organisations and roles."""

import datetime
from typing import Any

from accounts.models import Organisation, RoleGrant, User
from audit.recording import Process, recording

By = User | Process

CHANGEABLE = {"name", "job_title", "organisation", "is_active"}


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
    """A new partner organisation. Its name must not be taken, whatever the capitals."""
    with recording(by=by, now=now, reason=reason):
        return Organisation.objects.create(
            name=name, sector=sector, short_name=short_name, is_demonstration=is_demonstration
        )


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
    """A new person. Without a password they cannot sign in, but can lead and be named."""
    with recording(by=by, now=now):
        person = User(
            email=email.strip(),
            name=name,
            organisation=organisation,
            job_title=job_title,
            is_demonstration=is_demonstration,
        )
        person.set_password(password)
        person.save()
    return person


def change_person(*, person: User, by: By, now: datetime.datetime, reason: str, **values: Any) -> User:
    """Change name, job title, organisation or `is_active`. A deactivated person's sessions are dead at once."""
    unknown = set(values) - CHANGEABLE
    if unknown:
        raise TypeError(f"change_person does not change {', '.join(sorted(unknown))}.")
    with recording(by=by, now=now, reason=reason):
        person = User.objects.locked(person.pk)
        for name, value in values.items():
            setattr(person, name, value)
        person.save()
    return person


def grant_role(
    *, to: User, role: str, by: By, now: datetime.datetime, until_on: datetime.date | None = None, reason: str = ""
) -> RoleGrant:
    """Give a person a role, or move the end of the one they have. A reader needs an end date."""
    with recording(by=by, now=now, reason=reason):
        User.objects.locked(to.pk)
        grant = RoleGrant.objects.filter(user=to, role=role).first() or RoleGrant(user=to, role=role)
        grant.until_on = until_on
        grant.save()
    return grant
