"""A paper as a Word file: real headings, numbers that Word works out, tables whose header rows repeat."""

import io
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any

import docx.document
from docx.shared import Twips

from documents.chart_png import chart_png
from documents.content import Appendix, Block, Bullet, Chart, Document, Heading, Paragraph, Table, leads_in
from documents.office import readable, steady
from documents.word_base import numbering_root, open_base, text_width
from documents.word_numbering import Numbering, num_pr
from documents.word_page import add_page_texts
from documents.word_styles import Styles
from documents.word_table import table
from documents.word_xml import Element, paragraph, run, runs, w

# The longest text that Word takes for a property of a file.
MOST_LETTERS = 255
# No picture takes more of the height of a page than this, or its caption would stand alone.
MOST_HEIGHT = Twips(11_000)
INDENTS = (0, 709, 1276)


def to_docx(document: Document, base: bytes | None = None) -> bytes:
    """The paper as a .docx file, the same bytes for equal documents.

    `base` is a .docx file whose styles, page and letterhead are used; styles that it lacks are made. Raises
    BadBase, with a sentence for the person who gave it, where it is no such file.
    """
    opened = open_base(base)
    styles = Styles(opened.styles.element)
    styles.speak(document.language)
    _describe(opened, document)
    add_page_texts(opened, document, styles, text_width(opened))
    body = opened.element.body
    end = body.sectPr
    for element in _Paper(opened, styles).elements(document):
        end.addprevious(element)
    written = io.BytesIO()
    opened.save(written)
    return steady(written.getvalue())


def _describe(opened: docx.document.Document, document: Document) -> None:
    """The properties of the file; the names that a base brings along are not those of who made this one."""
    properties = opened.core_properties
    properties.title = readable(document.title)[:MOST_LETTERS]
    properties.language = document.language
    properties.subject = readable(document.as_at)[:MOST_LETTERS]
    properties.content_status = readable(document.standing)[:MOST_LETTERS]
    properties.category = readable(document.classification)[:MOST_LETTERS]
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.revision = 1


class _Paper:
    """The text of one paper, in the order in which it is read."""

    def __init__(self, opened: docx.document.Document, styles: Styles) -> None:
        self._opened = opened
        self._styles = styles
        self._numbering = Numbering(numbering_root(opened))
        self._width = text_width(opened)
        self._level = 1
        self._pictures = 0

    def elements(self, document: Document) -> Iterator[Element]:
        """Header lines, title, blocks, who to ask, and the appendices."""
        for line in document.header:
            yield paragraph(self._styles["Paper Header"], [run(line)])
        yield self._heading(document.title, 1)
        yield from self._blocks(document.blocks)
        for line in document.footer:
            yield paragraph(self._styles["Paper Contact"], [run(line)])
        for appendix in document.appendices:
            yield from self._appendix(appendix)

    def _appendix(self, appendix: Appendix) -> Iterator[Element]:
        yield self._heading(appendix.title, 2, w("pageBreakBefore"))
        yield from self._blocks(appendix.blocks)

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[Element]:
        placed = list(blocks)
        for block, following in zip_longest(placed, placed[1:]):
            if isinstance(block, Heading):
                yield self._heading(block.text, block.level)
            elif isinstance(block, Paragraph):
                yield self._paragraph(block, *([w("keepNext")] if leads_in(block, following) else []))
            elif isinstance(block, Bullet):
                yield self._bullet(block)
            elif isinstance(block, Table):
                yield from table(block, self._styles, self._width)
            else:
                yield from self._chart(block)

    def _heading(self, text: str, level: int, *properties: Element) -> Element:
        """A heading, never more than one level below the one before it."""
        self._level = max(1, min(level, self._level + 1, 4))
        return paragraph(self._styles[f"heading {self._level}"], [run(text)], w("keepNext"), *properties)

    def _paragraph(self, block: Paragraph, *kept: Element) -> Element:
        level = min(block.level, len(INDENTS) - 1)
        if not block.number:
            indent = [w("ind", left=INDENTS[level])] if level else []
            return paragraph(self._styles["Normal"], runs(block.text), *kept, *indent)
        style = self._styles[_styled("List Number", level)]
        counted = self._numbering.number(block)
        if counted is not None:
            return paragraph(style, runs(block.text), *kept, counted)
        hanging = w("ind", left=INDENTS[level] + 709, hanging=709)
        return paragraph(style, [run(f"{block.number}.\t"), *runs(block.text)], *kept, num_pr(0, 0), hanging)

    def _bullet(self, block: Bullet) -> Element:
        level = min(block.level, len(INDENTS) - 1)
        style = self._styles[_styled("List Bullet", level)]
        return paragraph(style, runs(block.text), self._numbering.bullet(level))

    def _chart(self, block: Chart) -> Iterator[Element]:
        """The caption and the picture, with its words for those who do not see it."""
        yield paragraph(self._styles["caption"], [run(block.caption)], w("keepNext"))
        part = self._opened.part
        picture = part.new_pic_inline(io.BytesIO(chart_png(block)), width=Twips(self._width))
        if picture.extent.cy > MOST_HEIGHT:
            picture = part.new_pic_inline(io.BytesIO(chart_png(block)), height=MOST_HEIGHT)
        self._pictures += 1
        properties: Any = picture.docPr
        properties.id, properties.name = self._pictures, f"Chart {self._pictures}"
        properties.set("title", readable(block.caption))
        properties.set("descr", readable(block.alternative))
        yield paragraph(self._styles["Picture"], [w("r", w("drawing", picture))])


def _styled(name: str, level: int) -> str:
    return f"{name} {level + 1}" if level else name
