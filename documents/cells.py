"""Text that leaves in a cell of a spreadsheet file: never taken for a formula, and never altered without need."""

import datetime
import re

# What a spreadsheet takes for the beginning of a formula, whatever stands before it that one cannot see; and the
# control characters that some of them cut off to look at what follows. Apostrophes count as ours: see `original`.
_INVISIBLE = r"\s\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff"
_BEGINS_FORMULA = re.compile(rf"'*(?:[\t\r\n]|[{_INVISIBLE}]*[=+\-@＝＋－＠﹦﹢﹣﹫])")
_GUARD = "'"


def cell(text: str) -> str:
    """The text as a cell holds it: with an apostrophe before what would be a formula, else as it is."""
    return _GUARD + text if _BEGINS_FORMULA.match(text) else text


def day_cell(on: datetime.date | None) -> str:
    """A day as every file writes it: 2024-08-27. Spreadsheets sort it, and nobody takes its month for its day."""
    return on.isoformat() if on else ""


def original(held: str) -> str:
    """The text that `cell` was given: no two texts share a cell."""
    text = held.removeprefix(_GUARD)
    return text if text != held and _BEGINS_FORMULA.match(text) else held
