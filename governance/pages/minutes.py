"""What the page of a meeting says of its minutes."""

import dataclasses
import datetime
from collections.abc import Sequence

from governance.models import Meeting
from governance.pages.agenda import Block, blocks_of
from governance.reports.narrative import written


@dataclasses.dataclass(frozen=True)
class MinutesPage:
    """Whether they are agreed, by which decision in words, and the notes below them: when each was written, and what
    it says.
    """

    agreed_by: str
    notes: Sequence[tuple[datetime.datetime, list[Block]]]


def minutes_page(meeting: Meeting) -> MinutesPage | None:
    """None where no minutes are kept here: the body is run elsewhere, or the meeting is not held. Two queries."""
    if not meeting.body.is_run_here or meeting.status != Meeting.State.HELD:
        return None
    agreed_by = str(meeting.confirmed_by) if meeting.confirmed_by is not None else ""
    notes = [(note.recorded_at, blocks_of(written(note.text))) for note in meeting.minutes_notes.all()]
    return MinutesPage(agreed_by, notes)
