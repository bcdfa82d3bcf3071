"""What is read of a spreadsheet, from its cells to the actions in it; all frozen."""

import dataclasses
import datetime
import enum
import json
from collections.abc import Mapping
from typing import Any

from priorities.partial_date import PartialDate

Value = str | float | bool | datetime.date | datetime.datetime | None


class CannotRead(Exception):
    """A file that is no spreadsheet the portal takes; the message says what to do."""


@dataclasses.dataclass(frozen=True)
class Cell:
    """One cell: rows and columns count from 1; `text` is the value as it is read by people."""

    row: int
    column: int
    value: Value
    text: str
    fill: str = ""
    is_formula: bool = False


@dataclasses.dataclass(frozen=True)
class Sheet:
    """One sheet of a book."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    is_hidden: bool = False


@dataclasses.dataclass(frozen=True)
class Book:
    """An opened spreadsheet."""

    sheets: tuple[Sheet, ...]


class SheetKind(enum.Enum):
    """What a sheet is; the value is how people call it."""

    ACTION_PLAN = "an action plan"
    MEASURES = "a list of measures"
    RISK_LOG = "a risk log"
    SUMMARY = "a summary"
    FRONT_MATTER = "front matter"
    EMPTY = "empty"
    UNKNOWN = "not clear"

    @property
    def label(self) -> str:
        return self.value


@dataclasses.dataclass(frozen=True)
class Told:
    """What a sheet is, and why it is taken for that."""

    kind: SheetKind
    why: str


class Field(enum.Enum):
    """What a column can hold; the value is its name in a form and in JSON."""

    REFERENCE = "reference"
    PRIORITY = "priority"
    OBJECTIVE = "objective"
    TITLE = "title"
    LEAD = "lead"
    DUE = "due"
    START = "start"
    STATUS = "status"
    PROGRESS = "progress"
    PERCENT = "percent"
    SUCCESS_MEASURE = "success_measure"
    DIFFERENCE = "difference"
    NOTES = "notes"

    @property
    def label(self) -> str:
        return FIELD_LABELS[self]


FIELD_LABELS = {
    Field.REFERENCE: "Reference or number",
    Field.PRIORITY: "Priority",
    Field.OBJECTIVE: "Objective",
    Field.TITLE: "Action",
    Field.LEAD: "Lead",
    Field.DUE: "Due date",
    Field.START: "Planned start",
    Field.STATUS: "Status",
    Field.PROGRESS: "Progress",
    Field.PERCENT: "Per cent complete",
    Field.SUCCESS_MEASURE: "How we will know",
    Field.DIFFERENCE: "The difference it should make",
    Field.NOTES: "Notes",
}


@dataclasses.dataclass(frozen=True)
class Layout:
    """Which row is the heading, and which column holds what; rows and columns count from 1."""

    heading_row: int
    columns: Mapping[Field, int]
    unmatched: tuple[int, ...]
    headings: Mapping[int, str]


@dataclasses.dataclass(frozen=True)
class Problem:
    """Something wrong with a cell, by its row and the letter of its column; `blocks` where it must be put right."""

    row: int
    column: str
    message: str
    blocks: bool


@dataclasses.dataclass(frozen=True)
class Entry:
    """A priority, objective, action or sub-action, as a row of the sheet tells it."""

    row: int
    kind: str
    number: int | None = None
    reference: str = ""
    title: str = ""
    parent_reference: str = ""
    priority_number: int | None = None
    objective_reference: str = ""
    lead_as_printed: str = ""
    leads: tuple[str, ...] = ()
    due_as_printed: str = ""
    due: PartialDate | None = None
    is_ongoing: bool = False
    start: PartialDate | None = None
    status_as_printed: str = ""
    status: str = ""
    progress: str = ""
    success_measure: str = ""
    difference: str = ""


@dataclasses.dataclass(frozen=True)
class Word:
    """A word that stands in a column, how often, and what it probably means: asked about once, not for each row."""

    field: Field
    text: str
    rows: int
    guess: str


@dataclasses.dataclass(frozen=True)
class Reading:
    """All that is read of a sheet, in its order."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    words: tuple[Word, ...]


def book_to_json(book: Book) -> str:
    """The book as text, to be kept between two pages."""
    return json.dumps(
        [[sheet.name, sheet.is_hidden, [[_plain(cell) for cell in row] for row in sheet.rows]] for sheet in book.sheets]
    )


def book_from_json(text: str) -> Book:
    """The book that `book_to_json` wrote."""
    return Book(
        tuple(
            Sheet(name, tuple(tuple(_cell(plain) for plain in row) for row in rows), is_hidden)
            for name, is_hidden, rows in json.loads(text)
        )
    )


def _plain(cell: Cell) -> list[Any]:
    value: Any = cell.value
    if isinstance(value, datetime.datetime):
        value = {"at": value.isoformat()}
    elif isinstance(value, datetime.date):
        value = {"on": value.isoformat()}
    return [cell.row, cell.column, value, cell.text, cell.fill, cell.is_formula]


def _cell(plain: list[Any]) -> Cell:
    row, column, value, text, fill, is_formula = plain
    if isinstance(value, dict):
        value = (
            datetime.datetime.fromisoformat(value["at"])
            if "at" in value
            else datetime.date.fromisoformat(value["on"])
        )
    return Cell(row, column, value, text, fill, is_formula)
