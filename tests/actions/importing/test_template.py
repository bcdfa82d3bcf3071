"""The template: what is downloaded reads back whole, with what is filled in."""

import csv
import io

import openpyxl
import pytest

from actions.importing import headings, kinds, template
from actions.importing.told import Book, Field, SheetKind
from tests.actions.importing.making import opened, outline, reading, saved, workbook

FILES = {"xlsx": template.template_xlsx, "csv": template.template_csv}
FILLED = (
    ["1. Early help", "1.1 Settings know", "1.10", "Train", "ICB / Head of SEND", "Sept 2024", "July 2025", "At risk",
     "Begun", "All trained", "Less waiting"],
    ["1. Early help", "1.1 Settings know", "1.10.1", "Train nurseries", "", "", "Ongoing", "", "", "", ""],
    ["2. Growing up", "", "02", "Map", "SENCos", "", "31/07/2025", "Complete", "", "", ""],
)  # fmt: skip
READ = [
    "1 Early help",
    "- 1 > 1.1 Settings know",
    "-- 1.1 > 1.10 Train | ICB / Head of SEND | July 2025 | at_risk",
    "--- 1.10 > 1.10.1 Train nurseries |  | ongoing",
    "2 Growing up",
    "-- 2 > 02 Map | SENCos | 31 July 2025 | complete",
]


def filled(kind: str) -> bytes:
    if kind == "csv":
        written = io.StringIO(newline="")
        written.write(template.template_csv().decode())
        csv.writer(written).writerows(FILLED)
        return written.getvalue().encode()
    book = openpyxl.load_workbook(io.BytesIO(template.template_xlsx()))
    for row in FILLED:
        book[template.SHEET].append(row)
    return saved(book)


def book_of(kind: str, data: bytes) -> Book:
    return opened(data, f"plan.{kind}")


@pytest.mark.parametrize("kind", FILES)
def test_its_headings_are_all_known(kind: str) -> None:
    layout = headings.guess(book_of(kind, FILES[kind]()).sheets[0])
    assert list(layout.columns) == list(template.COLUMNS)
    assert (layout.heading_row, layout.unmatched) == (1, ())


@pytest.mark.parametrize("kind", FILES)
def test_its_example_is_passed_over(kind: str) -> None:
    found = reading(book_of(kind, FILES[kind]()).sheets[0])
    assert found.entries == ()
    assert [(row.row, row.why) for row in found.passed] == [(1, "the headings"), (2, "the example of the template")]


@pytest.mark.parametrize("kind", FILES)
def test_what_is_filled_in_reads_back_whole(kind: str) -> None:
    found = reading(book_of(kind, filled(kind)).sheets[0])
    assert outline(found.entries) == READ
    assert found.problems == ()
    action = found.entries[2]
    assert (action.progress, action.success_measure, action.difference) == ("Begun", "All trained", "Less waiting")
    assert str(action.start) == "September 2024"
    assert all(word.is_sure for word in found.words)


@pytest.mark.parametrize("kind", FILES)
def test_its_example_shows_what_the_reading_understands(kind: str) -> None:
    """The row reads whole once it has a reference of its own."""
    data = FILES[kind]()
    if kind == "csv":
        data = data.replace(b",Example,", b",1.1.1,").replace(b"Offer every", b"Offer each")
    else:
        book = openpyxl.load_workbook(io.BytesIO(data))
        book[template.SHEET]["C2"], book[template.SHEET]["D2"] = "1.1.1", "Offer each setting a day"
        data = saved(book)
    found = reading(book_of(kind, data).sheets[0])
    assert (found.problems, [entry.kind for entry in found.entries]) == ((), ["priority", "objective", "action"])
    assert found.entries[-1].leads == ("Head of Early Years", "ICB")


def test_it_is_the_same_bytes_each_time() -> None:
    assert template.template_xlsx() == template.template_xlsx()


def test_its_key_explains_every_column_and_is_no_plan() -> None:
    key = opened(template.template_xlsx()).sheets[1]
    assert {row[0].text for row in key.rows if len(row) == 2} >= {field.label for field in template.COLUMNS}
    assert kinds.what_is(key).kind == SheetKind.FRONT_MATTER
    assert Field.PERCENT not in template.COLUMNS


def test_its_cells_are_text() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(template.template_xlsx()))[template.SHEET]
    assert {cell.number_format for row in sheet.iter_rows() for cell in row} == {"@"}
    assert sheet.column_dimensions["C"].number_format == "@"


def test_an_action_that_keeps_the_reference_of_the_example_is_read() -> None:
    rows = [["Reference", "Action", "Lead"], ["Example", "Offer a place to every school", "ICB"]]
    found = reading(opened(saved(workbook({"Plan": rows}))).sheets[0])
    assert [entry.title for entry in found.entries if entry.is_action] == ["Offer a place to every school"]
