"""What a sheet says of how an action is going: words, letters and colours, as statuses of the portal."""

import colorsys
import re

from actions.importing.text import folded
from actions.importing.told import Cell
from priorities.status import Status

# The whole text, folded; these say it plainly.
_PLAIN = {
    Status.COMPLETE: ("complete", "completed", "done", "blue", "b", "finished", "action complete", "action completed"),
    Status.ON_TRACK: ("on track", "green", "g", "on target", "on schedule"),
    Status.AT_RISK: ("at risk", "amber", "a", "yellow", "y"),
    Status.OFF_TRACK: ("off track", "red", "r", "not on track"),
    Status.NOT_STARTED: ("not started", "not yet started", "yet to start", "not begun"),
}  # fmt: skip
# What a text that says more may hold; these are guesses, and asked.
_HINTS = {
    Status.NOT_STARTED: (
        "not started", "not yet started", "yet to start", "not begun", "to be started", "planned", "not yet due",
        "not due", "white", "grey", "gray", "pending", "scheduled", "to start", "future",
        "not commenced", "yet to commence",
    ),
    Status.OFF_TRACK: (
        "off track", "red", "not on track", "delayed", "overdue", "behind", "behind schedule", "significant delay",
        "stalled", "not achieved", "missed", "not met", "off target", "critical", "not progressing", "blocked",
        "significant concerns",
    ),
    Status.AT_RISK: (
        "at risk", "amber", "yellow", "slipping", "slippage", "some delay", "minor delay", "some concerns", "orange",
        "some issues",
    ),
    Status.ON_TRACK: (
        "on track", "green", "on target", "in progress", "underway", "under way", "progressing", "ongoing", "on going",
        "started", "commenced", "on schedule", "good progress", "nearly complete", "active", "in development",
        "continuing", "open",
    ),
    Status.COMPLETE: (
        "complete", "completed", "done", "blue", "embedded", "achieved", "closed", "delivered", "bau", "met",
        "finished", "business as usual", "in place", "implemented", "signed off",
    ),
}  # fmt: skip
_PLAIN_WORDS = {word: status for status, words in _PLAIN.items() for word in words}
# Of these no status can be told, though they hold a word of one.
_NEITHER = (
    "incomplete", "not complete", "not completed", "partially complete", "partially completed", "partly complete",
    "partly completed", "partially met", "partly met", "partially achieved", "nearly complete", "not embedded",
    "not yet complete", "not yet completed", "not yet achieved", "to be completed", "to be complete",
)  # fmt: skip
# Longest first: "not started" must be seen before "started", and is then gone.
_HINTED = sorted(
    ((hint, status) for status, hints in _HINTS.items() for hint in hints), key=lambda item: -len(item[0])
)
_COLOURS = {"red": Status.OFF_TRACK, "amber": Status.AT_RISK, "green": Status.ON_TRACK, "blue": Status.COMPLETE}
BY_COLOUR = "(colour of the cell)"
# Paler or darker than this is a background, not a rating.
_LEAST_SATURATION, _DARKEST, _PALEST = 0.25, 0.12, 0.96


def colour_of(fill: str) -> str:
    """The colour that a committee would call a cell's fill: red, amber, green or blue; empty for any other."""
    if len(fill) != 6:
        return ""
    red, green, blue = (int(fill[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < _LEAST_SATURATION or not _DARKEST < light < _PALEST:
        return ""
    degrees = hue * 360
    for end, colour in ((15, "red"), (70, "amber"), (170, "green"), (185, ""), (262, "blue"), (340, "")):
        if degrees < end:
            return colour
    return "red"


def words_of(cell: Cell, background: str = "") -> str:
    """What a status cell prints: its text, else its colour in words; a colour that the row has anyway says nothing."""
    if cell.text:
        return cell.text
    colour = (colour_of(cell.fill) or other_colour_of(cell.fill)) if cell.fill != background else ""
    return f"{colour.capitalize()} {BY_COLOUR}" if colour else ""


def other_colour_of(fill: str) -> str:
    """What a fill is called that is none of the four: purple, turquoise, grey, black; empty for none and white."""
    if len(fill) != 6 or colour_of(fill):
        return ""
    red, green, blue = (int(fill[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    if light >= _PALEST:
        return ""
    if light <= _DARKEST:
        return "black"
    if saturation < _LEAST_SATURATION:
        return "grey"
    return "turquoise" if hue * 360 < 185 else "purple"


def guess(text: str) -> tuple[str, bool]:
    """The status that words mean, empty where that cannot be told, and whether they say so plainly."""
    if text.endswith(BY_COLOUR):
        colour = _COLOURS.get(text.split()[0].lower())
        return colour.value if colour else "", False
    words = folded(text)
    if words in _PLAIN_WORDS:
        return _PLAIN_WORDS[words].value, True
    left = f" {words} "
    if any(f" {neither} " in left for neither in _NEITHER):
        return "", False
    found: set[Status] = set()
    for hint, status in _HINTED:
        if f" {hint} " in left:
            found.add(status)
            left = left.replace(f" {hint} ", " | ")
    # "Green - complete" is complete: green says only that all is well.
    if found == {Status.COMPLETE, Status.ON_TRACK}:
        return Status.COMPLETE.value, False
    return (found.pop().value if len(found) == 1 else ""), False


def disagrees(cell: Cell, status: str) -> str:
    """The colour of a status cell where it says something else than its words; else empty."""
    colour = colour_of(cell.fill)
    if not colour or not cell.text or status in ("", Status.NOT_STARTED.value):
        return ""
    said = _COLOURS[colour].value
    # Green is also how many plans print what is done.
    same = said == status or {said, status} == {Status.ON_TRACK.value, Status.COMPLETE.value}
    return "" if same else colour


def per_cent(cell: Cell) -> float | None:
    """How much of an action is done, from 0 to 100; None where the cell does not say so."""
    text = cell.text.strip()
    match = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*(%|per\s?cent|percent)?", text, re.IGNORECASE)
    if not match:
        return None
    number = float(match[1])
    if not match[2] and isinstance(cell.value, float | int) and 0 < number <= 1:
        number *= 100
    return number if number <= 100 else None
