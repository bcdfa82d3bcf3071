"""What stands on every page in Word: the standing of the paper and its class above, its moment and the page below."""

from collections.abc import Sequence
from typing import Any

import docx.document
from docx.oxml.ns import qn

from documents.content import Document
from documents.word_styles import Styles
from documents.word_xml import Element, field, paragraph, run, w


def add_page_texts(opened: docx.document.Document, document: Document, styles: Styles, width: int) -> None:
    """Add them to whatever a letterhead has above and below already."""
    for kind in _kinds(opened):
        section = opened.sections[0]
        if document.standing or document.classification:
            right = [run(document.classification)] if document.classification else []
            line = _line(styles, "header", [run(document.standing, w("b"))], right, width)
            _add(getattr(section, f"{kind}header"), line)
        page = [run("Page "), field("PAGE"), run(" of "), field("NUMPAGES")]
        _add(getattr(section, f"{kind}footer"), _line(styles, "footer", [run(document.as_at)], page, width))


def _kinds(opened: docx.document.Document) -> list[str]:
    """The headers and footers in use; a letterhead may have others for the first page and for even ones."""
    kinds = [""]
    if opened.sections[0].different_first_page_header_footer:
        kinds.append("first_page_")
    if opened.settings.odd_and_even_pages_header_footer:
        kinds.append("even_page_")
    return kinds


def _line(styles: Styles, style: str, left: Sequence[Element], right: Sequence[Element], width: int) -> Element:
    """A line with a text on the left and one on the right, whatever tab stops the style has."""
    stops = [w("tab", val="clear", pos=place) for place in styles.tab_stops(style) if place != str(width)]
    tabs = w("tabs", *stops, w("tab", val="right", pos=width))
    return paragraph(styles[style], [*left, *([w("r", w("tab")), *right] if right else [])], tabs)


def _add(place: Any, line: Element) -> None:
    """Put the line below what is there; a header that is new has but one empty paragraph."""
    new = place.is_linked_to_previous
    root = place._element
    if new:
        for empty in root.findall(qn("w:p")):
            root.remove(empty)
    root.append(line)
