"""A council's own Word file as the base of a paper: its look is used, its text is not, and no fault of it is ours."""

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree

from documents.chart_png import chart_png
from documents.word import to_docx
from tests.documents.facts import facts_of
from tests.documents.read_word import read_docx, texts, values
from tests.documents.samples import BARS, EMPTY, FULL

TEMPLATE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"


def opened(base: bytes) -> Any:
    return docx.Document(io.BytesIO(to_docx(FULL, base)))


def saved(document: Any) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_no_file_asks_or_fetches_anything() -> None:
    base = docx.Document()
    settings = base.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    name = settings.relate_to("file:////server/board.dotx", TEMPLATE, True)
    etree.SubElement(base.settings.element, qn("w:attachedTemplate")).set(qn("r:id"), name)
    etree.SubElement(base.settings.element, qn("w:updateFields")).set(qn("w:val"), "true")
    etree.SubElement(base.settings.element, qn("w:documentProtection")).set(qn("w:edit"), "readOnly")
    data = to_docx(FULL, saved(base))
    names = {etree.QName(setting).localname for setting in docx.Document(io.BytesIO(data)).settings.element}
    assert not names & {"attachedTemplate", "updateFields", "documentProtection"}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [part for part in archive.namelist() if b"board.dotx" in archive.read(part)]


def test_no_letterhead_fetches_a_picture() -> None:
    base = docx.Document()
    base.sections[0].header.part.relate_to("https://elsewhere.example/logo.png", RELATIONSHIP_TYPE.IMAGE, True)
    with pytest.raises(ValueError, match="shows a picture that stands elsewhere"):
        to_docx(FULL, saved(base))


def letterhead() -> Any:
    """A council's file: its own heading, two sections, a letterhead on the first page, a list and a picture."""
    base = docx.Document()
    base.styles["Heading 2"].font.size = Pt(31)
    base.sections[0].header.paragraphs[0].text = "Borough Council"
    base.sections[0].different_first_page_header_footer = True
    base.sections[0].first_page_header.paragraphs[0].text = "The Town Hall"
    base.core_properties.author = "An officer"
    base.add_paragraph("Sample text of the council", style="List Number")
    base.add_picture(io.BytesIO(chart_png(BARS)))
    base.add_section()
    return base


def test_a_base_gives_its_styles_and_letterhead() -> None:
    document = opened(saved(letterhead()))
    assert document.styles["Heading 2"].font.size == Pt(31)
    section = document.sections[0]
    assert texts(section.header) == ["Borough Council", "DRAFT\tOfficial"]
    assert texts(section.first_page_header) == ["The Town Hall", "DRAFT\tOfficial"]
    assert len(document.sections) == 1
    assert set(values(document.styles.element, "lang")) == {"en-GB"}


def test_a_base_leaves_nothing_of_its_own_text() -> None:
    data = to_docx(EMPTY, saved(letterhead()))
    document = docx.Document(io.BytesIO(data))
    assert texts(document) == [EMPTY.title]
    assert document.core_properties.author == ""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "media" in name or "thumbnail" in name]


def test_a_base_changes_no_word() -> None:
    assert read_docx(to_docx(FULL, saved(letterhead()))) == facts_of(FULL)
    assert to_docx(FULL, saved(letterhead())) == to_docx(FULL, saved(letterhead()))


def test_a_base_with_none_of_the_styles_gives_a_report() -> None:
    base = docx.Document()
    for style in list(base.styles.element):
        base.styles.element.remove(style)
    for name, relationship in list(base.part.rels.items()):
        if "numbering" in relationship.reltype:
            del base.part.rels[name]
    base.element.body.remove(base.element.body.sectPr)
    data = to_docx(FULL, saved(base))
    assert read_docx(data) == facts_of(FULL)
    ids = [each.get(qn("w:styleId")) for each in docx.Document(io.BytesIO(data)).styles.element]
    assert len(ids) == len(set(ids))


def test_a_base_may_have_other_ids_for_its_styles() -> None:
    base = docx.Document()
    for style in base.styles.element.findall(qn("w:style")):
        if style.get(qn("w:styleId")) == "Heading2":
            style.set(qn("w:styleId"), "berschrift2")
    document = opened(saved(base))
    assert [each.style.style_id for each in document.paragraphs if each.text == "Summary"] == ["berschrift2"]


def _zip(**files: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def _template() -> bytes:
    """A file that says it is a template, as .dotx and .docm do."""
    with zipfile.ZipFile(io.BytesIO(to_docx(EMPTY))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(b"document.main+xml", b"template.main+xml")
    return _zip(**files)


@pytest.mark.parametrize(
    "base",
    [b"", b"%PDF-1.7", to_docx(EMPTY)[:900], _zip(), _zip(**{"[Content_Types].xml": b"<"}), _template()],
    ids=["nothing", "pdf", "torn", "empty archive", "no xml", "template"],
)
def test_a_base_that_is_no_word_file_is_refused(base: bytes) -> None:
    with pytest.raises(ValueError, match=r"not a Word document \(\.docx\)"):
        to_docx(FULL, base)


def test_a_base_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(ValueError, match="up to 4 MB"):
        to_docx(FULL, _zip(bomb=b"0" * (50 * 1024 * 1024 + 1)))
