"""What people mark in a sheet and no cell holds: text that is struck out, and comments."""

import re
from collections.abc import Collection, Iterable, Iterator

from openpyxl.utils import column_index_from_string

from actions.importing.archive import Archive, Attributes
from actions.importing.limits import Reader
from actions.importing.text import clean, one_line
from actions.importing.told import Comment, Problem, Sheet, letter

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# What Excel writes above a comment that people answer, for those who have an older one.
THREADED = "[Threaded comment]"
_OFF = ("0", "false")
# More of them are one line of the page: whoever strikes out so much knows of it.
MOST_LINES = 60


def is_on(attributes: Attributes) -> bool:
    """Whether an element such as <strike/> says yes."""
    return attributes.get("val", "1").lower() not in _OFF


class Struck:
    """How much of a text, told run by run, is struck out."""

    def __init__(self) -> None:
        self._is_on, self._struck, self._all = False, 0, 0

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "r":
            self._is_on = False
        elif name == "strike":
            self._is_on = is_on(attributes)

    def text(self, text: str) -> None:
        count = len(text.strip())
        self._all += count
        self._struck += count * self._is_on

    @property
    def how(self) -> bool | None:
        """True for all of it, False for a part; None where nothing is struck out."""
        return None if not self._struck else self._struck == self._all


class Comments:
    """The comments of a sheet."""

    def __init__(self, archive: Archive, parts: Iterable[str], reader: Reader) -> None:
        self._found: list[tuple[tuple[int, int], list[str]]] = []
        self._is_text = self._is_comment = False
        for part in parts:
            archive.parse(part, self._start, self._end, self._text)
        self.found = tuple(sorted(self._told(reader)))

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == "comment":
            match = _PLACE.fullmatch(attributes.get("ref", ""))
            self._is_comment = match is not None
            if match:
                self._found.append(((int(match[2]), column_index_from_string(match[1])), []))
        self._is_text = name == "t" and self._is_comment

    def _end(self, name: str) -> None:
        self._is_text = False
        if name == "comment":
            self._is_comment = False

    def _text(self, text: str) -> None:
        if self._is_text:
            self._found[-1][1].append(text)

    def _told(self, reader: Reader) -> Iterator[Comment]:
        for (row, column), pieces in self._found:
            text = clean("".join(pieces))
            if text.startswith(THREADED):
                text = text.partition("Comment:")[2].strip()
            reader.count(text, f"The comment on cell {letter(column)}{row}")
            if text:
                yield row, column, text


def told(sheet: Sheet, read: Collection[int], columns: Collection[int]) -> Iterator[Problem]:
    """What is marked in the rows that are read: a row that is struck out as a whole, cells or parts of them that are,
    in the columns that are read, and every comment."""
    found = [*_struck(sheet, read, columns), *_comments(sheet)]
    yield from found[:MOST_LINES]
    if len(found) > MOST_LINES:
        row = found[MOST_LINES].row
        yield Problem(row, "", f"from here on {len(found) - MOST_LINES} more cells are struck out or have comments")


def _struck(sheet: Sheet, read: Collection[int], columns: Collection[int]) -> Iterator[Problem]:
    by_row: dict[int, dict[int, bool]] = {}
    for row, column, is_whole in sheet.struck:
        by_row.setdefault(row, {})[column] = is_whole
    for row in sorted(by_row.keys() & set(read)):
        marked = by_row[row]
        texts = [one for one in columns if (cell := sheet.at(row, one)).text and cell.origin is None]
        if texts and all(marked.get(column) for column in texts):
            message = "this row is struck out in the file, and comes in all the same: delete it there if it is over"
            yield Problem(row, "", message)
            continue
        for column in sorted(column for column in marked if column in texts):
            what = "this cell" if marked[column] else "a part of this cell"
            yield Problem(row, letter(column), f"{what} is struck out in the file, and is read as the rest is")


def _comments(sheet: Sheet) -> Iterator[Problem]:
    for row, column, text in sheet.comments:
        yield Problem(row, letter(column), f"the comment on this cell is not brought in: “{one_line(text, 100)}”")
