"""The form of an import that says what each column of the sheet holds."""

from collections.abc import Iterator
from typing import Any

from django import forms

from actions.forms.imports import WORD_LENGTH, ImportStep
from actions.from_sheet.found import clipped
from actions.importing.headings import MOST_ROWS_ABOVE
from actions.importing.text import one_line
from actions.importing.told import Field, Layout, Sheet, letter
from design.widgets import PlainSelect

SAMPLES = 3
SAMPLE_LENGTH = 60
ROW_LENGTH = 110


class ColumnsForm(ImportStep):
    """Which row holds the headings, and what each column holds. The fields are made for the columns of the sheet.

    Where another row is chosen than the page was opened with, nothing else of it counts (`is_of_another_row`).
    """

    heading_row = forms.TypedChoiceField(
        label="Which row holds the headings?",
        coerce=int,
        widget=PlainSelect,
        help_text="Choose another one if the portal took the wrong row, and continue: you then come back here, with "
        "the columns guessed anew.",
        error_messages={"invalid_choice": "Choose a row from the list", "required": "Choose a row from the list"},
    )

    def __init__(self, *args: Any, sheet: Sheet, layout: Layout, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened_with = layout.heading_row
        rows: Any = self.fields["heading_row"]
        rows.initial, rows.choices = layout.heading_row, list(_rows_to_choose(sheet, layout.heading_row))
        self.columns = sorted({*layout.headings, *layout.unmatched, *layout.columns.values()})
        held = {column: field.value for field, column in layout.columns.items()}
        for column in self.columns:
            heading = clipped(layout.headings.get(column, ""), WORD_LENGTH)
            field = forms.ChoiceField(
                label=f"Column {letter(column)}" + (f": {heading}" if heading else ""),
                choices=[("", "Leave this column out"), *((one.value, one.label) for one in Field)],
                required=False,
                initial=held.get(column, ""),
                widget=PlainSelect,
                help_text=samples(sheet, layout, column),
                error_messages={"invalid_choice": "Choose one from the list"},
            )
            field.widget.choices = field.choices
            self.fields[f"column-{column}"] = field

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self.is_of_another_row = values.get("heading_row", self.opened_with) != self.opened_with
        if self.is_of_another_row:
            self.errors.clear()
            return values
        taken: dict[str, int] = {}
        for column in self.columns:
            name = values.get(f"column-{column}")
            if name in taken:
                self.add_error(
                    f"column-{column}",
                    f"Column {letter(taken[name])} is “{Field(name).label}” already: choose one of the two",
                )
            elif name:
                taken[name] = column
        if Field.TITLE not in taken and not self.errors and self.columns:
            self.add_error(f"column-{self.columns[0]}", f"Choose which column is “{Field.TITLE.label}”")
        self.matched = taken
        return values


def _rows_to_choose(sheet: Sheet, chosen: int) -> Iterator[tuple[int, str]]:
    """Each of the first rows by what stands in it; and that none holds headings."""
    for place, row in enumerate(sheet.rows):
        texts = [one_line(cell.text, 30) for cell in row if cell.text and not cell.origin]
        if texts and (place < MOST_ROWS_ABOVE or row[0].row == chosen):
            yield row[0].row, f"Row {row[0].row}: {one_line(' | '.join(texts), ROW_LENGTH)}"
    yield 0, "None: every row is read as part of the plan"


def samples(sheet: Sheet, layout: Layout, column: int) -> str:
    """The first few different texts of a column; what a merged cell says from its left is of another column."""
    texts = (
        clipped(cell.text, SAMPLE_LENGTH)
        for row in sheet.rows
        for cell in row
        if cell.column == column and cell.row > layout.heading_row and cell.text.strip()
        and (cell.origin is None or cell.origin[1] == column)
    )  # fmt: skip
    found: list[str] = []
    for text in texts:
        if text not in found:
            found.append(text)
        if len(found) == SAMPLES:
            break
    return "For example: " + "; ".join(f"“{text}”" for text in found) if found else "Empty below its heading."
