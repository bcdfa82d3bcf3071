"""In what two papers differ, line by line, in words."""

import dataclasses
import difflib
import itertools
from collections.abc import Iterable, Iterator
from typing import Any

from documents.content import Block, Bullet, Chart, Document, Heading, Paragraph, Table, words

# `unified_diff` begins with the names of what it compares, a line each.
_HEADER = 2


def differences(before: Document, after: Document) -> list[str]:
    """A line for each that is in one paper alone: "– was printed", "+ is printed now"; empty where they are equal.

    Where they say the same and differ in how it is set, the lines name the place: "blocks 4 rows 2 1 colour: green".
    """
    if before == after:
        return []
    return _compared(lines_of(before), lines_of(after)) or _compared(_places(before), _places(after))


def lines_of(document: Document) -> Iterator[str]:
    """All that a paper says, a line for each paragraph, each row of a table and each bar of a chart."""
    yield from (*document.header, document.title, document.standing, document.classification, document.as_at)
    yield from document.footer
    for block in document.blocks:
        yield from _lines(block)
    for appendix in document.appendices:
        yield appendix.title
        for block in appendix.blocks:
            yield from _lines(block)


def _compared(before: Iterable[str], after: Iterable[str]) -> list[str]:
    compared = difflib.unified_diff(list(before), list(after), n=0, lineterm="")
    told = itertools.islice(compared, _HEADER, None)
    return [f"{'+' if line[0] == '+' else '–'} {line[1:]}" for line in told if line[0] in "+-"]


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield block.text
        case Paragraph():
            yield f"{block.number} {words(block.text)}".strip()
        case Bullet():
            yield words(block.text)
        case Table():
            yield block.caption
            yield " | ".join(column.heading for column in block.columns)
            yield from (" | ".join(cell.text for cell in row) for row in block.rows)
            if block.note:
                yield block.note
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
