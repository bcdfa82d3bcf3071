"""Minutes as files: made for whoever asks, and kept nowhere, so that nobody gets another person's."""

import datetime
from collections.abc import Iterable, Iterator

from accounts.models import User
from governance.minutes.reading import minutes_for
from governance.models import Format, Meeting
from governance.reports.bases import base_of
from governance.reports.rendering import CONTENT_TYPES, render
from governance.services.exporting import ExportedFile

FORMATS = (Format.DOCX, Format.PDF)


def minutes_file(meeting: Meeting, format: Format, user: User | None, now: datetime.datetime) -> ExportedFile:
    """The minutes in one format, as this person may read them, or, without one, as they can be published; in Word in
    the look of the body's papers.
    """
    return next(minutes_files(meeting, [format], user, now))


def minutes_files(
    meeting: Meeting, formats: Iterable[Format], user: User | None, now: datetime.datetime
) -> Iterator[ExportedFile]:
    """As `minutes_file` in several formats, one after the other; the minutes are read once."""
    name = f"{meeting.slug}-minutes{'' if meeting.is_locked else '-draft'}{'' if user else '-public'}"
    document = minutes_for(meeting, user, now)
    for format in formats:
        base = base_of(meeting.body) if format == Format.DOCX else None
        yield ExportedFile(f"{name}.{format}", render(document, format, base), CONTENT_TYPES[format], format)
