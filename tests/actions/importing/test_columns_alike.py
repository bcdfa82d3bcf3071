"""Columns that mean the same, and columns that are left out."""

import datetime

import pytest

from actions.importing import dates, headings
from actions.importing.told import Field, Sheet
from tests.actions.importing.making import opened, reading, saved, workbook


def sheet_of(heads: list[str], *rows: list[str]) -> Sheet:
    (sheet,) = opened(saved(workbook({"Plan": [heads, *rows]}))).sheets
    return sheet


@pytest.mark.parametrize(
    ("progress", "chosen"),
    [
        (["Progress", "Comments"], "Progress"),
        (["Comments", "Progress"], "Progress"),
        (["Progress", "Progress update Jan 25"], "Progress"),
        (["Progress", "Latest update"], "Progress"),
        (["Progress update Jan 25", "Progress update Sept 24"], "Progress update Jan 25"),
        (["Progress update Sept 24", "Progress update Jan 25"], "Progress update Jan 25"),
        (["Progress Q1", "Progress Q2"], "Progress Q2"),
    ],
)
def test_of_columns_of_progress_the_plainest_is_read_and_of_months_the_newest(
    progress: list[str], chosen: str
) -> None:
    heads = ["Ref", "Action", "Lead", "By when", "BRAG", *progress]
    sheet = sheet_of(heads, ["1.1", "One", "A", "May 2025", "G", "First words", "Second words"])
    layout = headings.guess(sheet)
    assert layout.headings[layout.columns[Field.PROGRESS]] == chosen


def test_a_plain_heading_above_an_empty_column_gives_way() -> None:
    sheet = sheet_of(["Ref", "Action", "Lead", "Progress", "Comments"], ["1.1", "One", "A", "", "Words"])
    assert headings.guess(sheet).columns[Field.PROGRESS] == 5


def test_by_alone_is_when_and_where_are_we_now_is_progress() -> None:
    layout = headings.guess(sheet_of(["Ref", "Action", "Who", "By", "Where are we now?", "By school"]))
    assert (layout.columns[Field.DUE], layout.columns[Field.PROGRESS], layout.unmatched) == (4, 5, (6,))


def test_a_column_that_is_left_out_is_told_with_its_rows() -> None:
    found = reading(sheet_of(
        ["Ref", "Action", "Lead", "Progress", "Comments", "Evidence folder"],
        ["1.1", "One", "A", "Begun", "Slow", ""], ["1.2", "Two", "B", "Begun", "Late", ""],
        ["1.3", "Three", "C", "Begun", "", ""],
    ))  # fmt: skip
    assert [str(problem) for problem in found.problems if "left out" in problem.message] == [
        "Row 1, column E: “Comments” is left out: 2 rows have text in it"
    ]


@pytest.mark.parametrize(
    ("heading", "month"),
    [("Progress update Sept 24", datetime.date(2024, 9, 30)), ("RAG (Mar 25)", datetime.date(2025, 3, 31)),
     ("Progress", datetime.date.min)],
)  # fmt: skip
def test_the_month_of_a_heading(heading: str, month: datetime.date) -> None:
    assert dates.named_in(heading) == month
