"""Awkward sheets of councils that do not exist, each with what is read of it."""

import datetime

import pytest

from actions.importing import headings
from actions.importing.told import Field, Reading
from tests.actions.importing.making import outline, reading, said
from tests.actions.importing.sheets import ALL, sheet_of

BEGAN = datetime.date(2023, 9, 1)


def read(name: str, which: str = "") -> Reading:
    return reading(sheet_of(name, which), starts=BEGAN)


def asked(found: Reading, field: Field) -> dict[str, str]:
    """The words asked about, each with its guess."""
    return {word.text: word.guess for word in found.words if word.field == field}


def test_numbers_in_one_column_say_what_is_outcome_objective_action_and_sub_action() -> None:
    found = read("northshire")
    assert outline(found.entries) == [
        "1 Children are understood early",
        "- 1 > 1.1 Early years settings know what to look for",
        "-- 1.1 > 1.1.1 Train every setting | Head of Early Years | July 2025 | on_track",
        "-- 1.1 > 1.1.2 Share one early help form | ICB / Head of SEND | autumn 2024 | at_risk",
        "- 1 > 1.2 Health checks lead to help",
        "-- 1.2 > 1.2.1 Agree one referral route | ICB",
        "-- 1.2 > 1.2.3 Offer help while families wait | ICB | 2025 | off_track",
        "--- 1.2.3 > 1.2.3a Run a telephone line | Families Together | summer 2025 | off_track",
        "2 Young people are ready for adult life",
        "-- 2 > 2.1 Start transition plans at 14 | SENCos | ongoing | complete",
        "-- 2 > 2.10 Map supported internships | AD Education | December 2024 | not_started",
    ]
    assert said(found) == [
        "Row 9, column D: “TBC” is no date: it is kept as printed, and no due date is set",
        "Row 13, column E: This is complete, and printed as ongoing",
    ]
    assert asked(found, Field.DUE) == {
        "TBC": "", "End of academic year 2024/25": "summer 2025", "ongoing": "ongoing", "Q3 2024/25": "2024-12",
    }  # fmt: skip
    sub_action = found.entries[7]
    assert (sub_action.objective_reference, sub_action.priority_number) == ("1.2", 1)


def test_priorities_are_merged_down_the_side_and_colours_alone_rate() -> None:
    found = read("westmere")
    assert outline(found.entries) == [
        "1 Identifying need early",
        "-- 1 > 1a Screen at two | A Smith / B Jones | September 2024 | on_track",
        "-- 1 > 1b Visit at three | A Smith / B Jones | December 2024 | at_risk",
        "-- 1 > 1c Write to parents | C Brown | 31 March 2025 | off_track",
        "2 Joint commissioning",
        "-- 2 > 2a Agree a strategy | ICB | 30 September 2024 | complete",
        "-- 2 > 2b Review contracts | ICB | 31 March 2025",
    ]
    assert said(found) == []
    assert asked(found, Field.STATUS) == {
        "Green (colour of the cell)": "on_track",
        "Amber (colour of the cell)": "at_risk",
        "Red (colour of the cell)": "off_track",
        "Blue (colour of the cell)": "complete",
    }
    assert [entry.status_as_printed for entry in found.entries if entry.reference == "2b"] == [""]
    assert found.entries[1].leads == ("A Smith", "B Jones")
    assert (found.entries[5].success_measure, found.entries[5].due_as_printed) == ("It is signed", "30 September 2024")
    assert found.entries[1].due_as_printed == "September 2024"


def test_priorities_and_objectives_are_rows_and_headings_come_again() -> None:
    found = read("eastholm")
    assert outline(found.entries) == [
        "1 Leadership",
        "- 1 > A One vision",
        "-- A > 1.1 Agree a charter | Chair | 31 December 2023 | complete",
        "-- A > 1.2 Publish it | Comms | January 2024 | complete",
        "- 1 > B Shared data",
        "-- B > 1.3 Build a dashboard | Data team | ongoing | complete",
        "2 Preparing for adulthood",
        "-- 2 > 2.1 Map pathways | Post-16 lead |  | on_track",
    ]
    assert said(found) == [
        "Row 7, column F: This is complete, and printed as ongoing",
        "Row 11, column E: “Easter 2024” is no date: it is kept as printed, and no due date is set",
        "Row 12: There is no action in this row, and it is left out: "
        "“Key: B = complete, R = off track, A = at risk, G = on track”",
    ]
    assert asked(found, Field.STATUS) == {
        "B": "complete", "Completed and embedded": "complete", "BAU": "complete", "Ongoing": "on_track",
    }  # fmt: skip
    assert [(row.row, row.why) for row in found.passed] == [(1, "the headings"), (9, "the headings again")]
    assert str(found.entries[2].start) == "1 September 2023"


def test_two_rows_of_headings_and_contradictions_that_stay() -> None:
    sheet = sheet_of("southmoor")
    layout = headings.guess(sheet)
    assert (layout.heading_row, layout.columns[Field.START], layout.columns[Field.DUE]) == (4, 4, 5)
    assert layout.headings[5] == "End"
    found = read("southmoor")
    assert outline(found.entries) == [
        "1 Actions",
        "-- 1 > S1 Recruit psychologists | Principal EP | August 2024 | complete",
        "-- 1 > S2 Cut waiting times | ICB | 31 March 2024 | not_started",
        "-- 1 > S3 Open a hub | Council | 1 June 2023 | on_track",
    ]
    assert said(found) == [
        "Row 4: The sheet names no priorities: its actions are put under one, “Actions”",
        "Row 5, column F: 0 per cent is done, and the status is complete",
        "Row 6, column E: This is due 31 March 2024, before it starts (1 April 2024)",
        "Row 6, column F: 50 per cent is done, and the status is not started",
        "Row 7, column E: This is due 1 June 2023, before the plan began on 1 September 2023",
        "Row 7, column F: All of it is done (100 per cent), and the status is on track",
    ]
    assert found.entries[1].status_as_printed == "Complete, 0%"


def test_windows_1252_semicolons_leading_zeros_and_days_that_are_none() -> None:
    found = read("kirkwold")
    assert outline(found.entries)[1:] == [
        "-- 1 > 001 Review the £50k grant – “small steps” | Zoë O’Neill | 30 September 2024 | on_track",
        "-- 1 > 002 Train staff; all schools | Head of Service | September 2024 | off_track",
        "-- 1 > 003 Write to families | PCF",
        "-- 1 > 010 Report | DCO",
    ]
    assert said(found)[1:] == [
        "Row 5, column D: “31/06/2025” is no date: it is kept as printed, and no due date is set",
        "Row 5, column E: “On hold” is no status of the portal: it is kept as printed, and no status is set",
        "Row 7, column D: “09/30/2024” is no date: it is kept as printed, and no due date is set",
    ]
    assert found.entries[1].progress == "Café sessions held"


def test_unicode_text_with_tabs_terms_stretches_and_a_priority_that_comes_again() -> None:
    found = read("fenwick")
    assert outline(found.entries) == [
        "1 Early help",
        "-- 1 > 1.1 Offer clinics | NHS |  | on_track",
        "-- 1 > 1.2 Offer calls | NHS | spring 2025",
        "2 Transitions",
        "-- 2 > 2.1 Visit colleges | SENCos | July 2025 | at_risk",
        "-- 1 > 1.3 Write a leaflet | PCF | December 2024 | on_track",
    ]
    assert said(found) == [
        "Row 1: The sheet prints no references: an action is found in the plan by its wording, or given a free one",
        "Row 2, column D: “Autumn term” is no date: it is kept as printed, and no due date is set",
        "Row 3, column E: “Green/Amber” is no status of the portal: it is kept as printed, and no status is set",
    ]
    assert [str(entry.start) for entry in found.entries if entry.start] == ["September 2024", "September 2024"]
    assert found.entries[0].more_rows == (5,)
    assert [word.rows for word in found.words if word.text == "Green"] == [2]


def test_days_counted_from_1904() -> None:
    found = read("marlow_vale")
    assert outline(found.entries)[1:] == [
        "-- 1 > MV 1 Publish the offer | Council | 30 September 2024",
        "-- 1 > MV 2 Check it | PCF | 2025",
        "-- 1 > MV 3 Print it | PCF",
    ]
    assert said(found)[1:] == ["Row 4, column D: “12” is no date: it is kept as printed, and no due date is set"]


def test_rows_that_go_on_with_the_one_above() -> None:
    found = read("harrowby")
    assert outline(found.entries) == [
        "1 Inclusion",
        "-- 1 > 1.1 Set up a panel / with heads of all phases | Head of SEND | May 2024",
        "-- 1 > 1.2 Review places: | AD Education | June 2024",
        "--- 1.2 > 1.2(i) survey schools | Data team | April 2024",
        "--- 1.2 > 1.2(ii) write the report | Head of SEND | June 2024",
        "-- 1 > 1.3 Meet parents | PCF / and Healthwatch",
    ]
    assert said(found) == [
        "Row 6: This row has no reference: it is read as a sub-action of the one above, and is given one",
        "Row 7: This row has no reference: it is read as a sub-action of the one above, and is given one",
        "Row 10, column A: There is no action beside “1.4”: write it, or clear this row (blocks)",
        "Row 11: There is no action in this row, and it is left out: “See minutes”",
        "Row 12: There is no action in this row, and it is left out: “Total: 4”",
    ]
    assert (found.entries[1].progress, found.entries[1].more_rows) == ("Met twice.\nTerms agreed.", (4,))
    assert found.entries[5].leads == ("PCF", "Healthwatch")


def test_references_in_the_wording_and_priorities_by_their_numbers() -> None:
    found = read("ashby")
    assert outline(found.entries) == [
        "1 Priority 1",
        "-- 1 > 1.1 Agree terms of reference | Chair | January 2025",
        "-- 1 > 1.2 Hold a launch | Chair | 14 February 2025",
        "2 Priority 2",
        "-- 2 > 2.1 Map services | A Smith, B Jones | March 2025",
    ]
    assert said(found) == [
        "Row 1: The sheet names no priorities: its actions are put under priorities by their numbers"
    ]


def test_neither_references_nor_priorities() -> None:
    found = read("coldbrook")
    assert outline(found.entries) == [
        "1 coldbrook",
        "-- 1 > 1.1 12 weeks of coaching for SENCos | Inclusion team | July 2025 | on_track",
        "-- 1 > 1.2 Publish waiting times | ICB | ongoing | complete",
    ]
    assert said(found)[1:] == [
        "Row 1: The sheet prints no references: an action is found in the plan by its wording, or given a free one",
        "Row 3, column D: This is complete, and printed as ongoing",
    ]


def test_formulas_give_what_was_saved_with_them_and_hidden_rows_are_told() -> None:
    found = read("stanmere", "Plan")
    assert outline(found.entries)[1:] == [
        "-- 1 > 1a Train | A Smith | 30 September 2024 | on_track",
        "-- 1 > 1b Recruit |  |  | on_track",
        "-- 1 > 1c Report | ICB | December 2024 | off_track",
    ]
    assert said(found)[1:] == [
        "Row 3, column C: This cell shows the error #REF!, and is read as empty",
        "Row 3, column D: The result of this formula is not in the file: save it in Excel, and choose it again",
        "Row 4: Hidden in the file, and read as the others are: row 4",
        "Row 4, column E: The cell is green, and its words say off track: the words are read",
    ]
    assert sheet_of("stanmere", "Lists").is_hidden


def test_references_that_have_gone_wrong_block() -> None:
    found = read("oakhampton")
    assert said(found) == [
        "Row 4, column A: The reference 1.1 stands in row 3 as well: change one "
        "(as a number, 1.10 is 1.1: write it as text) (blocks)",
        "Row 5, column A: The spreadsheet has made a date of this reference (1 March 2024): write it as text (blocks)",
        "Row 8, column A: 1-3 and 1/3 in row 7 would have the same web address: change one (blocks)",
        "Row 9, column A: A reference has letters, digits, spaces and . - ( ) / alone, a letter or digit first: "
        "change it (blocks)",
        "Row 10: 2a stands under priority 1, and its number says 2",
        "Row 12, column A: No action can have the reference “new”: change it (blocks)",
    ]
    assert any(problem.blocks for problem in found.problems)
    assert found.entries[-1].reference == "007"


def test_columns_of_quarters_an_urgency_and_outcomes_on_the_left() -> None:
    sheet = sheet_of("redbourne")
    layout = headings.guess(sheet)
    assert layout.columns == {
        Field.PRIORITY: 1, Field.REFERENCE: 3, Field.TITLE: 4, Field.LEAD: 5, Field.DUE: 6, Field.STATUS: 8,
        Field.DIFFERENCE: 10,
    }  # fmt: skip
    assert [layout.headings[column] for column in layout.unmatched] == [
        "Priority", "RAG Sept 24", "RAG Mar 25", "Contact",
    ]  # fmt: skip
    found = read("redbourne")
    assert outline(found.entries) == [
        "1 Belonging",
        "-- 1 > R1 Train heads | A Smith & B Jones | spring 2025 | at_risk",
        "-- 1 > R2 Write guidance | Lead: C Brown / Support: ICB | summer 2025 | complete",
        "2 Growing up",
        "-- 2 > R3 Offer work experience | D Green | July 2025 | off_track",
    ]
    assert said(found) == [
        "Row 1, column B: “Priority” is left out: 3 rows have text in it",
        "Row 1, column G: “RAG Sept 24” is left out: 3 rows have text in it",
        "Row 1, column K: “Contact” is left out: 1 row has text in it",
    ]
    assert [entry.leads for entry in found.entries if entry.is_action] == [
        ("A Smith", "B Jones"), ("C Brown", "ICB"), ("D Green",),
    ]  # fmt: skip


def test_objectives_are_a_column_of_their_own() -> None:
    found = read("thornley", "Plan")
    assert outline(found.entries) == [
        "1 Voice",
        "- 1 > 1.1 Being heard",
        "-- 1.1 > 1.1a Hold a forum | PCF | May 2025 | on_track",
        "-- 1.1 > 1.1b Answer in ten days | SEND team | May 2025 | at_risk",
        "- 1 > 1.2 Young people decide",
        "-- 1.2 > 1.2a Start a board | Council | June 2025 | on_track",
    ]
    assert said(found) == []


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_row_is_told(name: str) -> None:
    sheet = next(sheet for sheet in [sheet_of(name, "Plan" if name == "thornley" else "")])
    found = reading(sheet)
    told = {row for entry in found.entries for row in (entry.row, *entry.more_rows)}
    told |= {problem.row for problem in found.problems} | {row.row for row in found.passed}
    assert {row[0].row for row in sheet.rows} <= told
