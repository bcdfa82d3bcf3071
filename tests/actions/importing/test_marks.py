"""What is marked in a sheet and no cell holds: struck-out text, comments, colours that are no rating."""

from typing import Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from actions.importing.told import Field, book_from_json, book_to_json
from tests.actions.importing.making import RED, filled, opened, reading, saved, workbook

HEADS = ["Ref", "Action", "Lead", "Due", "RAG"]
PURPLE, OTHER_PURPLE, TURQUOISE, WHITE = "FF7030A0", "FF8040B0", "FF00FFFF", "FFFEFEFE"


def made(*rows: list[Any]) -> Any:
    return workbook({"Plan": [HEADS, *rows]})


def read(book: Any) -> Any:
    """Through the text in which the wizard keeps a book."""
    return reading(book_from_json(book_to_json(opened(saved(book)))).sheets[0])


def told(book: Any) -> list[str]:
    return [str(problem) for problem in read(book).problems if problem.row > 1]


def test_a_row_that_is_struck_out_is_told() -> None:
    book = made(["1a", "One", "X", "May 2025", "Green"], ["1b", "Two", "X", "May 2025", "Green"])
    for cell in book["Plan"][3]:
        cell.font = Font(strike=True)
    said = "Row 3: This row is struck out in the file, and comes in all the same: delete it there if it is over"
    assert told(book) == [said]


def test_a_cell_and_a_part_of_one_that_are_struck_out_are_told() -> None:
    part = CellRichText("Tell ", TextBlock(InlineFont(strike=True), "nobody"), " all")
    book = made(["1a", "One", "X", "May 2025", "Green"], ["1b", part, "X", "May 2025", "Green"])
    book["Plan"]["D2"].font = Font(strike=True)
    book["Plan"]["C2"].font = Font(strike=False)
    assert told(book) == [
        "Row 2, column D: This cell is struck out in the file, and is read as the rest is",
        "Row 3, column B: A part of this cell is struck out in the file, and is read as the rest is",
    ]


def test_comments_are_told() -> None:
    book = made(["1a", "One", "X", "May 2025", "Green"])
    book["Plan"]["E2"].comment = Comment("Really?\nAsk Finance.", "Somebody")
    threaded = "[Threaded comment]\n\nYour version of Excel …\n\nComment:\n    Not yet"
    book["Plan"]["C2"].comment = Comment(threaded, "Somebody")
    assert told(book) == [
        "Row 2, column C: The comment on this cell is not brought in: “Not yet”",
        "Row 2, column E: The comment on this cell is not brought in: “Really? Ask Finance.”",
    ]


def test_so_many_marks_are_counted() -> None:
    book = made(*(["", f"Action {number}", "X", "May 2025", "Green"] for number in range(80)))
    for row in range(2, 82):
        book["Plan"].cell(row, 3).comment = Comment("Ask", "Somebody")
    said = [one for one in told(book) if "comment" in one]
    assert len(said) == 61
    assert said[-1] == "Row 62: From here on 20 more cells are struck out or have comments"


def coloured(*fills: str) -> Any:
    book = made(*([f"1{letter}", f"Action {letter}", "X", "May 2025"] for letter in "abcdefgh"[: len(fills)]))
    for row, fill in enumerate(fills, 2):
        filled(book["Plan"].cell(row, 5), fill)
    return book


def test_a_colour_that_is_no_rating_is_asked_about_once() -> None:
    found = read(coloured(PURPLE, OTHER_PURPLE, TURQUOISE, RED, WHITE))
    asked = [(word.text, word.rows, word.guess) for word in found.words if word.field == Field.STATUS]
    assert asked == [
        ("Purple (colour of the cell)", 2, ""),
        ("Turquoise (colour of the cell)", 1, ""),
        ("Red (colour of the cell)", 1, "off_track"),
    ]
    assert [one.status_as_printed.split()[0] for one in found.entries if one.status_as_printed] == [
        "Purple", "Purple", "Turquoise", "Red",
    ]  # fmt: skip
    assert "“Purple (colour of the cell)” is no status of the portal" in str(found.problems)
    sheet = opened(saved(coloured(PURPLE))).sheets[0]
    answered = reading(sheet, answers={(Field.STATUS, "Purple (colour of the cell)"): "complete"})
    assert [one.status for one in answered.entries if one.is_action] == ["complete"]


@pytest.mark.parametrize("fill", [PURPLE, "FFD9D9D9"])
def test_a_colour_that_the_row_has_anyway_says_nothing(fill: str) -> None:
    book = coloured(fill, PURPLE if fill != PURPLE else TURQUOISE)
    filled(book["Plan"]["B2"], fill)
    assert len([word for word in read(book).words if word.field == Field.STATUS]) == 1
