"""Rows that are no part of a plan, and numbers that say another place than the one where they stand."""

from typing import Any

import pytest

from actions.importing.told import Reading
from tests.actions.importing.making import opened, outline, reading, saved, workbook

HEADS = ["Priority", "Ref", "Action", "Lead", "Due", "Status"]
PLAN = [["1. A", "1.1", "One", "X", "May 2025", "G"], ["2. B", "2.1", "Two", "Y", "May 2025", "R"]]


def read(*rows: list[Any], heads: list[str] = HEADS) -> Reading:
    (sheet,) = opened(saved(workbook({"Plan": [heads, *rows]}))).sheets
    return reading(sheet)


def messages(found: Reading) -> list[str]:
    return [str(problem) for problem in found.problems]


@pytest.mark.parametrize(
    "footer",
    [
        ["Key: R = off track, A = at risk"],
        ["RAG rating key"],
        ["Total", None, "5 actions"],
        ["Grand total:", None, None, "5"],
        ["Note: updated monthly"],
        [None, "Key:", "R = off track"],
        [None, "Total", "5 actions"],
        [None, None, "Total", 5],
        [None, None, "Total number of actions: 5"],
        ["R = off track"],
        [None, None, "G = on track"],
    ],
)
def test_a_footer_is_left_out_and_told(footer: list[Any]) -> None:
    found = read(*PLAN, [], footer)
    assert outline(found.entries) == outline(read(*PLAN).entries)
    (message,) = messages(found)
    assert message.startswith("Row 5: There is no action in this row, and it is left out: “")


def test_all_rows_of_a_key_are_left_out() -> None:
    found = read(*PLAN, [], ["Key"], ["B", "Complete"], ["R", None, "Off track"], ["Amber"])
    assert outline(found.entries) == outline(read(*PLAN).entries)
    assert [problem.row for problem in found.problems] == [5, 6, 7, 8]


@pytest.mark.parametrize(
    "row",
    [
        ["3. Key stage transitions", "3.1", "Visit", "X", "May 2025"],
        ["3. C", "3.1", "Key: recruit a lead", "X", "May 2025", "G"],
        ["3. C", "3.1", "Total communication training", "X", "May 2025", "G"],
        [None, "3.1", "Total: halve it", "X"],
    ],
)
def test_an_action_may_begin_as_a_footer_does(row: list[Any]) -> None:
    found = read(*PLAN, row)
    assert [entry.reference for entry in found.entries if entry.is_action] == ["1.1", "2.1", "3.1"]


ROWS = ["Ref", "Action", "Lead"]


def test_numbers_that_disagree_with_their_heading_are_told() -> None:
    found = read(
        ["1.1", "One", "X"], ["CYP 1", "Two", "X"], ["3.1", "Three", "X"], ["R7", "Four", "X"],
        ["Priority 2: Named"], ["2.1", "Five", "X"], ["3", "Three alone", "X"], ["7.1", "Seven", "X"], heads=ROWS,
    )  # fmt: skip
    assert messages(found) == [
        "Row 2: The sheet names no priority above this row: from here to the first that it names, actions are put "
        "under priorities by their numbers",
        "Row 3: CYP 1 says no priority by its number: it is put under 1",
        "Row 5: R7 says no priority by its number: it is put under 3",
        "Row 8: 3 stands under priority 2, and its number says 3",
        "Row 9: 7.1 stands under priority 2, and its number says 7",
    ]


def test_numbers_that_say_no_priority_anywhere_are_no_matter() -> None:
    found = read(["Priority 2: Named"], ["7.1", "One", "X"], ["7.2", "Two", "X"], ["9", "Three", "X"], heads=ROWS)
    assert messages(found) == []


def test_actions_that_are_counted_through_are_no_matter() -> None:
    found = read(
        ["Priority 1: Named"], ["1", "One", "X"], ["1.1", "Part", "X"], ["1.2", "Part", "X"], ["2", "Two", "X"],
        heads=ROWS,
    )  # fmt: skip
    assert messages(found) == []


def test_a_level_deeper_than_the_portal_has_is_told() -> None:
    found = read(
        ["Priority 2: Named"], ["2.1", "One", "X"], ["2.1.1", "Two", "X"], ["2.1.1.1", "Three", "X"],
        ["2.3.4.5", "Four", "X"], ["2.4.1", "Five", "X"], heads=ROWS,
    )  # fmt: skip
    assert messages(found) == [
        "Row 5: 2.1.1.1 is a level deeper than the portal has: it is read as a sub-action of 2.1",
        "Row 6: 2.3.4.5 is a level deeper than the portal has: it is read as an action",
    ]
