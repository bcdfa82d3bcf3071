"""What a co-ordinator writes into a report: paragraphs, sub-headings, lists and emphasis of Markdown.

A blank line makes a paragraph; a list inside it becomes a., b. and within these i., ii. A line `## Context` is a
sub-heading. `{#budget}` at the end of a paragraph names it, `[[budget]]` in any section prints its number. Whatever
else looks like markup stays as typed; forms refuse it (`governance/reports/markup.py`).
"""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.token import Token

from documents.content import Paragraph, Run, Text

DEEPEST = 2
KEY = r"[a-z][a-z0-9-]{0,39}"
NAMED = re.compile(rf"\s*\{{#({KEY})\}}\s*$")
CITED = re.compile(rf"\[\[({KEY})\]\]")
SUB_HEADING = re.compile(r"##?#[ \t]+(\S.*)")
NUMBER_OF_ITEM = re.compile(r"([0-9]{1,9})[.)]")
ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _list(state: StateBlock, line: int, last: int, silent: bool) -> bool:
    """A list as Markdown has it; but what begins with another number than 1 is a sentence: "2024. A good year"."""
    start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    number = NUMBER_OF_ITEM.match(state.src, start, end)
    # Silent, it is asked whether a paragraph ends here, as it does where the next item of a list follows.
    return (silent or number is None or int(number[1]) == 1) and list_block(state, line, last, silent)


def _sub_heading(state: StateBlock, line: int, last: int, silent: bool) -> bool:
    """A line that begins with two or three hashes, outside lists; it ends the paragraph or the list before it."""
    found = SUB_HEADING.fullmatch(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
    is_within = state.level > 0 and state.sCount[line] >= state.blkIndent
    if found is None or is_within:
        return False
    if not silent:
        state.line = line + 1
        state.push("heading_open", "h3", 1)
        inline = state.push("inline", "", 0)
        inline.content, inline.children = _without_closing(found[1].rstrip()), []
        state.push("heading_close", "h3", -1)
    return True


def _without_closing(text: str) -> str:
    """ "Context" of "Context ##", as Markdown has it."""
    before = text.rstrip("#")
    return before.rstrip() if before != text and before[-1:] in (" ", "\t") else text


_markdown = MarkdownIt("zero").enable(["list", "emphasis", "balance_pairs", "fragments_join", "text_join"], True)
_markdown.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
_markdown.block.ruler.before("list", "sub_heading", _sub_heading, {"alt": ["paragraph", "reference", "list"]})


@dataclasses.dataclass(frozen=True)
class Written:
    """A paragraph as it was written, before it has its number. `level` 1 is a letter, 2 a roman number.

    `cites`: the co-ordinator wrote it, so that it prints the numbers of the paragraphs that it names.
    """

    text: Text
    level: int = 0
    key: str = ""
    cites: bool = False
    is_heading: bool = False


@dataclasses.dataclass(frozen=True)
class Piece:
    """A paragraph, an item of a list or a sub-heading as it stands in the source, however deep its list."""

    token: Token
    depth: int
    is_heading: bool


def written(text: str) -> list[Written]:
    """The paragraphs of a narrative, in their order."""
    return [_written(piece) for piece in pieces_of(text)]


def pieces_of(text: str) -> list[Piece]:
    """The narrative in pieces, in their order."""
    return list(_pieces(_markdown.parse(text)))


def cited(paragraphs: Iterable[Written]) -> set[str]:
    """The names whose numbers the paragraphs print."""
    return {key for paragraph in paragraphs for run in paragraph.text for key in CITED.findall(run.text)}


class Numbering:
    """Numbers for the paragraphs of a paper: 1, 2 through all its sections, letters and roman numbers within."""

    def __init__(self, sequence: str) -> None:
        self.sequence = sequence
        self.numbers: dict[str, str] = {}
        self._counts = [0] * (DEEPEST + 1)

    def add(self, paragraph: Written) -> Paragraph:
        """The paragraph under the next number of its level; the number of a named one is remembered."""
        level = min(paragraph.level, DEEPEST)
        self._counts[level] += 1
        self._counts[level + 1 :] = [0] * (DEEPEST - level)
        number = _number(level, self._counts[level])
        if paragraph.key:
            path = (_number(at, count) for at, count in enumerate(self._counts[: level + 1]) if count)
            self.numbers[paragraph.key] = "".join(path)
        return Paragraph(paragraph.text, number, level, self.sequence)


def with_numbers(text: Text, numbers: dict[str, str]) -> Text:
    """The text with the numbers of the paragraphs that it names."""
    return tuple(
        dataclasses.replace(run, text=CITED.sub(lambda cite: numbers.get(cite[1], cite[0]), run.text)) for run in text
    )


def _number(level: int, count: int) -> str:
    return (str(count), _letters(count), _roman(count))[level]


def _letters(count: int) -> str:
    """a to z, then aa, ab: as word processors count."""
    turns, letter = divmod(count - 1, 26)
    return chr(ord("a") + letter) * (turns + 1)


def _roman(count: int) -> str:
    words = ""
    for value, letters in ROMAN:
        times, count = divmod(count, value)
        words += letters * times
    return words


def _pieces(tokens: Sequence[Token]) -> Iterator[Piece]:
    level, is_heading = 0, False
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            level += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            level -= 1
        elif token.type == "inline":
            yield Piece(token, level, is_heading)
        is_heading = token.type == "heading_open"


def _written(piece: Piece) -> Written:
    runs = tuple(_runs(piece.token.children or ()))
    return Written(runs, is_heading=True) if piece.is_heading else _named(runs, min(piece.depth, DEEPEST))


def _runs(tokens: Iterable[Token]) -> Iterator[Run]:
    strong = emphasis = 0
    for token in tokens:
        strong += token.nesting if token.type.startswith("strong") else 0
        emphasis += token.nesting if token.type.startswith("em_") else 0
        text = " " if token.type == "softbreak" else token.content
        if text and not token.nesting:
            yield Run(text.replace("\n", " "), strong > 0, emphasis > 0)


def _named(runs: Text, level: int) -> Written:
    if runs and (name := NAMED.search(runs[-1].text)):
        last = dataclasses.replace(runs[-1], text=runs[-1].text[: name.start()])
        return Written(tuple(run for run in (*runs[:-1], last) if run.text), level, name[1], cites=True)
    return Written(runs, level, cites=True)
