"""In what two papers differ, line by line, in words."""

import difflib
from collections.abc import Iterator

from documents.content import Block, Bullet, Chart, Document, Heading, Paragraph, Table, words


def differences(before: Document, after: Document) -> list[str]:
    """A line for each that is in one paper alone: "– was printed", "+ is printed now"; empty where they are equal."""
    compared = difflib.unified_diff(list(lines_of(before)), list(lines_of(after)), n=0, lineterm="")
    return [
        f"{'+' if line[0] == '+' else '–'} {line[1:]}"
        for line in compared
        if line[0] in "+-" and not line.startswith(("+++", "---"))
    ]


def lines_of(document: Document) -> Iterator[str]:
    """All that a paper says, a line for each paragraph and each row of a table."""
    yield from (*document.header, document.title, document.classification, document.as_at, *document.footer)
    for block in document.blocks:
        yield from _lines(block)
    for appendix in document.appendices:
        yield appendix.title
        for block in appendix.blocks:
            yield from _lines(block)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield block.text
        case Paragraph():
            yield f"{block.number} {words(block.text)}".strip()
        case Bullet():
            yield words(block.text)
        case Table():
            yield block.caption
            yield from (" | ".join(cell.text for cell in row) for row in block.rows)
        case Chart():
            yield block.alternative
