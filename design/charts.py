"""Bars of statuses as SVG: presentation attributes only, because the security policy drops style attributes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from design.look import PAINT, Look

HEIGHT = 34
# How much of the full width (320 pixels at least) a block needs for symbol and number at ease, close together, and for
# the symbol alone; of a narrower bar more. The table beside the bar has every number.
FULL_WIDTH = 320
SHARE_AT_EASE = 0.14
SHARE_FOR_NUMBER = 0.105
SHARE_FOR_SYMBOL = 0.06
# Longer bars show no blocks: each would be narrower than the line between two of them.
MOST_BLOCKS = 100


@dataclass(frozen=True)
class Segment:
    """So many actions with this status, and how many of them say so since an earlier cycle; links to both lists."""

    look: Look
    count: int
    href: str = ""
    carried_over: int = 0
    carried_over_href: str = ""
    carried_over_words: str = "carried over"


@dataclass(frozen=True)
class BarRow:
    """One bar with its name. `segments` names every status in the agreed order, those with none as well.

    `href` leads to what the bar is of, `total_href` to the list of all its actions.
    """

    label: str
    segments: Sequence[Segment]
    href: str = ""
    note: str = ""
    total_href: str = ""

    @property
    def total(self) -> int:
        """How many actions the bar shows."""
        return sum(segment.count for segment in self.segments)

    @property
    def drawing(self) -> list[Segment]:
        """The same without links, for a bar that has its numbers, with theirs, beside it."""
        return [replace(segment, href="", carried_over_href="") for segment in self.segments]


@dataclass(frozen=True)
class BarTable:
    """Bars that are drawn to one scale, with the numbers as a table beside them."""

    caption: str
    rows: Sequence[BarRow]
    heading: str = "Priority"

    @property
    def most(self) -> int:
        """The longest bar: it fills the width."""
        return max((row.total for row in self.rows), default=0)

    @property
    def shows_blocks(self) -> bool:
        """Whether one block of a bar is one action."""
        return self.most <= MOST_BLOCKS

    @property
    def looks(self) -> list[Look]:
        """The columns of the table."""
        return [segment.look for segment in self.rows[0].segments] if self.rows else []


def stacked_bar(segments: Iterable[Segment], most: int, room: int = FULL_WIDTH) -> SafeString:
    """One bar: `most` actions fill the width, a block for each where there are not too many; statuses are links.

    `room`: how many pixels the width has at least.
    """
    shown = [segment for segment in segments if segment.count > 0]
    if not shown:
        return format_html('<span class="portal-meta">{}</span>', "No actions")
    most = max(most, sum(segment.count for segment in shown))
    words = ", ".join(f"{segment.count} {segment.look.word.lower()}" for segment in shown)
    # An image may hold no links; a group may.
    role = "group" if any(segment.href for segment in shown) else "img"
    blocks, start = [], 0
    for segment in shown:
        blocks.append((_block(segment, start, most, room),))
        start += segment.count
    return format_html(
        '<svg class="portal-bar" role="{}" aria-label="{}" width="100%" height="{}" focusable="false">{}</svg>',
        role,
        words,
        HEIGHT,
        format_html_join("", "{}", blocks),
    )


def _block(segment: Segment, start: int, most: int, room: int) -> SafeString:
    share = segment.count / most * room / FULL_WIDTH
    fill, edge, ink = PAINT[segment.look.colour]
    parts = [
        format_html(
            '<rect width="100%" height="{}" fill="{}" stroke="{}" stroke-width="2"{}/>',
            HEIGHT,
            fill,
            edge,
            format_html(' stroke-dasharray="{}"', "4 3") if segment.look.colour == "dashed" else "",
        )
    ]
    parts += [
        format_html('<line x1="{0}%" x2="{0}%" y1="27" y2="33" stroke="{1}"/>', _percent(block, segment.count), ink)
        for block in range(1, segment.count if most <= MOST_BLOCKS else 1)
    ]
    if share >= SHARE_FOR_SYMBOL:
        x = 8 if share >= SHARE_AT_EASE else 3
        drawing = '<use href="#symbol-{}" x="{}" y="9" width="16" height="16" color="{}"/>'
        parts.append(format_html(drawing, segment.look.symbol, x, ink))
    if share >= SHARE_FOR_NUMBER:
        x = 29 if share >= SHARE_AT_EASE else 22
        parts.append(format_html('<text x="{}" y="23" fill="{}">{}</text>', x, ink, segment.count))
    block = format_html(
        '<svg x="{}%" width="{}%" height="{}">{}</svg>',
        _percent(start, most),
        _percent(segment.count, most),
        HEIGHT,
        format_html_join("", "{}", ((part,) for part in parts)),
    )
    if not segment.href:
        return block
    return format_html(
        '<a href="{}" aria-label="{} {}">{}</a>', segment.href, segment.count, segment.look.word.lower(), block
    )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}"
