"""Days and moments as a mail says them."""

import datetime

from send_portal import clock


def day(date: datetime.date) -> str:
    """ "Thursday 5 September 2024"."""
    return f"{date:%A} {date.day} {date:%B %Y}"


def moment(at: datetime.datetime) -> str:
    """ "12 noon on Thursday 5 September 2024"."""
    return f"{time(at)} on {day(clock.london_date(at))}"


def time(at: datetime.datetime) -> str:
    """ "9:30am", "12 noon", "midnight"."""
    local = at.astimezone(clock.LONDON)
    if local.minute == 0 and local.hour in (0, 12):
        return "12 noon" if local.hour else "midnight"
    hour = local.hour % 12 or 12
    half = "am" if local.hour < 12 else "pm"
    return f"{hour}:{local.minute:02}{half}" if local.minute else f"{hour}{half}"


def updates(number: int) -> str:
    """ "1 update", "4 updates"."""
    return f"{number} update{'' if number == 1 else 's'}"
