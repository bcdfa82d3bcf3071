"""Whatever a file or a sheet holds: no other refusal than CannotRead, and no row that is silently lost."""

import datetime
import io
import re
import string
import zipfile
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actions.importing import headings, kinds, rows
from actions.importing.opening import open_book
from actions.importing.references import key_of
from actions.importing.told import (
    Book,
    CannotRead,
    Cell,
    Field,
    Layout,
    Level,
    Reading,
    Sheet,
    book_from_json,
    book_to_json,
)
from tests.actions.importing.sheets import ALL, eastholm, filled, northshire, saved, workbook

COLUMNS = 8
HEADINGS = [
    "Ref", "Priority", "Objective", "Action", "Lead", "By when", "Start date", "RAG", "Progress", "Impact", "Success criteria",
    "% complete", "Notes", "Outcome", "Theme", "No.", "Contact", "Likelihood", "Baseline", "",
]  # fmt: skip
WORDS = [
    "Priority 1: Early help", "PRIORITY 2 – Health", "Objective 1.1 To be heard", "1", "1.1", "1.1.1", "1a", "3f(i)", "CYP 1",
    "new", "1*", "—", "Train staff", "Report to the board", "Example", "A Smith / B Jones", "ICB; SENCos", "Sept 2024",
    "Autumn term", "30/09/2024", "ongoing", "TBC", "2024/25", "31/02/2024", "99/99/9999", "G", "Red", "BAU", "Completed and embedded",
    "50%", "#REF!", "=A1", "Key: R = red", "Total", "\n", "Priority", "Area: x", "0", "1.10", "Winter 2199", "Dec 2199 – Jan 2200",
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
    st.datetimes(datetime.datetime(1950, 1, 1), datetime.datetime(2100, 1, 1)),
)
FILLS = st.sampled_from(["", "", "", "FF0000", "FFC000", "00B050", "0070C0", "D9D9D9"])


@st.composite
def cells(draw: st.DrawFn, row: int) -> list[Cell]:
    found = []
    for column in range(1, COLUMNS + 1):
        value = draw(VALUES)
        text = rows_text(value)
        if text or draw(st.booleans()):
            found.append(
                Cell(
                    row,
                    column,
                    value if text else None,
                    text,
                    draw(FILLS),
                    draw(st.sampled_from([False] * 4 + [True])),
                )
            )
    return [cell for cell in found if cell.text or cell.fill or cell.is_formula]


def rows_text(value: Any) -> str:
    if isinstance(value, datetime.date):
        return f"{value.day} {value:%B} {value.year}"
    return "" if value is None else str(value).strip()


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """A sheet as opening gives one: cells of all kinds, some merged, often below a row of headings."""
    numbers = sorted(draw(st.sets(st.integers(1, 30), max_size=12)))
    found = {number: {cell.column: cell for cell in draw(cells(number))} for number in numbers}
    if numbers and draw(st.booleans()):
        heads = draw(st.permutations(HEADINGS))[:COLUMNS]
        found[numbers[0]] = {place: Cell(numbers[0], place, text, text) for place, text in enumerate(heads, 1) if text}
    for _ in range(draw(st.integers(0, 3))):
        merge(
            found,
            draw(st.integers(1, 30)),
            draw(st.integers(1, COLUMNS)),
            draw(st.integers(0, 3)),
            draw(st.integers(0, 7)),
        )
    table = tuple(
        tuple(row[column] for column in sorted(row)) for _, row in sorted(found.items())
        if any(cell.origin is None and (cell.text or cell.is_formula) for cell in row.values())
    )  # fmt: skip
    hidden = tuple(row[0].row for row in table if draw(st.booleans()))
    return Sheet(draw(st.text(max_size=5)), table, draw(st.booleans()), draw(st.booleans()), hidden)


def merge(found: dict[int, dict[int, Cell]], top: int, left: int, down: int, across: int) -> None:
    whole = found.get(top, {}).get(left)
    if whole is None or whole.origin:
        return
    for number in found:
        for column in range(left, left + across + 1):
            own = found[number].get(column)
            if top <= number <= top + down and (number, column) != (top, left) and (own is None or not own.text):
                found[number][column] = Cell(number, column, whole.value, whole.text, whole.fill, False, (top, left))


LAYOUTS = st.builds(
    Layout,
    st.integers(0, 30),
    st.dictionaries(st.sampled_from(list(Field)), st.integers(1, COLUMNS + 1), max_size=13),
    st.just(()),
    st.just({}),
)
ANSWERS = st.dictionaries(
    st.tuples(st.sampled_from([Field.STATUS, Field.DUE]), st.sampled_from(WORDS)),
    st.sampled_from(["", "on_track", "complete", "ongoing", "2025-07", "autumn 2024", "none", "nonsense"]),
    max_size=4,
)


def told(reading: Reading) -> set[int]:
    entries = {row for entry in reading.entries for row in (entry.row, *entry.more_rows)}
    return entries | {problem.row for problem in reading.problems} | {passed.row for passed in reading.passed}


def check(sheet: Sheet, reading: Reading) -> None:
    """No row is lost, and every entry stands where the services can put it."""
    assert {row[0].row for row in sheet.rows} <= told(reading)
    priorities = [entry.number for entry in reading.entries if entry.kind == Level.PRIORITY]
    objectives = [
        (entry.priority_number, entry.reference) for entry in reading.entries if entry.kind == Level.OBJECTIVE
    ]
    actions = [entry for entry in reading.entries if entry.is_action]
    assert len(set(priorities)) == len(priorities)
    assert len(set(objectives)) == len(objectives)
    top = {(entry.reference, entry.priority_number) for entry in actions if entry.kind == Level.ACTION}
    for entry in (each for each in reading.entries if each.kind != Level.PRIORITY):
        assert entry.priority_number in priorities
        assert not entry.objective_reference or (entry.priority_number, entry.objective_reference) in objectives
        assert (entry.kind == Level.SUB_ACTION) == bool(entry.parent_reference)
        assert not entry.parent_reference or (entry.parent_reference, entry.priority_number) in top
        assert entry.title.strip()
        assert not (entry.due and entry.is_ongoing)
        assert entry.status in ("", "not_started", "on_track", "at_risk", "off_track", "complete")
    if not reading.is_blocked:
        keys = [key_of(entry.reference) for entry in actions]
        assert len(set(keys)) == len(keys)
        assert all(0 < len(key) <= 40 for key in keys)
        assert all(len(entry.reference) <= 40 for entry in actions)


@given(sheets())
@settings(max_examples=400, deadline=None)
def test_any_sheet_is_named_and_read_without_losing_a_row(sheet: Sheet) -> None:
    assert kinds.what_is(sheet).why.endswith(".")
    check(sheet, rows.read(sheet, headings.guess(sheet), answers={}, starts=datetime.date(2024, 1, 1)))


@given(sheets(), LAYOUTS, ANSWERS)
@settings(max_examples=400, deadline=None)
def test_any_columns_and_answers_that_a_person_chooses_are_read_so(
    sheet: Sheet, layout: Layout, answers: dict[tuple[Field, str], str]
) -> None:
    check(sheet, rows.read(sheet, layout, answers=answers, starts=None))


@given(sheets())
@settings(max_examples=100, deadline=None)
def test_any_sheet_is_the_same_after_it_was_kept_as_text(sheet: Sheet) -> None:
    assert book_from_json(book_to_json(Book((sheet,)))) == Book((sheet,))


@given(sheets())
@settings(max_examples=100, deadline=None)
def test_the_words_are_asked_once_and_their_guesses_change_nothing(sheet: Sheet) -> None:
    layout = headings.guess(sheet)
    first = rows.read(sheet, layout, answers={}, starts=None)
    asked = {(word.field, word.text): word.guess for word in first.words}
    assert len(asked) == len(first.words)
    assert rows.read(sheet, layout, answers=asked, starts=None) == first


@given(st.lists(st.lists(VALUES, max_size=COLUMNS), max_size=10), st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_workbook_that_excel_can_write_opens(table: list[list[Any]], is_coloured: bool) -> None:
    book = workbook({"Sheet": [[held(value) for value in row] for row in table]})
    if is_coloured:
        filled(book["Sheet"]["A1"], "FFFF0000")
    opened = open_book(saved(book), "plan.xlsx")
    for sheet in opened.sheets:
        check(sheet, rows.read(sheet, headings.guess(sheet), answers={}, starts=None))


def held(value: Any) -> Any:
    """What openpyxl writes: no control characters, and a formula as its text."""
    if isinstance(value, str):
        return "".join(
            letter for letter in value if letter >= " " and not "\ud800" <= letter <= "\udfff" and letter < "\ufffe"
        )
    return value


@given(st.binary(max_size=3000), st.sampled_from(["plan.csv", "plan.xlsx", "", "../x", "\x00"]))
@example(b"PK\x05\x06" + bytes(18), "plan.xlsx")
@example(b"\xff\xfe", "plan.csv")
@example(b'"', "plan.csv")
@example(b"\r", "plan.csv")
@settings(max_examples=400, deadline=None)
def test_any_bytes_open_or_are_refused(data: bytes, name: str) -> None:
    opens_or_refuses(data, name)


def opens_or_refuses(data: bytes, name: str) -> None:
    try:
        book = open_book(data, name)
    except CannotRead as refused:
        assert str(refused)
        return
    for sheet in book.sheets:
        check(sheet, rows.read(sheet, headings.guess(sheet), answers={}, starts=None))


PLANS = [northshire(), eastholm()]


@given(
    st.sampled_from(PLANS),
    st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), max_size=6),
    st.integers(0),
)
@settings(max_examples=300, deadline=None)
def test_a_workbook_with_broken_bytes_opens_or_is_refused(
    data: bytes, changes: list[tuple[int, int]], end: int
) -> None:
    broken = bytearray(data)
    for place, byte in changes:
        broken[place % len(broken)] = byte
    opens_or_refuses(bytes(broken[: end % len(broken)] if end % 3 == 0 else broken), "plan.xlsx")


PARTS = [
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/_rels/workbook.xml.rels",
]
# What may stand where a number, a place or a name is meant.
ODD = [
    "",
    "x",
    "-1",
    "1e99",
    "99999999999999999999",
    "NaN",
    "A0",
    "ZZZ9999999",
    "../../etc",
    "é",
    "0.5",
    "A1:",
    ":",
    "true",
]


@given(st.sampled_from(PARTS), st.integers(0, 400), st.sampled_from(ODD))
@settings(max_examples=400, deadline=None)
def test_a_workbook_with_an_odd_attribute_opens_or_is_refused(part: str, which: int, odd: str) -> None:
    opens_or_refuses(with_attribute(PLANS[0], part, which, odd), "plan.xlsx")


def with_attribute(data: bytes, part: str, which: int, odd: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given_, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as kept:
        for entry in given_.infolist():
            content = given_.read(entry)
            if entry.filename == part:
                text = content.decode()
                places = list(re.finditer(r'="([^"]*)"|>([^<>]+)<', text))
                match = places[which % len(places)]
                group = 1 if match[1] is not None else 2
                content = (text[: match.start(group)] + odd + text[match.end(group) :]).encode()
            kept.writestr(entry.filename, content)
    return written.getvalue()


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_awkward_sheet_holds_together(name: str) -> None:
    make, file_name = ALL[name]
    opens_or_refuses(make(), file_name)
