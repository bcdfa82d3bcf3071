"""Sheets of tables: a frozen header row with filters, columns that fit, and everything of one kind together.

Where texts say more than a day or the word of a status, the column holds that alone, to sort and filter by, and the
column beside it ("Due, as printed") the whole text of these cells.
"""

import dataclasses
import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl.utils import get_column_letter

from documents.content import Cell, Column, Table
from documents.excel_cells import Cells, sortable
from documents.excel_sheet import Sheet

# The heading of the column that says which table a row is of, where several with the same columns become one.
WHICH = "Table"
# What the heading of a column ends with that holds the whole texts of the one before it.
AS_PRINTED = ", as printed"
# The letters that a sheet has room for on a screen, and that a column has at least and at most.
ROOM = 130
LEAST = 11
MOST = 70
# What the button of the filter takes, and what the longest date; one that does not fit is not shown at all.
BUTTON = 3
DATED = 19


def write_tables(sheet: Any, tables: Sequence[Table], cells: Cells) -> None:
    """Write them below each other, those with the same columns as one. The first has the filters."""
    joined = [_parted(_join(alike)) for alike in _alike(tables)]
    sheet.freeze_panes = "B3"
    sheet.print_title_rows = "2:2"
    first = joined[0]
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(first.columns))}{2 + len(first.rows)}"
    written = Sheet(sheet, _widths(joined))
    for number, table in enumerate(joined):
        if number:
            written.line()
        _write(written, table, cells)


def _alike(tables: Sequence[Table]) -> list[list[Table]]:
    """The tables by their columns, in the order of the first of each."""
    groups: dict[tuple[str, ...], list[Table]] = {}
    for table in tables:
        groups.setdefault(tuple(column.heading for column in table.columns), []).append(table)
    return list(groups.values())


def _join(tables: list[Table]) -> Table:
    first = tables[0]
    if len(tables) == 1:
        return first
    return Table(
        caption=first.sheet,
        columns=(Column(WHICH, max(column.width for column in first.columns)), *first.columns),
        rows=tuple((Cell(table.caption), *row) for table in tables for row in table.rows),
        sheet=first.sheet,
        note="\n".join(dict.fromkeys(table.note for table in tables if table.note)),
    )


def _parted(table: Table) -> Table:
    """The table with a column of whole texts beside each that could not be sorted or filtered by them."""
    columns, places = [], []
    for place, column in enumerate(table.columns):
        is_parted = any(sortable(row[place]) != row[place] for row in table.rows)
        columns += (
            [column, dataclasses.replace(column, heading=column.heading + AS_PRINTED)] if is_parted else [column]
        )
        places += [place] if is_parted else []
    rows = tuple(tuple(_cells(row, places)) for row in table.rows)
    return dataclasses.replace(table, columns=tuple(columns), rows=rows)


def _cells(row: Sequence[Cell], parted: Sequence[int]) -> Iterator[Cell]:
    for place, cell in enumerate(row):
        short = sortable(cell)
        yield short
        if place in parted:
            yield Cell(cell.text if short != cell else "")


def _write(written: Sheet, table: Table, cells: Cells) -> None:
    sheet = written.sheet
    written.line(cells.make(sheet, table.caption, "Paper caption"))
    written.row([cells.make(sheet, column.heading, "Paper column") for column in table.columns])
    for row in table.rows:
        written.row([cells.content(sheet, cell, heads=place == 0) for place, cell in enumerate(row)])
    for line in table.note.split("\n") if table.note else ():
        written.line()
        written.line(cells.make(sheet, line, "Paper line"))


def _widths(tables: list[Table]) -> list[int]:
    """The columns by their shares of the room, none wider than its longest text."""
    widths: list[int] = []
    for table in tables:
        whole = sum(column.width for column in table.columns) or 1
        for place, column in enumerate(table.columns):
            texts = [column.heading, *(row[place].text for row in table.rows)]
            share = min(ROOM * column.width // whole, max(map(len, texts)) + BUTTON, MOST)
            dated = any(isinstance(row[place].value, datetime.date) for row in table.rows)
            longest = max(map(len, column.heading.split()), default=0) + BUTTON
            wanted = max(share, longest, DATED if dated else LEAST)
            if place == len(widths):
                widths.append(wanted)
            widths[place] = max(widths[place], wanted)
    return widths
