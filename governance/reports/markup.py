"""What of Markdown is not offered in a report: a form refuses it with what to do, so that nothing fails in silence."""

import re
from collections.abc import Iterator

from governance.reports.narrative import CITED, DEEPEST, NAMED, Piece, pieces_of

LONGEST_SHOWN = 40
# What a line of a paragraph may not be, and what to write in its place.
LINES = (
    (
        re.compile(r"#{1,6}\s+\S.*"),
        "begin a sub-heading with ## and a space, on a line of its own and outside lists",
    ),
    (
        re.compile(r"\|.*\||:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)+"),
        "tables cannot be written here, so write each row as an item of a list",
    ),
    (re.compile(r"(```|~~~).*"), "take the marks of code away"),
    (re.compile(r">.*"), "take > away and put quotation marks round the words"),
    (re.compile(r"[-*_=](\s*[-*_=]){2,}"), "lines across the page are not printed, so take it away"),
)
# What may not stand within one.
WITHIN = (
    (re.compile(r"!\[[^\]]{0,200}\]\([^)]{0,500}\)"), "pictures are not printed, so say in words what it shows"),
    (
        re.compile(r"(?<!!)\[[^\]]{1,200}\]\([^)\s]{1,500}\)"),
        "links are not printed, so write the words and the address",
    ),
    (
        re.compile(r"\{#[^}]{0,80}\}"),
        "move the name to the end of its paragraph; it begins with a letter, and has small letters, figures, hyphens",
    ),
)
A_CITE = re.compile(r"\[\[[^\]]{0,80}\]\]")
IN_HEADING = re.compile(rf"{CITED.pattern}|\{{#[^}}]{{0,80}}\}}")


def markup_problems(heading: str, narrative: str) -> list[str]:
    """What a section would print as typed although it was meant as markup, a sentence each."""
    found = (problem for piece in pieces_of(narrative) for problem in _of_piece(piece))
    return [f"In “{heading}”, change “{_short(text)}”: {what}" for text, what in dict.fromkeys(found)]


def _of_piece(piece: Piece) -> Iterator[tuple[str, str]]:
    text = piece.token.content
    if piece.is_heading:
        yield from ((mark[0], "sub-headings have no numbers and print none") for mark in IN_HEADING.finditer(text))
        return
    if piece.depth > DEEPEST:
        yield text, "lists have two levels, so move it one level up"
    for line in text.split("\n"):
        yield from ((line.strip(), what) for form, what in LINES if form.fullmatch(line.strip()))
    rest = NAMED.sub("", text)
    for form, what in WITHIN:
        yield from ((mark[0], what) for mark in form.finditer(rest))
    for mark in A_CITE.finditer(rest):
        if not CITED.fullmatch(mark[0]):
            yield mark[0], "a name has small letters, figures and hyphens, and begins with a letter"


def _short(text: str) -> str:
    first = text.split("\n")[0]
    return first if len(first) <= LONGEST_SHOWN else f"{first[:LONGEST_SHOWN].rstrip()}…"
