"""Agreeing minutes by a decision that is recorded in the same step."""

import datetime

from accounts.models import User
from audit.recording import Process, Refused, recording
from governance.facts import proposed_at
from governance.models import AgendaItem, Decision, Meeting
from governance.services.decisions import in_form, meeting_problem, next_number, says_something
from governance.services.locking import locked_meeting
from governance.services.minutes import agreed
from send_portal import clock

By = User | Process


def agree_by_new_decision(
    *, meeting: Meeting, at: Meeting, text: str, by: By, now: datetime.datetime, revision: int | None = None
) -> Meeting:
    """Record that the meeting `at` agreed the minutes of an earlier one, under its item on them, and agree them: one
    change. The decision has the standing that the facts give. Raises as `record_decision` and `agree_minutes`.
    """
    with recording(by=by, now=now):
        at = locked_meeting(at)
        if problem := meeting_problem(at, clock.london_date(now)):
            raise Refused(f"{problem}.")
        if not says_something(text, at.body):
            raise Refused("Enter what was decided.")
        decision = Decision(body=at.body, meeting=at, item=_item_on_minutes(at), number=next_number(at))
        decision.text, decision.taken_on = in_form(text, at.body), at.date_on
        decision.standing = proposed_at(at).standing
        decision.save()
        return agreed(meeting, decision, revision)


def _item_on_minutes(meeting: Meeting) -> AgendaItem | None:
    """The item “minutes of the last meeting” of an agenda; None where it has none, or an exempt one."""
    items = AgendaItem.objects.standing().filter(meeting=meeting, kind=AgendaItem.Kind.MINUTES, is_exempt=False)
    return items.order_by("position", "pk").first()
