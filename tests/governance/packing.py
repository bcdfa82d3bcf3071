"""Packs in tests: a meeting that was held in July, the one of September to which papers go, and what they say."""

import datetime
import types

from django.test import Client

from documents.content import Document, Heading, Table, words
from governance.models import Meeting, Pack
from governance.pack.kept import preview
from governance.services.agendas import add_item
from governance.services.meetings import hold_meeting, send_papers_out
from send_portal import clock
from tests.governance.meeting_days import planned
from tests.world import NOW, PLANNED

JULY, SEPTEMBER = "2024-07-11", "2024-09-12"
PAGE = f"/meetings/{SEPTEMBER}-local-inclusion-partnership/"
PACK = f"{PAGE}pack/"
MINUTE = datetime.timedelta(minutes=1)
AFTER_JULY = datetime.datetime(2024, 7, 12, 9, tzinfo=clock.LONDON)
RISK = {"reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}


def held_in_july(people: types.SimpleNamespace) -> Meeting:
    """Held on 11 July at 2pm."""
    meeting = planned(people.cora, JULY, papers="2024-07-04", now=PLANNED)
    return hold_meeting(meeting=meeting, by=people.cora, now=AFTER_JULY)


def september(people: types.SimpleNamespace) -> Meeting:
    """Planned for 12 September, with an open item (1) and an exempt one (2)."""
    meeting = planned(people.cora, SEPTEMBER, papers="2024-09-05", now=PLANNED)
    add_item(meeting=meeting, by=people.cora, now=PLANNED, title="Waiting times", purpose="discuss")
    add_item(meeting=meeting, by=people.cora, now=PLANNED, title="Zyxwort", purpose="decide", is_exempt=True,
             exempt_reason="A price")  # fmt: skip
    return meeting


def sent_out(meeting: Meeting, people: types.SimpleNamespace, now: datetime.datetime = NOW) -> Pack:
    """The pack that goes out with its papers."""
    send_papers_out(meeting=Meeting.objects.get(pk=meeting.pk), by=people.cora, now=now)
    found: Pack = Pack.objects.select_related("meeting__body").filter(meeting=meeting)[0]
    return found


def says(document: Document) -> str:
    """All its words, a line each block and each row."""
    lines = [document.title, *document.header]
    for block in document.blocks:
        if isinstance(block, Table):
            lines += [block.caption, " | ".join(column.heading for column in block.columns)]
            lines += [" | ".join(cell.text for cell in row) for row in block.rows]
            lines.append(block.note)
        elif isinstance(block, Heading):
            lines.append(block.text)
        elif hasattr(block, "text"):
            lines.append(words(block.text))
    return "\n".join(lines)


def sections(document: Document) -> list[str]:
    """The headings of level 2, in their order."""
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 2]


def section(document: Document, heading: str) -> str:
    """What stands under a heading of level 2."""
    wanted, inside = [], False
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 2:
            inside = block.text == heading
        if inside:
            wanted.append(block)
    return says(Document("", (), tuple(wanted)))


def read_now(meeting: Meeting, now: datetime.datetime = NOW) -> Document:
    """The pack as it would read now."""
    return preview(Meeting.objects.with_body().get(pk=meeting.pk), now)


def body_of(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content
