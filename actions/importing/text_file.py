"""A .csv file: its characters, its separator, its rows."""

import codecs
import csv
import io
from collections import Counter

from actions.importing.archive import SAVE_AGAIN
from actions.importing.limits import MOST_ROWS, Reader, check_column, check_rows
from actions.importing.text import clean
from actions.importing.told import Book, CannotRead, Cell, Sheet, letter
from documents.cells import original

SEPARATORS = (",", ";", "\t")
NAME = "The file"
NO_TEXT = f"This is not a spreadsheet: choose an .xlsx or .csv file. If it is a plan in another form, {SAVE_AGAIN}"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# How many records say which separator it is.
_LOOKED_AT = 60
# Excel writes it above the rows where the separator is not the reader's own.
_SAYS = "sep="


def open_text(data: bytes, name: str) -> Book:
    """The one sheet of the file. Raises CannotRead where it is no text, or over the limits."""
    text = _decoded(data)
    first, _, rest = text.partition("\n")
    if first.lower().startswith(_SAYS) and len(first.strip()) == len(_SAYS) + 1:
        # The line counts: row numbers are those that a spreadsheet shows, which does not show it.
        return _book(rest, first.strip()[-1], name)
    return _book(text, _separator(text), name)


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _as(data, encoding)
    even, odd = data[0:2000:2].count(0), data[1:2000:2].count(0)
    half = max(1, len(data[:2000]) // 2)
    if len(data) % 2 == 0 and max(even, odd) > half * 0.6:
        return _as(data, "utf-16-be" if even > odd else "utf-16-le")
    if b"\x00" in data:
        raise CannotRead(NO_TEXT)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return _as(data, "cp1252")


def _as(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise CannotRead(NO_TEXT) from error
    odd = sum(letter < " " and letter not in "\t\r\n\x0b\x0c" for letter in text[:5000])
    if "\x00" in text or odd > len(text[:5000]) // 50:
        raise CannotRead(NO_TEXT)
    return text


def _separator(text: str) -> str:
    """The one that cuts most records into the same number of pieces."""
    best, most = SEPARATORS[0], 0.0
    for separator in SEPARATORS:
        counts: Counter[int] = Counter()
        try:
            for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
                if number == _LOOKED_AT:
                    break
                if any(record):
                    counts[len(record)] += 1
        except csv.Error:
            continue
        pieces, records = max(counts.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(1, 0))
        score = (min(pieces, 20) - 1) * records / max(1, counts.total())
        if score > most:
            best, most = separator, score
    return best


def _book(text: str, separator: str, name: str) -> Book:
    rows, count, reader = [], 0, Reader()
    try:
        for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1):
            if any(record) and (texts := _texts(record)):
                count += 1
                if count <= MOST_ROWS:
                    rows.append(_row(number, texts, reader))
    except csv.Error as error:
        raise CannotRead(f"This file is not a whole table: {SAVE_AGAIN}") from error
    check_rows(count, NAME)
    return Book((Sheet(clean(name), tuple(rows)),))


def _texts(record: list[str]) -> list[tuple[int, str]]:
    """Column and text of the cells that hold something; an apostrophe that guards a formula is taken off."""
    found = ((column, clean(original(held))) for column, held in enumerate(record, 1) if held)
    return [(column, text) for column, text in found if text]


def _row(number: int, texts: list[tuple[int, str]], reader: Reader) -> tuple[Cell, ...]:
    for column, text in texts:
        check_column(column, NAME)
        reader.count(text, f"{NAME}, cell {letter(column)}{number},")
    return tuple(Cell(number, column, text, text) for column, text in texts)
