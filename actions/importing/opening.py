"""Opening a spreadsheet."""

import csv
import datetime
import io
import zipfile

import openpyxl

from actions.importing.told import Book, CannotRead, Cell, Sheet

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 500


def open_book(data: bytes, name: str) -> Book:
    """The sheets of an Excel or CSV file. Raises CannotRead."""
    if len(data) > MOST_BYTES:
        raise CannotRead("The spreadsheet must be 2 MB or smaller")
    if not data.strip():
        raise CannotRead("The spreadsheet is empty: choose another file")
    sheets = _excel(data) if name.casefold().endswith(".xlsx") else (_csv(data, name),)
    for sheet in sheets:
        if len(sheet.rows) > MOST_ROWS:
            raise CannotRead(f"The spreadsheet must have {MOST_ROWS} rows or fewer, and has {len(sheet.rows)}")
    return Book(tuple(sheets))


def _excel(data: bytes) -> tuple[Sheet, ...]:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise CannotRead("This is not an Excel workbook (.xlsx): save it as one and choose it again")
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Exception as error:
        raise CannotRead("This workbook cannot be opened: save it again in Excel and choose it again") from error
    return tuple(
        Sheet(
            sheet.title,
            tuple(
                tuple(_cell(row, column, value) for column, value in enumerate(values, 1))
                for row, values in enumerate(sheet.iter_rows(values_only=True), 1)
                if any(value is not None for value in values)
            ),
            sheet.sheet_state != "visible",
        )
        for sheet in book.worksheets
    )


def _csv(data: bytes, name: str) -> Sheet:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    rows = list(csv.reader(io.StringIO(text)))
    return Sheet(
        name,
        tuple(
            tuple(_cell(number, column, value) for column, value in enumerate(row, 1))
            for number, row in enumerate(rows, 1)
            if any(row)
        ),
    )


def _cell(row: int, column: int, value: object) -> Cell:
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, int):
        value = float(value)
    text = "" if value is None else f"{value:g}" if isinstance(value, float) else str(value).strip()
    return Cell(row, column, value if isinstance(value, str | float | bool | datetime.date) else None, text)
