"""Dates as they are written between two pages."""

import contextlib

from priorities.partial_date import PartialDate, Precision, parse_partial_date


def written(date: PartialDate) -> str:
    """2024-09-30, 2024-09, autumn 2024 or 2024."""
    if date.precision == Precision.SEASON:
        words = str(date).split("/")[0]
        return words
    return date.on.isoformat()[: {"day": 10, "month": 7, "year": 4}[date.precision]]


def of_written(text: str) -> PartialDate | None:
    """The date that `written` wrote."""
    for precision in Precision.values:
        with contextlib.suppress(ValueError):
            return parse_partial_date(text, precision)
    return None
