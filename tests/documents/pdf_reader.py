"""What a screen reader is told by a PDF: the tree of its tags, with the text that stands in each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject

RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff]+(?: +[\u0590-\u08ff]+)*")


@dataclass
class Tag:
    """A tag: its kind ("H1", "TD"), its dictionary, and its text and tags in reading order."""

    kind: str
    entries: DictionaryObject
    content: list["Tag | str"] = field(default_factory=list)

    @property
    def children(self) -> list["Tag"]:
        return [one for one in self.content if isinstance(one, Tag)]

    @property
    def text(self) -> str:
        """All the text within, as it was written: a PDF holds right-to-left letters as they stand from the left."""
        return RIGHT_TO_LEFT.sub(lambda found: found.group()[::-1], self._drawn())

    def own_text(self, without: set[str]) -> str:
        """The text within, but for that of tags of these kinds."""
        kept = [one for one in self.content if isinstance(one, str) or one.kind not in without]
        return Tag(self.kind, self.entries, kept).text

    def attribute(self, name: str) -> Any:
        attributes = self.entries.get("/A", DictionaryObject()).get_object()
        for one in attributes if isinstance(attributes, ArrayObject) else [attributes]:
            if name in one.get_object():
                return one.get_object()[name]
        return None

    def every(self, *kinds: str) -> Iterator["Tag"]:
        """This tag and those within, in reading order, of these kinds; of any where none is named."""
        if not kinds or self.kind in kinds:
            yield self
        for child in self.children:
            yield from child.every(*kinds)

    def _drawn(self) -> str:
        return "".join(one if isinstance(one, str) else one._drawn() for one in self.content)


def tags(file: bytes) -> Tag:
    """The tree of a tagged PDF."""
    reader = pypdf.PdfReader(BytesIO(file))
    texts = {
        (page.indirect_reference.idnum, number): text
        for page in reader.pages
        for number, text in _marked(page, reader).items()
    }
    return _tag(reader.trailer["/Root"]["/StructTreeRoot"]["/K"], None, texts)


def _tag(node: Any, page: Any, texts: dict[tuple[int, int], str]) -> Tag:
    node = node.get_object()
    if isinstance(node, ArrayObject):
        (node,) = (one.get_object() for one in node)
    page = node.raw_get("/Pg").idnum if "/Pg" in node else page
    tag = Tag(node["/S"].removeprefix("/"), node)
    kids = node.get("/K", ArrayObject())
    for kid in kids if isinstance(kids, ArrayObject) else [kids]:
        one = kid.get_object()
        if isinstance(one, int):
            tag.content.append(texts.get((page, int(one)), ""))
        elif one.get("/Type") == "/MCR":
            there = one.raw_get("/Pg").idnum if "/Pg" in one else page
            tag.content.append(texts.get((there, int(one["/MCID"])), ""))
        elif "/S" in one:
            tag.content.append(_tag(one, page, texts))
    return tag


def _marked(page: pypdf.PageObject, reader: pypdf.PdfReader) -> dict[int, str]:
    """The text of a page by the number that its tags know it by; what is no content of the paper has none."""
    letters = {name: _letters(font) for name, font in page["/Resources"].get("/Font", {}).items()}
    texts: dict[int, str] = {}
    number, said, open_marks, known = None, None, [], {}
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator == b"Tf":
            known = letters[operands[0]]
        elif operator in (b"BDC", b"BMC"):
            open_marks.append((number, said))
            entries = operands[1] if operator == b"BDC" else {}
            number = entries.get("/MCID", None if operands[0] == "/Artifact" else number)
            if "/ActualText" in entries:
                said = True
                texts[number] = texts.get(number, "") + entries["/ActualText"]
        elif operator == b"EMC":
            number, said = open_marks.pop()
        elif operator in (b"Tj", b"TJ") and number is not None and not said:
            drawn = operands[0] if operator == b"TJ" else [operands[0]]
            texts[number] = texts.get(number, "") + "".join(_read(one, known) for one in drawn if not _is_number(one))
    return texts


def _is_number(operand: Any) -> bool:
    return isinstance(operand, int | float)


def _read(drawn: Any, known: dict[int, str]) -> str:
    codes = drawn.original_bytes
    return "".join(known[int.from_bytes(codes[at : at + 2])] for at in range(0, len(codes), 2))


def _letters(font: Any) -> dict[int, str]:
    """Which letter each glyph stands for."""
    table = font.get_object()["/ToUnicode"].get_data().decode("ascii")
    known = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            known[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for code in range(int(first, 16), int(last, 16) + 1):
                known[code] = chr(ord(bytes.fromhex(text).decode("utf-16-be")) + code - int(first, 16))
    return known
