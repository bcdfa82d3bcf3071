"""Places and numbers of agenda items: 1 to n by place until papers go out, and fixed from then on."""

import datetime

from governance.models import AgendaItem, Meeting
from send_portal import clock

# Above every number that an agenda reaches: a number is free there while two change places.
ASIDE = 10_000
LAST = (AgendaItem.Kind.ANY_OTHER, AgendaItem.Kind.NEXT)


def numbers_move(meeting: Meeting, now: datetime.datetime) -> bool:
    """Whether numbers still follow the places: papers have not gone out, and the day has not come."""
    is_planned = meeting.status == Meeting.State.PLANNED and meeting.papers_out_at is None
    return is_planned and meeting.date_on > clock.london_date(now)


def place_item(item: AgendaItem, now: datetime.datetime) -> None:
    """Save a new item at the end, before any other business and the next meeting while numbers move. The meeting is
    locked.
    """
    others = list(AgendaItem.objects.filter(meeting=item.meeting))
    item.number = max((one.number for one in others), default=0) + 1
    item.position = max((one.position for one in others), default=0) + 1
    if numbers_move(item.meeting, now) and item.kind not in LAST:
        for one in reversed([one for one in others if not one.is_withdrawn]):
            if one.kind not in LAST:
                break
            item.position, one.position = one.position, item.position
            one.save()
    item.save()
    renumber(item.meeting, now)
    item.refresh_from_db()


def renumber(meeting: Meeting, now: datetime.datetime) -> None:
    """Number the items by their places, those that were taken off last; nothing once numbers are fixed. Each takes a
    number aside first, so that no two ever have the same. The meeting is locked.
    """
    if not numbers_move(meeting, now):
        return
    items = sorted(AgendaItem.objects.filter(meeting=meeting), key=lambda one: (one.is_withdrawn, one.position))
    moved = [(item, number) for number, item in enumerate(items, 1) if item.number != number]
    for item, number in moved:
        item.number = ASIDE + number
        item.save()
    for item, number in moved:
        item.number = number
        item.save()
