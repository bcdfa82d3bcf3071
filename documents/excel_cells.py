"""Cells and names that Excel takes as they are meant: no text is a formula, an escape or too long."""

import dataclasses
import datetime
import re
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from design.fields import date_words
from design.look import PAINT
from documents.cells import cell as guarded
from documents.content import Cell
from documents.office import readable

MOST_LETTERS = 32_767
CUT = " … [cut: a cell of a workbook holds no more]"
MOST_LETTERS_OF_NAME = 31
DATES = "d mmmm yyyy"
# Excel counts wrongly before this day, and keeps no more digits of a number than this.
FIRST_DAY = datetime.date(1900, 3, 1)
MOST_DIGITS = 15
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\\n\t]")
_RESERVED = "history"
_FONT = "Arial"
_SURFACE = "E9EFF1"
Value = datetime.date | int | str


def literal(text: str) -> str:
    """The text as a cell holds it: what cannot be held is replaced, what is too long ends with words that say so."""
    held = _ESCAPE.sub("_x005F_", readable(text))
    return held if _first(held, MOST_LETTERS) == held else _first(held, MOST_LETTERS - len(CUT)) + CUT


def typed(content: Cell) -> Value:
    """The date or number that a cell stands for, where Excel holds it and prints all that the text says; else that."""
    value = content.value
    if isinstance(value, datetime.date) and value >= FIRST_DAY and date_words(value) == content.text:
        return value
    if isinstance(value, int) and len(str(abs(value))) <= MOST_DIGITS and str(value) == content.text:
        return value
    return content.text


def sortable(content: Cell) -> Cell:
    """The cell as one sorts and filters it: its day, or the word of its status, without what else its text says.

    "5 March 2025 (at first 1 August 2024)" is its day, "September 2024" the last of the month, and "At risk, as last
    reported on 3 May 2024" is "At risk". What is no day or status, and a day that Excel cannot hold, stays whole.
    """
    if isinstance(content.value, datetime.date) and content.value >= FIRST_DAY:
        return dataclasses.replace(content, text=date_words(content.value))
    return dataclasses.replace(content, text=content.word) if content.colour else content


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Names for sheets in this order: allowed, no two alike in small letters, else as wanted."""
    names: list[str] = []
    for name in wanted:
        allowed = _FORBIDDEN_IN_NAMES.sub(" ", readable(name)).strip(" '")
        allowed = _first(allowed, MOST_LETTERS_OF_NAME).rstrip(" '") or "Sheet"
        taken = {each.lower() for each in names} | {_RESERVED}
        free, number = allowed, 1
        while free.lower() in taken:
            number += 1
            ending = f" {number}"
            free = _first(allowed, MOST_LETTERS_OF_NAME - len(ending)) + ending
        names.append(free)
    return names


def _first(text: str, most: int) -> str:
    """The beginning of a text, as Excel counts letters: what lies beyond the basic plane counts as two."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


class Cells:
    """The cells of one workbook, in the styles of a paper."""

    def __init__(self, book: Workbook) -> None:
        for style in _styles():
            book.add_named_style(style)

    def make(self, sheet: Any, value: Value, style: str = "Paper prose", indent: int = 0) -> ExcelCell:
        """A cell with a typed value. A text stays one even when somebody edits it."""
        made = WriteOnlyCell(sheet, literal(value) if isinstance(value, str) else value)
        made.style = style
        if isinstance(value, str):
            made.data_type = "s"
            made.quotePrefix = guarded(value) != value
        if indent:
            made.alignment = Alignment(vertical="top", horizontal="left", wrap_text=True, indent=indent)
        return made

    def content(self, sheet: Any, content: Cell, heads: bool) -> ExcelCell:
        """A cell of a table; the first of a row heads it."""
        value = typed(content)
        if content.colour:
            return self.make(sheet, value, f"Paper {content.colour}")
        if isinstance(value, datetime.date):
            return self.make(sheet, value, "Paper date")
        if isinstance(value, int):
            return self.make(sheet, value, "Paper count")
        return self.make(sheet, value, "Paper row heading" if heads else "Paper text")


def _styles() -> list[NamedStyle]:
    top = {"vertical": "top", "wrap_text": True}
    line, between = Side(style="thin", color="8A9094"), Border(bottom=Side(style="hair", color="8A9094"))
    plain, strong = Font(name=_FONT, size=10), Font(name=_FONT, size=10, bold=True)
    shade = PatternFill("solid", fgColor=_SURFACE)
    left = Alignment(horizontal="left", **top)
    return [
        NamedStyle("Paper section", strong, alignment=left),
        NamedStyle("Paper prose", plain, alignment=left),
        NamedStyle("Paper title", Font(name=_FONT, size=14, bold=True)),
        NamedStyle("Paper line", plain),
        NamedStyle("Paper strong line", strong),
        NamedStyle("Paper caption", Font(name=_FONT, size=12, bold=True)),
        NamedStyle("Paper column", strong, shade, Border(bottom=line), left),
        NamedStyle("Paper row heading", strong, border=between, alignment=left),
        NamedStyle("Paper text", plain, border=between, alignment=left),
        NamedStyle("Paper date", plain, border=between, alignment=left, number_format=DATES),
        NamedStyle("Paper count", plain, border=between, alignment=Alignment(**top), number_format="0"),
        *(_painted(colour, left) for colour in PAINT),
    ]


def _painted(colour: str, place: Alignment) -> NamedStyle:
    fill, edge, ink = (paint.lstrip("#").upper() for paint in PAINT[colour])
    side = Side(style="dashed" if colour == "dashed" else "thin", color=edge)
    return NamedStyle(
        f"Paper {colour}",
        Font(name=_FONT, size=10, bold=True, color=ink),
        PatternFill("solid", fgColor=fill),
        Border(left=side, right=side, top=side, bottom=side),
        place,
    )
