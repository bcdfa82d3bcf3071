"""A finalised report full of hostile texts: its five stored files say what its frozen content says, to the letter."""

import io
import itertools
import types
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import page
import pypdf
import pytest
from docx.oxml.ns import qn

from actions.models import Action
from actions.services import set_due_date
from documents.canonical import from_json
from documents.content import Document, Paragraph, Table
from governance.models import Format, ReportVersion
from governance.services.publishing import finalise
from governance.services.recommendations import set_recommendations
from governance.services.reports import edit_section
from governance.services.wordings import set_wordings
from priorities.partial_date import PartialDate
from tests.documents.facts import Facts, facts_of, folded
from tests.documents.read_csv import read_csv
from tests.documents.read_excel import read_xlsx
from tests.documents.read_html import read_html
from tests.documents.read_pdf import read_pdf
from tests.documents.read_word import heading_level, numbered_blocks, read_docx
from tests.documents.samples import HOSTILE
from tests.governance.reporting import EARLIER, start, write
from tests.world import NOW, give_update

Act = Callable[[str], Action]
READERS: dict[str, Callable[[bytes], Facts]] = {
    Format.DOCX: read_docx,
    Format.HTML: lambda body: read_html(body.decode()),
    Format.CSV: read_csv,
    Format.PDF: read_pdf,
    Format.XLSX: read_xlsx,
}
RISK = {"reason": "@SUM(A1:A9)", "recovery": "{{ 7*7 }}", "consequence": "<script>alert(1)</script>"}
# Stars and low lines are emphasis in a narrative, by design.
NARRATIVE = [text for text in HOSTILE if "*bold*" not in text]
HEADLINES = {
    "1a": ("off_track", HOSTILE[0]), "1b": ("at_risk", "+1"), "2a": ("on_track", "\t@SUM(A1:A9)"),
    "3f": ("off_track", '🎈 #read("/etc/passwd")'), "4c": ("not_started", "العربية قبل English"),
}  # fmt: skip
WORDINGS = {"1b": "=1+1 " + "w" * 390, "3f": "-2+3 <script>alert(2)</script> {{ 7*7 }}"}


@pytest.fixture
def version(people: types.SimpleNamespace, act: Act) -> ReportVersion:
    """Hostile texts wherever somebody may type: updates, wordings, narrative, recommendations."""
    by = {"by": people.cora, "now": EARLIER}
    for key, (status, headline) in HEADLINES.items():
        said = RISK if status in ("off_track", "at_risk") else {"difference_made": "=1+1"}
        give_update(act(key), people.cora, EARLIER, status=status, headline=headline, **said)
    set_due_date(**by, action=act("3f"), due=PartialDate.month(2025, 3), reason="=1+1, a post is vacant.")
    report = write(start(people.cora, title="=1+1 <b>Progress</b> {{ 7*7 }}"), people.cora)
    for kind in ("financial", "detail", "risk", "consultation"):
        narrative = "\n\n".join([kind, f"## Context of {kind}", *NARRATIVE, "### =1+1 {{ 7*7 }}", "The end."])
        edit_section(**by, section=report.sections.get(kind=kind), is_included=True, narrative=narrative)
    set_recommendations(**by, report=report, texts=[f"Note {text}" for text in HOSTILE])
    for key, text in WORDINGS.items():
        set_wordings(**by, report=report, texts={act(key): text})
    return finalise(report=report, by=people.cora, now=NOW)


def stored(version: ReportVersion, format: str) -> bytes:
    return bytes(version.files.get(format=format, part=0).body)


def everything(facts: Facts) -> set[str]:
    """Every text of a paper, each by itself."""
    cells = (cell for rows in facts.tables.values() for row in rows for cell in row)
    return {*facts.headings, *(text for _, text in facts.paragraphs), *cells}


def test_five_files_say_what_was_frozen(version: ReportVersion) -> None:
    frozen = facts_of(from_json(version.content))
    for format, read in READERS.items():
        facts = read(stored(version, format))
        assert facts.headings == frozen.headings, format
        assert facts.paragraphs == frozen.paragraphs, format
        assert facts.tables == frozen.tables, format
    said = everything(frozen)
    assert {folded(text) for text in NARRATIVE} <= said
    assert {folded(f"Note {text}") for text in HOSTILE} <= said
    printed = {key: headline for key, (_, headline) in HEADLINES.items()} | WORDINGS
    for key, text in printed.items():
        assert any(folded(text) in one for one in said), key
    assert not any("49" in text for text in said)


def test_counts_references_statuses_and_dates_are_among_the_facts(version: ReportVersion) -> None:
    """So that equal facts are not equal by saying nothing."""
    document = from_json(version.content)
    actions = {action.reference: action for action in Action.objects.filter(plan=version.report.plan)}
    whole = [row for table in tables(document, in_appendices=True) for row in table.rows]
    texts = {cell.text for row in whole for cell in row}
    assert set(actions) <= texts
    assert {"On track", "At risk", "Off track"} <= texts
    assert {"31 December 2024", "March 2025 (at first 31 December 2024)"} <= texts
    counts = [cell.value for table in tables(document) for row in table.rows for cell in row]
    assert any(isinstance(value, int) for value in counts)


def tables(document: Document, in_appendices: bool = False) -> list[Table]:
    parts = document.appendices if in_appendices else (document,)
    return [block for part in parts for block in part.blocks if isinstance(block, Table)]


def test_paragraphs_are_numbered_1_to_n(version: ReportVersion) -> None:
    document = from_json(version.content)
    blocks = [*document.blocks, *(block for one in document.appendices for block in one.blocks)]
    for sequence in ("detail", "recommendations"):
        found = [one for one in blocks if isinstance(one, Paragraph) and one.list == sequence and one.level == 0]
        assert [one.number for one in found] == [str(number) for number in range(1, len(found) + 1)]
        assert len(found) >= len(HOSTILE)


def test_no_cell_of_the_workbook_is_a_formula(version: ReportVersion) -> None:
    body = stored(version, Format.XLSX)
    cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(body)) for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    # Both are there as text, marked so that they stay text when somebody edits them.
    for text in (HOSTILE[0], "+1"):
        (first, *_) = [cell for cell in cells if cell.value == text]
        assert (first.data_type, first.quotePrefix) == ("s", True)
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/")]
        assert sheets
        assert not [name for name in book.namelist() if b"<f>" in book.read(name) or b"<hyperlink" in book.read(name)]


def test_the_pdf_is_for_everybody(version: ReportVersion, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(stored(version, Format.PDF))
    assert page.validate_pdf(str(path), profile="ua1").is_compliant
    reader = pypdf.PdfReader(path)
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert reader.metadata is not None
    assert reader.metadata.title == version.report.title


def test_the_word_file_is_for_everybody(version: ReportVersion) -> None:
    opened = docx.Document(io.BytesIO(stored(version, Format.DOCX)))
    assert (opened.core_properties.title, opened.core_properties.language) == (version.report.title, "en-GB")
    levels = [heading_level(block) for block, _ in numbered_blocks(opened) if heading_level(block)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert opened.tables
    for table in opened.tables:
        first, *others = table._tbl.findall(qn("w:tr"))
        assert next(first.iter(qn("w:tblHeader")), None) is not None
        assert not [row for row in others if next(row.iter(qn("w:tblHeader")), None) is not None]
    assert all(picture.get("descr") for picture in opened.element.iter(qn("wp:docPr")))
