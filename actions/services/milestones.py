"""The steps on the way to an action's end: add, reword, move, meet, drop."""

import datetime
from typing import Any

from accounts.services import By
from actions.models import Action, Milestone
from audit.recording import Refused, recording
from priorities.partial_date import PartialDate

EDITABLE = {"title", "due", "met_on", "is_dropped"}
WHY = "Say why the milestone changes."


def add_milestone(
    *, action: Action, by: By, now: datetime.datetime, title: str, due: PartialDate | None = None, reason: str = ""
) -> Milestone:
    """A new milestone of an action. An open one with this title and date is given as it stands, so that a second
    click adds nothing. Raises Refused where it stands there with another date."""
    with recording(by=by, now=now, reason=reason):
        Action.objects.locked(action.pk)
        for standing in Milestone.objects.open().filter(action=action, title__iexact=title):
            if standing.due != due:
                raise Refused(
                    "This action already has this milestone. Change its date, or word the new one differently."
                )
            return standing
        milestone = Milestone(action=action, title=title)
        milestone.due = due
        milestone.save()
    return milestone


def edit_milestone(
    *,
    milestone: Milestone,
    by: By,
    now: datetime.datetime,
    reason: str = "",
    revision: int | None = None,
    **values: Any,
) -> Milestone:
    """Reword, move, meet or drop a milestone, or take any of it back.

    `values`: title, due (PartialDate or None), met_on (a day or None), is_dropped. What is left out stays. To meet
    one for the first time, and to give one its first date, needs no reason; all else does. Raises Refused without it,
    and for one that would be met and dropped; StaleRecord where `revision` is not the milestone's any more.
    """
    unknown = set(values) - EDITABLE
    if unknown:
        raise TypeError(f"edit_milestone does not change {', '.join(sorted(unknown))}.")
    with recording(by=by, now=now, reason=reason):
        milestone = Milestone.objects.locked(milestone.pk)
        if all(getattr(milestone, name) == value for name, value in values.items()):
            return milestone
        milestone.require_revision(revision)
        is_dropped_now = bool(values.get("is_dropped")) and not milestone.is_dropped
        if is_dropped_now and not reason.strip():
            raise Refused(WHY)
        milestone.set_values(values, reason=reason, why=WHY)
        if milestone.is_dropped and milestone.met_on is not None:
            raise Refused("A milestone cannot be both met and dropped. Choose one of the two.")
        if is_dropped_now:
            milestone.dropped_reason = reason
        elif not milestone.is_dropped:
            milestone.dropped_reason = ""
        milestone.save()
    return milestone
