"""What time it is for the portal.

Every view and command takes the time once, here, and passes it down. In a demonstration the clock may be shifted
(`PORTAL_CLOCK_SHIFT`, seconds), so that the made-up people live in the months of their plan; sessions and rate limits
use the real time.
"""

import datetime
import zoneinfo

from django.conf import settings
from django.utils import timezone

LONDON = zoneinfo.ZoneInfo("Europe/London")


class ClockBehind(Exception):
    """The time given for a change lies before the newest history of what it changes: this host's clock is slow."""


def now() -> datetime.datetime:
    """The moment, in UTC, shifted in a demonstration."""
    return timezone.now() + settings.CLOCK_SHIFT


def london_date(moment: datetime.datetime) -> datetime.date:
    """The day that a calendar in London shows at that moment."""
    return moment.astimezone(LONDON).date()


def today() -> datetime.date:
    """Today's date in London, shifted in a demonstration."""
    return london_date(now())


def end_of(day: datetime.date) -> datetime.datetime:
    """The last moment of a day in London."""
    return datetime.datetime.combine(day, datetime.time.max, LONDON)


def beginning_of(day: datetime.date) -> datetime.datetime:
    """The moment since which whatever is of the day counts: the last one of the day before, so that what comes with
    midnight is of the day, and days that follow each other leave nothing out.
    """
    return end_of(day - datetime.timedelta(days=1))


class NoSuchMoment(ValueError):
    """A time of a day that London's clocks do not show, or show twice; the message says which."""


def london_moment(day: datetime.date, time: datetime.time) -> datetime.datetime:
    """The moment at which London's clocks show this. Raises NoSuchMoment on a night when they change."""
    first = datetime.datetime.combine(day, time, LONDON)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    is_skipped = first.astimezone(datetime.UTC).astimezone(LONDON).time() != time
    raise NoSuchMoment(
        "the clocks go forward that night, so this time does not exist"
        if is_skipped
        else "the clocks go back that night, so this time happens twice"
    )
