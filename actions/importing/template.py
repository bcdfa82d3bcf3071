"""The workbook to fill in: headings that the reading knows, one example that it passes over, and a key."""

import csv
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.writer.excel import ExcelWriter

from actions.importing.text import folded
from actions.importing.told import Field
from documents.cells import cell as guarded
from documents.csv_file import BYTE_ORDER_MARK
from documents.office import steady

NAME = "plan-template"
EXAMPLE = "Example"
SHEET, KEY_SHEET = "Action plan", "How to fill it in"
COLUMNS = tuple(field for field in Field if field not in (Field.PERCENT, Field.NOTES))
_WIDTHS = {Field.TITLE: 60, Field.PROGRESS: 50, Field.SUCCESS_MEASURE: 40, Field.DIFFERENCE: 40, Field.PRIORITY: 30}
_EXAMPLE_ROW = {
    Field.PRIORITY: "1. Needs are understood early",
    Field.OBJECTIVE: "1.1 Settings know what to look for",
    Field.REFERENCE: EXAMPLE,
    Field.TITLE: "Offer every early years setting a training day",
    Field.LEAD: "Head of Early Years / ICB",
    Field.START: "September 2024",
    Field.DUE: "31 July 2025",
    Field.STATUS: "On track",
    Field.PROGRESS: "Twelve of twenty settings have had their day.",
    Field.SUCCESS_MEASURE: "All twenty settings have taken part.",
    Field.DIFFERENCE: "Children get help before they start school.",
}
_KEY = {
    Field.PRIORITY: "What the plan is divided into, in each row: a number and its title",
    Field.OBJECTIVE: "May stay empty. A heading between a priority and its actions: a number and its title",
    Field.REFERENCE: "As printed, each once: 1a, 1.1, CYP 1. A sub-action of 3f is 3f(i), of 1.1 it is 1.1.1",
    Field.TITLE: "The wording that was agreed",
    Field.LEAD: "A post, a body or a person; several with a slash or on lines of their own",
    Field.START: "May stay empty. A date, as below",
    Field.DUE: "A day (31 July 2025), a month (July 2025), a term (Summer term 2025), a year, or: Ongoing",
    Field.STATUS: "Not started, On track, At risk, Off track or Complete; empty where nobody has said yet",
    Field.PROGRESS: "May stay empty. What has happened so far",
    Field.SUCCESS_MEASURE: "May stay empty. What will show that the action worked",
    Field.DIFFERENCE: "May stay empty. What will be different for children, young people or families",
}
_NO_CHILD = "Write nothing by which a child or a family could be recognised."
_TEXT = "@"


def template_xlsx() -> bytes:
    """The template as a workbook, always the same bytes. All its cells are text, so that 1.10 stays 1.10."""
    book = Workbook()
    plan: Any = book.active
    plan.title = SHEET
    key = book.create_sheet(KEY_SHEET)
    _fill(plan, [[field.label for field in COLUMNS], [_EXAMPLE_ROW[field] for field in COLUMNS]])
    plan.freeze_panes = "A2"
    for place, field in enumerate(COLUMNS, 1):
        dimension = plan.column_dimensions[plan.cell(1, place).column_letter]
        dimension.width, dimension.number_format = _WIDTHS.get(field, 18), _TEXT
    _fill(key, [["Column", "What to write"], *([field.label, _KEY[field]] for field in COLUMNS), ["", _NO_CHILD],
                ["", f"The row “{EXAMPLE}” is passed over: delete it or leave it"]])  # fmt: skip
    key.column_dimensions["A"].width, key.column_dimensions["B"].width = 30, 100
    book.properties.creator, book.properties.title = "", "Action plan: a template"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        ExcelWriter(book, archive).save()
    return steady(written.getvalue())


def _fill(sheet: Any, rows: Sequence[Sequence[str]]) -> None:
    for number, row in enumerate(rows, 1):
        for place, text in enumerate(row, 1):
            held = sheet.cell(number, place, text)
            held.number_format, held.alignment = _TEXT, Alignment(wrap_text=True, vertical="top")
            if number == 1:
                held.font, held.fill = Font(bold=True), PatternFill("solid", fgColor="E9EFF1")


def template_csv() -> bytes:
    """The same headings and example as a .csv file in UTF-8 that Excel opens as such."""
    written = io.StringIO(newline="")
    written.write(BYTE_ORDER_MARK)
    writer = csv.writer(written)
    writer.writerow(guarded(field.label) for field in COLUMNS)
    writer.writerow(guarded(_EXAMPLE_ROW[field]) for field in COLUMNS)
    return written.getvalue().encode()


def is_example(reference: str, title: str) -> bool:
    """Whether a row is the template's example: it still says what that one does."""
    is_worded_so = folded(title) == folded(_EXAMPLE_ROW[Field.TITLE])
    return is_worded_so and (not reference or folded(reference) == folded(EXAMPLE))
