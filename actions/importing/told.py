"""What reading a spreadsheet tells: the book as it was opened, what its columns mean, and the entries of a sheet."""

import dataclasses
import datetime
import enum
import functools
import json
from collections.abc import Mapping
from typing import Any

from django.db import models
from openpyxl.utils import get_column_letter

from priorities.partial_date import PartialDate

# Row, column, and whether all of the text is struck out.
Strike = tuple[int, int, bool]
# Row, column, and what it says.
Comment = tuple[int, int, str]
Value = str | float | bool | datetime.date | datetime.datetime | None


class CannotRead(Exception):
    """A file that is not read. Its words say what to do, for the person who sent it."""


@dataclasses.dataclass(frozen=True)
class Cell:
    """One cell: its value, and its text as it is printed. Rows and columns count from 1.

    `fill` is its colour, such as "FF0000". `origin` is set in a cell that a merged one covers: it has the value of the
    cell that stands there. A formula has the result that was saved with it, and no text where none was.
    """

    row: int
    column: int
    value: Value
    text: str
    fill: str = ""
    is_formula: bool = False
    origin: tuple[int, int] | None = None


@dataclasses.dataclass(frozen=True)
class Sheet:
    """A sheet: only the rows and cells that hold something, in order; each cell says where it stands.

    `struck`: cells whose text is struck out; `comments`: what people have written beside cells.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    is_hidden: bool = False
    is_1904: bool = False
    hidden_rows: tuple[int, ...] = ()
    struck: tuple[Strike, ...] = ()
    comments: tuple[Comment, ...] = ()

    @functools.cached_property
    def _places(self) -> dict[tuple[int, int], Cell]:
        return {(cell.row, cell.column): cell for row in self.rows for cell in row}

    def at(self, row: int, column: int) -> Cell:
        """The cell there; an empty one where the sheet holds nothing."""
        return self._places.get((row, column)) or Cell(row, column, None, "")

    @functools.cached_property
    def columns(self) -> tuple[int, ...]:
        """The columns that hold some text, from left to right."""
        return tuple(sorted({cell.column for row in self.rows for cell in row if cell.text}))


@dataclasses.dataclass(frozen=True)
class Book:
    """A file that was opened."""

    sheets: tuple[Sheet, ...]


class SheetKind(models.TextChoices):
    """What a sheet is. Only an action plan, and what nobody can tell, is read, unless somebody says otherwise."""

    ACTION_PLAN = "action_plan", "An action plan"
    MEASURES = "measures", "A list of measures"
    RISK_LOG = "risk_log", "A risk log"
    SUMMARY = "summary", "A summary"
    FRONT_MATTER = "front_matter", "Front matter"
    EMPTY = "empty", "An empty sheet"
    UNKNOWN = "unknown", "Not known"

    @property
    def can_be_read(self) -> bool:
        return self in (SheetKind.ACTION_PLAN, SheetKind.UNKNOWN)

    @property
    def has_something(self) -> bool:
        """Whether a person may say that it is an action plan all the same."""
        return self != SheetKind.EMPTY


@dataclasses.dataclass(frozen=True)
class Told:
    """What a sheet is, and how one can tell: a whole sentence."""

    kind: SheetKind
    why: str


class Field(models.TextChoices):
    """What a column can mean, in the order of the template."""

    PRIORITY = "priority", "Priority"
    OBJECTIVE = "objective", "Objective"
    REFERENCE = "reference", "Reference"
    TITLE = "title", "Action"
    LEAD = "lead", "Lead"
    START = "start", "Planned start"
    DUE = "due", "Due date"
    STATUS = "status", "Status"
    PERCENT = "percent", "Per cent complete"
    PROGRESS = "progress", "Progress"
    SUCCESS_MEASURE = "success_measure", "How we will know"
    DIFFERENCE = "difference", "The difference it should make"
    NOTES = "notes", "Notes"


@dataclasses.dataclass(frozen=True)
class Layout:
    """Where what stands. Entries begin below `heading_row`, which is 0 where no headings were found.

    `unmatched` are the columns that hold text and mean nothing yet; `headings` the words above each column.
    """

    heading_row: int
    columns: Mapping[Field, int]
    unmatched: tuple[int, ...]
    headings: Mapping[int, str]


@dataclasses.dataclass(frozen=True)
class Problem:
    """What is odd about a cell or a row, in a sentence that says what becomes of it; `column` is a letter or empty."""

    row: int
    column: str
    message: str
    blocks: bool = False

    def __str__(self) -> str:
        """With its place: "Row 7, column F: …"."""
        return f"Row {self.row}{f', column {self.column}' if self.column else ''}: {self.message}"


class Level(enum.StrEnum):
    """What an entry is."""

    PRIORITY = "priority"
    OBJECTIVE = "objective"
    ACTION = "action"
    SUB_ACTION = "sub-action"


@dataclasses.dataclass(frozen=True)
class Entry:
    """A priority, an objective, an action or a sub-action, in the order of the sheet, what it belongs to before it.

    `number` is a priority's own. `row` is where it begins and `more_rows` what else it was read from.
    `parent_reference` is the action of a sub-action. What is printed is kept whole; `leads` are its parts, to look
    people up.
    `status` is a code of Status, or empty: no status. `review` is when the row itself says that what is ongoing is
    reviewed. `is_given`: the sheet prints no reference, or no number of the priority; this one was found or made.
    """

    row: int
    kind: Level
    number: int | None
    reference: str
    title: str
    parent_reference: str = ""
    priority_number: int | None = None
    objective_reference: str = ""
    lead_as_printed: str = ""
    leads: tuple[str, ...] = ()
    due_as_printed: str = ""
    due: PartialDate | None = None
    is_ongoing: bool = False
    review: PartialDate | None = None
    start: PartialDate | None = None
    status_as_printed: str = ""
    status: str = ""
    progress: str = ""
    success_measure: str = ""
    difference: str = ""
    notes: str = ""
    more_rows: tuple[int, ...] = ()
    is_given: bool = False

    @property
    def is_action(self) -> bool:
        return self.kind in (Level.ACTION, Level.SUB_ACTION)


@dataclasses.dataclass(frozen=True)
class Word:
    """Words of the sheet that mean something to be asked once; `rows` is how many rows say so.

    The guess, and the answer, is for STATUS a code of Status or empty (no status); for DUE "ongoing", a date as
    `dates.written` writes it ("2024-09-30", "2024-09", "autumn 2024", "2024"), or empty (only the printed words).
    `is_sure` is whether the words say so plainly.
    """

    field: Field
    text: str
    rows: int
    guess: str
    is_sure: bool = False


@dataclasses.dataclass(frozen=True)
class Passed:
    """A row that is no entry and part of none, and why."""

    row: int
    why: str


@dataclasses.dataclass(frozen=True)
class Reading:
    """What a sheet says. Every row that holds something is in an entry, a problem or `passed`."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    words: tuple[Word, ...]
    passed: tuple[Passed, ...] = ()


def letter(column: int) -> str:
    """A column as spreadsheets name it: 28 is AB."""
    return get_column_letter(column)


def book_to_json(book: Book) -> str:
    """The book as text that `book_from_json` reads."""
    return json.dumps([_sheet_to_json(sheet) for sheet in book.sheets], ensure_ascii=False, separators=(",", ":"))


def book_from_json(text: str) -> Book:
    """The book that was written."""
    return Book(tuple(_sheet_from_json(sheet) for sheet in json.loads(text)))


def _sheet_to_json(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "hidden": sheet.is_hidden,
        "1904": sheet.is_1904,
        "hidden_rows": sheet.hidden_rows,
        "struck": sheet.struck,
        "comments": sheet.comments,
        "rows": [[_cell_to_json(cell) for cell in row] for row in sheet.rows],
    }


def _sheet_from_json(sheet: Mapping[str, Any]) -> Sheet:
    rows = tuple(tuple(_cell_from_json(cell) for cell in row) for row in sheet["rows"])
    struck, comments = (tuple(map(tuple, sheet[name])) for name in ("struck", "comments"))
    return Sheet(sheet["name"], rows, sheet["hidden"], sheet["1904"], tuple(sheet["hidden_rows"]), struck, comments)


def _cell_to_json(cell: Cell) -> list[Any]:
    kind, value = "", cell.value
    if isinstance(value, datetime.datetime):
        kind, value = "moment", value.isoformat()
    elif isinstance(value, datetime.date):
        kind, value = "day", value.isoformat()
    elif value == cell.text and isinstance(value, str):
        kind, value = "text", None
    return [cell.row, cell.column, kind, value, cell.text, cell.fill, cell.is_formula, cell.origin]


def _cell_from_json(cell: list[Any]) -> Cell:
    row, column, kind, value, text, fill, is_formula, origin = cell
    if kind == "moment":
        value = datetime.datetime.fromisoformat(value)
    elif kind == "day":
        value = datetime.date.fromisoformat(value)
    elif kind == "text":
        value = text
    return Cell(row, column, value, text, fill, is_formula, tuple(origin) if origin else None)
