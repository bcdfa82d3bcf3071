"""An .xlsx file, read for what a plan needs and nothing else: cells, colours, merged cells, what is hidden.

Formulas are never worked out: the result that was saved with one counts. Links to other files, pictures, macros and
conditional formatting are not looked at; of comments and struck-out text only where they stand and what they say. What
openpyxl would make of a whole sheet has no limit that one can set (a merged A1:XFD1048576 becomes a cell each), so
that parts are read piece by piece here.
"""

import dataclasses
import math
import re

from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_ISO8601

from actions.importing.archive import BROKEN, SAVE_AGAIN, Archive, Attributes
from actions.importing.limits import (
    MOST_COLUMNS,
    MOST_LETTERS,
    MOST_MERGED,
    MOST_ROWS,
    MOST_SHEETS,
    Reader,
    check_column,
    check_rows,
)
from actions.importing.looks import Look, Looks, printed
from actions.importing.marks import Comments, Struck
from actions.importing.text import clean, one_line
from actions.importing.told import Book, CannotRead, Cell, Sheet, Value, letter

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_TRUE = ("1", "true")
_HIDDEN = ("hidden", "veryHidden")
NO_SHEET = f"This workbook has no sheet that can be read: {SAVE_AGAIN}"
Range = tuple[int, int, int, int]


def open_workbook(data: bytes) -> Book:
    """The sheets of the workbook. Raises CannotRead where it is not one, or over the limits."""
    archive = Archive(data)
    workbook = next((part for kind, part in archive.related("").values() if kind == "officeDocument"), "")
    if not workbook or not archive.has(workbook):
        raise CannotRead(f"This is not a spreadsheet: choose an .xlsx or .csv file, or {SAVE_AGAIN}")
    parts = archive.related(workbook)
    by_kind = dict(parts.values())
    index = _Index()
    archive.parse(workbook, index.start)
    if len(index.sheets) > MOST_SHEETS:
        raise CannotRead(f"This workbook has {len(index.sheets)} sheets: copy the plan's into a file of its own")
    looks = Looks(archive, by_kind.get("styles", ""), by_kind.get("theme", ""))
    strings = _Strings()
    if archive.has(by_kind.get("sharedStrings", "")):
        archive.parse(by_kind["sharedStrings"], strings.start, strings.end, strings.text)
    reader = Reader()
    sheets = []
    for name, state, relation in index.sheets:
        kind, part = parts.get(relation, ("", ""))
        if kind == "worksheet" and archive.has(part):
            comments = Comments(archive, _comments(archive, part), reader)
            content = _Content(f"The sheet “{one_line(clean(name))}”", looks, strings, reader, index.is_1904)
            archive.parse(part, content.start, content.end, content.text)
            rows = content.finished()
            hidden = tuple(sorted(content.hidden_rows))
            struck = tuple(sorted((row, column, how) for (row, column), how in content.struck.items()))
            sheets.append(Sheet(clean(name), rows, state in _HIDDEN, index.is_1904, hidden, struck, comments.found))
    if not sheets:
        raise CannotRead(NO_SHEET)
    return Book(tuple(sheets))


def _comments(archive: Archive, sheet: str) -> list[str]:
    """The parts that hold the comments of a sheet."""
    return [part for kind, part in archive.related(sheet).values() if kind == "comments" and archive.has(part)]


class _Index:
    """The workbook's list of sheets, and from when it counts days."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.is_1904 = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            self.is_1904 = attributes.get("date1904", "").lower() in _TRUE
        elif name == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(":")[1:] == (":", "id")), "")
            self.sheets.append((attributes.get("name", ""), attributes.get("state", ""), relation))


class _Strings:
    """The texts that cells share."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.struck: list[bool | None] = []
        self._runs = Struck()
        self._reader = Reader()
        self._pieces: list[str] | None = None
        self._is_text = self._is_phonetic = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "si":
            self._pieces, self._runs = [], Struck()
        elif name == "rPh":
            self._is_phonetic = True
        elif name == "t":
            self._is_text = not self._is_phonetic
        else:
            self._runs.start(name, attributes)

    def end(self, name: str) -> None:
        if name == "t":
            self._is_text = False
        elif name == "rPh":
            self._is_phonetic = False
        elif name == "si" and self._pieces is not None:
            text = _unescaped("".join(self._pieces))
            self._reader.count(text, "A cell")
            self.found.append(text)
            self.struck.append(self._runs.how)
            self._pieces = None

    def text(self, text: str) -> None:
        if self._is_text and self._pieces is not None:
            self._pieces.append(text)
            self._runs.text(text)


def _unescaped(text: str) -> str:
    """The text without Excel's way of writing a character that XML cannot hold."""
    return clean(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text))


@dataclasses.dataclass
class _Raw:
    """A cell while it is read."""

    row: int
    column: int
    kind: str
    look: Look
    is_formula: bool = False
    pieces: list[str] = dataclasses.field(default_factory=list)
    runs: Struck = dataclasses.field(default_factory=Struck)


class _Content:
    """The cells of a sheet."""

    def __init__(self, name: str, looks: Looks, strings: _Strings, reader: Reader, is_1904: bool) -> None:
        self._name, self._looks, self._strings, self._reader, self._is_1904 = name, looks, strings, reader, is_1904
        self._rows: dict[int, dict[int, Cell]] = {}
        self.struck: dict[tuple[int, int], bool] = {}
        # Of the row that is read: cells of colour alone count where it holds something else.
        self._coloured: dict[int, str] = {}
        self._is_hidden = False
        self._merged: list[Range] = []
        self._row = self._column = 0
        # Rows beyond the most that are read: only counted.
        self._beyond: set[int] = set()
        self._filled = 0
        self._raw: _Raw | None = None
        self._within = ""
        self.hidden_rows: set[int] = set()

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            self._row = int(attributes.get("r") or self._row + 1)
            self._column = 0
            self._coloured = {}
            self._is_hidden = attributes.get("hidden", "").lower() in _TRUE
        elif name == "c":
            self._begin(attributes)
        elif name == "f" and self._raw:
            self._raw.is_formula = True
        elif name in ("v", "t") and self._raw:
            self._within = name
        elif name == "rPh":
            self._within = "phonetic"
        elif self._raw:
            self._raw.runs.start(name, attributes)
        elif name == "mergeCell":
            self._merged.append(_range(attributes["ref"]))
            if len(self._merged) > MOST_MERGED:
                raise CannotRead(f"{self._name} has more than {MOST_MERGED:,} merged cells: unmerge them, and save it")

    def _begin(self, attributes: Attributes) -> None:
        if match := _PLACE.fullmatch(attributes.get("r", "")):
            self._column, self._row = column_index_from_string(match[1]), int(match[2])
        else:
            self._column += 1
        look = self._looks.of(int(attributes.get("s", 0)))
        self._raw = _Raw(self._row, self._column, attributes.get("t", "n"), look)

    def text(self, text: str) -> None:
        if self._raw and self._within in ("v", "t"):
            self._raw.pieces.append(text)
            self._raw.runs.text(text)

    def end(self, name: str) -> None:
        if name in ("v", "t", "rPh"):
            self._within = ""
        elif name == "c" and self._raw:
            self._finish(self._raw)
            self._raw = None
        elif name == "row" and self._row in self._rows:
            self._finish_row(self._rows[self._row])

    def _finish_row(self, row: dict[int, Cell]) -> None:
        for column, fill in self._coloured.items():
            row.setdefault(column, Cell(self._row, column, None, "", fill))
        if self._is_hidden:
            self.hidden_rows.add(self._row)

    def _finish(self, raw: _Raw) -> None:
        value, text = self._value(raw)
        if not text and not raw.is_formula:
            if raw.look.fill and raw.column <= MOST_COLUMNS:
                self._coloured[raw.column] = raw.look.fill
            return
        check_column(raw.column, self._name)
        row = self._rows.get(raw.row)
        if row is None:
            if len(self._rows) == MOST_ROWS:
                self._beyond.add(raw.row)
                return
            row = self._rows.setdefault(raw.row, {})
        self._reader.count(text, f"{self._name}, cell {letter(raw.column)}{raw.row},")
        row[raw.column] = Cell(raw.row, raw.column, value, text, raw.look.fill, raw.is_formula)
        how = self._how_struck(raw)
        if how is not None:
            self.struck[raw.row, raw.column] = how

    def _how_struck(self, raw: _Raw) -> bool | None:
        """As `Struck.how`, of the whole cell."""
        if raw.look.is_struck:
            return True
        return self._strings.struck[int("".join(raw.pieces))] if raw.kind == "s" and raw.pieces else raw.runs.how

    def _value(self, raw: _Raw) -> tuple[Value, str]:
        written = "".join(raw.pieces)
        if raw.kind == "s":
            text = self._strings.found[int(written)] if written else ""
            return text or None, text
        if raw.kind in ("str", "inlineStr", "e"):
            text = _unescaped(written)
            return text or None, text
        written = written.strip()
        if not written:
            return None, ""
        if raw.kind == "b":
            return written in _TRUE, "TRUE" if written in _TRUE else "FALSE"
        if raw.kind == "d":
            moment = from_ISO8601(written)
            return clean(written), clean(f"{moment:%d/%m/%Y}" if hasattr(moment, "year") else written)
        number = float(written)
        if not math.isfinite(number):
            return written, written
        return printed(number, raw.look, is_1904=self._is_1904)

    def finished(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows. Raises CannotRead where there are too many."""
        check_rows(len(self._rows) + len(self._beyond), self._name)
        for place in self._merged:
            self._spread(place)
        return tuple(tuple(row[column] for column in sorted(row)) for _, row in sorted(self._rows.items()))

    def _spread(self, place: Range) -> None:
        """What a merged cell says is said in all of it, as far as there are rows."""
        top, left, bottom, right = place
        whole = self._rows.get(top, {}).get(left)
        if whole is None:
            return
        widest = max(max(row, default=0) for row in self._rows.values())
        for number in [row for row in self._rows if top <= row <= bottom]:
            for column in range(left, min(right, widest) + 1):
                own = self._rows[number].get(column)
                if own is None or not own.text:
                    self._filled += len(whole.text)
                    if self._filled > MOST_LETTERS:
                        raise CannotRead(f"{self._name} has too many merged cells: unmerge them, and save it")
                    self._rows[number][column] = dataclasses.replace(
                        whole, row=number, column=column, origin=(top, left)
                    )


def _range(reference: str) -> Range:
    """Top, left, bottom and right of "A1:B2"."""
    first, _, last = reference.partition(":")
    ends = [_PLACE.fullmatch(each) for each in (first, last or first)]
    if ends[0] is None or ends[1] is None:
        raise CannotRead(BROKEN)
    (left, top), (right, bottom) = ((column_index_from_string(end[1]), int(end[2])) for end in ends if end)
    return top, left, bottom, right
