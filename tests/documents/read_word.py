"""What a Word file says, its numbers worked out as Word works them out."""

import dataclasses
import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from documents.numbers import roman
from tests.documents.facts import Facts, folded


def read_docx(data: bytes) -> Facts:
    """The facts that a Word file gives back."""
    opened = docx.Document(io.BytesIO(data))
    facts = Facts()
    caption = ""
    for block, number in numbered_blocks(opened):
        if isinstance(block, Table):
            facts.tables[caption] = [[folded(cell) for cell in row] for row in rows(block)]
        elif heading_level(block):
            facts.headings.append(folded(block.text))
        elif number:
            facts.paragraphs.append((number, folded(block.text)))
        elif block.style.name == "Caption":
            caption = block.text
    return facts


def rows(table: Table) -> list[list[str]]:
    """The texts of the cells; faster than python-docx, which looks for merged ones."""
    return [
        ["\n".join(Paragraph(p, table).text for p in cell.findall(qn("w:p"))) for cell in row.findall(qn("w:tc"))]
        for row in table._tbl.findall(qn("w:tr"))
    ]


def texts(part: Any) -> list[str]:
    """The paragraphs of a document, a cell, a header or a footer."""
    return [paragraph.text for paragraph in part.paragraphs]


def values(element: Any, tag: str) -> list[str]:
    """What all elements of this name below an element are set to."""
    return [each.get(qn("w:val")) for each in element.iter(qn(f"w:{tag}"))]


def heading_level(paragraph: Paragraph) -> int:
    """The level of a heading, by its style; 0 where it is none."""
    name = paragraph.style.name
    return int(name.removeprefix("Heading ")) if name.startswith("Heading ") else 0


def numbered_blocks(opened: Document) -> Iterator[tuple[Paragraph | Table, str]]:
    """Paragraphs and tables in order, with the number that Word prints, without its full stop."""
    counter = _Counter(opened)
    for block in opened.iter_inner_content():
        yield block, counter.number(block) if isinstance(block, Paragraph) else ""


@dataclasses.dataclass
class _Level:
    start: int
    kind: str
    text: str


class _Counter:
    """Counts as ECMA-376 says in 17.9: per abstract list, where deeper levels begin anew after higher ones."""

    def __init__(self, opened: Document) -> None:
        parts = [each.target_part for each in opened.part.rels.values() if each.reltype == RELATIONSHIP_TYPE.NUMBERING]
        root = parts[0].element
        abstract = qn("w:abstractNumId")
        self._levels = {each.get(abstract): _levels(each) for each in root.findall(qn("w:abstractNum"))}
        self._abstract = {
            each.get(qn("w:numId")): each.find(abstract).get(qn("w:val")) for each in root.findall(qn("w:num"))
        }
        self._counts: dict[str, dict[int, int]] = {}

    def number(self, paragraph: Paragraph) -> str:
        properties = paragraph._p.pPr.numPr if paragraph._p.pPr is not None else None
        if properties is None or properties.numId.val == 0:
            return ""
        abstract = self._abstract[str(properties.numId.val)]
        levels, at = self._levels[abstract], properties.ilvl.val
        counts = self._counts.setdefault(abstract, {})
        counts[at] = counts.get(at, levels[at].start - 1) + 1
        for deeper in [level for level in counts if level > at]:
            del counts[deeper]
        if levels[at].kind == "bullet":
            return ""
        return levels[at].text.replace(f"%{at + 1}", _printed(counts[at], levels[at].kind)).removesuffix(".")


def _levels(abstract: object) -> dict[int, _Level]:
    def value(level: object, tag: str) -> str:
        return level.find(qn(f"w:{tag}")).get(qn("w:val"))

    return {
        int(each.get(qn("w:ilvl"))): _Level(int(value(each, "start")), value(each, "numFmt"), value(each, "lvlText"))
        for each in abstract.findall(qn("w:lvl"))
    }


def _printed(count: int, kind: str) -> str:
    if kind == "lowerLetter":
        return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
    return roman(count) if kind == "lowerRoman" else str(count)
