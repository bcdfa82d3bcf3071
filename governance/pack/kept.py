"""A pack as it is read: the frozen one, or, until papers go out, what it would say now."""

import dataclasses
import datetime
from collections.abc import Iterable, Iterator

from documents.canonical import SCHEMA, from_json, to_json
from documents.content import Document
from governance.models import Format, Meeting, Pack, PackFile
from governance.pack.reading import content_of, exempt_since, frozen_source, preview_source
from governance.reports.bases import base_of
from governance.reports.rendering import CONTENT_TYPES, render
from governance.services.exporting import ExportedFile

# At the end of the name of a pack from which something is left out that has become exempt since.
WITHOUT_EXEMPT = "-without-exempt"
TOLD_ANEW = "told anew in the words of a later version of this portal"


def newest_pack(meeting: Meeting) -> Pack | None:
    """The pack that counts: the newest one, while the papers of the meeting are out. A query at most."""
    if meeting.papers_out_at is None:
        return None
    pack: Pack | None = Pack.objects.filter(meeting=meeting).first()
    if pack is not None:
        pack.meeting = meeting
    return pack


def preview(meeting: Meeting, now: datetime.datetime) -> Document:
    """The pack as it would read now."""
    return content_of(preview_source(meeting, now))


def rebuilt(pack: Pack) -> Document:
    """What history says that a frozen pack must hold, by the rules of this portal."""
    return content_of(frozen_source(pack))


def as_read(pack: Pack) -> tuple[Document, bool]:
    """What a frozen pack says to readers, and whether that is just what was frozen.

    Where something that it told has become exempt since, it is left out, for everybody: a pack is handed on. A query,
    and those of a reading where an item of the body that was there has become exempt. What an older portal froze is
    then told anew by the rules of this one, and says so.
    """
    since = exempt_since(pack)
    if since:
        source = frozen_source(pack)
        left_out = content_of(dataclasses.replace(source, exempt=source.exempt | since))
        if pack.schema == SCHEMA:
            # The text that was frozen counts, and not what it would be today: that another release tells less of
            # anything must not hide that this one still has the words.
            if to_json(left_out) != pack.content:
                return left_out, False
        # Other words of another release are no sign that something is left out: its own two accounts are compared.
        elif left_out != content_of(source):
            return dataclasses.replace(left_out, standing=f"{left_out.standing}, {TOLD_ANEW}"), False
    return from_json(pack.content), True


def pack_file(pack: Pack, format: Format) -> ExportedFile:
    """A frozen pack in one format: the bytes that were kept; made anew only where something has become exempt."""
    return next(pack_files(pack, [format]))


def pack_files(pack: Pack, formats: Iterable[Format]) -> Iterator[ExportedFile]:
    """As `pack_file` in several formats, one after the other; what the pack says is read once."""
    document, is_whole = as_read(pack)
    name = f"{pack.meeting.slug}-pack{f'-{pack.number}' if pack.number > 1 else ''}"
    for format in formats:
        if is_whole:
            body = bytes(PackFile.objects.get(pack=pack, format=format).body)
            yield ExportedFile(f"{name}.{format}", body, CONTENT_TYPES[format], format)
        else:
            yield _made(f"{name}{WITHOUT_EXEMPT}", document, format, pack.meeting)


def preview_file(meeting: Meeting, format: Format, now: datetime.datetime) -> ExportedFile:
    """The pack as it would read now, marked as a draft."""
    return _made(f"{meeting.slug}-pack-draft", preview(meeting, now), format, meeting)


def _made(name: str, document: Document, format: Format, meeting: Meeting) -> ExportedFile:
    base = base_of(meeting.body) if format == Format.DOCX else None
    return ExportedFile(f"{name}.{format}", render(document, format, base), CONTENT_TYPES[format], format)
