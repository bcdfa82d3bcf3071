"""Moments in words, and moments of which a form has the day and the time."""

import datetime
from typing import Any

from django.utils import timezone

from send_portal import clock


def clock_time(moment: datetime.datetime) -> str:
    """The time of day in London as GOV.UK writes it: "9am", "4:15pm", "noon", "midnight"."""
    local = timezone.localtime(moment)
    if local.minute == 0 and local.hour in (0, 12):
        return "noon" if local.hour else "midnight"
    hour = local.hour % 12 or 12
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{hour}{minutes}{'am' if local.hour < 12 else 'pm'}"


def moment_of(
    form: Any, field: str, day: datetime.date | None, time: datetime.time | None
) -> datetime.datetime | None:
    """The moment at which London's clocks show this; None where day or time is missing. Where they skip it or show it
    twice, the field of the form says so, and what to do.
    """
    if day is None or time is None:
        return None
    try:
        return clock.london_moment(day, time)
    except clock.NoSuchMoment as error:
        form.add_error(field, f"Choose another time: {error}")
        return None
