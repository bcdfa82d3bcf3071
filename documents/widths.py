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
# A column that is just as wide as its longest word holds it.
ROUNDING = 0.01


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
    least = _least_widths(table, size, padding, status, is_tight=False)
    return _divided(table, whole, least)


def tight_widths(table: Table, whole: float, size: float, padding: float, status: float) -> list[float]:
    """The same where statuses go over several lines, which makes room for more columns of them; `status` is what the
    edge of one needs: its symbol may stand above a long word.
    """
    return _divided(table, whole, _least_widths(table, size, padding, status, is_tight=True))


def is_crowded(table: Table, whole: float, size: float, padding: float, status: float) -> bool:
    """Whether statuses on one line leave too little room for all words."""
    has_statuses = any(cell.colour for row in table.rows for cell in row)
    return has_statuses and sum(_least_widths(table, size, padding, status, is_tight=False)) > whole


def _least_widths(table: Table, size: float, padding: float, status: float, *, is_tight: bool) -> list[float]:
    heads = (Cell(column.heading) for column in table.columns)
    columns = zip(heads, *table.rows, strict=True)
    return [padding + max(_least(cell, size, status, is_tight) for cell in set(cells)) for cells in columns]


def _divided(table: Table, whole: float, least: list[float]) -> list[float]:
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


def _least(cell: Cell, size: float, status: float, is_tight: bool) -> float:
    if cell.colour and is_tight:
        said = [word_width(word, size) for word in cell.word.split()]
        return max([status + max(said, default=0), *(word_width(word, size) for word in cell.rest.split())])
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
        if len(word) * size * MM_PER_POINT > room and word_width(word, size) > room + ROUNDING:
            cut += [(text[done : match.start()], False), (word, True)]
            done = match.end()
    return [one for one in [*cut, (text[done:], False)] if one[0]]
