"""A row of a sheet by what its columns mean, and the values that rows of one action have together."""

import re
from collections.abc import Sequence

from actions.importing.told import Cell, Field, Layout, Problem, Sheet, letter

_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!)")
# What says that an action is under way: a row with these is no heading.
DELIVERY = (
    Field.LEAD, Field.START, Field.DUE, Field.STATUS, Field.PERCENT, Field.PROGRESS, Field.SUCCESS_MEASURE,
    Field.DIFFERENCE, Field.NOTES,
)  # fmt: skip


# What makes a row a thing of its own rather than more of the one above.
_OWN = (Field.LEAD, Field.START, Field.DUE, Field.STATUS, Field.PERCENT)


class Line:
    """One row. Its own text is what is typed in it; what it is said to have includes a cell merged from above."""

    def __init__(self, sheet: Sheet, layout: Layout, cells: Sequence[Cell]) -> None:
        self.number, self.cells, self._sheet, self._layout = cells[0].row, tuple(cells), sheet, layout
        self.own_cells = tuple(cell for cell in cells if cell.origin is None and text_of(cell))

    def cell(self, field: Field) -> Cell:
        """The cell of a field, whatever it is merged with; empty for a field without a column."""
        column = self._layout.columns.get(field)
        return self._sheet.at(self.number, column) if column else Cell(self.number, 0, None, "")

    def own(self, field: Field) -> str:
        cell = self.cell(field)
        return text_of(cell) if cell.origin is None else ""

    def said(self, field: Field) -> Cell:
        """The cell, unless it is merged from its left: that text belongs to another column."""
        cell = self.cell(field)
        across = cell.origin is not None and cell.origin[1] != cell.column
        return Cell(self.number, cell.column, None, "") if across or _is_error(cell) else cell

    def has_delivery(self) -> int:
        """How many fields of delivery the row itself fills in."""
        return sum(bool(self.own(field)) for field in DELIVERY)

    def is_of_its_own(self) -> bool:
        """Whether the row itself has a lead, a date or a status."""
        return any(self.own(field) for field in _OWN)

    def is_merged_across(self, cell: Cell) -> bool:
        """Whether a cell of this row is merged over columns beside it."""
        beside = self._sheet.at(self.number, cell.column + 1)
        return beside.origin == (cell.row, cell.column)

    def problems(self) -> list[Problem]:
        """Formulas of this row, in columns that are read, that give nothing to read."""
        found = []
        for field in self._layout.columns:
            cell = self.cell(field)
            blocks = field in (Field.TITLE, Field.REFERENCE)
            if cell.origin is None and cell.is_formula and not cell.text:
                message = "the result of this formula is not in the file: save it in Excel, and choose it again"
                found.append(Problem(self.number, letter(cell.column), message, blocks))
            elif cell.origin is None and _is_error(cell):
                message = f"this cell shows the error {cell.text}, and is read as empty"
                found.append(Problem(self.number, letter(cell.column), message, blocks))
        return found


def text_of(cell: Cell) -> str:
    return "" if _is_error(cell) else cell.text


def _is_error(cell: Cell) -> bool:
    return _ERROR.fullmatch(cell.text) is not None


def together(lines: Sequence[Line], field: Field) -> Cell:
    """The cell of several rows that are one action: the first with what the others add, each on a line of its own."""
    first = lines[0].said(field)
    more = [
        lines_cell for line in lines[1:] if (lines_cell := line.cell(field)).origin is None and text_of(lines_cell)
    ]
    if not more:
        return first
    if not first.text:
        first, more = more[0], more[1:]
    if not more:
        return first
    text = "\n".join((first.text, *(cell.text for cell in more)))
    return Cell(first.row, first.column, text, text, first.fill)
