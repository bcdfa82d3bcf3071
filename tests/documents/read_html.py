"""What a page of a paper says, read back from its elements."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.documents.facts import Facts, folded

VOID = {"meta", "link", "br", "img", "input", "hr"}


@dataclass
class Element:
    """An element: its name, its attributes, and its text and elements in reading order."""

    name: str
    attributes: dict[str, str]
    content: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(one if isinstance(one, str) else one.text for one in self.content)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def children(self) -> list["Element"]:
        return [one for one in self.content if isinstance(one, Element)]

    def every(self, *names: str) -> list["Element"]:
        """The elements within, in reading order, of these names; of any where none is named."""
        found = []
        for child in self.children:
            found += [child] if not names or child.name in names else []
            found += child.every(*names)
        return found


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].content.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        closed = self.open.pop()
        assert closed.name == tag, f"{closed.name} is closed as {tag}"

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def elements(html: str) -> Element:
    """The tree of a page; an element that is not closed in its turn fails."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    (root,) = parser.open
    return root


def read_html(html: str) -> Facts:
    """The facts of a paper as a page."""
    facts = Facts()
    for element in elements(html).every():
        if element.name in ("h1", "h2", "h3", "h4"):
            facts.headings.append(folded(element.text))
        elif "portal-numbered" in element.classes:
            number, text = element.children
            facts.paragraphs.append((number.text.removesuffix("."), folded(text.text)))
        elif element.name == "table":
            rows = [[folded(cell.text) for cell in row.children] for row in element.every("tr")]
            facts.tables[element.every("caption")[0].text] = rows
    return facts
