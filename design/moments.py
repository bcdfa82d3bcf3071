"""Moments in words."""

import datetime

from django.utils import timezone


def clock_time(moment: datetime.datetime) -> str:
    """The time of day in London as GOV.UK writes it: "9am", "4:15pm", "noon", "midnight"."""
    local = timezone.localtime(moment)
    if local.minute == 0 and local.hour in (0, 12):
        return "noon" if local.hour else "midnight"
    hour = local.hour % 12 or 12
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{hour}{minutes}{'am' if local.hour < 12 else 'pm'}"
