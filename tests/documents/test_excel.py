"""The workbook: what it says, and that nothing in it is a formula."""

import dataclasses
import datetime
import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from documents.content import Cell, Column, Document, Heading, Paragraph, Table, plain
from documents.excel import to_xlsx
from documents.excel_cells import CUT, sheet_names
from tests.documents.facts import facts_of
from tests.documents.read_excel import lines, read_xlsx
from tests.documents.samples import ACTIONS, EMPTY, FULL, HOSTILE, STATUSES

NAMES = st.one_of(st.text(max_size=40), st.sampled_from(["Summary", "SUMMARY", "a" * 40, "", "'", "History"]))


def opened(document: Document = FULL) -> Any:
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(document)))


def of(*blocks: Any) -> Document:
    return dataclasses.replace(EMPTY, blocks=blocks)


def one(cell: Cell) -> Any:
    """A cell as it comes back from a table of its own."""
    return opened(of(Table("One", (Column("Only"),), ((cell,),), "One")))["One"]["A3"]


@pytest.mark.parametrize("document", [FULL, EMPTY], ids=["full", "empty"])
def test_it_says_what_the_content_says(document: Document) -> None:
    assert read_xlsx(to_xlsx(document)) == facts_of(document)


def test_summary_begins_with_title_header_standing_and_moment() -> None:
    rows = lines(opened()["Summary"])
    assert rows[:8] == [
        [FULL.title], *([line] for line in FULL.header), ["DRAFT"], [FULL.as_at], ["Official"],
    ]  # fmt: skip
    assert rows[9:14] == [
        ["Section", "Number", "Text"],
        ["Summary"],
        ["", "", "What the board is told."],
        ["Recommendations"],
        ["", "", "The board is asked to:"],
    ]
    assert rows[14] == ["", "1", "Note the progress."]
    assert rows[-2:] == [["", "", FULL.footer[0]], ["Appendix A: the whole plan"]]


def test_tables_have_sheets_in_the_order_of_the_paper() -> None:
    assert opened().sheetnames == ["Summary", "Counts", "Actions"]


def test_title_and_language_are_said() -> None:
    properties = opened().properties
    assert (properties.title, properties.language, properties.creator) == (FULL.title, "en-GB", None)
    assert (properties.subject, properties.contentStatus) == (FULL.as_at, "DRAFT")


def test_header_row_is_bold_frozen_and_has_filters() -> None:
    sheet = opened()["Actions"]
    assert [cell.value for cell in sheet[2]] == ["Reference", "Action", "Due", "Status"]
    assert all(cell.font.bold for cell in sheet[2])
    assert sheet.freeze_panes == "B3"
    assert sheet.auto_filter.ref == f"A2:D{len(ACTIONS.rows) + 2}"
    assert sheet.print_title_rows == "$2:$2"


def test_text_is_wrapped_in_columns_that_fit() -> None:
    sheet = opened()["Actions"]
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows(min_row=2) for cell in row)
    widths = [sheet.column_dimensions[letter].width for letter in "ABCD"]
    assert widths[0] >= len("Reference")
    assert widths[1] == max(widths) > 50
    assert widths[2] > len("31 September 2025")


def test_rows_are_as_high_as_their_text() -> None:
    long = Paragraph(plain("word " * 100))
    sheet = opened(of(Paragraph(plain("One line.")), long))["Summary"]
    low, high = (sheet.row_dimensions[row].height for row in (4, 5))
    assert low < 20
    assert high > 5 * 12


def test_dates_and_numbers_are_typed() -> None:
    due = opened()["Actions"]["C3"]
    assert (due.value, due.number_format) == (datetime.datetime(2025, 3, 31), "d mmmm yyyy")  # noqa: DTZ001
    count = opened()["Counts"]["B3"]
    assert (count.value, count.data_type) == (2, "n")
    assert opened()["Summary"]["B15"].value == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("17 May 1890", datetime.date(1890, 5, 17)), ("1,234,567,890,123,456", 1_234_567_890_123_456), ("6", None),
        ("12, of which 3 carried over", 12),
    ],
)  # fmt: skip
def test_what_excel_cannot_count_or_print_stays_text(text: str, value: datetime.date | int | None) -> None:
    held = one(Cell(text, value))
    assert (held.value, held.data_type) == (text, "s")


def test_days_and_statuses_that_say_more_are_sorted_by_what_they_are() -> None:
    columns = (Column("Ref."), Column("Due"), Column("Status"), Column("Agreed"))
    agreed = Cell("2 May 2024", datetime.date(2024, 5, 2))
    rows = (
        (Cell("1a"), Cell("31 March 2025 (at first September 2024)", datetime.date(2025, 3, 31)),
         Cell("At risk, as last reported on 3 May 2024", colour="amber"), agreed),
        (Cell("1b"), Cell("September 2024", datetime.date(2024, 9, 30)), Cell("At risk", colour="amber"), agreed),
        (Cell("1c"), Cell("1 May 2024", datetime.date(2024, 5, 1)), Cell("Proposed, not yet agreed"), agreed),
        (Cell("1d"), Cell("Ongoing"), Cell(""), agreed),
    )  # fmt: skip
    document = of(Table("One", columns, rows, "One"))
    sheet = opened(document)["One"]
    assert lines(sheet)[1:] == [
        ["Ref.", "Due", "Due, as printed", "Status", "Status, as printed", "Agreed"],
        ["1a", "31 March 2025", rows[0][1].text, "At risk", rows[0][2].text, "2 May 2024"],
        ["1b", "30 September 2024", "September 2024", "At risk", "", "2 May 2024"],
        ["1c", "1 May 2024", "", "Proposed, not yet agreed", "", "2 May 2024"],
        ["1d", "Ongoing", "", "", "", "2 May 2024"],
    ]
    assert [sheet[f"B{row}"].data_type for row in (3, 4, 5, 6)] == ["d", "d", "d", "s"]
    assert sheet["D3"].fill.fgColor.rgb == "00FFC247"
    assert sheet.auto_filter.ref == "A2:F6"
    assert read_xlsx(to_xlsx(document)) == facts_of(document)


def test_a_status_is_a_word_on_its_colour() -> None:
    status = one(Cell("At risk", colour="amber"))
    assert (status.value, status.fill.fgColor.rgb, status.font.color.rgb) == ("At risk", "00FFC247", "003D2600")


def test_hostile_texts_are_literal() -> None:
    book = opened()
    assert [cell.value for cell in book["Actions"]["B"][2:]] == list(HOSTILE * 3)
    assert set(HOSTILE) <= {cell.value for cell in book["Summary"]["C"]}


def test_no_cell_is_a_formula_or_becomes_one() -> None:
    formula = "=1+1"
    table = Table(formula, (Column(formula),), ((Cell(formula),),), formula, formula)
    data = to_xlsx(
        Document(formula, (formula,), (Heading(formula), Paragraph(plain(formula), formula), table), as_at=formula)
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    guarded = [cell for cell in cells if cell.value == formula]
    assert len(guarded) == 10
    assert all(cell.quotePrefix for cell in guarded)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if re.search(b"<f[ >]", archive.read(name))]


def test_what_no_cell_can_hold_is_replaced_where_one_sees_it() -> None:
    assert one(Cell("a\x00b\x0bc\ud800d\ufffee\r\nf")).value == "a�b�c�d�e\nf"


def test_what_excel_would_read_as_an_escape_stays_as_written() -> None:
    held = one(Cell("_x0041_ and _x005F_")).value
    assert held == "_x005F_x0041_ and _x005F_x005F_"
    assert unescape(held) == "_x0041_ and _x005F_"


@pytest.mark.parametrize("letter", ["x", "🎈"])
def test_a_text_too_long_for_a_cell_says_that_it_is_cut(letter: str) -> None:
    held = one(Cell(letter * 40_000)).value
    assert held.endswith(CUT)
    assert 32_765 <= len(held.encode("utf-16-le")) // 2 <= 32_767
    assert set(held.removesuffix(CUT)) == {letter}


def test_a_text_that_just_fits_is_kept() -> None:
    assert one(Cell("x" * 32_767)).value == "x" * 32_767


@given(st.lists(NAMES))
def test_sheets_have_names_that_excel_takes(wanted: list[str]) -> None:
    names = sheet_names(wanted)
    assert len({name.lower() for name in names}) == len(wanted)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name == name.strip("'")
        assert name.lower() != "history"


def test_an_allowed_name_stays() -> None:
    assert sheet_names(["Summary", "Actions", "actions", "a/b"]) == ["Summary", "Actions", "actions 2", "a b"]


def test_tables_with_the_same_columns_are_one_to_filter() -> None:
    columns = (Column("Reference"), Column("Action", 3))
    first = Table("Priority 1", columns, ((Cell("1a"), Cell("Do this")),), "Actions", "As at noon.")
    second = Table("Priority 2", columns, ((Cell("2a"), Cell("Do that")),), "Actions", "As at noon.")
    document = of(first, second)
    sheet = opened(document)["Actions"]
    assert lines(sheet) == [
        ["Actions"],
        ["Table", "Reference", "Action"],
        ["Priority 1", "1a", "Do this"],
        ["Priority 2", "2a", "Do that"],
        [],
        ["As at noon."],
    ]
    assert sheet.auto_filter.ref == "A2:C4"
    assert read_xlsx(to_xlsx(document)) == facts_of(document)


def test_tables_with_other_columns_stand_below_each_other() -> None:
    document = of(STATUSES, dataclasses.replace(ACTIONS, sheet=STATUSES.sheet))
    sheet = opened(document)[STATUSES.sheet]
    assert sheet.auto_filter.ref == "A2:C4"
    assert lines(sheet)[4:9] == [
        [], [STATUSES.note], [], [ACTIONS.caption], [column.heading for column in ACTIONS.columns],
    ]  # fmt: skip
    assert read_xlsx(to_xlsx(document)) == facts_of(document)


def test_a_table_without_rows_is_its_header() -> None:
    document = of(dataclasses.replace(ACTIONS, rows=()))
    assert lines(opened(document)["Actions"]) == [[ACTIONS.caption], ["Reference", "Action", "Due", "Status"]]


def test_every_sheet_prints_with_its_standing() -> None:
    for sheet in opened(dataclasses.replace(FULL, standing="R&D")):
        assert (sheet.oddHeader.left.text, sheet.oddHeader.right.text) == ("R&&D", "Official")
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)


def test_the_same_paper_is_the_same_file() -> None:
    with time_machine.travel(datetime.datetime(2024, 9, 4, tzinfo=datetime.UTC), tick=False):
        first = to_xlsx(FULL)
    with time_machine.travel(datetime.datetime(2031, 1, 7, tzinfo=datetime.UTC), tick=False):
        assert to_xlsx(FULL) == first
