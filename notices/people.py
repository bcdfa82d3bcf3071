"""Whom the portal writes to: whoever can sign in and read what the mail leads to."""

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import BigIntegerField, Case, F, When

from accounts.models import User, UserQuerySet


def can_be_mailed() -> UserQuerySet:
    """Active, with an account that opens, and nobody made up in a real portal."""
    found = User.objects.active().exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exclude(password="")
    return found if settings.IS_DEMONSTRATION else found.filter(is_demonstration=False)


def asked_id() -> Case:
    """For a query of actions: who is asked for the update of each, and hears of it. The lead; where the portal cannot
    write to the lead, the deputy, since a mail that nobody can act on helps nobody; else nobody.

    Both have a part in the plan, so the access of neither can have ended.
    """
    return Case(
        When(lead__in=can_be_mailed().values("pk"), then=F("lead_id")),
        When(deputy__in=can_be_mailed().values("pk"), then=F("deputy_id")),
        output_field=BigIntegerField(),
    )


def mailable(ids: Iterable[int | None], today: datetime.date) -> dict[int, User]:
    """Those of these people to whom the portal writes, by their ids. Whose access as a reader has ended is left out.
    Two queries."""
    wanted = {pk for pk in ids if pk is not None}
    found = can_be_mailed().filter(pk__in=wanted).with_organisation().with_part(today).prefetch_related("role_grants")
    return {person.pk: person for person in found if not person.has_ended}
