"""What single cells say: dates, statuses, references, leads; and what the headings of columns mean."""

import datetime

import pytest

from actions.importing import dates, leads, looks, references, statuses
from actions.importing.levels import head_of
from actions.importing.synonyms import meanings
from actions.importing.told import Cell, Field, Level

DATES = {
    "30/09/2024": "30 September 2024",
    "30.9.24": "30 September 2024",
    "30-09-2024": "30 September 2024",
    "2024-09-30": "30 September 2024",
    "2024-09-30 00:00:00": "30 September 2024",
    "30th September 2024": "30 September 2024",
    "Monday 30 Sept 2024": "30 September 2024",
    "September 30, 2024": "30 September 2024",
    "30-Sep-24": "30 September 2024",
    "Sept 2024": "September 2024",
    "Sep-24": "September 2024",
    "September ’24": "September 2024",
    "09/2024": "September 2024",
    "2024-09": "September 2024",
    "End of Sept 2024": "September 2024",
    "by end of March 2025": "March 2025",
    "In place by July 2025": "July 2025",
    "mid-September 2024": "September 2024",
    "Autumn term 2024": "autumn 2024",
    "Autumn 2024/25": "autumn 2024",
    "Spring Term 2024/25": "spring 2025",
    "Summer term 24/25": "summer 2025",
    "Winter 2024/25": "winter 2024/25",
    "2025": "2025",
    "Sept 2024 – July 2025": "July 2025",
    "From Sept 2024 to July 2025": "July 2025",
    "01/09/24 - 31/07/25": "31 July 2025",
    "September - December 2024": "December 2024",
    "November – March 2025": "March 2025",
}
NO_DATES = {
    "Autumn term": "",
    "TBC": "",
    "September": "",
    "30/09": "",
    "31/06/2025": "",
    "09/30/2024": "",
    "30/09/1066": "",
    "29/02/2025": "",
    "Before September 2024": "",
    "Sept 2024 (was July 2024)": "",
    "30 Sep 2024\n31 Dec 2024": "",
    "July 2025 – Sept 2024": "",
    "Autumn 2024/27": "",
    "ongoing": "ongoing",
    "On-going": "ongoing",
    "Ongoing – review July 2025": "ongoing",
    "March 2025 - ongoing": "ongoing",
    "BAU": "ongoing",
    "Annually": "ongoing",
    "End of academic year 2024/25": "summer 2025",
    "School year 24/25": "summer 2025",
    "2024/25": "summer 2025",
    "2024/27": "",
    "End of financial year 2024/25": "2025-03",
    "Q3 2024/25": "2024-12",
    "Quarter 4 2024/25": "2025-03",
    "Q1 24": "2024-06",
}


def text(words: str) -> Cell:
    return Cell(1, 1, words, words)


@pytest.mark.parametrize("words", DATES)
def test_words_that_say_when(words: str) -> None:
    assert str(dates.when(text(words), is_1904=False).due) == DATES[words]


@pytest.mark.parametrize("words", NO_DATES)
def test_words_that_are_asked_about(words: str) -> None:
    assert dates.when(text(words), is_1904=False).due is None
    assert dates.guess(words)[0] == NO_DATES[words]


@pytest.mark.parametrize(("words", "is_sure"), [("Ongoing", True), ("Ongoing, as BAU", False), ("TBC", False)])
def test_only_plain_words_are_sure(words: str, is_sure: bool) -> None:
    assert dates.guess(words)[1] is is_sure


def test_a_stretch_of_time_has_its_beginning() -> None:
    assert str(dates.of_text("November – March 2025").start) == "November 2024"


@pytest.mark.parametrize(
    ("number", "is_1904", "due"),
    [(45565, False, "30 September 2024"), (44103, True, "30 September 2024"), (45565.75, False, "30 September 2024"),
     (2025, False, "2025"), (12, False, "None"), (1e9, False, "None"), (-1, False, "None"), (True, False, "None")],
)  # fmt: skip
def test_numbers_that_say_when(number: float, is_1904: bool, due: str) -> None:
    assert str(dates.when(Cell(1, 1, number, str(number)), is_1904=is_1904).due) == due


def test_a_day_that_became_five_digits_of_text_is_asked_about() -> None:
    assert dates.when(text("45565"), is_1904=False).due is None
    assert dates.guess("45565") == ("2024-09-30", False)
    assert dates.guess("99999") == ("", False)


@pytest.mark.parametrize(("number", "words"), [(0.39583333333333331, "09:30"), (0, "00:00"), (0.99999999, "00:00")])
def test_a_time_is_printed_as_one(number: float, words: str) -> None:
    assert looks.printed(number, looks.Look(format="h:mm"), is_1904=False) == (words, words)


@pytest.mark.parametrize("words", ["30/09/2024", "Sept 2024", "Autumn 2024", "Winter 2024/25", "2025"])
def test_a_date_is_written_as_an_answer_reads_it(words: str) -> None:
    due = dates.of_text(words).due
    assert due is not None
    assert dates.answered(dates.written(due)) == due


@pytest.mark.parametrize("answer", ["", "ongoing", "30/09/2024", "x"])
def test_an_answer_that_is_no_date(answer: str) -> None:
    assert dates.answered(answer) is None


STATUSES = {
    "G": ("on_track", True),
    "Green": ("on_track", True),
    "R.": ("off_track", True),
    "amber": ("at_risk", True),
    "B": ("complete", True),
    "COMPLETED": ("complete", True),
    "Not yet started": ("not_started", True),
    "Completed and embedded": ("complete", False),
    "BAU": ("complete", False),
    "Ongoing": ("on_track", False),
    "In progress": ("on_track", False),
    "Complete – Green": ("complete", False),
    "Delayed": ("off_track", False),
    "Not complete": ("", False),
    "Partially complete": ("", False),
    "Amber/Green": ("", False),
    "Red - at risk": ("", False),
    "On hold": ("", False),
    "N/A": ("", False),
}


@pytest.mark.parametrize("words", STATUSES)
def test_statuses(words: str) -> None:
    assert statuses.guess(words) == STATUSES[words]


COLOURS = {
    "FF0000": "red", "FFC7CE": "red", "FFC000": "amber", "FFFF00": "amber", "FFEB9C": "amber", "00B050": "green",
    "92D050": "green", "C6EFCE": "green", "0070C0": "blue", "4472C4": "blue", "D9D9D9": "", "7030A0": "", "000000": "",
    "FFFFFF": "", "": "",
}  # fmt: skip


@pytest.mark.parametrize("fill", COLOURS)
def test_colours(fill: str) -> None:
    assert statuses.colour_of(fill) == COLOURS[fill]


@pytest.mark.parametrize(
    ("value", "words", "done"),
    [(0.5, "50%", 50), (0.5, "0.5", 50), (1, "1", 100), (0, "0", 0), ("80 %", "80 %", 80), ("half", "half", None),
     (250, "250", None), ("40 per cent", "40 per cent", 40)],
)  # fmt: skip
def test_per_cent(value: object, words: str, done: float | None) -> None:
    assert statuses.per_cent(Cell(1, 1, value, words)) == done


REFERENCES = {
    "1": ("1", "", 1),
    "1.": ("1", "", 1),
    "1.1": ("1.1", "1", 2),
    "1.1.1": ("1.1.1", "1.1", 3),
    "1.2.3a": ("1.2.3a", "1.2.3", 4),
    "3f": ("3f", "3", 2),
    "3f(i)": ("3f(i)", "3f", 3),
    "CYP 1": ("CYP 1", "CYP", 2),
    "3.02.02": ("3.02.02", "3.02", 3),
    "Action 4": ("4", "", 1),
    "#7": ("7", "", 1),
    "007": ("007", "", 1),
}


@pytest.mark.parametrize("printed", REFERENCES)
def test_references(printed: str) -> None:
    reference, above, depth = REFERENCES[printed]
    assert references.reference_of(text(printed)) == reference
    assert (references.above(reference), references.depth(reference)) == (above, depth)


@pytest.mark.parametrize(
    ("cell", "fault"),
    [(text("1a"), ""), (text("CYP 1"), ""), (text("new"), "no action can have the reference “new”: change it"),
     (text("é1"), "a reference has letters"), (text("1" * 41), "a reference has at most 40 characters"),
     (Cell(1, 1, datetime.date(2024, 3, 1), "1 March 2024"), "the spreadsheet has made a date")],
)  # fmt: skip
def test_references_of_no_use(cell: Cell, fault: str) -> None:
    found = references.fault_of(cell, references.reference_of(cell))
    assert found.startswith(fault)
    assert bool(found) == bool(fault)


LEADS = {
    "A Smith / B Jones; SENCos": ("A Smith", "B Jones", "SENCos"),
    "AD Education/ICB": ("AD Education", "ICB"),
    "Parent/carer forum": ("Parent/carer forum",),
    "Smith, John": ("Smith, John",),
    "A Smith, B Jones": ("A Smith", "B Jones"),
    "Head of SEND, Northshire": ("Head of SEND, Northshire",),
    "Children and Families": ("Children and Families",),
    "A Smith and B Jones": ("A Smith", "B Jones"),
    "Health Visiting and School Nursing": ("Health Visiting and School Nursing",),
    "Lead: A Smith (Council)\nSupport: ICB": ("A Smith", "ICB"),
    "a.smith@northshire.example": ("a.smith@northshire.example",),
    "ICB; ICB": ("ICB",),
    " / ": (),
    "": (),
}


@pytest.mark.parametrize("printed", LEADS)
def test_leads(printed: str) -> None:
    assert leads.split(printed) == LEADS[printed]


HEADINGS = {
    "Responsible officer": Field.LEAD,
    "Lead (and organisation)": Field.LEAD,
    "Action owner": Field.LEAD,
    "ACTION OWNER:": Field.LEAD,
    "Who?": Field.LEAD,
    "Timescale": Field.DUE,
    "By when?": Field.DUE,
    "Target date for completion": Field.DUE,
    "Start date": Field.START,
    "RAG": Field.STATUS,
    "B.R.A.G.": Field.STATUS,
    "BRAG rating": Field.STATUS,
    "RAG Sept 24": Field.STATUS,
    "Progress / Impact": Field.PROGRESS,
    "Progress update – October 2024": Field.PROGRESS,
    "% complete": Field.PERCENT,
    "Success criteria": Field.SUCCESS_MEASURE,
    "How will we know it has made a difference?": Field.SUCCESS_MEASURE,
    "Impact": Field.DIFFERENCE,
    "Ref.": Field.REFERENCE,
    "Action no.": Field.REFERENCE,
    "What are we going to do?": Field.TITLE,
    "Key actions & activities": Field.TITLE,
    "Priority area": Field.PRIORITY,
    "Objective": Field.OBJECTIVE,
    "Notes": Field.NOTES,
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_headings(heading: str) -> None:
    found = meanings(heading)
    assert max(found, key=lambda field: found[field]) == HEADINGS[heading]


@pytest.mark.parametrize("heading", ["Contact", "Supporting leads", "Date completed", "", "x" * 200, "Budget"])
def test_headings_that_mean_nothing_here(heading: str) -> None:
    assert meanings(heading) == {}


HEADS = {
    "Priority 1: Early help": (Level.PRIORITY, "1", "Early help"),
    "PRIORITY TWO – Health": (Level.PRIORITY, "2", "Health"),
    "P3 - Transitions": (Level.PRIORITY, "3", "Transitions"),
    "Priority 4": (Level.PRIORITY, "4", "Priority 4"),
    "Workstream A: Voice": (Level.PRIORITY, "A", "Voice"),
    "Objective 1.1 Families are heard": (Level.OBJECTIVE, "1.1", "Families are heard"),
    "Aim: To be heard": (Level.OBJECTIVE, "", "To be heard"),
    "2. Growing up": (None, "2", "Growing up"),
    "1.2 Health checks": (None, "1.2", "Health checks"),
    "Early help": (None, "", "Early help"),
    "Aim a little higher": (None, "", "Aim a little higher"),
    "Area-wide training": (None, "", "Area-wide training"),
    "12": (None, "12", "Priority 12"),
}


@pytest.mark.parametrize("words", HEADS)
def test_what_stands_above_actions(words: str) -> None:
    head = head_of(words)
    assert (head.level, head.number, head.title) == HEADS[words]
