"""Cells that say something else than their column asks, or than the cell beside them."""

import datetime
from typing import Any

import pytest

from actions.importing import dates
from actions.importing.told import Entry, Field, Reading
from tests.actions.importing.making import opened, reading, saved, workbook

HEADS = ["Ref", "Action", "Lead", "Due", "Status", "Progress"]


def read(*rows: list[Any], heads: list[str] = HEADS, merged: tuple[str, ...] = ()) -> Reading:
    book = workbook({"Plan": [heads, ["Priority 1: A"], *rows]})
    for place in merged:
        book["Plan"].merge_cells(place)
    (sheet,) = opened(saved(book)).sheets
    return reading(sheet, printed_on=datetime.date(2024, 9, 1))


def messages(found: Reading) -> list[str]:
    return [str(problem) for problem in found.problems]


def action(found: Reading) -> Entry:
    (one,) = (entry for entry in found.entries if entry.is_action)
    return one


@pytest.mark.parametrize("text", ["Completed July 2024", "Delivered in July 2024", "Completed"])
def test_what_was_completed_then_is_not_due_then(text: str) -> None:
    found = read(["1a", "One", "X", text, "B"])
    assert action(found).due is None
    assert [(word.text, word.guess) for word in found.words if word.field == Field.DUE] == [(text, "")]


@pytest.mark.parametrize("text", ["To be completed by July 2024", "Complete by July 2024", "In place by July 2024"])
def test_what_is_to_be_completed_by_then_is_due_then(text: str) -> None:
    assert str(dates.of_text(text).due) == "July 2024"


def test_two_dates_beside_one_action_are_asked_about() -> None:
    found = read(["1a", "One", "X", 2025, "G"], [None, None, None, 2026], merged=("A3:A4", "B3:B4", "C3:C4", "E3:E4"))
    assert [(word.text, word.guess) for word in found.words if word.field == Field.DUE] == [("2025 2026", "")]
    assert (action(found).due, action(found).due_as_printed) == (None, "2025\n2026")


@pytest.mark.parametrize(
    ("text", "review"),
    [
        ("Ongoing - review Sept 2025", "September 2025"),
        ("Ongoing, reviewed in September 2025", "September 2025"),
        ("Ongoing (review date: 1/9/2025)", "1 September 2025"),
        ("Ongoing - under review", "None"),
        ("Ongoing", "None"),
    ],
)
def test_the_review_of_what_is_ongoing_is_its_own(text: str, review: str) -> None:
    one = action(read(["1a", "One", "X", text, "G"]))
    assert (one.is_ongoing, str(one.review)) == (True, review)


def test_rows_of_one_action_that_differ_are_told() -> None:
    found = read(
        ["1a", "One", "X", "May 2025", "G", "Begun"], [None, None, None, None, "R", "Stopped"],
        merged=("A3:A4", "B3:B4", "C3:C4", "D3:D4"),
    )  # fmt: skip
    assert messages(found) == ["Row 3, column E: The rows of this action say “G” and “R”: no status is set"]
    assert action(found).progress == "Begun\nStopped"


@pytest.mark.parametrize(("due", "status", "is_told"), [
    ("May 2024", "G", True), ("May 2024", "A", True), ("May 2024", "R", False), ("May 2024", "B", False),
    ("July 2024", "G", False),
])  # fmt: skip
def test_under_way_long_after_it_was_due_is_told(due: str, status: str, is_told: bool) -> None:
    told = [
        message for message in messages(read(["1a", "One", "X", due, status])) if "this was due" in message.lower()
    ]
    assert bool(told) is is_told


def test_nothing_done_and_complete_is_told_of_a_column_called_progress() -> None:
    found = read(["1a", "One", "X", "May 2025", "Complete", "0%"])
    assert messages(found) == ["Row 3, column F: 0 per cent is done, and the status is complete"]
    assert (action(found).status_as_printed, action(found).progress) == ("Complete", "0%")


@pytest.mark.parametrize(("share", "printed"), [(0, "0%"), (1, "100%"), (0.5, "50%"), (40, "40"), ("0", "0")])
def test_a_share_is_printed_as_a_percentage(share: Any, printed: str) -> None:
    heads = ["Ref", "Action", "Lead", "Due", "Status", "% complete"]
    found = read(["1a", "One", "X", "May 2025", "Complete", share], heads=heads)
    assert action(found).status_as_printed == f"Complete, {printed}"
