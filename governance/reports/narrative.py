"""What a co-ordinator writes into a report: paragraphs, lists and emphasis of Markdown, and nothing else of it.

A blank line makes a paragraph; a list inside it becomes a., b. and within these i., ii. `{#budget}` at the end of a
paragraph names it, `[[budget]]` in any section prints its number. Whatever else looks like markup stays as typed.
"""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence

from django.utils.text import get_text_list
from markdown_it import MarkdownIt
from markdown_it.token import Token

from documents.content import Paragraph, Run, Text

DEEPEST = 2
KEY = r"[a-z][a-z0-9-]{0,39}"
NAMED = re.compile(rf"\s*\{{#({KEY})\}}\s*$")
CITED = re.compile(rf"\[\[({KEY})\]\]")
ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))

_markdown = MarkdownIt("zero").enable(["list", "emphasis", "balance_pairs", "fragments_join", "text_join"], True)


@dataclasses.dataclass(frozen=True)
class Written:
    """A paragraph as it was written, before it has its number. `level` 1 is a letter, 2 a roman number."""

    text: Text
    level: int = 0
    key: str = ""


def written(text: str) -> list[Written]:
    """The paragraphs of a narrative, in their order."""
    return [_named(runs, level) for level, runs in _paragraphs(_markdown.parse(text))]


def narrative_problems(text: str, known: Iterable[str], *, has_numbers: bool = True) -> list[str]:
    """Why a narrative cannot be numbered, a sentence each. `known`: the names that other sections give.

    Without numbers, no paragraph needs a name and none can be cited.
    """
    paragraphs = written(text)
    if not has_numbers:
        return list(_without_numbers(paragraphs))
    others = set(known)
    problems, own = [], set()
    for key in filter(None, (paragraph.key for paragraph in paragraphs)):
        if key in own or key in others:
            problems.append(f"Two paragraphs are named “{key}”. Give one of them another name")
        own.add(key)
    for key in sorted(cited(paragraphs) - own - others):
        problems.append(f"No paragraph is named “{key}”. Name one with {{#{key}}}, or take [[{key}]] away")
    return problems


def _without_numbers(paragraphs: Sequence[Written]) -> Iterator[str]:
    marks = [f"{{#{paragraph.key}}}" for paragraph in paragraphs if paragraph.key]
    marks += [f"[[{key}]]" for key in sorted(cited(paragraphs))]
    if marks:
        yield f"The papers of this body have no numbered paragraphs, so take {get_text_list(marks, 'and')} away"


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


def _paragraphs(tokens: Sequence[Token]) -> Iterator[tuple[int, Text]]:
    level = 0
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            level += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            level -= 1
        elif token.type == "inline":
            yield min(level, DEEPEST), tuple(_runs(token.children or ()))


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
        return Written(tuple(run for run in (*runs[:-1], last) if run.text), level, name[1])
    return Written(runs, level)
