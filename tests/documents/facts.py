"""What every format of a paper has to say alike, as it is read back out of a file."""

import dataclasses

from documents.content import Appendix, Block, Document, Heading, Paragraph, Table, words


@dataclasses.dataclass
class Facts:
    """Texts in reading order, their white space folded.

    `headings` begins with the title and holds the titles of the appendices; `paragraphs` are the numbered ones, as
    (number, text); `tables` holds the rows under each caption, the header row first.
    """

    headings: list[str] = dataclasses.field(default_factory=list)
    paragraphs: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    tables: dict[str, list[list[str]]] = dataclasses.field(default_factory=dict)


def folded(text: str) -> str:
    """The text with every run of white space as one space, and none around it."""
    return " ".join(text.split())


def facts_of(document: Document) -> Facts:
    """What the files made of a document have to say."""
    facts = Facts(headings=[folded(document.title)])
    for part in (document, *document.appendices):
        if isinstance(part, Appendix):
            facts.headings.append(folded(part.title))
        for block in part.blocks:
            _add(facts, block)
    return facts


def _add(facts: Facts, block: Block) -> None:
    if isinstance(block, Heading):
        facts.headings.append(folded(block.text))
    elif isinstance(block, Paragraph) and block.number:
        facts.paragraphs.append((block.number, folded(words(block.text))))
    elif isinstance(block, Table):
        head = [folded(column.heading) for column in block.columns]
        facts.tables[block.caption] = [head, *([folded(cell.text) for cell in row] for row in block.rows)]
