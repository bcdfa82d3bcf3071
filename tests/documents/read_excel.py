"""What a workbook says."""

import datetime
import io
from collections.abc import Iterable
from typing import Any

import openpyxl
from openpyxl.utils.escape import unescape

from documents.excel import BULLET, COLUMNS, SUMMARY
from documents.excel_tables import AS_PRINTED, WHICH
from tests.documents.facts import Facts, folded


def read_xlsx(data: bytes) -> Facts:
    """The facts that a workbook gives back."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    facts = Facts()
    _read_summary(facts, lines(book[SUMMARY]))
    for sheet in book.worksheets[1:]:
        _read_tables(facts, lines(sheet))
    return facts


def lines(sheet: Any) -> list[list[str]]:
    """The rows as they are printed, without the empty cells at their ends."""
    found = []
    for row in sheet.iter_rows(values_only=True):
        texts = [printed(value) for value in row]
        while texts and not texts[-1]:
            texts.pop()
        found.append(texts)
    return found


def printed(value: Any) -> str:
    """A cell as it is printed; a date in the words of the portal."""
    if isinstance(value, datetime.datetime):
        return f"{value.day} {value:%B %Y}"
    return "" if value is None else unescape(str(value))


def _read_summary(facts: Facts, rows: list[list[str]]) -> None:
    facts.headings.append(folded(rows[0][0]))
    for section, number, text in (_padded(row, 3) for row in rows[rows.index(list(COLUMNS)) + 1 :]):
        if section:
            facts.headings.append(folded(section))
        elif number and number != BULLET:
            facts.paragraphs.append((number, folded(text)))


def _read_tables(facts: Facts, rows: list[list[str]]) -> None:
    """Tables stand below each other, with empty rows between them; a row alone in its table is a note."""
    for table in _split(rows):
        if len(table) > 1:
            (caption, *_), head, *body = table
            whole = [_joined(head, [folded(text) for text in _padded(row, len(head))]) for row in (head, *body)]
            head, *filled = whole
            if head[0] == WHICH:
                for row in filled:
                    facts.tables.setdefault(row[0], [head[1:]]).append(row[1:])
            else:
                facts.tables[caption] = [head, *filled]


def _joined(head: list[str], row: list[str]) -> list[str]:
    """The row with whole texts in place of the days and words that stand before them."""
    beside = {at for at in range(1, len(head)) if head[at] == head[at - 1] + AS_PRINTED}
    if row == head:
        return [text for at, text in enumerate(row) if at not in beside]
    return [row[at + 1] or text if at + 1 in beside else text for at, text in enumerate(row) if at not in beside]


def _split(rows: Iterable[list[str]]) -> list[list[list[str]]]:
    tables: list[list[list[str]]] = [[]]
    for row in rows:
        if row:
            tables[-1].append(row)
        else:
            tables.append([])
    return tables


def _padded(row: list[str], length: int) -> list[str]:
    return row + [""] * (length - len(row))
