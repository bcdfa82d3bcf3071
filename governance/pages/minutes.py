"""What the page of a meeting says of its minutes."""

import dataclasses

from governance.models import Meeting, MinutesNote


@dataclasses.dataclass(frozen=True)
class MinutesPage:
    """Whether they are agreed, by which decision in words, and the notes below them."""

    agreed_by: str
    notes: list[MinutesNote]


def minutes_page(meeting: Meeting) -> MinutesPage | None:
    """None where no minutes are kept here: the body is run elsewhere, or the meeting is not held. Two queries."""
    if not meeting.body.is_run_here or meeting.status != Meeting.State.HELD:
        return None
    agreed_by = str(meeting.confirmed_by) if meeting.confirmed_by is not None else ""
    return MinutesPage(agreed_by, list(meeting.minutes_notes.all()))
