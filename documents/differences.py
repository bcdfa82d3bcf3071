"""In what two papers differ, in words: line by line, and cell by cell where both have a row."""

import collections
import dataclasses
import difflib
from collections.abc import Iterator, Sequence
from typing import Any

from documents.content import Block, Bullet, Cell, Chart, Document, Heading, Paragraph, Table, words

# Stands in a note for the moment of its paper, which is told once for all of them.
_MOMENT = "\x00"
NOTHING = "nothing"
Row = tuple[Cell, ...]
Item = str | Table


def differences(before: Document, after: Document) -> list[str]:
    """A line for each that is in one paper alone: "– was printed", "+ is printed now"; empty where they are equal.

    A row that both have, by its first cell, is told by the cells that differ: "Exceptions: 1a, Status: At risk → On
    track". Notes that differ only by the moment of their paper are not told: the moment is, once. Where papers say the
    same and differ in how it is set, the lines name the place: "blocks 4 rows 2 1 colour: green".
    """
    if before == after:
        return []
    return [*_compared(before, after)] or [*_told(list(_places(before)), list(_places(after)))]


def _compared(before: Document, after: Document) -> Iterator[str]:
    old, new = list(_items(before)), list(_items(after))
    matcher = difflib.SequenceMatcher(None, list(map(_key, old)), list(map(_key, new)), autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield from _signed([*_said(old[i1:i2])], [*_said(new[j1:j2])])
            continue
        for one, other in zip(old[i1:i2], new[j1:j2], strict=True):
            if isinstance(one, Table) and isinstance(other, Table):
                yield from _of_tables(one, other, before.as_at, after.as_at)


def _items(document: Document) -> Iterator[Item]:
    """All that a paper says, in order: a line for each paragraph and each bar of a chart, and its tables."""
    yield from (*document.header, document.title, document.standing, document.classification, document.as_at)
    yield from document.footer
    for block in document.blocks:
        yield from _lines(block)
    for appendix in document.appendices:
        yield appendix.title
        for block in appendix.blocks:
            yield from _lines(block)


def _key(item: Item) -> str | tuple[str]:
    """What an item is found again by: a line as it is, a table under its caption, which is no line."""
    return (item.caption,) if isinstance(item, Table) else item


def _said(items: Sequence[Item]) -> Iterator[str]:
    """The items in lines, a table with all its rows."""
    for item in items:
        if isinstance(item, Table):
            yield from (item.caption, _heads(item), *map(_row, item.rows), *([item.note] if item.note else []))
        else:
            yield item


def _of_tables(before: Table, after: Table, was_at: str, is_at: str) -> Iterator[str]:
    yield from _told([_heads(before)], [_heads(after)])
    yield from _of_rows(before, after)
    if _timeless(before.note, was_at) != _timeless(after.note, is_at):
        yield from _signed([before.note] if before.note else [], [after.note] if after.note else [])


def _of_rows(before: Table, after: Table) -> Iterator[str]:
    old, new = list(map(_row, before.rows)), list(map(_row, after.rows))
    changes = [
        one for one in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if one[0] != "equal"
    ]
    gone = [row for _, i1, i2, _, _ in changes for row in before.rows[i1:i2]]
    come = [row for _, _, _, j1, j2 in changes for row in after.rows[j1:j2]]
    pairs = _pairs(gone, come) if len(before.columns) == len(after.columns) else {}
    for _, i1, i2, j1, j2 in changes:
        alone = [row for row in before.rows[i1:i2] if row[0].text not in pairs]
        yield from _signed(list(map(_row, alone)), [])
        for row in after.rows[j1:j2]:
            was = pairs.get(row[0].text)
            yield from _of_row(after, was, row) if was is not None else [f"+ {_row(row)}"]


def _pairs(gone: Sequence[Row], come: Sequence[Row]) -> dict[str, Row]:
    """The old rows by their first cells, where one old and one new row begin so."""
    counts = [collections.Counter(row[0].text for row in rows) for rows in (gone, come)]
    return {row[0].text: row for row in gone if all(count[row[0].text] == 1 for count in counts)}


def _of_row(table: Table, before: Row, after: Row) -> Iterator[str]:
    place, is_told = f"{table.caption}: {after[0].text}", False
    for column, was, now in zip(table.columns, before, after, strict=True):
        if was.text != now.text:
            is_told = True
            yield f"{place}, {column.heading}: {was.text or NOTHING} → {now.text or NOTHING}"
    if not is_told:
        yield f"{place}: stands elsewhere in the table"


def _timeless(note: str, as_at: str) -> str:
    return note.replace(as_at, _MOMENT) if as_at else note


def _heads(table: Table) -> str:
    return " | ".join(column.heading for column in table.columns)


def _row(row: Row) -> str:
    return " | ".join(cell.text for cell in row)


def _told(before: list[str], after: list[str]) -> Iterator[str]:
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after).get_opcodes():
        if tag != "equal":
            yield from _signed(before[i1:i2], after[j1:j2])


def _signed(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    yield from (f"– {line}" for line in before)
    yield from (f"+ {line}" for line in after)


def _lines(block: Block) -> Iterator[Item]:
    match block:
        case Heading():
            yield block.text
        case Paragraph():
            yield f"{block.number} {words(block.text)}".strip()
        case Bullet():
            yield words(block.text)
        case Table():
            yield block
        case Chart():
            yield block.caption
            yield block.alternative
            for bar in block.bars:
                yield f"{bar.label}: {', '.join(f'{part.label} {part.count}' for part in bar.parts)}"


def _places(value: Any, place: str = "") -> Iterator[str]:
    """Every value of a paper under its place, a line each."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _places(getattr(value, field.name), f"{place} {field.name}")
    elif isinstance(value, tuple):
        for number, one in enumerate(value, 1):
            yield from _places(one, f"{place} {number}")
    else:
        yield f"{place.strip()}: {value}"
