"""A sheet read with answers to its words, and with columns that somebody chose."""

from actions.importing import headings
from actions.importing.told import Field
from tests.actions.importing.making import opened, reading, said, saved, workbook
from tests.actions.importing.sheets import sheet_of


def test_answers_count_over_guesses_and_once_for_all_rows_that_say_so() -> None:
    sheet = sheet_of("northshire")
    answers = {(Field.STATUS, "red"): "at_risk", (Field.DUE, "TBC"): "2025-07", (Field.DUE, "ongoing"): ""}
    found = reading(sheet, answers=answers)
    by_reference = {entry.reference: entry for entry in found.entries}
    assert [by_reference[each].status for each in ("1.2.3", "1.2.3a")] == ["at_risk", "at_risk"]
    assert str(by_reference["1.2.1"].due) == "July 2025"
    assert by_reference["1.2.1"].due_as_printed == "TBC"
    assert not by_reference["2.1"].is_ongoing
    assert said(found) == ["Row 13, column D: “ongoing” is no date: it is kept as printed, and no due date is set"]


def test_an_answer_that_is_no_status_sets_none() -> None:
    found = reading(sheet_of("northshire"), answers={(Field.STATUS, "Green"): "none", (Field.STATUS, "Amber"): "x"})
    assert [entry.status for entry in found.entries[2:4]] == ["", ""]


def test_without_a_column_of_actions_nothing_is_read() -> None:
    sheet = sheet_of("northshire")
    layout = headings.Layout(3, {Field.LEAD: 3}, (1, 2, 4, 5), {})
    found = reading(sheet, layout)
    assert (found.entries, said(found)) == (
        (),
        ["Row 3: No column holds the actions: choose the column that does (blocks)"],
    )
    assert {row.row for row in found.passed} == {row[0].row for row in sheet.rows}


def test_without_an_action_it_blocks() -> None:
    sheet = sheet_of("northshire")
    layout = headings.Layout(14, {Field.TITLE: 2}, (), {})
    assert said(reading(sheet, layout)) == [
        "Row 14: No action was found below the headings: choose another sheet, or other columns (blocks)"
    ]


def test_signs_are_asked_about_one_by_one() -> None:
    heads = ["Ref", "Action", "Lead", "Due", "RAG"]
    rows = [["1a", "One", "X", "-", "?"], ["1b", "Two", "X", "?", "–"], ["1c", "Three", "X", "- ", "?"]]
    sheet = opened(saved(workbook({"Plan": [heads, *rows]}))).sheets[0]
    asked = [(word.field, word.text, word.rows) for word in reading(sheet).words]
    assert asked == [
        (Field.DUE, "-", 2), (Field.STATUS, "?", 2), (Field.DUE, "?", 1), (Field.STATUS, "–", 1),
    ]  # fmt: skip
    found = reading(sheet, answers={(Field.DUE, "-"): "ongoing", (Field.DUE, "?"): "2025"})
    assert [one.is_ongoing for one in found.entries if one.is_action] == [True, False, True]
