"""Agendas in tests: a meeting of the partnership, its items, and somebody with a seat on it."""

import datetime
import re
import uuid
from typing import Any

from accounts.models import User
from audit.recording import recording
from governance.models import AgendaItem, Body, Decision, Meeting, Membership, Paper, PaperFile
from governance.services.agendas import add_item
from governance.services.minuting import declare
from priorities.partial_date import PartialDate
from send_portal import clock
from tests.actions.reading import texts
from tests.governance.composing import partnership
from tests.world import NOW

DAY = datetime.date(2024, 9, 12)
SLUG = "2024-09-12-local-inclusion-partnership"
PAGE = f"/meetings/{SLUG}/"
KEY = uuid.UUID("1f0c5d3e-5f0a-4c39-9a43-0d8c6c1b7a11")
AGENDA = PAGE + "agenda/"
PAPERS_OUT = NOW - datetime.timedelta(hours=1)
AT_THE_MEETING = datetime.datetime(2024, 9, 12, 15, tzinfo=clock.LONDON)


def a_meeting(by: User, day: datetime.date = DAY, **values: Any) -> Meeting:
    """A meeting of the partnership on a day; what is said of it stands in its columns."""
    with recording(by=by, now=NOW - datetime.timedelta(days=30)):
        meeting = Meeting(body=partnership(), slug=f"{day}-local-inclusion-partnership", **values)
        meeting.date = PartialDate.day(day.year, day.month, day.day)
        meeting.save()
    return meeting


def changed(meeting: Meeting, by: User, now: datetime.datetime = NOW, **values: Any) -> Meeting:
    """The meeting with other values."""
    with recording(by=by, now=now):
        found: Meeting = Meeting.objects.locked(meeting.pk)
        for name, value in values.items():
            setattr(found, name, value)
        found.save()
    return found


def papers_are_out(meeting: Meeting, by: User, at: datetime.datetime = PAPERS_OUT) -> Meeting:
    return changed(meeting, by, at, status="papers_out", papers_out_at=at)


def seat(user: User, by: User, body: Body | None = None) -> Membership:
    """A seat on the partnership."""
    with recording(by=by, now=NOW):
        return Membership.objects.create(
            body=body or partnership(), user=user, organisation=user.organisation, from_on=datetime.date(2024, 1, 1)
        )


def item_of(meeting: Meeting, number: int) -> AgendaItem:
    return meeting.items.get(number=number)


def writer() -> str:
    """What a form that has just been opened carries."""
    return str(uuid.uuid4())


def said(answer: Any) -> str:
    """What the main part of a page says, without its markup."""
    main = texts(answer).partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def agreed(meeting: Meeting, by: User, now: datetime.datetime = NOW) -> Meeting:
    """The meeting held, and its minutes agreed."""
    with recording(by=by, now=now):
        decision = Decision.objects.create(
            body=meeting.body, text="The minutes are agreed.", taken_on=now.date(), standing="made"
        )
    return changed(meeting, by, now, status="held", confirmed_by=decision)


def full_item(by: User) -> AgendaItem:
    """An item with everything that can hang on one, of a meeting of today."""
    meeting = a_meeting(by, NOW.date())
    item = add_item(meeting=meeting, by=by, now=NOW, title="Short breaks", purpose="discuss")
    with recording(by=by, now=NOW):
        paper = Paper.objects.create(
            item=item, key=KEY, title="Figures", file_name="f.pdf", content_type="application/pdf"
        )
        PaperFile.objects.create(paper=paper, body=b"%PDF-1.7")
    seat(by, by)
    return declare(item=item, by=by, now=NOW, user=by, text="My sister works there")
