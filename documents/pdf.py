"""A paper as PDF/UA: tagged, so that a screen reader has its headings, lists, tables and charts."""

from collections.abc import Iterable, Iterator
from itertools import groupby, zip_longest
from typing import Any, NamedTuple

from documents.bars import chart_data
from documents.content import Block, Bullet, Cell, Chart, Document, Heading, Paragraph, Table, leads_in, plain
from documents.typeset import printable, told, typeset
from documents.widths import column_widths, is_crowded, pieces, tight_widths, word_width

# Millimetres and points; paper.typ is given them.
WIDTH = 170
INDENT = 10
TEXT_SIZE = 10.5
TITLE_SIZE = 18
TABLE_SIZE = 9
PADDING = 1.8
# The symbol of a status and the edge of its box.
STATUS_EXTRA = 7.0
# Of tables with more statuses than have room on one line: the cell's padding, and the edge of a status alone.
TIGHT_PADDING = 1.0
STATUS_EDGE = 2.8
# A row of more letters may go on over the page.
LETTERS_KEPT_TOGETHER = 900
# Longer headings do not stand again on every page of their table.
LETTERS_REPEATED = 300


class Pages(NamedTuple):
    """How many pages a paper takes, and how many of them are its appendices'."""

    paper: int
    appendices: int


def to_pdf(document: Document) -> bytes:
    """The paper as PDF/UA-1, the same bytes for equal documents.

    Raises typst.TypstError where the paper is not accessible: without a title, or with a heading level left out.
    """
    return typeset("paper.typ", _data(document), format="pdf", pdf_standards=["ua-1"])


def pages_of(document: Document) -> Pages:
    """How many pages its PDF has. Raises as `to_pdf`."""
    return Pages(**told("paper.typ", _data(document), "pages"))


def _data(document: Document) -> dict[str, Any]:
    language, _, region = document.language.partition("-")
    return {
        "title": printable(document.title),
        "heading": pieces(plain(document.title), WIDTH, TITLE_SIZE),
        "language": language,
        "region": region or None,
        "header": [_text(line) for line in document.header],
        "standing": printable(document.standing),
        "marks": [printable(mark) for mark in (document.classification, document.as_at) if mark],
        "blocks": list(_blocks(document.blocks)),
        "footer": [_text(line) for line in document.footer],
        "appendices": [
            {"title": _text(appendix.title), "blocks": list(_blocks(appendix.blocks))}
            for appendix in document.appendices
        ],
        "sizes": {"text": TEXT_SIZE, "title": TITLE_SIZE, "table": TABLE_SIZE, "indent": INDENT},
    }


def _blocks(blocks: Iterable[Block]) -> Iterator[dict[str, Any]]:
    placed = list(blocks)
    pairs = zip_longest(placed, placed[1:])
    for kind, run in groupby(pairs, lambda pair: _gathered(pair[0])):
        if kind:
            yield from _lists(kind, [block for block, _ in run])
        else:
            yield from (_block(block) | {"keeps": leads_in(block, following)} for block, following in run)


def _gathered(block: Block) -> str:
    """Numbered paragraphs in a row make a list, and so do bullets; other blocks stand for themselves."""
    if isinstance(block, Bullet):
        return "bullets"
    return "numbers" if isinstance(block, Paragraph) and block.number else ""


def _lists(kind: str, items: list[Any]) -> Iterator[dict[str, Any]]:
    """A list with the deeper items within those that they belong to, wherever it begins."""
    while items:
        level = items[0].level
        until = next((at for at, item in enumerate(items) if item.level < level), len(items))
        yield {"kind": kind, "level": level, "items": list(_items(kind, level, items[:until]))}
        items = items[until:]


def _items(kind: str, level: int, items: list[Any]) -> Iterator[dict[str, Any]]:
    while items:
        until = next((at for at, item in enumerate(items) if at and item.level <= level), len(items))
        label = printable(f"{items[0].number}.") if kind == "numbers" else ""
        yield {
            "label": label,
            "hang": max(INDENT, word_width(label, TEXT_SIZE) + 1),
            "text": pieces(items[0].text, WIDTH - (level + 1) * INDENT, TEXT_SIZE),
            "within": [one | {"level": 0} for one in _lists(kind, items[1:until])],
        }
        items = items[until:]


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": _text(block.text)}
        case Paragraph():
            room = WIDTH - block.level * INDENT
            return {"kind": "paragraph", "level": block.level, "text": pieces(block.text, room, TEXT_SIZE)}
        case Table():
            return _table(block)
        case Chart():
            return {"kind": "chart"} | chart_data(block, WIDTH)
    raise TypeError(f"a paper has no block {type(block).__name__}")


def _text(text: str) -> list[dict[str, Any]]:
    return pieces(plain(text), WIDTH, TEXT_SIZE * 1.4)


def _table(table: Table) -> dict[str, Any]:
    padding, beside, widths_of = PADDING, STATUS_EXTRA, column_widths
    if is_crowded(table, WIDTH, TABLE_SIZE, 2 * PADDING, STATUS_EXTRA):
        padding, beside, widths_of = TIGHT_PADDING, STATUS_EDGE, tight_widths
    widths = widths_of(table, WIDTH, TABLE_SIZE, 2 * padding, beside)
    rooms = [width - 2 * padding for width in widths]
    return {
        "kind": "table",
        "caption": _text(table.caption),
        "note": _text(table.note),
        "widths": widths,
        "repeats": all(len(column.heading) <= LETTERS_REPEATED for column in table.columns),
        "numeric": [_is_numeric(row[at] for row in table.rows) for at in range(len(widths))],
        "head": [
            pieces(plain(column.heading), room, TABLE_SIZE) for column, room in zip(table.columns, rooms, strict=True)
        ],
        "padding": padding,
        "rows": [_row(row, rooms, beside) for row in table.rows],
    }


def _is_numeric(cells: Iterable[Cell]) -> bool:
    filled = [cell for cell in cells if cell.text]
    return bool(filled) and all(isinstance(cell.value, int) for cell in filled)


def _row(row: tuple[Cell, ...], rooms: list[float], beside: float) -> dict[str, Any]:
    return {
        "together": max((len(cell.text) for cell in row), default=0) <= LETTERS_KEPT_TOGETHER,
        "cells": [_cell(cell, room, beside) for cell, room in zip(row, rooms, strict=True)],
    }


def _cell(cell: Cell, room: float, beside: float) -> dict[str, Any]:
    if not cell.colour:
        return {"text": pieces(plain(cell.text), room, TABLE_SIZE), "colour": ""}
    return {
        "text": pieces(plain(cell.word), room - beside, TABLE_SIZE),
        "rest": pieces(plain(cell.rest), room, TABLE_SIZE),
        "colour": cell.colour,
    }
