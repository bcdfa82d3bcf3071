"""Meetings as moments: the plan as it stood when one began, and as its pack tells it (actions/as_at/moments.py)."""

import datetime
import re

from django.urls import reverse

from actions.as_at.moments import Choice, Named, Refusal
from governance.between import moment_of
from governance.models import Meeting, Pack
from priorities.partial_date import Precision
from send_portal import clock

OFFERED = 24
# A number that a database column holds.
PACK = re.compile(r"pack-([1-9][0-9]{0,3})-(.+)")


def meeting_moment(slug: str, now: datetime.datetime) -> Named | None:
    """The moment at which a meeting began; None where there is no such meeting. A query.

    Raises Refusal for one that gives none: cancelled, moved, without a day, or still to come.
    """
    meeting = Meeting.objects.with_body().filter(slug=slug).first()
    if meeting is None:
        return None
    what = f"The meeting of {meeting.date}"
    if meeting.status == Meeting.State.CANCELLED:
        raise Refusal(f"{what} was cancelled, so no plan was before it. Choose a day, or a meeting that was held.")
    if meeting.moved_to is not None:
        raise Refusal(f"{what} was moved to {meeting.moved_to.date}. Choose that meeting, or a day.")
    moment = moment_of(meeting)
    if moment is None:
        raise Refusal(f"The day of the meeting of {meeting.date} is not known. Choose a day.")
    if moment > now:
        raise Refusal(f"{what} has not begun yet. Choose a meeting that was held, or a day that has passed.")
    is_held = meeting.status == Meeting.State.HELD
    began = "began" if is_held else "was to begin"
    words = f"when the meeting of {meeting.date} {began}"
    return Named(moment, words, meeting.get_absolute_url(), meeting.slug if is_held else "")


def pack_moment(name: str, now: datetime.datetime) -> Named | None:
    """The moment that a pack which went out tells of, under `pack_name`; None where there is no such pack. A query."""
    found = PACK.fullmatch(name)
    packs = Pack.objects.for_list().select_related("meeting__body").filter(meeting__body__is_run_here=True)
    pack = packs.filter(number=int(found[1]), meeting__slug=found[2]).first() if found else None
    if pack is None:
        return None
    words = f"when {pack} was drawn up"
    return Named(pack.as_at, words, reverse("numbered-pack", args=[pack.meeting.slug, pack.number]), "")


def pack_name(pack: Pack) -> str:
    """A pack as a moment in an address; no meeting is called so."""
    return f"pack-{pack.number}-{pack.meeting.slug}"


def held_meetings(since: datetime.datetime, now: datetime.datetime) -> list[Choice]:
    """The last meetings that were held by bodies which are run here, the newest first."""
    days = (clock.london_date(since), clock.london_date(now))
    held = Meeting.objects.with_body().filter(
        body__is_run_here=True, status=Meeting.State.HELD, date_precision=Precision.DAY, date_on__range=days
    )
    begun = [(meeting, moment_of(meeting)) for meeting in held.order_by("-date_on", "-pk")[:OFFERED]]
    return [
        Choice(meeting.slug, f"{meeting.date}, {meeting.body}")
        for meeting, moment in begun
        if moment is not None and since <= moment <= now
    ]
