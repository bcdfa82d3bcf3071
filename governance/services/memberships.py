"""Who sits on a body: named for a time, changed with a reason, ended on a day, never deleted."""

import datetime
from typing import Any

from django.db.models import Q

from accounts.models import Organisation, User
from audit.recording import Process, Refused, recording
from design.fields import date_words
from governance.models import Body, Membership
from governance.services.composition import WHY, locked_run_here

By = User | Process


def add_member(
    *,
    body: Body,
    user: User,
    by: By,
    now: datetime.datetime,
    organisation: Organisation,
    role: str = Membership.Role.MEMBER,
    is_voting: bool = True,
    deputy: User | None = None,
    from_on: datetime.date,
    until_on: datetime.date | None = None,
    reason: str = "",
) -> Membership:
    """A person sits on a body that is run here, from a day on. Raises Refused as `membership_problem`."""
    with recording(by=by, now=now, reason=reason):
        body = locked_run_here(body)
        membership = Membership(
            body=body, user=user, organisation=organisation, role=role, is_voting=is_voting, deputy=deputy,
            from_on=from_on, until_on=until_on,
        )  # fmt: skip
        _require_sound(membership)
        membership.save()
    return membership


def edit_membership(
    *,
    membership: Membership,
    by: By,
    now: datetime.datetime,
    reason: str = "",
    revision: int | None = None,
    **values: Any,
) -> Membership:
    """Change a membership, or end it on a day (`until_on`); the person and the body stay.

    Raises Refused as `membership_problem` and where what stands changes without a reason (to end it needs none),
    StaleRecord where `revision` is not its any more.
    """
    if unknown := values.keys() - {"organisation", "role", "is_voting", "deputy", "from_on", "until_on"}:
        raise TypeError(f"A membership has no {', '.join(sorted(unknown))} to change.")
    with recording(by=by, now=now, reason=reason):
        locked_run_here(membership.body)
        membership = Membership.objects.locked(membership.pk, revision)
        membership.set_values(values, reason=reason, why=WHY)
        _require_sound(membership)
        membership.save()
    return membership


def membership_problem(membership: Membership) -> tuple[str, str]:
    """Which field of a membership is wrong, and what to do about it; both empty where none is. No query."""
    if membership.until_on is not None and membership.until_on < membership.from_on:
        return "until_on", "The last day must be on or after the first day"
    if membership.is_voting and membership.role not in Membership.SEATS:
        return "is_voting", "Only a chair, a co-chair or a member votes: untick it, or choose another part"
    if membership.deputy_id is not None and membership.deputy_id == membership.user_id:
        return "deputy", "Choose somebody else as the deputy"
    return "", ""


def other_chairs(membership: Membership) -> list[Membership]:
    """Who else is the chair of its body while a membership as chair goes on; a query where it is one."""
    if membership.role != Membership.Role.CHAIR:
        return []
    others = Membership.objects.filter(body=membership.body_id, role=Membership.Role.CHAIR).exclude(pk=membership.pk)
    others = others.filter(Q(until_on__isnull=True) | Q(until_on__gte=membership.from_on))
    if membership.until_on is not None:
        others = others.filter(from_on__lte=membership.until_on)
    return list(others.select_related("user").order_by("from_on", "pk"))


def _require_sound(membership: Membership) -> None:
    if problem := membership_problem(membership)[1]:
        raise Refused(f"{problem}.")
    others = Membership.objects.filter(body=membership.body_id, user=membership.user_id).exclude(pk=membership.pk)
    for other in others:
        begins_before = membership.until_on is None or other.from_on <= membership.until_on
        if begins_before and (other.until_on is None or other.until_on >= membership.from_on):
            until = f" until {date_words(other.until_on)}" if other.until_on else ""
            raise Refused(
                f"{membership.user} sits on this body from {date_words(other.from_on)}{until} already. Change or end "
                "that membership first."
            )
