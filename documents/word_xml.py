"""Elements of a Word file, and texts as the runs in which Word holds them."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from docx.oxml.ns import nsmap
from docx.oxml.parser import oxml_parser

from documents.content import Text
from documents.office import readable

_W = f"{{{nsmap['w']}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BREAKS = re.compile("([\n\t])")

Element = Any  # lxml's, with the methods that python-docx gives to some


def w(tag: str, *children: Element | None, **attributes: object) -> Element:
    """An element of Word's main namespace; children that are None are left out."""
    element = oxml_parser.makeelement(_W + tag, nsmap={"w": nsmap["w"]})
    for name, value in attributes.items():
        element.set(_W + name, str(value))
    element.extend([child for child in children if child is not None])
    return element


def is_w(element: Element, tag: str) -> bool:
    """Whether it is this element of Word's main namespace."""
    return bool(element.tag == _W + tag)


def run(text: str, *looks: Element) -> Element:
    """Letters that are set alike; `looks` in the order of the schema."""
    return w("r", w("rPr", *looks) if looks else None, *_pieces(readable(text)))


def runs(text: Text) -> Iterator[Element]:
    """A text with its emphasis."""
    for part in text:
        yield run(part.text, *([w("b")] if part.strong else []), *([w("i")] if part.emphasis else []))


def paragraph(style: str, content: Iterable[Element], *properties: Element) -> Element:
    """A paragraph in a style, by its id; `properties` in the order of the schema."""
    return w("p", w("pPr", w("pStyle", val=style), *properties), *content)


def field(instruction: str) -> Element:
    """A number that Word works out when it lays out the page, such as PAGE."""
    return w("fldSimple", run("1"), instr=f" {instruction} ")


def _pieces(text: str) -> Iterator[Element]:
    for piece in _BREAKS.split(text):
        if piece == "\n":
            yield w("br")
        elif piece == "\t":
            yield w("tab")
        elif piece:
            held = w("t")
            held.text = piece
            held.set(_SPACE, "preserve")
            yield held
