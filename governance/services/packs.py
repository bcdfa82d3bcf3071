"""Freezing the pack of a meeting as its papers go out."""

import datetime
import hashlib

from documents.canonical import SCHEMA, digest, to_json
from governance.models import Format, Meeting, Pack, PackFile
from governance.pack.reading import Source, content_of, exempt_now, newest_agenda_row, standing_of
from governance.reports.bases import base_of
from governance.reports.rendering import render
from governance.services.publishing import LEAST_AGE

FORMATS = (Format.DOCX, Format.PDF)


def freeze_pack(meeting: Meeting, now: datetime.datetime) -> Pack:
    """Keep the pack of a meeting whose papers go out: content, digest and files; inside `recording()`, with the
    meeting locked and saved.

    So that it can be built again from history as it was, nothing that is still on its way may belong to it. The plan
    and all else is as at two minutes ago, longer than any request lives. The agenda, which is often put right in the
    last minute, is as it stands: whatever changes it locks the meeting first, so all that comes later has a later row
    of history than the newest there is now. Which items are exempt is as it stands, too, and kept with the pack.
    """
    number = Pack.objects.filter(meeting=meeting).count() + 1
    as_at = settled_before(now)
    row = Meeting.history.filter(id=meeting.pk).latest("history_id")
    exempt, agenda_to = exempt_now(), newest_agenda_row()
    content = content_of(Source(row, as_at, standing_of(number), exempt, agenda_to))
    text = to_json(content)
    pack = Pack.objects.create(
        meeting=meeting, number=number, as_at=as_at, schema=SCHEMA, content=text, sha256=digest(text),
        agenda_to=agenda_to, exempt_items=",".join(map(str, sorted(exempt))),
    )  # fmt: skip
    base = base_of(meeting.body)
    for format in FORMATS:
        body = render(content, format, base)
        PackFile.objects.create(pack=pack, format=format, body=body, sha256=hashlib.sha256(body).hexdigest())
    return pack


def settled_before(now: datetime.datetime) -> datetime.datetime:
    """The moment as at which a pack that is frozen now tells of all but the agenda and its meeting."""
    return (now - LEAST_AGE).replace(microsecond=0)
