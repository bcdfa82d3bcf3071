"""Meetings that decide, in tests: the partnership made to run here, full, with a meeting held on 11 July 2024."""

import datetime
import types
from typing import Any

from audit.recording import recording
from governance.models import AgendaItem, Body, BodyPhase, Decision, Meeting, MeetingAction
from governance.services.decisions import record_decision
from governance.services.meeting_actions import add_meeting_action
from priorities.partial_date import PartialDate
from tests.governance import composing
from tests.world import NOW, TESTER

HELD_ON = datetime.date(2024, 7, 11)
SLUG = "2024-07-11-local-inclusion-partnership"
PAGE = f"/meetings/{SLUG}/"


def partnership(**values: Any) -> Body:
    """The partnership with other words before its decisions than it has."""
    body = composing.partnership()
    with recording(by=TESTER, now=NOW):
        body.resolution_form = values.get("resolution_form", "The Partnership agreed")
        body.save()
    return body


def phase(body: Body, phase: str, on: datetime.date) -> BodyPhase:
    with recording(by=TESTER, now=NOW):
        begun = BodyPhase(body=body, phase=phase)
        begun.begins = PartialDate.day(on.year, on.month, on.day)
        begun.save()
    return begun


def held(body: Body, on: datetime.date = HELD_ON, status: str = "held", **values: Any) -> Meeting:
    """A meeting with an open item (1) and an exempt one (2)."""
    with recording(by=TESTER, now=NOW):
        meeting = Meeting(body=body, slug=f"{on}-{body.slug}", status=status, **values)
        meeting.date = PartialDate.day(on.year, on.month, on.day)
        meeting.save()
        AgendaItem.objects.create(meeting=meeting, position=1, number=1, title="Waits")
        AgendaItem.objects.create(
            meeting=meeting, position=2, number=2, title="A contract", is_exempt=True, exempt_reason="Commercial"
        )
    return meeting


def decide(meeting: Meeting, number: int = 1, text: str = "the plan is amended.", **said: Any) -> Decision:
    """A decision on an item of a meeting."""
    item = meeting.items.get(number=number)
    return record_decision(by=TESTER, now=NOW, body=meeting.body, meeting=meeting, item=item, text=text, **said)


def give(meeting: Meeting, to: Any, number: int = 1, text: str = "Write to schools", **said: Any) -> MeetingAction:
    """A meeting action on an item of a meeting."""
    item = meeting.items.get(number=number)
    return add_meeting_action(by=TESTER, now=NOW, meeting=meeting, item=item, text=text, assigned_to=to, **said)


def agree_minutes(meeting: Meeting, by: Decision) -> Meeting:
    """Its minutes are agreed: nothing of it changes any more."""
    with recording(by=TESTER, now=NOW):
        meeting = Meeting.objects.locked(meeting.pk)
        meeting.confirmed_by = by
        meeting.save()
    return meeting


def sees(client: Any, address: str) -> types.SimpleNamespace:
    """Status and text of a page."""
    answer = client.get(address)
    return types.SimpleNamespace(status=answer.status_code, text=answer.content.decode())
