"""Whatever a file or a sheet holds: no other refusal than CannotRead, and no row that is silently lost."""

import datetime
import io
import os
import re
import zipfile
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actions.importing import headings, kinds, rows
from actions.importing.opening import open_book
from actions.importing.told import Book, CannotRead, Field, Layout, Sheet, book_from_json, book_to_json
from tests.actions.importing.any_sheet import ANSWERS, COLUMNS, LAYOUTS, VALUES, check, sheets
from tests.actions.importing.making import filled, saved, workbook
from tests.actions.importing.sheets import ALL, eastholm, northshire

# A few each time; many with PORTAL_TEST_EXAMPLES=2000.
EXAMPLES = int(os.environ.get("PORTAL_TEST_EXAMPLES", "50"))
often = settings(max_examples=EXAMPLES, deadline=None)
PLANS = [northshire(), eastholm()]
SHEET = "xl/worksheets/sheet1.xml"
PARTS = ["xl/workbook.xml", "xl/styles.xml", SHEET, "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"]
# What may stand where a number, a place or a name is meant.
ODD = [
    "", "x", "-1", "1e99", "99999999999999999999", "NaN", "A0", "ZZZ9999999", "../../etc", "é", "0.5", "A1:", ":",
    "true",
]  # fmt: skip
CHANGES = st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), max_size=6)
_NO_EXCEL = re.compile("[\0-\x1f\ud800-\udfff\ufffe\uffff]")
_PLACES = re.compile(r'="([^"]*)"|>([^<>]+)<')


@given(sheets())
@often
def test_any_sheet_is_named_and_read_without_losing_a_row(sheet: Sheet) -> None:
    assert kinds.what_is(sheet).why.endswith(".")
    check(sheet, rows.read(sheet, headings.guess(sheet), answers={}, starts=datetime.date(2024, 1, 1)))


@given(sheets(), LAYOUTS, ANSWERS)
@often
def test_any_columns_and_answers_that_a_person_chooses_are_read_so(
    sheet: Sheet, layout: Layout, answers: dict[tuple[Field, str], str]
) -> None:
    check(sheet, rows.read(sheet, layout, answers=answers, starts=None))


@given(sheets())
@often
def test_any_sheet_is_the_same_after_it_was_kept_as_text(sheet: Sheet) -> None:
    assert book_from_json(book_to_json(Book((sheet,)))) == Book((sheet,))


@given(sheets())
@often
def test_the_words_are_asked_once_and_their_guesses_change_nothing(sheet: Sheet) -> None:
    layout = headings.guess(sheet)
    first = rows.read(sheet, layout, answers={}, starts=None)
    asked = {(word.field, word.text): word.guess for word in first.words}
    assert len(asked) == len(first.words)
    assert rows.read(sheet, layout, answers=asked, starts=None) == first


@given(st.lists(st.lists(VALUES, max_size=COLUMNS), max_size=10), st.booleans())
@often
def test_any_workbook_that_excel_can_write_opens(table: list[list[Any]], is_coloured: bool) -> None:
    book = workbook({"Sheet": [[held(value) for value in row] for row in table]})
    if is_coloured:
        filled(book["Sheet"]["A1"], "FFFF0000")
    (sheet,) = open_book(saved(book), "plan.xlsx").sheets
    check(sheet, rows.read(sheet, headings.guess(sheet), answers={}, starts=None))


def held(value: Any) -> Any:
    """What a cell of a workbook can hold."""
    return _NO_EXCEL.sub("", value) if isinstance(value, str) else value


@given(st.binary(max_size=3000), st.sampled_from(["plan.csv", "plan.xlsx", "", "../x", "\x00"]))
@example(b"PK\x05\x06" + bytes(18), "plan.xlsx")
@example(b"\xff\xfe", "plan.csv")
@example(b'"', "plan.csv")
@example(b"\r", "plan.csv")
@often
def test_any_bytes_open_or_are_refused(data: bytes, name: str) -> None:
    opens_or_refuses(data, name)


@given(st.text(max_size=400), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
@often
def test_any_text_opens_or_is_refused(text: str, encoding: str) -> None:
    opens_or_refuses(text.encode(encoding, errors="replace"), "plan.csv")


@given(st.sampled_from(PLANS), CHANGES, st.integers(0))
@often
def test_a_workbook_with_broken_bytes_opens_or_is_refused(
    data: bytes, changes: list[tuple[int, int]], end: int
) -> None:
    broken = bytearray(data)
    for place, byte in changes:
        broken[place % len(broken)] = byte
    opens_or_refuses(bytes(broken[: end % len(broken)] if end % 3 == 0 else broken), "plan.xlsx")


@given(st.sampled_from(PARTS), st.integers(0, 400), st.sampled_from(ODD))
@often
def test_a_workbook_with_an_odd_value_opens_or_is_refused(part: str, which: int, odd: str) -> None:
    opens_or_refuses(with_value(PLANS[0], part, which, odd), "plan.xlsx")


def with_value(data: bytes, part: str, which: int, odd: str) -> bytes:
    """The file with another value for one attribute or text of a part."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as kept:
        for entry in whole.infolist():
            content = whole.read(entry)
            if entry.filename == part:
                text = content.decode()
                places = list(_PLACES.finditer(text))
                match = places[which % len(places)]
                group = 1 if match[1] is not None else 2
                content = (text[: match.start(group)] + odd + text[match.end(group) :]).encode()
            kept.writestr(entry.filename, content)
    return written.getvalue()


def opens_or_refuses(data: bytes, name: str) -> None:
    try:
        book = open_book(data, name)
    except CannotRead:
        return
    for sheet in book.sheets:
        check(sheet, rows.read(sheet, headings.guess(sheet), answers={}, starts=None))


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_awkward_sheet_holds_together(name: str) -> None:
    make, file_name = ALL[name]
    for sheet in open_book(make(), file_name).sheets:
        check(sheet, rows.read(sheet, headings.guess(sheet), answers={}, starts=None))
