"""Workbooks made for tests, changed byte by byte, and what is read of them."""

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import openpyxl
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from actions.importing import headings, rows
from actions.importing.opening import open_book
from actions.importing.told import Book, Entry, Layout, Level, Reading, Sheet

RED, AMBER, GREEN, BLUE, GREY = "FFFF0000", "FFFFC000", "FF00B050", "FF0070C0", "FFD9D9D9"
Rows = Sequence[Sequence[Any]]


def filled(cell: Any, colour: str) -> None:
    cell.fill = PatternFill("solid", fgColor=colour)


def workbook(sheets: Mapping[str, Rows]) -> openpyxl.Workbook:
    """A workbook with these rows; None leaves a cell empty."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows_of in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows_of, 1):
            for place, value in enumerate(row, 1):
                if value is not None:
                    sheet.cell(number, place, value)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def changed(data: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    """The file with one part changed by patterns: what openpyxl would not write."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as kept:
        for entry in given.infolist():
            content = given.read(entry)
            if entry.filename == part:
                text = content.decode()
                for pattern, new in changes:
                    assert re.search(pattern, text), pattern
                    text = re.sub(pattern, new, text)
                content = text.encode()
            kept.writestr(entry.filename, content)
    return written.getvalue()


def opened(data: bytes, name: str = "plan.xlsx") -> Book:
    return open_book(data, name)


def reading(
    sheet: Sheet,
    layout: Layout | None = None,
    *,
    starts: datetime.date | None = None,
    answers: Any = None,
    printed_on: datetime.date | None = None,
) -> Reading:
    return rows.read(
        sheet, layout or headings.guess(sheet), answers=answers or {}, starts=starts, printed_on=printed_on
    )


def outline(entries: Iterable[Entry]) -> list[str]:
    """Each entry in a line: how deep, what it is called, what it says."""
    return [_line(entry) for entry in entries]


def _line(entry: Entry) -> str:
    if entry.kind == Level.PRIORITY:
        return f"{entry.number} {entry.title}"
    if entry.kind == Level.OBJECTIVE:
        return f"- {entry.priority_number} > {entry.reference} {entry.title}"
    due = f"{entry.due}" if entry.due else "ongoing" if entry.is_ongoing else ""
    under = entry.parent_reference or entry.objective_reference or str(entry.priority_number)
    parts = (entry.lead_as_printed, due, entry.status)
    mark = "---" if entry.kind == Level.SUB_ACTION else "--"
    return f"{mark} {under} > {entry.reference} {entry.title} | {' | '.join(parts)}".replace("\n", " / ").rstrip(" |")


def place(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"


def said(found: Reading) -> list[str]:
    """Every problem in words, those that block marked so."""
    return [f"{problem}{' (blocks)' if problem.blocks else ''}" for problem in found.problems]
