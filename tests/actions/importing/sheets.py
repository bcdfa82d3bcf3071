"""Awkward sheets, made as councils that do not exist might have made them."""

import datetime
from collections.abc import Mapping
from typing import Any

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils.datetime import MAC_EPOCH

from actions.importing.told import Sheet
from tests.actions.importing.making import (
    AMBER,
    BLUE,
    GREEN,
    GREY,
    RED,
    changed,
    filled,
    opened,
    saved,
    workbook,
)
from tests.actions.importing.text_sheets import ashby, coldbrook, fenwick, kirkwold


# Northshire numbers everything in one column: outcomes 1, objectives 1.1, actions 1.1.1.
def northshire() -> bytes:
    plan = [
        ["Northshire Inclusion Plan 2024 to 2026"],
        [],
        ["No.", "What we will do", "Who", "By when", "RAG"],
        [1, "Children are understood early"],
        [1.1, "Early years settings know what to look for"],
        ["1.1.1", "Train every setting", "Head of Early Years", "July 2025", "Green"],
        ["1.1.2", "Share one early help form", "ICB / Head of SEND", "Autumn term 2024", "Amber"],
        [1.2, "Health checks lead to help"],
        ["1.2.1", "Agree one referral route", "ICB", "TBC", None],
        ["1.2.3", "Offer help while families wait", "ICB", "2025", "Red"],
        ["1.2.3a", "Run a telephone line", "Families Together", "End of academic year 2024/25", "Red"],
        [2, "Young people are ready for adult life"],
        ["2.1", "Start transition plans at 14", "SENCos", "ongoing", "Blue"],
        ["2.10", "Map supported internships", "AD Education", "Q3 2024/25", "Not yet started"],
    ]
    return saved(workbook({"Inclusion plan": plan}))


# Westmere merges its priorities down the side, dates as months, and rates by colour alone.
def westmere() -> bytes:
    book = workbook({"SEND Action Plan": [
        ["Westmere SEND Action Plan"],
        ["Priority area", "Ref", "Action", "Responsible officer", "Timescale", "RAG", "Success criteria"],
        ["Priority 1: Identifying need early", "1a", "Screen at two", "A Smith / B Jones", datetime.date(2024, 9, 1)],
        [None, "1b", "Visit at three", None, datetime.date(2024, 12, 1)],
        [None, "1c", "Write to parents", "C Brown", datetime.date(2025, 3, 31)],
        ["Priority 2: Joint commissioning", "2a", "Agree a strategy", "ICB", 45565, None, "It is signed"],
        [None, "2b", "Review contracts", "ICB", "31/03/25"],
    ]})  # fmt: skip
    sheet = book["SEND Action Plan"]
    sheet.merge_cells("A1:G1")
    sheet.merge_cells("A3:A5")
    sheet.merge_cells("A6:A7")
    sheet.merge_cells("D3:D4")
    for place in ("E3", "E4"):
        sheet[place].number_format = "mmm-yy"
    sheet["E5"].number_format = "dd/mm/yyyy"
    for place, colour in (("F3", GREEN), ("F4", AMBER), ("F5", RED), ("F6", BLUE)):
        filled(sheet[place], colour)
    # Every second row is banded, which rates nothing.
    for column in "BCDEF":
        filled(sheet[f"{column}7"], "FFDDEBF7")
    return saved(book)


# Eastholm prints priorities and objectives as coloured rows across, and the headings again under each.
def eastholm() -> bytes:
    heads = ["Ref", "Key actions", "Lead", "Start date", "Target date", "BRAG", "Progress update"]
    book = workbook({"Plan": [
        heads,
        ["PRIORITY 1 – Leadership"],
        ["One vision"],
        ["1.1", "Agree a charter", "Chair", "01/09/2023", "31.12.23", "B", "Agreed in November."],
        ["1.2", "Publish it", "Comms", None, "Jan 2024", "Completed and embedded", None],
        ["Shared data"],
        ["1.3", "Build a dashboard", "Data team", None, "ongoing", "BAU", None],
        [],
        heads,
        ["PRIORITY 2 – Preparing for adulthood"],
        ["2.1", "Map pathways", "Post-16 lead", None, "Easter 2024", "Ongoing", None],
        ["Key: B = complete, R = off track, A = at risk, G = on track"],
    ]})  # fmt: skip
    sheet = book["Plan"]
    for row, colour in ((2, "FF1F3864"), (3, GREY), (6, GREY), (10, "FF1F3864"), (12, None)):
        sheet.merge_cells(f"A{row}:G{row}")
        if colour:
            filled(sheet[f"A{row}"], colour)
    return saved(book)


# Southmoor has two rows of headings, and the wording of its columns goes over both.
def southmoor() -> bytes:
    book = workbook({"Actions": [
        ["Southmoor Local Area Partnership"],
        ["Version 3, for the board"],
        ["Ref.", "What are we going to do?", "Who will lead?", "Timescale", None, "How are we doing?", None,
         "How will we know?"],
        [None, None, None, "Start", "End", "% complete", "Status", None],
        ["S1", "Recruit psychologists", "Principal EP", "Sept 2023", "Aug 2024", 0, "Complete", "Posts are filled"],
        ["S2", "Cut waiting times", "ICB", "01/04/2024", "31/03/2024", 0.5, "Not started", "18 weeks"],
        ["S3", "Open a hub", "Council", None, "1 June 2023", 1, "On track", None],
    ]})  # fmt: skip
    sheet = book["Actions"]
    for place in ("A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:G3", "H3:H4"):
        sheet.merge_cells(place)
    for row in (5, 6, 7):
        sheet.cell(row, 6).number_format = "0%"
    return saved(book)


# Marlow Vale counts days from 1904, and formats no date as one.
def marlow_vale() -> bytes:
    book = openpyxl.Workbook()
    book.epoch = MAC_EPOCH
    sheet = book.active
    for row in (
        ["Ref", "Action", "Lead", "Due date"],
        ["MV 1", "Publish the offer", "Council", 44103],
        ["MV 2", "Check it", "PCF", 2025],
        ["MV 3", "Print it", "PCF", 12],
    ):
        sheet.append(row)
    return saved(book)


# Harrowby leaves references empty or merged where an action takes several rows.
def harrowby() -> bytes:
    book = workbook({"Harrowby": [
        ["Ref", "Action", "Lead", "By when", "Progress"],
        ["Priority 1: Inclusion"],
        ["1.1", "Set up a panel", "Head of SEND", "May 2024", "Met twice."],
        [None, "with heads of all phases", None, None, "Terms agreed."],
        ["1.2", "Review places:", "AD Education", "June 2024", None],
        [None, "survey schools", "Data team", "April 2024", None],
        [None, "write the report", "Head of SEND", "June 2024", None],
        ["1.3", "Meet parents", "PCF", None, None],
        [None, None, "and Healthwatch", None, None],
        ["1.4", None, "ICB", "July 2024", None],
        [None, None, None, None, None, "See minutes"],
        [None, None, None, "Total: 4", None],
    ]})  # fmt: skip
    book["Harrowby"].merge_cells("A5:A7")
    return saved(book)


# Stanmere's file has formulas, errors, hidden rows and a hidden sheet.
def stanmere() -> bytes:
    book = workbook({
        "Plan": [
            ["Ref", "Action", "Lead", "Due", "Status"],
            ["1a", "Train", "=Lists!A1", "=DATE(2024,9,30)", "Green"],
            ["1b", "Recruit", "#REF!", "=TODAY()", "Green"],
            ["1c", "Report", "ICB", "Dec 2024", "Red"],
        ],
        "Lists": [["A Smith"], ["B Jones"]],
    })  # fmt: skip
    book["Lists"].sheet_state = "hidden"
    book["Plan"].row_dimensions[4].hidden = True
    book["Plan"]["D2"].number_format = "dd/mm/yyyy"
    filled(book["Plan"]["E4"], GREEN)
    return changed(
        saved(book),
        "xl/worksheets/sheet1.xml",
        (
            r'<c r="C2"([^>]*)><f>Lists!A1</f><v ?/?>(</v>)?</c>',
            r'<c r="C2"\1 t="str"><f>Lists!A1</f><v>A Smith</v></c>',
        ),
        (r"<f>DATE\(2024,9,30\)</f><v ?/?>(</v>)?", r"<f>DATE(2024,9,30)</f><v>45565</v>"),
    )


# Oakhampton's references have gone wrong in every way that a spreadsheet knows.
def oakhampton() -> bytes:
    book = workbook({"Sheet1": [
        ["Reference", "Action", "Lead", "Completion date", "RAG"],
        ["Priority 1: Schools"],
        [1.1, "One", "A", "May 2024", "G"],
        [1.1, "Ten", "B", "May 2024", "G"],
        [datetime.date(2024, 3, 1), "A date", "C", "May 2024", "A"],
        ["1.2*", "A star", "D", "May 2024", "R"],
        ["1/3", "A slash", "E", "May 2024", "R"],
        ["1-3", "The same address", "F", "May 2024", "R"],
        ["1_4", "A line", "G", "May 2024", "R"],
        ["2a", "Elsewhere", "H", "May 2024", "R"],
        ["Priority 2: Health"],
        ["new", "New", "I", "May 2024", "R"],
        [7, "A number", "J", "May 2024", "R"],
    ]})  # fmt: skip
    book["Sheet1"]["A13"].number_format = "000"
    return saved(book)


# Redbourne keeps a column of each quarter, an urgency that it calls priority, and outcomes on the left.
def redbourne() -> bytes:
    return saved(workbook({"Redbourne": [
        ["Outcome", "Priority", "Action ref", "Action", "Lead officer(s)", "Timescale", "RAG Sept 24", "RAG Dec 24",
         "RAG Mar 25", "Impact", "Contact"],
        ["1. Belonging", "High", "R1", "Train heads", "A Smith & B Jones", "Spring term 2025", "R", "A", None,
         "Fewer exclusions", "x123"],
        ["1. Belonging", "Low", "R2", "Write guidance", "Lead: C Brown\nSupport: ICB", "2024/25", "G",
         "Complete – Green"],
        ["2. Growing up", "Medium", "R3", "Offer work experience", "D Green", "From Sept 2024 to July 2025", "A", "R",
         None, None, None],
    ]}))  # fmt: skip


# Thornley's workbook: everything that is no plan as well.
def thornley() -> bytes:
    book = workbook({
        "Cover": [["Thornley SEND and Inclusion"], ["Improvement plan"], ["Version 4"]],
        "Summary": [["Status", "Number of actions"], ["Red", 3], ["Green", 12], ["Total", 15]],
        "Plan": [
            ["Workstream", "Objective", "Ref", "Action", "Lead", "Due", "Status", "KPI"],
            ["Workstream 1: Voice", "1.1 Being heard", "1.1a", "Hold a forum", "PCF", "May 2025", "Green", "Four"],
            [None, None, "1.1b", "Answer in ten days", "SEND team", "May 2025", "Amber", "95%"],
            [None, "1.2 Young people decide", "1.2a", "Start a board", "Council", "June 2025", "Green", None],
        ],
        "KPIs": [
            ["Measure", "Baseline", "Target", "Actual", "National", "Trend"],
            ["EHC plans in 20 weeks", "42%", "60%", "51%", "50%", "up"],
        ],
        "Risks": [
            ["Risk ID", "Risk description", "Likelihood", "Impact", "Mitigating actions", "Risk owner", "Due"],
            ["R1", "Staff leave", 3, 4, "Recruit", "HR", "May 2025"],
        ],
        "Contacts": [["Name", "Telephone", "Base"], ["A Smith", "01234", "Town Hall"], ["B Jones", "01235", "Annexe"]],
        "Empty": [],
    })  # fmt: skip
    sheet = book["Plan"]
    sheet.merge_cells("A2:A4")
    sheet.merge_cells("B2:B3")
    sheet["A1"].font = Font(bold=True)
    return saved(book)


ALL: Mapping[str, tuple[Any, str]] = {
    "northshire": (northshire, "northshire.xlsx"),
    "westmere": (westmere, "westmere.xlsx"),
    "eastholm": (eastholm, "eastholm.xlsx"),
    "southmoor": (southmoor, "southmoor.xlsx"),
    "kirkwold": (kirkwold, "kirkwold.csv"),
    "fenwick": (fenwick, "fenwick.csv"),
    "marlow_vale": (marlow_vale, "marlow vale.xlsx"),
    "harrowby": (harrowby, "harrowby.xlsx"),
    "ashby": (ashby, "ashby.csv"),
    "coldbrook": (coldbrook, "coldbrook.csv"),
    "stanmere": (stanmere, "stanmere.xlsx"),
    "oakhampton": (oakhampton, "oakhampton.xlsx"),
    "redbourne": (redbourne, "redbourne.xlsx"),
    "thornley": (thornley, "thornley.xlsx"),
}


def sheet_of(name: str, which: str = "") -> Sheet:
    """A sheet of a council's file: the one named, else the first."""
    make, file_name = ALL[name]
    sheets = opened(make(), file_name).sheets
    return next(sheet for sheet in sheets if not which or sheet.name == which)
