"""What single rows of a sheet become."""

import datetime
from typing import Any

import pytest

from actions.importing.told import Field, Level
from tests.actions.importing.making import opened, outline, reading, saved, workbook

HEADS = ["Ref", "Action", "Lead", "Due", "Status", "Progress"]


def read(*rows: list[Any], heads: list[str] = HEADS) -> Any:
    (sheet,) = opened(saved(workbook({"Plan": [heads, *rows]}))).sheets
    return reading(sheet, starts=datetime.date(2024, 4, 1))


def messages(found: Any) -> list[str]:
    return [str(problem) for problem in found.problems]


def test_a_sub_action_of_a_sub_action_stands_beside_it() -> None:
    found = read(["Priority 1: A"], ["1.1", "One", "A"], ["1.1.1", "Two", "B"], ["1.1.1.1", "Three", "C"])
    assert [(entry.reference, entry.parent_reference) for entry in found.entries if entry.is_action] == [
        ("1.1", ""), ("1.1.1", "1.1"), ("1.1.1.1", "1.1"),
    ]  # fmt: skip


def test_the_same_objective_may_stand_under_two_priorities() -> None:
    heads = ["Priority", "Objective", "Ref", "Action", "Lead"]
    found = read(["1. A", "Staff", "1a", "One", "X"], ["2. B", "Staff", "2a", "Two", "Y"], heads=heads)
    assert outline(found.entries) == [
        "1 A", "- 1 > A Staff", "-- A > 1a One | X", "2 B", "- 2 > A Staff", "-- A > 2a Two | Y",
    ]  # fmt: skip


def test_a_number_that_is_printed_further_down_is_not_given_to_a_heading_without_one() -> None:
    heads = ["Priority", "Ref", "Action", "Lead"]
    found = read(
        ["Voice", "a", "One", "X"], ["1. Health", "1a", "Two", "Y"], ["2. Work", "2a", "Three", "Z"], heads=heads
    )
    assert outline(found.entries) == [
        "3 Voice", "-- 3 > a One | X", "1 Health", "-- 1 > 1a Two | Y", "2 Work", "-- 2 > 2a Three | Z",
    ]  # fmt: skip
    assert [one for one in messages(found) if "is read as that one" in one] == []


def test_a_cell_that_names_its_priority_counts_after_a_heading_as_before_it() -> None:
    heads = ["Priority", "Ref", "Action", "Lead"]
    found = read(["1 Voice", "1.1", "One", "X"], ["Priority 2: Health"], [None, "2.1", "Two", "Y"],
                 ["1 Voice", "1.2", "Three", "Z"], heads=heads)  # fmt: skip
    assert outline(found.entries) == [
        "1 Voice", "-- 1 > 1.1 One | X", "2 Health", "-- 2 > 2.1 Two | Y", "-- 1 > 1.2 Three | Z",
    ]  # fmt: skip


def test_an_action_may_begin_as_a_heading_does() -> None:
    found = read(
        ["Priority 1: A"], [None, "Outcome 1: publish it", "ICB", "May 2025"], ["1b", "Objective 2: meet", "X"]
    )
    assert outline(found.entries)[1:] == [
        "-- 1 > 1.1 Outcome 1: publish it | ICB | May 2025",
        "-- 1 > 1b Objective 2: meet | X",
    ]


def test_a_priority_may_have_its_person_beside_it() -> None:
    found = read(["Priority 1: A", None, "Sponsor: J Roe"], ["1a", "One", "X"])
    assert outline(found.entries) == ["1 A", "-- 1 > 1a One | X"]
    assert messages(found) == ["Row 2, column C: “Sponsor: J Roe” beside a heading is left out"]


def test_a_priority_over_two_cells() -> None:
    found = read(["Priority 1", "Early help"], ["1a", "One", "X"], ["Priority 2", "Health"], ["2a", "Two", "Y"])
    assert outline(found.entries) == ["1 Early help", "-- 1 > 1a One | X", "2 Health", "-- 2 > 2a Two | Y"]


def test_priorities_stand_over_tables_of_their_own() -> None:
    book = workbook({"Plan": [
        ["Priority 1: Early help"], HEADS, ["1a", "One", "X"], [], ["Priority 2: Health"], HEADS, ["2a", "Two", "Y"],
    ]})  # fmt: skip
    (sheet,) = opened(saved(book)).sheets
    found = reading(sheet)
    assert outline(found.entries) == ["1 Early help", "-- 1 > 1a One | X", "2 Health", "-- 2 > 2a Two | Y"]
    assert [passed.row for passed in found.passed] == [2, 6]


def test_outcomes_below_priorities_are_objectives_and_alone_are_priorities() -> None:
    below = read(["Priority 1: A"], ["Outcome 1: B"], ["1a", "One", "X"], ["Outcome 2: C"], ["1b", "Two", "Y"])
    assert [entry.kind for entry in below.entries] == [
        Level.PRIORITY, Level.OBJECTIVE, Level.ACTION, Level.OBJECTIVE, Level.ACTION,
    ]  # fmt: skip
    alone = read(["Outcome 1: B"], ["1a", "One", "X"], ["Outcome 2: C"], ["2a", "Two", "Y"])
    assert [entry.number for entry in alone.entries if entry.kind == Level.PRIORITY] == [1, 2]


def test_a_priority_without_an_action_stays() -> None:
    found = read(["Priority 1: A"], ["1a", "One", "X"], ["Priority 2: To be agreed"])
    assert outline(found.entries)[-1] == "2 To be agreed"


def test_two_priorities_of_one_number_are_read_as_one_and_told() -> None:
    found = read(["Priority 1: A"], ["1a", "One", "X"], ["Priority 1: B"], ["1b", "Two", "Y"])
    assert outline(found.entries) == ["1 A", "-- 1 > 1a One | X", "-- 1 > 1b Two | Y"]
    assert messages(found) == ["Row 4: “B” has the number of priority 1, “A”, and is read as that one"]


def test_an_action_without_a_reference_among_others_is_given_one() -> None:
    found = read(["Priority 1: A"], [None, "One", "X"], ["1.1", "Two", "Y"], ["1.2", "Three", "Z"])
    assert outline(found.entries)[1] == "-- 1 > 1.3 One | X"
    assert messages(found) == ["Row 3: This action has no reference, and is given one"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (["1a", "One", "X", "1 March 2024", "G"], "column D: This is due 1 March 2024, before the plan began on"),
        (["1a", "One", "X", "May 2025 – March 2025", "G"], "column D: “May 2025 – March 2025” is no date"),
        (["1a", "One", "X", "ongoing", "Complete"], "column E: This is complete, and printed as ongoing"),
        (["1a", "One", "X", "x" * 81, "G"], "column D: This is longer than a date"),
        (["1a", "One", "X", "May 2025", "x" * 81], "column E: This is longer than a status"),
        (["1a", "One", "X", "May 2025", "Paused"], "column E: “Paused” is no status of the portal"),
    ],
)  # fmt: skip
def test_what_is_odd_is_told_and_blocks_nothing(row: list[Any], message: str) -> None:
    found = read(["Priority 1: A"], row)
    (problem,) = messages(found)
    assert problem.startswith(f"Row 3, {message}")
    assert not any(problem.blocks for problem in found.problems)
    (action,) = (entry for entry in found.entries if entry.is_action)
    assert (action.due_as_printed, action.status_as_printed) == (row[3], row[4])


def test_long_words_are_not_asked_about() -> None:
    found = read(["Priority 1: A"], ["1a", "One", "X", "x" * 81, "y" * 81])
    assert found.words == ()


def test_words_are_asked_once_however_they_are_spelt() -> None:
    rows = [[f"1.{number}", "One", "X", "tbc", status] for number, status in enumerate(["BAU", "bau", "BAU."], 1)]
    found = read(["Priority 1: A"], *rows)
    assert [(word.field, word.text, word.rows) for word in found.words] == [
        (Field.DUE, "tbc", 3), (Field.STATUS, "BAU", 3),
    ]  # fmt: skip


def test_a_row_in_columns_that_mean_nothing_is_told() -> None:
    found = read(
        ["Priority 1: A"], ["1a", "One", "X"], [], [None, None, None, None, None, None, "Signed off by the chair"]
    )
    assert messages(found) == ["Row 5: There is no action in this row, and it is left out: “Signed off by the chair”"]


def test_a_heading_among_numbered_actions_is_named() -> None:
    found = read(["1.1", "One", "X"], ["Note: updated monthly"], ["1.2", "Two", "Y"])
    assert "Row 3: “Note: updated monthly” is read as a priority: clear this row if it is only a note" in messages(
        found
    )
