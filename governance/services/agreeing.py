"""Agreeing minutes by a decision that is recorded in the same step."""

import datetime

from django.db import transaction

from accounts.models import User
from audit.recording import Process
from governance.models import AgendaItem, Meeting
from governance.services.decisions import record_decision
from governance.services.minutes import agree_minutes

By = User | Process


def agree_by_new_decision(
    *, meeting: Meeting, at: Meeting, text: str, by: By, now: datetime.datetime, revision: int | None = None
) -> Meeting:
    """Record that the meeting `at` agreed the minutes of an earlier one, under its item on them, and agree them; both
    or neither. Raises as `record_decision` and `agree_minutes`.
    """
    with transaction.atomic():
        decision = record_decision(by=by, now=now, body=at.body, meeting=at, item=_item_on_minutes(at), text=text)
        return agree_minutes(meeting=meeting, by=by, now=now, decision=decision, revision=revision)


def _item_on_minutes(meeting: Meeting) -> AgendaItem | None:
    """The item “minutes of the last meeting” of an agenda; None where it has none, or an exempt one."""
    items = AgendaItem.objects.standing().filter(meeting=meeting, kind=AgendaItem.Kind.MINUTES, is_exempt=False)
    return items.order_by("position", "pk").first()
