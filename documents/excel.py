"""A paper as a workbook: a summary to read, and tables to sort, filter and count."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from documents.content import Block, Bullet, Document, Heading, Paragraph, Table, words
from documents.excel_cells import Cells, sheet_names
from documents.excel_sheet import Sheet
from documents.excel_tables import write_tables
from documents.numbers import value_of
from documents.office import readable, steady

SUMMARY = "Summary"
# The columns of the summary, and their widths in letters.
COLUMNS = {"Section": 34, "Number": 10, "Text": 100}
BULLET = "•"
A4 = 9
MOST_LETTERS_IN_MARGIN = 80


def to_xlsx(document: Document) -> bytes:
    """The paper as an .xlsx file, the same bytes for equal documents. No cell is a formula."""
    book = Workbook(write_only=True)
    _describe(book, document)
    cells = Cells(book)
    tables = _tables(document)
    names = sheet_names((SUMMARY, *tables))
    _write_summary(_sheet(book, names[0], document), document, cells)
    for name, each in zip(names[1:], tables.values(), strict=True):
        write_tables(_sheet(book, name, document), each, cells)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        ExcelWriter(book, archive).save()
    return steady(written.getvalue())


def _describe(book: Workbook, document: Document) -> None:
    properties = book.properties
    properties.title, properties.language = readable(document.title), document.language
    properties.subject, properties.contentStatus = readable(document.as_at), readable(document.standing)
    properties.category, properties.creator = readable(document.classification), ""


def _sheet(book: Workbook, name: str, document: Document) -> Any:
    """A new sheet that prints on A4, lying, as wide as the page, with the standing of the paper above."""
    sheet: Any = book.create_sheet(name)
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for place, text in (("left", document.standing), ("right", document.classification)):
        getattr(sheet.oddHeader, place).text = _in_margin(text)
    sheet.oddFooter.left.text = _in_margin(document.as_at)
    sheet.oddFooter.right.text = "Page &P of &N"
    return sheet


def _in_margin(text: str) -> str | None:
    """A text above or below a page; there an ampersand begins a command."""
    return readable(text)[:MOST_LETTERS_IN_MARGIN].replace("&", "&&") or None


def _tables(document: Document) -> dict[str, list[Table]]:
    """All tables by the names of their sheets, in the order of the paper."""
    sheets: dict[str, list[Table]] = {}
    for blocks in (document.blocks, *(appendix.blocks for appendix in document.appendices)):
        for block in blocks:
            if isinstance(block, Table):
                sheets.setdefault(block.sheet, []).append(block)
    return sheets


def _write_summary(sheet: Any, document: Document, cells: Cells) -> None:
    written = Sheet(sheet, tuple(COLUMNS.values()))
    written.line(cells.make(sheet, document.title, "Paper title"))
    for line in document.header:
        written.line(cells.make(sheet, line, "Paper strong line"))
    for line in (document.standing, document.as_at, document.classification):
        if line:
            written.line(cells.make(sheet, line, "Paper line"))
    written.line()
    written.row([cells.make(sheet, heading, "Paper column") for heading in COLUMNS])
    for row in _rows(document, sheet, cells):
        written.row(row)


def _rows(document: Document, sheet: Any, cells: Cells) -> Iterator[list[Any]]:
    for block in document.blocks:
        yield from _row(block, sheet, cells)
    for line in document.footer:
        yield [None, None, cells.make(sheet, line)]
    for appendix in document.appendices:
        yield from _row(Heading(appendix.title), sheet, cells)
        for block in appendix.blocks:
            yield from _row(block, sheet, cells)


def _row(block: Block, sheet: Any, cells: Cells) -> Iterator[list[Any]]:
    """The row of a heading, a paragraph or an item; tables have their own sheets, charts their numbers in a table."""
    if isinstance(block, Heading):
        yield [cells.make(sheet, block.text, "Paper section", indent=max(block.level - 2, 0))]
    elif isinstance(block, Paragraph):
        counted = value_of(block.number, 0)
        number = block.number if counted is None else counted
        yield [None, cells.make(sheet, number, indent=block.level + 1), cells.make(sheet, words(block.text))]
    elif isinstance(block, Bullet):
        yield [None, cells.make(sheet, BULLET, indent=block.level + 1), cells.make(sheet, words(block.text))]
