"""Minutes in tests: a meeting that was held in July with all that belongs to it, and the one in September after it."""

import datetime
import types
from functools import partial
from typing import Any

from accounts.models import User
from audit.recording import recording
from governance.models import (
    AgendaItem,
    Attendance,
    Decision,
    Declaration,
    Meeting,
    MeetingAction,
    Membership,
)
from governance.services.minutes import agree_minutes
from priorities.partial_date import PartialDate
from send_portal import clock
from tests.governance.composing import partnership
from tests.world import NOW

JULY, SEPTEMBER, NOVEMBER = (datetime.date(2024, *day) for day in ((7, 12), (9, 2), (11, 14)))
SLUG = "2024-07-12-local-inclusion-partnership"
PAGE = f"/meetings/{SLUG}/"
MINUTES = f"{PAGE}minutes/"
FORM = "The Partnership agreed that"
SECRET = "a contract that must stay secret"
HELD = NOW - datetime.timedelta(days=20)


def put(model: Any, by: User, now: datetime.datetime = HELD, **values: Any) -> Any:
    """A record as some service writes it."""
    with recording(by=by, now=now):
        return model.objects.create(**values)


def meeting_on(day: datetime.date, by: User, now: datetime.datetime = HELD, **values: Any) -> Meeting:
    """A meeting of the partnership."""
    with recording(by=by, now=now):
        meeting = Meeting(body=partnership(), slug=f"{day}-local-inclusion-partnership", **values)
        meeting.date = PartialDate(day, "day")
        meeting.save()
    return meeting


def changed(record: Any, by: User, now: datetime.datetime = HELD, **values: Any) -> Any:
    """The record with other values, as some service writes it."""
    with recording(by=by, now=now):
        found = type(record).objects.locked(record.pk)
        for name, value in values.items():
            setattr(found, name, value)
        found.save()
    return found


def item(meeting: Meeting, number: int, by: User, now: datetime.datetime = HELD, **values: Any) -> AgendaItem:
    found: AgendaItem = put(AgendaItem, by, now, meeting=meeting, number=number, position=number, **values)
    return found


def decide(of: AgendaItem, number: int, text: str, by: User, now: datetime.datetime = HELD, **values: Any) -> Decision:
    """A decision under an item in the form of the partnership, made unless something else is said."""
    told = {"standing": "made", "taken_on": of.meeting.date_on} | values
    found: Decision = put(
        Decision,
        by,
        now,
        body=of.meeting.body,
        meeting=of.meeting,
        item=of,
        number=number,
        text=f"{FORM} {text}",
        **told,
    )
    return found


def minuted(people: types.SimpleNamespace, now: datetime.datetime = HELD) -> Meeting:
    """The meeting of July: Pat in the chair, Mo remotely, four items, the last of them exempt."""
    cora, body = people.cora, partnership()
    seat = {"body": body, "organisation": people.pat.organisation, "from_on": datetime.date(2024, 1, 1)}
    put(Membership, cora, now, user=people.pat, role="chair", **seat)
    put(Membership, cora, now, user=people.mo, **seat)
    meeting = meeting_on(
        JULY, cora, now, status="held", place="Municipal Buildings",
        starts_at=datetime.datetime(2024, 7, 12, 14, tzinfo=clock.LONDON),
        ends_at=datetime.datetime(2024, 7, 12, 16, tzinfo=clock.LONDON),
    )  # fmt: skip
    put(Attendance, cora, now, meeting=meeting, user=people.pat, state="present")
    put(Attendance, cora, now, meeting=meeting, user=people.mo, state="remote")
    put(Attendance, cora, now, meeting=meeting, user=people.sara, state="apologies")
    item(
        meeting,
        1,
        cora,
        now,
        title="Welcome",
        kind="welcome",
        minutes="The chair welcomed everybody.",
        no_declarations=True,
    )
    second = item(
        meeting,
        2,
        cora,
        now,
        title="Waiting times",
        purpose="decide",
        minutes="## Discussion\n\nIt is **slow**.\n\n- one\n- two",
    )
    put(Declaration, cora, now, item=second, user=people.mo, text="Works for the provider")
    decide(second, 1, "waiting times are published each month", cora, now)
    decide(second, 2, "a pilot begins", cora, now, standing="subject_to", subject_to="the Cabinet’s word")
    put(MeetingAction, cora, now, meeting=meeting, item=second, text="Write the first table", assigned_to=people.olive,
        due_on=datetime.date(2024, 8, 30))  # fmt: skip
    item(meeting, 3, cora, now, title="Taken off", withdrawn_reason="No time")
    exempt(meeting, people, now)
    return meeting


def exempt(meeting: Meeting, people: types.SimpleNamespace, now: datetime.datetime = HELD) -> AgendaItem:
    """Item 4, of which nothing may be told but its number."""
    fourth = item(meeting, 4, people.cora, now, title=f"About {SECRET}", minutes=f"There is {SECRET}.", is_exempt=True,
                  exempt_reason=f"It is {SECRET}", purpose="decide")  # fmt: skip
    put(Declaration, people.cora, now, item=fourth, user=people.mo, text=SECRET)
    ask = partial(put, MeetingAction, people.cora, now, meeting=meeting, assigned_to=people.olive)
    decided = decide(fourth, 3, f"{SECRET} is signed", people.cora, now)
    ask(item=fourth, text=f"Sign {SECRET}")
    put(
        MeetingAction,
        people.cora,
        now,
        meeting=meeting,
        decision=decided,
        text=f"Keep {SECRET}",
        assigned_to=people.olive,
    )
    return fourth


def agreeing(people: types.SimpleNamespace, **values: Any) -> Decision:
    """A decision of September that can agree the minutes of July."""
    later = Meeting.objects.filter(date_on=SEPTEMBER).first() or meeting_on(SEPTEMBER, people.cora, status="held")
    number = later.items.count() + 1
    of = item(later, number, people.cora, title="Minutes of the last meeting", kind="minutes",
              **{key: values.pop(key) for key in ("is_exempt", "exempt_reason") if key in values})  # fmt: skip
    return decide(of, number, "the minutes of 12 July 2024 are a true record", people.cora, **values)


def agreed_before(meeting: Meeting, people: types.SimpleNamespace) -> Meeting:
    """A meeting of June, whose minutes the first decision of this one agreed."""
    before = meeting_on(datetime.date(2024, 6, 6), people.cora, status="held")
    return agree_minutes(meeting=before, by=people.cora, now=NOW, decision=meeting.decisions.get(number=1))
