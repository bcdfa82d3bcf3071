"""The PDF: what a screen reader is told by it, and that nothing in it is clipped, run or lost."""

import dataclasses
from io import BytesIO
from pathlib import Path

import page
import pypdf
import pytest
import typst

from documents.content import Bar, Bullet, Cell, Chart, Column, Document, Heading, Paragraph, Part, Table, plain
from documents.pdf import pages_of, to_pdf
from tests.documents.pdf_reader import Tag, tags
from tests.documents.samples import ACTIONS, BARS, EMPTY, FULL, HOSTILE, STATUSES

MM = 72 / 25.4
# What the fonts have no letter for, or no PDF may hold.
STRANGE = (
    "漢字 한글 a\u200db \u2066c\u2069 👨\u200d👩\u200d👧 soft\u00adhyphen \ue000 \x01 \ufeff "
    "\ufffe \ud800 1\u2028 2 \U0010ffff"
)


@pytest.fixture(scope="module")
def full() -> bytes:
    return to_pdf(FULL)


@pytest.fixture(scope="module")
def tree(full: bytes) -> Tag:
    return tags(full)


def paper(*blocks: object, title: str = "A paper") -> Document:
    return dataclasses.replace(EMPTY, title=title, blocks=blocks)  # type: ignore[arg-type]


def squeezed(text: str) -> str:
    return "".join(text.split())


def is_for_everybody(file: bytes, folder: Path) -> bool:
    path = folder / "paper.pdf"
    path.write_bytes(file)
    return page.validate_pdf(str(path), profile="ua1").is_compliant


@pytest.mark.parametrize(
    "document",
    [FULL, EMPTY, paper(Paragraph(plain(STRANGE))), paper(BARS), paper(Paragraph(()), Bullet(()), title="x" * 500)],
    ids=["full", "empty", "strange", "chart", "hollow"],
)
def test_it_is_pdf_ua(document: Document, tmp_path: Path) -> None:
    assert is_for_everybody(to_pdf(document), tmp_path)


def test_language_and_title(full: bytes) -> None:
    root = pypdf.PdfReader(BytesIO(full)).trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert pypdf.PdfReader(BytesIO(full)).metadata.title == FULL.title


def test_headings_are_nested(tree: Tag, full: bytes) -> None:
    headings = [(tag.kind, tag.text) for tag in tree.every("H1", "H2", "H3")]
    assert headings == [
        ("H1", FULL.title),
        *((f"H{block.level}", block.text) for block in FULL.blocks if isinstance(block, Heading)),
        ("H2", FULL.appendices[0].title),
    ]
    outline = pypdf.PdfReader(BytesIO(full)).outline
    assert [outline[0].title, outline[1][0].title] == [FULL.title, "Summary"]


def test_a_level_left_out_is_refused() -> None:
    with pytest.raises(typst.TypstError, match="skipped"):
        to_pdf(paper(Heading("Too deep", 3), title="A paper"))


@pytest.mark.parametrize(
    ("document", "why"),
    [(paper(dataclasses.replace(BARS, alternative="")), "alt text"), (paper(title=""), "title is empty")],
    ids=["chart without words", "paper without title"],
)
def test_what_is_not_accessible_is_refused(document: Document, why: str) -> None:
    with pytest.raises(typst.TypstError, match=why):
        to_pdf(document)


def test_numbers_are_those_of_the_content(tree: Tag) -> None:
    read = [(next(item.every("Lbl")).text, squeezed(next(item.every("LBody")).text)) for item in tree.every("LI")]
    written = [
        (f"{block.number}.", squeezed("".join(run.text for run in block.text)))
        for block in FULL.blocks
        if isinstance(block, Paragraph) and block.number
    ]
    assert [item for item in read if item[0] != "•"] == written
    assert ("•", "Neuropathway") in read


def test_deeper_items_stand_in_those_above(tree: Tag) -> None:
    lists = {next(tag.every("Lbl")).text: len(list(tag.every("L"))) for tag in tree.children if tag.kind == "L"}
    # The list that begins with 1 holds one of letters, which holds one of Roman numbers.
    assert lists["1."] == 3
    assert lists["•"] == 1


def test_a_list_may_begin_deep_and_lack_levels() -> None:
    numbers = [("i", 2), ("b", 1), ("3", 0), ("i", 2), ("4", 0)]
    tree = tags(to_pdf(paper(*(Paragraph(plain("Text"), number, level) for number, level in numbers))))
    assert [tag.text for tag in tree.every("Lbl")] == [f"{number}." for number, level in numbers]


def test_tables_have_captions_and_headers(tree: Tag) -> None:
    tables = list(tree.every("Table"))
    assert [next(one.every("Caption")).text for one in tables] == [STATUSES.caption, ACTIONS.caption]
    for written, read in zip((STATUSES, ACTIONS), tables, strict=True):
        heads = list(read.every("TH"))
        assert [head.text for head in heads] == [column.heading for column in written.columns]
        assert {head.attribute("/Scope") for head in heads} == {"/Column"}
        ids = [head.entries["/ID"] for head in heads]
        rows = [[cell for cell in row.children if cell.kind == "TD"] for row in read.every("TR")][1:]
        assert [[squeezed(cell.text) for cell in row] for row in rows] == [
            [squeezed(cell.text) for cell in row] for row in written.rows
        ]
        assert all([cell.attribute("/Headers")[0] for cell in row] == ids for row in rows)


def test_the_chart_has_its_words(tree: Tag) -> None:
    (figure,) = tree.every("Figure")
    assert figure.entries["/Alt"] == BARS.alternative
    assert figure.text == "12124On trackAt risk"


def test_the_head_row_and_the_marks_stand_on_every_page(full: bytes) -> None:
    pages = [sheet.extract_text() for sheet in pypdf.PdfReader(BytesIO(full)).pages]
    for number, text in enumerate(pages, 1):
        assert "DRAFT" in text
        assert f"Page {number} of {len(pages)}" in text
        assert "Official · As at 4 September 2024, 10:42am" in text
    appendix = [text for text in pages if FULL.appendices[0].title in text or pages.index(text) == len(pages) - 1]
    assert len(appendix) == 2
    assert all("Reference" in text for text in appendix)


def test_marks_are_read_aloud_as_well(tree: Tag) -> None:
    """Header and footer of a page are no content: a screen reader skips them."""
    assert "DRAFT · Official · As at 4 September 2024, 10:42am" in [tag.text for tag in tree.every("P")]
    texts = [tag.text for tag in tree.children]
    assert texts.index(FULL.footer[0]) == texts.index(FULL.appendices[0].title) - 1


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_literal(text: str) -> None:
    table = Table(text, (Column(text), Column("Other")), ((Cell(text), Cell(text, colour="red")),), "Sheet", text)
    tree = tags(to_pdf(paper(Heading(text), Paragraph(plain(text), "1"), Bullet(plain(text)), table, title=text)))
    kinds = ("H1", "H2", "LBody", "LBody", "Caption", "TH", "TD", "TD")
    found = [(tag.kind, squeezed(tag.text)) for tag in tree.every(*set(kinds)) if tag.text != "Other"]
    assert found == [(kind, squeezed(text)) for kind in kinds]


def test_letters_without_a_font_are_kept() -> None:
    (paragraph,) = tags(to_pdf(paper(Paragraph(plain(STRANGE))))).every("P")
    assert "漢字 한글 a\u200db" in paragraph.text
    assert "👨\u200d👩\u200d👧" in paragraph.text
    assert paragraph.text.count("\ufffd") == 6


def test_a_long_word_takes_as_many_lines_as_it_needs() -> None:
    narrow = Table("Narrow", (Column("Narrow"), Column("Wide", 9)), ((Cell("M" * 300), Cell("")),), "Narrow")
    document = paper(Paragraph(plain("W" * 5000), "1"), narrow)
    lines = [
        line.split(".")[-1].strip()
        for sheet in pypdf.PdfReader(BytesIO(to_pdf(document))).pages
        for line in sheet.extract_text().splitlines()
    ]
    # A W is as wide as its size, near enough: 160 millimetres of 10.5 points; and 17 of 9 points with padding.
    assert 40 < max(line.count("W") for line in lines if set(line) == {"W"}) <= 160 * MM / 10.5 / 0.94
    assert 3 <= max(line.count("M") for line in lines if set(line) == {"M"}) <= 25 * MM / 9 / 0.83


def test_a_long_word_of_the_title_stays_on_the_page() -> None:
    document = dataclasses.replace(paper(title="W" * 250), header=("M" * 250,))
    lines = pypdf.PdfReader(BytesIO(to_pdf(document))).pages[0].extract_text().splitlines()
    assert sum(line.count("W") for line in lines) == 250
    assert max(line.count("W") for line in lines) <= 170 * MM / 18 / 0.94
    assert max(line.count("M") for line in lines) <= 170 * MM / 10.5 / 0.83


def test_equal_papers_have_equal_bytes(full: bytes) -> None:
    assert to_pdf(dataclasses.replace(FULL)) == full
    assert b"/CreationDate" not in full


def test_it_is_drawn_in_its_own_fonts(full: bytes) -> None:
    names = {
        font["/BaseFont"].split("+")[-1]
        for sheet in pypdf.PdfReader(BytesIO(full)).pages
        for font in (one.get_object() for one in sheet["/Resources"]["/Font"].values())
    }
    assert {name.split("-")[0] for name in names} <= {"LiberationSans", "IBMPlexSansArabic", "NotoEmoji"}
    assert {name for name in names if "Liberation" in name} >= {"LiberationSans", "LiberationSans-Bold"}


def test_it_says_how_many_pages_it_has(full: bytes) -> None:
    alone = dataclasses.replace(FULL, appendices=())
    pages, apart = pages_of(FULL)
    assert pages_of(alone) == (pages, 0)
    assert len(pypdf.PdfReader(BytesIO(to_pdf(alone))).pages) == pages
    assert len(pypdf.PdfReader(BytesIO(full)).pages) == pages + apart


LONG = "A title that takes several lines. " * 8
TABLE = Table(
    "Items", (Column("Item"), Column("Title", 9)), ((Cell("1"), Cell(LONG)), (Cell("2"), Cell(LONG))), "Items"
)
CHART = Chart("Status", "On track: 1.", tuple(Bar(f"Bar {at}", (Part("On track", 1, "green"),)) for at in range(6)))


@pytest.mark.parametrize("block", [TABLE, CHART], ids=["table", "chart"])
def test_a_heading_and_its_first_line_stay_with_what_they_head(block: Table | Chart) -> None:
    """Wherever on the page they come: none of them is left at its foot."""
    last = "First" if block is TABLE else "Bar 0"
    found = []
    for lines in range(22, 36, 2):
        above = tuple(Paragraph(plain(f"Line {at}.")) for at in range(lines))
        document = Document("Paper", (), (*above, Heading("Agenda"), Paragraph(plain("At 2pm.")), block))
        pages = [sheet.extract_text() for sheet in pypdf.PdfReader(BytesIO(to_pdf(document))).pages]
        told = ("Agenda", "At 2pm.", block.caption, last)
        found.append({number for number, text in enumerate(pages) for words in told if words in text})
    assert {0} in found
    assert {1} in found
    assert all(len(pages) == 1 for pages in found)
