"""Files that are opened, and all those that are not: each refused in words, before it can cost anything."""

import io
import random
import tracemalloc
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from actions.importing import limits, workbook
from actions.importing.archive import BOMB, BROKEN, DECLARES, LOCKED
from actions.importing.opening import A_PAGE, OLD_EXCEL, open_book
from actions.importing.text_file import NO_TEXT
from actions.importing.told import CannotRead, book_from_json, book_to_json
from tests.actions.importing.making import changed, saved
from tests.actions.importing.making import workbook as made
from tests.actions.importing.sheets import ALL, northshire

SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PLAN = {"Plan": [["Ref", "Action", "Lead"], ["1", "Train", "A Smith"]]}
# What a refusal may take; the whole process is promised 100 MB.
MOST_MEMORY = 20 * limits.MEGABYTE


def plan() -> bytes:
    return saved(made(PLAN))


def zipped(members: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", kind) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def with_member(name: str, content: bytes) -> bytes:
    data = io.BytesIO(plan())
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return data.getvalue()


def with_sheet(content: str) -> bytes:
    """The plan with another text for its sheet."""
    return _replaced(SHEET, content.encode())


def _replaced(part: str, content: bytes, name: str = "") -> bytes:
    """The plan with another content for one part, under another name where one is given."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plan())) as given, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as kept:
        for entry in given.infolist():
            is_it = entry.filename == part
            kept.writestr((is_it and name) or entry.filename, content if is_it else given.read(entry))
    return written.getvalue()


def locked() -> bytes:
    """A ZIP whose first member says that it is encrypted."""
    data = bytearray(plan())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


def rows(number: int, cell: str = '<c r="A{0}"><v>1</v></c>') -> str:
    cells = "".join(f'<row r="{row}">{cell.format(row)}</row>' for row in range(1, number + 1))
    return f"<worksheet><sheetData>{cells}</sheetData></worksheet>"


def lying() -> bytes:
    """A member whose header says that it is small, and which unpacks to 30 MB."""
    data = bytearray(zipped({"_rels/.rels": b"<r>" + b" " * (30 * limits.MEGABYTE) + b"</r>"}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(mark) + offset
        data[place : place + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {name} "{f"&{chr(ord(name) - 1)};" * 10}">' for name in "bcdefghi")
    + "]><worksheet><sheetData><row><c t='inlineStr'><is><t>&i;</t></is></c></row></sheetData></worksheet>"
)
TOO_MANY = "The sheet “Plan” has 10,000 rows with something in them, headings among them, and 500 can be read"
REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty": (lambda: b"", "plan.xlsx", "This file is empty: choose another one"),
    "too large": (lambda: bytes(2 * limits.MEGABYTE + 1), "plan.csv", "This file is larger than 2 MB"),
    "xls": (lambda: OLE + "Workbook".encode("utf-16-le"), "plan.xls", OLD_EXCEL),
    "xls renamed": (lambda: OLE + "Workbook".encode("utf-16-le"), "plan.xlsx", OLD_EXCEL),
    "password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "plan.xlsx", LOCKED),
    "password of the zip": (locked, "plan.xlsx", LOCKED),
    "doc": (lambda: OLE + "WordDocument".encode("utf-16-le"), "plan.doc", "This is a Word document of an older kind"),
    "docx": (lambda: with_member("word/document.xml", b"<w/>"), "plan.xlsx", "This is a Word document: copy"),
    "pptx": (lambda: zipped({"ppt/presentation.xml": b""}), "plan.xlsx", "This is a PowerPoint file"),
    "xlsb": (lambda: zipped({"xl/workbook.bin": b""}), "plan.xlsb", "This is a binary workbook (.xlsb)"),
    "ods": (lambda: zipped({"content.xml": b""}), "plan.ods", "This is an OpenDocument file"),
    "numbers": (lambda: zipped({"Index/Document.iwa": b""}), "plan.numbers", "This is a Numbers file"),
    "another zip": (lambda: zipped({"holiday.jpg": b"x"}), "plan.xlsx", "This is not a spreadsheet"),
    "pdf": (lambda: b"%PDF-1.7\n", "plan.csv", "This is a PDF"),
    "picture": (lambda: b"\x89PNG\r\n", "plan.csv", "This is a picture"),
    "rtf": (lambda: b"{\\rtf1", "plan.xls", "This is a text document (.rtf)"),
    "web page": (lambda: b"\xef\xbb\xbf \n<html><table>", "plan.xls", A_PAGE),
    "bytes": (lambda: b"a,b\x00\x01\x02,c\n" * 9, "plan.csv", NO_TEXT),
    "broken UTF-16": (lambda: b"\xff\xfea\x00b", "plan.csv", NO_TEXT),
    "half a surrogate": (lambda: b"\xff\xfe\x00\xd8a\x00", "plan.csv", NO_TEXT),
    "undefined in Windows-1252": (lambda: b"a,\x81\n", "plan.csv", NO_TEXT),
    "truncated": (lambda: plan()[:2000], "plan.xlsx", BROKEN),
    "beginning alone": (lambda: b"PK\x03\x04", "plan.xlsx", BROKEN),
    "broken inside": (lambda: with_sheet("<worksheet><sheetData>"), "plan.xlsx", BROKEN),
    "no such shared text": (lambda: with_sheet(rows(1, '<c r="A1" t="s"><v>99</v></c>')), "plan.xlsx", BROKEN),
    "a letter for a number": (lambda: with_sheet(rows(1, '<c r="A1"><v>x</v></c>')), "plan.xlsx", BROKEN),
    "no such encoding": (lambda: with_sheet('<?xml version="1.0" encoding="x-none"?><a/>'), "plan.xlsx", BROKEN),
    "bzip2": (lambda: zipped({"xl/workbook.xml": b"x" * 99}, zipfile.ZIP_BZIP2), "plan.xlsx", BROKEN),
    "zip bomb": (lambda: with_member("bomb.xml", bytes(12 * limits.MEGABYTE)), "plan.xlsx", BOMB),
    "picture bomb": (lambda: with_member("xl/media/i.png", bytes(39 * limits.MEGABYTE)), "plan.xlsx", BOMB),
    "lying zip bomb": (lying, "plan.xlsx", BROKEN),
    "many members": (lambda: zipped({f"{number}.xml": b"" for number in range(1001)}), "plan.xlsx", BOMB),
    "billion laughs": (lambda: with_sheet(LAUGHS), "plan.xlsx", DECLARES),
    "entity in the index": (
        lambda: _replaced("xl/workbook.xml", b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><workbook/>'),
        "plan.xlsx", DECLARES,
    ),
    "deep": (lambda: with_sheet("<a>" * 5000), "plan.xlsx", DECLARES),
    "elements without end": (lambda: with_sheet(f"<a>{'<c/>' * 300_000}</a>"), "plan.xlsx", BOMB),
    "10,000 rows": (lambda: with_sheet(rows(10_000)), "plan.xlsx", TOO_MANY),
    "501 rows of two cells": (
        lambda: saved(made({"Plan": [[1, 2]] * 501})), "plan.xlsx", "The sheet “Plan” has 501 rows with something",
    ),
    "10,000 rows of text": (lambda: b"a,b\n" * 10_000, "plan.csv", "The file has 10,000 rows with something in them"),
    "far to the right": (
        lambda: with_sheet(rows(1, '<c r="XFD1"><v>1</v></c>')), "plan.xlsx",
        "The sheet “Plan” has more than 100 columns",
    ),
    "wide text": (lambda: b"," * 200 + b"a\n", "plan.csv", "The file has more than 100 columns"),
    "a long cell": (lambda: b"a," + b"b" * 40_000, "plan.csv", "The file, cell B1, holds more than 32,767 characters"),
    "a very long cell": (lambda: b"a," + b"b" * 200_000, "plan.csv", "This file is not a whole table"),
    "one text, everywhere": (
        lambda: with_sheet(rows(400, f'<c r="A{{0}}" t="inlineStr"><is><t>{"b" * 3000}</t></is></c>')),
        "plan.xlsx", "The file holds over 1,000,000 characters",
    ),
    "no sheet": (lambda: _replaced("xl/workbook.xml", b"<workbook><sheets/></workbook>"), "p.xlsx", workbook.NO_SHEET),
    "sheets without end": (
        lambda: saved(made({f"S{number}": [] for number in range(51)})), "plan.xlsx", "This workbook has 51 sheets",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_spreadsheet_is_refused_in_words_and_costs_little(case: str) -> None:
    make, name, message = REFUSED[case]
    data = make()
    tracemalloc.start()
    try:
        with pytest.raises(CannotRead) as refused:
            open_book(data, name)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert str(refused.value).startswith(message)
    assert not str(refused.value).endswith(".")
    assert peak < MOST_MEMORY


@pytest.mark.parametrize("case", ["zip bomb", "picture bomb", "many members", "password of the zip", "docx"])
def test_a_bomb_is_refused_before_a_byte_is_unpacked(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = REFUSED[case][0]()
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("unpacked"))
    with pytest.raises(CannotRead):
        open_book(data, "plan.xlsx")


def test_merged_cells_over_the_whole_sheet_cost_nothing() -> None:
    merged = '<mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>'
    data = changed(plan(), SHEET, ("</sheetData>", f"</sheetData>{merged}"))
    row = open_book(data, "plan.xlsx").sheets[0].rows[1]
    # What stands in a covered cell is kept: nothing that was typed is lost.
    assert [cell.text for cell in row] == ["1", "Train", "A Smith"]


def test_a_merged_cell_says_the_same_in_all_its_cells() -> None:
    book = made({"Plan": [["Over three"], ["a", "b", "c", "d"]]})
    book["Plan"].merge_cells("A1:C1")
    row = open_book(saved(book), "plan.xlsx").sheets[0].rows[0]
    assert [(cell.column, cell.text, cell.origin) for cell in row] == [
        (1, "Over three", None), (2, "Over three", (1, 1)), (3, "Over three", (1, 1)),
    ]  # fmt: skip


def test_too_many_merged_cells_are_refused() -> None:
    one = '<mergeCell ref="A1:B1"/>'
    data = changed(plan(), SHEET, ("</sheetData>", f"</sheetData><mergeCells>{one * 2001}</mergeCells>"))
    with pytest.raises(CannotRead, match="has more than 2,000 merged cells: unmerge them, and save it"):
        open_book(data, "plan.xlsx")


def test_a_row_far_below_is_read_where_it_stands() -> None:
    book = made(PLAN)
    book["Plan"]["B1048576"] = "At the bottom"
    (*_, last) = open_book(saved(book), "plan.xlsx").sheets[0].rows
    assert [(cell.row, cell.column, cell.text) for cell in last] == [(1_048_576, 2, "At the bottom")]


def test_parts_of_any_name_are_counted_while_they_are_unpacked() -> None:
    """A sheet may be called what it likes: what is unpacked of it counts."""
    padding = random.Random(1).randbytes(900_000).hex() + " " * (15 * limits.MEGABYTE)
    data = _replaced(SHEET, f"<worksheet><!--{padding}--></worksheet>".encode(), name="xl/sheet.bin")
    data = changed(data, "xl/_rels/workbook.xml.rels", (r"/?(xl/)?worksheets/sheet1.xml", "/xl/sheet.bin"))
    with pytest.raises(CannotRead) as refused:
        open_book(data, "plan.xlsx")
    assert str(refused.value) == BOMB


def test_one_row_more_is_refused_with_the_count() -> None:
    with pytest.raises(CannotRead, match="The file has 501 rows"):
        open_book(b"a,b\n" * 501, "plan.csv")
    with pytest.raises(CannotRead, match="The sheet “Plan” has 501 rows"):
        open_book(with_sheet(rows(501)), "plan.xlsx")


def test_cells_and_rows_of_blanks_hold_nothing() -> None:
    (sheet,) = open_book(b" ,\n\na, ,b\n" + b" , \n" * 600, "plan.csv").sheets
    assert [[(cell.row, cell.column, cell.text) for cell in row] for row in sheet.rows] == [[(3, 1, "a"), (3, 3, "b")]]


def test_five_hundred_rows_are_read() -> None:
    assert len(open_book(b"a,b\n" * 500, "plan.csv").sheets[0].rows) == 500
    assert len(open_book(with_sheet(rows(500)), "plan.xlsx").sheets[0].rows) == 500


def test_dates_numbers_and_truths_are_printed_as_the_sheet_prints_them() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for place, (value, form) in enumerate(
        [(45565, "dd/mm/yyyy"), (45565, "mmm-yy"), (45565, "yyyy"), (45565, "General"), (7, "000"), (1.1, "0.00"),
         (0.5, "0%"), (1.2000000000000002, "General"), (True, "General"), (3.0, "General"),
         (45565.5, "dd/mm/yyyy hh:mm"), (-5, "dd/mm/yyyy"), (1e300, "dd/mm/yyyy")], 1
    ):  # fmt: skip
        sheet.cell(1, place, value).number_format = form
    row = open_book(saved(book), "plan.xlsx").sheets[0].rows[0]
    assert [cell.text for cell in row] == [
        "30 September 2024", "September 2024", "2024", "45565", "007", "1.10", "50%", "1.2", "TRUE", "3",
        "30 September 2024", "-5", "1e+300",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("colour", "read"),
    [({"rgb": "FFFF0000"}, "FF0000"), ({"indexed": 10}, "FF0000"), ({"theme": 4}, "4F81BD"), ({"theme": 0}, ""),
     ({"theme": 4, "tint": 0.5}, "A7C0DE"), ({"theme": 99}, ""), ({"rgb": "FFFFFFFF"}, "")],
)  # fmt: skip
def test_colours_of_cells(colour: dict[str, object], read: str) -> None:
    book = made(PLAN)
    cell = book["Plan"]["A1"]
    cell.fill = openpyxl.styles.PatternFill("solid", fgColor=openpyxl.styles.colors.Color(**colour))
    assert open_book(saved(book), "plan.xlsx").sheets[0].rows[0][0].fill == read


def test_what_no_page_shows_is_left_out_of_text() -> None:
    book = made({"Plan": [["a_x0000_b_x000D_\nc", "\u202egnorw\u200b", " \u00a0 ", "x\tx"]]})
    row = open_book(saved(book), "plan.xlsx").sheets[0].rows[0]
    assert [(cell.column, cell.text) for cell in row] == [(1, "ab\nc"), (2, "gnorw"), (4, "x x")]


def test_names_with_a_prefix_are_the_same_names() -> None:
    data = northshire()
    prefixed = changed(data, SHEET, (r"<(/?)(\w)", r"<\1x:\2"), ("xmlns=", "xmlns:x="))
    prefixed = changed(prefixed, "xl/sharedStrings.xml", (r"<(/?)(\w)", r"<\1x:\2"), ("xmlns=", "xmlns:x="))
    assert open_book(prefixed, "plan.xlsx") == open_book(data, "plan.xlsx")


def test_links_to_other_files_and_macros_are_not_looked_at() -> None:
    data = with_member("xl/vbaProject.bin", b"macro")
    data = changed(data, "xl/_rels/workbook.xml.rels", (
        "</Relationships>", '<Relationship Id="out" TargetMode="External" Type="x/worksheet" Target="http://x.test/a"/></Relationships>'
    ))  # fmt: skip
    assert [sheet.name for sheet in open_book(data, "plan.xlsm").sheets] == ["Plan"]


def test_what_the_ending_says_does_not_matter() -> None:
    assert open_book(plan(), "plan.csv") == open_book(plan(), "plan.xlsx")


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_book_is_the_same_after_it_was_kept_as_text(name: str) -> None:
    make, file_name = ALL[name]
    book = open_book(make(), file_name)
    assert book_from_json(book_to_json(book)) == book


def test_hidden_sheets_say_so() -> None:
    book = openpyxl.load_workbook(io.BytesIO(northshire()))
    book.create_sheet("Hidden").sheet_state = "veryHidden"
    assert [(sheet.name, sheet.is_hidden) for sheet in open_book(saved(book), "plan.xlsx").sheets] == [
        ("Inclusion plan", False), ("Hidden", True),
    ]  # fmt: skip
