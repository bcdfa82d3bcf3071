"""The Word file: what it says, and what makes it fit for a council's papers."""

import dataclasses
import datetime
import io
import zipfile
from typing import Any

import docx
import pytest
import time_machine
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import given
from hypothesis import strategies as st

from documents.chart_png import chart_png
from documents.content import Bullet, Cell, Column, Document, Heading, Paragraph, Table, plain
from documents.word import to_docx
from documents.word_table import column_widths
from tests.documents.facts import facts_of
from tests.documents.read_word import heading_level, numbered_blocks, read_docx, texts, values
from tests.documents.samples import ACTIONS, BARS, EMPTY, FULL, HOSTILE, STATUSES


def opened(document: Document = FULL) -> Any:
    return docx.Document(io.BytesIO(to_docx(document)))


def of(*blocks: Any) -> Document:
    return dataclasses.replace(EMPTY, blocks=blocks)


@pytest.mark.parametrize("document", [FULL, EMPTY], ids=["full", "empty"])
def test_it_says_what_the_content_says(document: Document) -> None:
    assert read_docx(to_docx(document)) == facts_of(document)


def test_title_and_language_are_said() -> None:
    document = opened()
    properties = document.core_properties
    assert (properties.title, properties.language, properties.author) == (FULL.title, "en-GB", "")
    assert (properties.content_status, properties.category, properties.subject) == ("DRAFT", "Official", FULL.as_at)
    assert set(values(document.styles.element, "lang")) == {"en-GB"}


def test_a_title_too_long_for_a_property_is_cut_there_alone() -> None:
    document = opened(dataclasses.replace(EMPTY, title="Long " * 100))
    assert len(document.core_properties.title) == 255
    assert document.paragraphs[0].text == "Long " * 100


def test_headings_are_nested_without_gaps() -> None:
    levels = [heading_level(block) for block, _ in numbered_blocks(opened()) if block.style.name.startswith("Heading")]
    assert levels == [1, 2, 2, 2, 3, 2, 2]
    skipping = opened(of(Heading("Part", 3), Heading("Section", 2), Heading("Part", 3)))
    assert [heading_level(block) for block in skipping.paragraphs] == [1, 2, 2, 3]


def test_headings_are_in_the_outline() -> None:
    styles = opened().styles
    assert [values(styles[f"Heading {level}"].element, "outlineLvl") for level in (1, 2, 3)] == [["0"], ["1"], ["2"]]


def test_header_lines_stand_above_the_title_and_contacts_at_the_end() -> None:
    document = opened()
    assert tuple(texts(document)[:5]) == (*FULL.header, FULL.title)
    header = document.paragraphs[0].style
    assert header.font.bold
    assert header.paragraph_format.alignment is WD_ALIGN_PARAGRAPH.CENTER
    last = texts(document).index("Appendix A: the whole plan") - 1
    assert texts(document)[last] == FULL.footer[0]


def test_every_page_has_standing_class_moment_and_number() -> None:
    section = opened().sections[0]
    assert texts(section.header) == ["DRAFT\tOfficial"]
    assert section.header.paragraphs[0].runs[0].bold
    assert texts(section.footer) == ["As at 4 September 2024, 10:42am\tPage  of "]
    fields = section.footer._element.iter(qn("w:fldSimple"))
    assert [field.get(qn("w:instr")).strip() for field in fields] == ["PAGE", "NUMPAGES"]


def test_a_page_is_a4_and_in_arial() -> None:
    document = opened()
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    fonts = document.styles.element.iter(qn("w:rFonts"))
    assert {font.get(qn("w:ascii")) for font in fonts} == {"Arial"}


def test_emphasis_is_kept() -> None:
    paragraph = next(each for each in opened().paragraphs if each.text.startswith("Of 34"))
    assert [(run.text, bool(run.bold), bool(run.italic)) for run in paragraph.runs] == [
        ("Of 34 actions ", False, False), ("six", True, False), (" are ", False, False), ("at risk", False, True),
        (".", False, False),
    ]  # fmt: skip


def test_bullets_have_no_number() -> None:
    item = next(
        each for each in opened(of(Bullet(plain("Neuro pathway"), 7))).paragraphs if each.text == "Neuro pathway"
    )
    assert item.style.name == "List Bullet 3"
    assert item._p.pPr.numPr.ilvl.val == 2


def test_an_appendix_begins_on_a_page_of_its_own() -> None:
    title = next(each for each in opened().paragraphs if each.text == "Appendix A: the whole plan")
    assert title.paragraph_format.page_break_before
    assert title.style.name == "Heading 2"


def test_header_rows_repeat_and_no_row_is_torn_that_fits_on_a_page() -> None:
    for table in opened().tables:
        rows = table._tbl.findall(qn("w:tr"))
        assert [len(values(row, "tblHeader")) for row in rows] == [1] + [0] * (len(rows) - 1)
        torn = [row for row in rows if not values(row, "cantSplit")]
        assert all("x" * 5_000 in "".join(row.xpath(".//w:t/text()")) for row in torn)
        assert len(torn) == (3 if len(rows) > 10 else 0)


def test_what_stands_above_a_table_stays_with_it() -> None:
    """The heading, a line or two and the caption; no longer paragraph, and none that stands elsewhere."""
    line, long = Paragraph(plain("At 2pm.")), Paragraph(plain("A long paragraph. " * 20))
    document = opened(of(Heading("Agenda"), line, STATUSES, long, STATUSES, line))
    kept = [one.text for one in document.paragraphs if one.paragraph_format.keep_with_next]
    assert kept == [EMPTY.title, "Agenda", "At 2pm.", STATUSES.caption, STATUSES.caption]


def test_tables_have_caption_description_note_and_row_headings() -> None:
    document = opened()
    table = document.tables[0]
    before, after = table._tbl.getprevious(), table._tbl.getnext()
    assert "".join(before.xpath(".//w:t/text()")) == STATUSES.caption
    assert document.styles["Caption"].paragraph_format.keep_with_next
    assert "".join(after.xpath(".//w:t/text()")) == STATUSES.note
    assert values(table._tbl, "tblCaption") == [STATUSES.caption]
    assert values(table._tbl, "tblDescription") == [STATUSES.note]
    assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"
    assert [cell.paragraphs[0].runs[0].bold for cell in table.rows[1].cells] == [True, None, None]


def test_widths_are_fixed_and_fill_the_page() -> None:
    document = opened()
    section = document.sections[0]
    width = Emu(section.page_width - section.left_margin - section.right_margin)
    for table in document.tables:
        columns = [int(each.get(qn("w:w"))) for each in table._tbl.tblGrid.findall(qn("w:gridCol"))]
        assert not table.autofit
        assert sum(columns) == width.twips
        for row in table._tbl.findall(qn("w:tr")):
            assert [int(each.get(qn("w:w"))) for each in row.iter(qn("w:tcW"))] == columns


def test_a_column_is_wide_enough_for_its_heading() -> None:
    columns = opened().tables[1]._tbl.tblGrid.findall(qn("w:gridCol"))
    assert int(columns[0].get(qn("w:w"))) > len("Reference") * 110 + 170


def test_a_table_of_many_columns_still_fits() -> None:
    many = Table("Many", (Column("Considerations"),) * 20, ((Cell("Considerations"),) * 20,), "Many")
    columns = opened(of(many)).tables[0]._tbl.tblGrid.findall(qn("w:gridCol"))
    widths = [int(each.get(qn("w:w"))) for each in columns]
    assert max(widths) - min(widths) < 20


@given(st.lists(st.tuples(st.text("ab ", max_size=60), st.integers(1, 9)), min_size=1, max_size=12))
def test_no_column_is_lost_and_none_is_wider_than_the_page(columns: list[tuple[str, int]]) -> None:
    widths = column_widths(Table("Any", tuple(Column(*each) for each in columns), (), "Any"), 9_412)
    assert sum(widths) == 9_412
    assert min(widths) > 0


def test_a_status_is_a_word_on_its_colour() -> None:
    for colour, fill in (("amber", "FFC247"), ("dashed", "F6F6F6")):
        table = Table("One", (Column("Status"),), ((Cell("At risk", colour=colour),),), "One")
        (run,) = opened(of(table)).tables[0].rows[1].cells[0].paragraphs[0].runs
        assert run.text == "At risk"
        assert run._r.find(f".//{qn('w:shd')}").get(qn("w:fill")) == fill


def test_a_chart_is_a_picture_with_words() -> None:
    document = opened()
    (picture,) = document.inline_shapes
    properties = picture._inline.docPr
    assert (properties.get("title"), properties.get("descr")) == (BARS.caption, BARS.alternative)
    assert picture.width <= document.sections[0].page_width
    data = to_docx(FULL)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("word/media/image1.png") == chart_png(BARS)


def test_hostile_texts_are_literal() -> None:
    document = opened()
    cells = [row.findall(qn("w:tc"))[1] for row in document.tables[1]._tbl.findall(qn("w:tr"))[1:]]
    assert [WordParagraph(cell.p_lst[0], None).text for cell in cells] == list(HOSTILE * 3)
    assert set(HOSTILE) <= set(texts(document))


def test_what_xml_cannot_hold_is_replaced_where_one_sees_it() -> None:
    bad = "a\x00b\x0bc\ud800d\ufffee\r\nf"
    table = Table(bad, (Column(bad),), ((Cell(bad),),), bad, bad)
    document = opened(
        Document(bad, (bad,), (Heading(bad), Paragraph(plain(bad), "1"), table), footer=(bad,), as_at=bad)
    )
    assert {"a�b�c�d�e\nf"} == set(texts(document))
    assert document.tables[0].rows[1].cells[0].text == "a�b�c�d�e\nf"


def test_the_same_paper_is_the_same_file() -> None:
    with time_machine.travel(datetime.datetime(2024, 9, 4, tzinfo=datetime.UTC), tick=False):
        first = to_docx(FULL)
    with time_machine.travel(datetime.datetime(2031, 1, 7, tzinfo=datetime.UTC), tick=False):
        assert to_docx(FULL) == first


def test_every_action_is_in_the_appendix() -> None:
    assert len(opened().tables[1]._tbl.findall(qn("w:tr"))) == len(ACTIONS.rows) + 1
