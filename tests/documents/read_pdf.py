"""What a PDF says, read back from its tags."""

from tests.documents.facts import Facts, folded
from tests.documents.pdf_reader import Tag, tags


def read_pdf(file: bytes) -> Facts:
    """The facts of a PDF. A word that is broken over lines is whole; words on two lines have their space."""
    facts, beside = Facts(), ""
    for tag in tags(file).every():
        if tag.kind in ("H1", "H2", "H3", "H4"):
            facts.headings.append(folded(tag.text))
        elif tag.kind == "LI":
            _add_item(facts, tag)
        elif tag.kind == "Caption":
            beside = tag.text
        elif tag.kind == "Table":
            rows = [[folded(cell.text) for cell in row.children] for row in tag.every("TR")]
            # Where a table would just not fit on the page, Typst puts its caption before it and not into it.
            caption = next(tag.every("Caption"), None)
            facts.tables[caption.text if caption is not None else beside] = rows
    return facts


def _add_item(facts: Facts, item: Tag) -> None:
    label, body = item.children
    if label.text.endswith("."):
        facts.paragraphs.append((label.text.removesuffix("."), folded(body.own_text(without={"L"}))))
