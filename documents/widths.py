"""How wide text will be, near enough to divide a table among its columns and to find the words that do not fit."""

import re
from typing import Any

from documents.content import Cell, Table, Text
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
        return 0.34
    if letter in _WIDE or ord(letter) > 0x2E7F:
        return 1.0
    return 0.73 if letter.isupper() else 0.58


def column_widths(table: Table, whole: float, size: float, padding: float, status: float) -> list[float]:
    """Millimetres of each column: as the shares say, but none narrower than its longest ordinary word.

    Dates, numbers and statuses stay on one line; a status needs `status` millimetres more, for its symbol.
    """
    heads = (Cell(column.heading) for column in table.columns)
    columns = zip(heads, *table.rows, strict=True)
    least = [padding + max(_least(cell, size, status) for cell in set(cells)) for cells in columns]
    if sum(least) >= whole:
        return [width * whole / sum(least) for width in least]
    return _shared([max(column.width, 1) for column in table.columns], least, whole)


def _shared(shares: list[int], least: list[float], whole: float) -> list[float]:
    """Columns whose share is too little take what they need; the others divide the rest, until all fit."""
    widths = [0.0] * len(shares)
    pending = set(range(len(shares)))
    while pending:
        rest = whole - sum(widths)
        unit = rest / sum(shares[at] for at in pending)
        short = {at for at in pending if shares[at] * unit < least[at]}
        for at in short or pending:
            widths[at] = least[at] if short else shares[at] * unit
        pending -= short or set(pending)
    return widths


def _least(cell: Cell, size: float, status: float) -> float:
    whole, loose = (
        (cell.word, cell.rest) if cell.colour else (cell.text, "") if cell.value is not None else ("", cell.text)
    )
    least = word_width(whole, size) + (status if cell.colour else 0) if len(whole) <= LONGEST_KEPT else 0
    return max([least, *(word_width(word, size) for word in loose.split() if len(word) <= LONGEST_KEPT)])


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
