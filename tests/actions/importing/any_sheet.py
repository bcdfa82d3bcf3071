"""Sheets of any kind, as opening gives them, and what must hold of whatever is read of one."""

import datetime
import string
from typing import Any

from hypothesis import strategies as st

from actions.importing.references import key_of
from actions.importing.told import Cell, Field, Layout, Level, Reading, Sheet

COLUMNS = 8
HEADINGS = [
    "Ref", "Priority", "Objective", "By when", "Start date", "RAG", "Progress", "Impact", "Success criteria",
    "% complete", "Notes", "Outcome", "Theme", "No.", "Contact", "Likelihood", "Baseline", "",
]  # fmt: skip
WORDS = [
    "Priority 1: Early help", "PRIORITY 2 – Health", "Objective 1.1 To be heard", "1", "1.1", "1.1.1", "1a", "3f(i)",
    "CYP 1", "new", "1*", "—", "Train staff", "Report to the board", "Example", "A Smith / B Jones", "ICB; SENCos",
    "Sept 2024", "Autumn term", "30/09/2024", "ongoing", "TBC", "2024/25", "31/02/2024", "99/99/9999", "G", "Red",
    "BAU", "Completed and embedded", "50%", "#REF!", "=A1", "Key: R = red", "Total", "Priority", "Area: x", "0",
    "1.10", "Winter 2199", "Dec 2199 – Jan 2200", "Action", "Ref",
]  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(HEADINGS),
    st.text(string.printable, max_size=12),
    st.text(max_size=6),
    st.builds("{}.{}".format, st.integers(0, 12), st.integers(0, 30)),
)
VALUES: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    TEXTS,
    st.integers(-10, 60_000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(datetime.date(1900, 3, 1)),
    st.datetimes(datetime.datetime(1950, 1, 1), datetime.datetime(2100, 1, 1)),  # noqa: DTZ001
)
FILLS = st.sampled_from(["", "", "", "FF0000", "FFC000", "00B050", "0070C0", "D9D9D9"])
SOMETIMES = st.sampled_from([False, False, False, False, True])
LAYOUTS = st.builds(
    Layout,
    st.integers(0, 20),
    st.dictionaries(st.sampled_from(list(Field)), st.integers(1, COLUMNS + 1), max_size=13).map(
        lambda columns: columns | {Field.TITLE: 2}
    ),
    st.just(()),
    st.just({}),
)
ANSWERS = st.dictionaries(
    st.tuples(st.sampled_from([Field.STATUS, Field.DUE]), st.sampled_from(WORDS)),
    st.sampled_from(["", "on_track", "complete", "ongoing", "2025-07", "autumn 2024", "none", "nonsense"]),
    max_size=4,
)
Rows = dict[int, dict[int, Cell]]


@st.composite
def rows_of_cells(draw: st.DrawFn, row: int) -> dict[int, Cell]:
    found = {}
    for column in range(1, COLUMNS + 1):
        value = draw(VALUES)
        text = printed(value)
        cell = Cell(row, column, value if text else None, text, draw(FILLS), draw(SOMETIMES))
        if cell.text or cell.fill or cell.is_formula:
            found[column] = cell
    return found


def printed(value: Any) -> str:
    if isinstance(value, datetime.date):
        return f"{value.day} {value:%B} {value.year}"
    return "" if value is None else str(value).strip()


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Cells of all kinds, some merged, mostly below a row of headings."""
    numbers = sorted(draw(st.sets(st.integers(1, 30), max_size=12)))
    found: Rows = {number: draw(rows_of_cells(number)) for number in numbers}
    if numbers and not draw(SOMETIMES):
        heads = draw(st.permutations(["Action", "Lead", *draw(st.permutations(HEADINGS))[: COLUMNS - 2]]))
        found[numbers[0]] = {place: Cell(numbers[0], place, text, text) for place, text in enumerate(heads, 1) if text}
    for _ in range(draw(st.integers(0, 3)) if numbers else 0):
        top, left = draw(st.sampled_from(numbers)), draw(st.integers(1, COLUMNS))
        merge(found, top, left, draw(st.integers(0, 3)), draw(st.integers(0, 7)))
    kept = [row for _, row in sorted(found.items()) if any(map(is_own, row.values()))]
    table = tuple(tuple(row[column] for column in sorted(row)) for row in kept)
    hidden = tuple(row[0].row for row in table if draw(SOMETIMES))
    return Sheet(draw(st.text(max_size=5)), table, draw(st.booleans()), draw(st.booleans()), hidden)


def is_own(cell: Cell) -> bool:
    return cell.origin is None and bool(cell.text or cell.is_formula)


def merge(found: Rows, top: int, left: int, down: int, across: int) -> None:
    whole = found.get(top, {}).get(left)
    if whole is None or whole.origin or not whole.text:
        return
    for number in found:
        for column in range(left, left + across + 1):
            own = found[number].get(column)
            if top <= number <= top + down and (number, column) != (top, left) and (own is None or not own.text):
                found[number][column] = Cell(number, column, whole.value, whole.text, whole.fill, False, (top, left))


def told(reading: Reading) -> set[int]:
    """The rows of which something is said."""
    entries = {row for entry in reading.entries for row in (entry.row, *entry.more_rows)}
    return entries | {problem.row for problem in reading.problems} | {passed.row for passed in reading.passed}


def check(sheet: Sheet, reading: Reading) -> None:
    """No row is lost, and every entry stands where the services can put it."""
    assert {row[0].row for row in sheet.rows} <= told(reading)
    priorities = [entry.number for entry in reading.entries if entry.kind == Level.PRIORITY]
    heads = [entry for entry in reading.entries if entry.kind == Level.OBJECTIVE]
    objectives = [(entry.priority_number, entry.reference) for entry in heads]
    actions = [entry for entry in reading.entries if entry.is_action]
    assert len(set(priorities)) == len(priorities)
    assert len(set(objectives)) == len(objectives)
    top = {(entry.reference, entry.priority_number) for entry in actions if entry.kind == Level.ACTION}
    for entry in (each for each in reading.entries if each.kind != Level.PRIORITY):
        assert entry.priority_number in priorities
        assert not entry.objective_reference or (entry.priority_number, entry.objective_reference) in objectives
        assert (entry.kind == Level.SUB_ACTION) == bool(entry.parent_reference)
        assert not entry.parent_reference or (entry.parent_reference, entry.priority_number) in top
        assert not (entry.due and entry.is_ongoing)
        assert entry.status in ("", "not_started", "on_track", "at_risk", "off_track", "complete")
    assert all(entry.title.strip() for entry in reading.entries)
    if not any(problem.blocks for problem in reading.problems):
        keys = [key_of(entry.reference) for entry in actions]
        assert len(set(keys)) == len(keys)
        assert all(0 < len(key) <= 40 for key in keys)
        assert all(len(entry.reference) <= 40 for entry in actions)
