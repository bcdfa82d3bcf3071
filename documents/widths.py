"""How wide text will be, near enough to divide a table among its columns and to find the words that do not fit."""

import re
from collections.abc import Iterable
from typing import Any

from documents.content import Table, Text
from documents.typeset import printable

MM_PER_POINT = 25.4 / 72
_NARROW = frozenset("ijlftrI.,:;'|!()[]-/ ")
_WIDE = frozenset("mwMW@%—…")
_WORD = re.compile(r"\S+")
# Longer words do not ask for a wider column: they are broken.
LONGEST_KEPT = 16
MOST_UNBROKEN = 4


def word_width(word: str, size: float) -> float:
    """About how many millimetres a word takes in bold Arial of this size, in points; rather more than less."""
    return sum(map(_ems, word)) * size * MM_PER_POINT


def _ems(letter: str) -> float:
    if letter in _NARROW:
        return 0.36
    if letter in _WIDE or ord(letter) > 0x2E7F:
        return 1.0
    return 0.75 if letter.isupper() else 0.6


def column_widths(table: Table, whole: float, size: float, padding: float) -> list[float]:
    """Millimetres of each column: as the shares say, but none narrower than its longest ordinary word."""
    least = [_least(texts, size) + padding for texts in _columns(table)]
    shares = [max(column.width, 1) for column in table.columns]
    if sum(least) >= whole:
        return [width * whole / sum(least) for width in least]
    widths = [0.0] * len(shares)
    # Columns whose share is too little take what they need; the others divide the rest, until all fit.
    pending = set(range(len(shares)))
    while pending:
        rest = whole - sum(width for at, width in enumerate(widths) if at not in pending)
        unit = rest / sum(shares[at] for at in pending)
        short = {at for at in pending if shares[at] * unit < least[at]}
        for at in short or pending:
            widths[at] = least[at] if short else shares[at] * unit
        pending -= short or set(pending)
    return widths


def _columns(table: Table) -> list[list[str]]:
    headings = [[column.heading] for column in table.columns]
    return [heading + [row[at].text for row in table.rows] for at, heading in enumerate(headings)]


def _least(texts: Iterable[str], size: float) -> float:
    kept = {word for text in texts for word in _WORD.findall(text) if len(word) <= LONGEST_KEPT}
    return max((word_width(word, size) for word in kept), default=0)


def pieces(text: Text, room: float, size: float) -> list[dict[str, Any]]:
    """The runs of a text, a word that is wider than the room apart: `broken` after so many letters, else 0."""
    fits = max(1, min(MOST_UNBROKEN, int(room / (size * MM_PER_POINT))))
    return [
        {"text": letters, "broken": fits if is_long else 0, "strong": run.strong, "emphasis": run.emphasis}
        for run in text
        for letters, is_long in _cut(printable(run.text), room, size)
    ]


def _cut(text: str, room: float, size: float) -> list[tuple[str, bool]]:
    cut, done = [], 0
    for match in _WORD.finditer(text):
        word = match.group()
        # No letter is wider than the size: most words are let through by their length alone.
        if len(word) * size * MM_PER_POINT > room and word_width(word, size) > room:
            cut += [(text[done : match.start()], False), (word, True)]
            done = match.end()
    return [one for one in [*cut, (text[done:], False)] if one[0]]
