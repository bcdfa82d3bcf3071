"""A strip of statuses: one cell for each meeting, the newest last."""

import datetime
from dataclasses import dataclass

from design.look import Look


@dataclass(frozen=True)
class StripCell:
    """What stood at one meeting: its look, and in `words` all that there is to say of it."""

    meeting_on: datetime.date
    look: Look
    words: str
    is_now: bool = False
