"""A meeting as an entry for a calendar (RFC 5545)."""

import datetime

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from governance.models import Meeting
from priorities.partial_date import Precision
from send_portal import clock

State = Meeting.State
PRODUCT = "-//SEND portal//Meetings//EN"
ZONE = "Europe/London"
GMT, BST = datetime.timedelta(0), datetime.timedelta(hours=1)


def has_calendar(meeting: Meeting) -> bool:
    """Whether the day is known on which the entry would stand."""
    return meeting.date_precision == Precision.DAY


def in_calendar(meeting: Meeting) -> Meeting:
    """The meeting whose entry stands at its address: itself, or the one to which it moved in the end, while the day of
    that is known. A query for each move.
    """
    newest = meeting
    while newest.moved_to is not None:
        newest = newest.moved_to
    return newest if has_calendar(newest) else meeting


def calendar_of(meeting: Meeting, address: str, host: str) -> bytes:
    """The entry, the same to the byte until the meeting changes; a day without times where none are known. A calendar
    that has it takes a later one in its place, also that of the meeting to which it moved, or strikes it out where it
    was cancelled, or moved to a day that is not known.

    `address`: where its page is; `host`: what makes its name unique in the world. A query, and one for each move.
    """
    chain = _moved_here(meeting)
    changed_at = Meeting.history.filter(id=meeting.pk).latest("history_id").history_date.astimezone(datetime.UTC)
    event = Event()
    event.add("uid", f"meeting-{chain[-1].pk}@{host}")
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", sum(one.revision for one in chain) - 1)
    event.add("summary", f"{meeting.body}: meeting")
    event.add("status", "CANCELLED" if meeting.is_off else "CONFIRMED")
    _add_times(event, meeting)
    if meeting.place:
        event.add("location", meeting.place)
    description = "\n".join(filter(None, (meeting.business, meeting.link and f"To join: {meeting.link}")))
    if description:
        event.add("description", description)
    event.add("url", address)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if meeting.starts_at is not None:
        calendar.add_component(london_zone())
    calendar.add_component(event)
    return calendar.to_ical()


def _moved_here(meeting: Meeting) -> list[Meeting]:
    """A meeting and those that moved to it, the first one last: to a calendar they are one."""
    chain = [meeting]
    while (before := chain[-1].moved_from.order_by("pk").last()) is not None:
        chain.append(before)
    return chain


def _add_times(event: Event, meeting: Meeting) -> None:
    if meeting.starts_at is None:
        event.add("dtstart", meeting.date_on)
        return
    event.add("dtstart", meeting.starts_at.astimezone(clock.LONDON))
    if meeting.ends_at is not None:
        event.add("dtend", meeting.ends_at.astimezone(clock.LONDON))


def london_zone() -> Timezone:
    """The rule of London's clocks, as it stands since 1996: on the last Sundays of March and October, at 1am GMT."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    for part, month, first, before, after, name in (
        (TimezoneDaylight(), 3, datetime.datetime(1996, 3, 31, 1), GMT, BST, "BST"),  # noqa: DTZ001
        (TimezoneStandard(), 10, datetime.datetime(1996, 10, 27, 2), BST, GMT, "GMT"),  # noqa: DTZ001
    ):
        part.add("dtstart", first)
        part.add("tzname", name)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        zone.add_component(part)
    return zone
