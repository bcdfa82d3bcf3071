"""A paper as one table: a line for every paragraph and for every cell, for whoever counts or compares papers."""

from collections.abc import Iterable, Iterator

from documents.content import Block, Bullet, Chart, Document, Heading, Paragraph, Table, words
from documents.csv_file import csv_chunks

COLUMNS = ("Part", "Section", "Kind", "Number", "Table", "Row", "Column", "Text")
PAPER = "Paper"


def to_csv(document: Document) -> bytes:
    """The whole paper as CSV in UTF-8, every cell guarded; `documents.cells.original` reads a cell back."""
    lines = ([line.get(column, "") for column in COLUMNS] for line in _lines(document))
    return "".join(csv_chunks(COLUMNS, lines)).encode("utf-8", "replace")


def _lines(document: Document) -> Iterator[dict[str, str]]:
    """In reading order, as in the other formats: what the paper says, whom to ask, and what is attached."""
    yield from _said("Header", document.header)
    yield from _said("Title", (document.title,))
    yield from _said("Standing", (document.standing,))
    yield from _said("Classification", (document.classification,))
    yield from _said("As at", (document.as_at,))
    yield from _blocks(PAPER, "", document.blocks)
    yield from _said("Footer", document.footer)
    for appendix in document.appendices:
        yield {"Part": appendix.title, "Section": appendix.title, "Kind": "Appendix", "Text": appendix.title}
        yield from _blocks(appendix.title, appendix.title, appendix.blocks)


def _said(kind: str, texts: Iterable[str]) -> Iterator[dict[str, str]]:
    yield from ({"Part": PAPER, "Kind": kind, "Text": text} for text in texts if text)


def _blocks(part: str, section: str, blocks: Iterable[Block]) -> Iterator[dict[str, str]]:
    for block in blocks:
        if isinstance(block, Heading):
            section = block.text
        yield from ({"Part": part, "Section": section, **line} for line in _block(block))


def _block(block: Block) -> Iterator[dict[str, str]]:
    match block:
        case Heading():
            yield {"Kind": f"Heading {block.level}", "Text": block.text}
        case Paragraph():
            yield {"Kind": "Paragraph", "Number": block.number, "Text": words(block.text)}
        case Bullet():
            yield {"Kind": "Bullet", "Text": words(block.text)}
        case Table():
            yield from _table(block)
        case Chart():
            yield from _chart(block)


def _table(table: Table) -> Iterator[dict[str, str]]:
    """Rows are counted, because two may begin alike."""
    yield {"Kind": "Table", "Table": table.caption, "Text": table.caption}
    for column in table.columns:
        yield {"Kind": "Column", "Table": table.caption, "Column": column.heading, "Text": column.heading}
    for number, row in enumerate(table.rows, 1):
        for column, cell in zip(table.columns, row, strict=True):
            yield {
                "Kind": "Cell",
                "Table": table.caption,
                "Row": str(number),
                "Column": column.heading,
                "Text": cell.text,
            }
    if table.note:
        yield {"Kind": "Note", "Table": table.caption, "Text": table.note}


def _chart(chart: Chart) -> Iterator[dict[str, str]]:
    yield {"Kind": "Chart", "Table": chart.caption, "Text": chart.alternative}
    for bar in chart.bars:
        for part in bar.parts:
            yield {
                "Kind": "Part of a bar",
                "Table": chart.caption,
                "Row": bar.label,
                "Column": part.label,
                "Text": str(part.count),
            }
