"""The moments between which a plan is compared: that of a meeting, and the last meeting, from which to begin."""

import datetime
from collections.abc import Iterable
from typing import Any

from governance.models import Body, Meeting
from priorities.partial_date import Precision
from send_portal import clock


def moment_of(meeting: Meeting) -> datetime.datetime | None:
    """When the meeting began: the plan "as at the meeting" is the plan that it met.

    The beginning of its day where no time is known; None where its day is not known either. All that was recorded
    later on that day, decisions among it, counts as changed since the meeting, so that whoever read the night before
    the meeting and reads again before the next one misses nothing.
    """
    if meeting.starts_at is not None:
        return meeting.starts_at
    if meeting.date_on is None or meeting.date_precision != Precision.DAY:
        return None
    return datetime.datetime.combine(meeting.date_on, datetime.time(), clock.LONDON)


def last_held(body: Body, before: datetime.datetime) -> Meeting | None:
    """The body's last held meeting that began before the moment; None where none was held yet. One query.

    A meeting that was cancelled or has moved is none, and neither is one of which nobody has said that it was held.
    """
    day = clock.london_date(before)
    held = body.meetings.filter(status=Meeting.State.HELD, date_precision=Precision.DAY, date_on__lte=day)
    found: Meeting | None = newest_held(held.order_by("-date_on", "-pk")[:2], before)
    return found


def newest_held(meetings: Iterable[Any], before: datetime.datetime) -> Any:
    """Of meetings, or rows of their history, the last held one that began before the moment; None where none did."""
    held = [
        (one.date_on, one.id, one)
        for one in meetings
        if one.status == Meeting.State.HELD and (began := moment_of(one)) is not None and began < before
    ]
    return max(held)[2] if held else None
