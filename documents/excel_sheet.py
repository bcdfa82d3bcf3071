"""A sheet that is written row by row, each as high as its text needs.

Not every program works heights out by itself when it opens a file, and rows that are too low hide text.
"""

import math
from collections.abc import Sequence
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter

LINE_HEIGHT = 13.5
# How many letters of a text stand in the width of a figure, and how many are lost where a line ends between words.
LETTERS = 1.15
LOST = 3
# The highest row that Excel has.
MOST_HEIGHT = 409


class Sheet:
    """A sheet of a workbook that is only written, with columns as wide as given, in letters."""

    def __init__(self, sheet: Any, widths: Sequence[int]) -> None:
        self.sheet = sheet
        self._widths = widths
        self._rows = 0
        for place, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(place)].width = width

    def line(self, cell: Cell | None = None) -> None:
        """A row with one cell, whose text runs on beside it; or an empty one."""
        self._append([cell])

    def row(self, cells: Sequence[Cell | None]) -> None:
        """A row whose texts are wrapped."""
        lines = max(_lines(cell, width) for cell, width in zip(cells, self._widths, strict=False))
        self.sheet.row_dimensions[self._rows + 1].height = min(lines * LINE_HEIGHT + 2, MOST_HEIGHT)
        self._append(cells)

    def _append(self, cells: Sequence[Cell | None]) -> None:
        self.sheet.append(list(cells))
        self._rows += 1


def _lines(cell: Cell | None, width: int) -> int:
    if cell is None or not isinstance(cell.value, str):
        return 1
    letters = width * LETTERS - LOST
    return sum(math.ceil(len(line) / letters) or 1 for line in cell.value.split("\n"))
