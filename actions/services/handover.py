"""Handing over what somebody held to somebody else: one change, whose reason is the note to the new person."""

import datetime
from collections.abc import Collection

from accounts.models import User
from actions.handover import COLUMNS, Held
from actions.models import Action, ActionCoLead
from actions.services.links import second_part_of_lead
from audit.recording import Refused, recording
from priorities.models import Priority


def hand_over(
    *, parts: Collection[Held], of: User, to: User, by: User, now: datetime.datetime, reason: str
) -> list[Held]:
    """Give these parts of one person to another, all in one change. The reason is the new person's handover note.

    Raises Refused where nobody says why, the new person has left, a part is held by somebody else by now, or somebody
    would be lead and deputy, or lead and co-lead, of one action.
    """
    if not reason.strip():
        raise Refused("Enter the handover note: what the new person needs to know.")
    if not to.is_active:
        raise Refused(f"{to} has left. Choose somebody who is active.")
    with recording(by=by, now=now, reason=reason):
        for part in sorted(parts, key=_lock_order):
            if part.kind in COLUMNS:
                _hand_over_column(part, of, to)
            elif part.kind == "co_lead":
                _hand_over_co_lead(part, of, to)
            else:
                _hand_over_priority(part, of, to)
    return list(parts)


def _lock_order(part: Held) -> tuple[bool, int]:
    """Actions by their ids, then priorities: two who lock the same ones in another order would wait for each other."""
    return part.kind == "priority_sro", part.pk


def _hand_over_column(part: Held, of: User, to: User) -> None:
    action = Action.objects.locked(part.pk)
    if getattr(action, f"{part.kind}_id") != of.pk:
        raise _moved_on(part)
    setattr(action, part.kind, to)
    _check_lead(action)
    action.save()


def _hand_over_co_lead(part: Held, of: User, to: User) -> None:
    action = Action.objects.locked(part.pk)
    link = ActionCoLead.objects.filter(action=action, user=of).first()
    if link is None:
        raise _moved_on(part)
    link.delete()
    if not ActionCoLead.objects.filter(action=action, user=to).exists():
        ActionCoLead.objects.create(action=action, user=to)
    _check_lead(action)


def _hand_over_priority(part: Held, of: User, to: User) -> None:
    priority = Priority.objects.locked(part.pk)
    if priority.sro_id != of.pk:
        raise _moved_on(part)
    priority.sro = to
    priority.save()


def _check_lead(action: Action) -> None:
    if second := second_part_of_lead(action):
        raise Refused(
            f"{action.lead} would be lead and {second} of {action.reference}. Choose somebody else for one of the two."
        )


def _moved_on(part: Held) -> Refused:
    return Refused(f"This has already been handed to somebody else: {part.words}. Open the page again.")
