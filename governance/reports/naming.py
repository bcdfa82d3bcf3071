"""Whether the names of paragraphs fit through a whole report: given once each, and given where one is printed."""

import collections
from collections.abc import Iterable, Iterator
from typing import Protocol

from documents.content import plain
from governance.models import SectionKind
from governance.reports.narrative import Written, cited, written


class Section(Protocol):
    """A section that is in the report, as written."""

    @property
    def kind(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def narrative(self) -> str: ...


def naming_problems(sections: Iterable[Section], recommendations: Iterable[str]) -> list[str]:
    """What is wrong with the names in the sections and recommendations of a report, a sentence each."""
    given: collections.Counter[str] = collections.Counter()
    unnumbered: list[tuple[str, str]] = []
    printed: list[tuple[str, str]] = []
    for section in sections:
        paragraphs = _printed_of(section, recommendations)
        names = [paragraph.key for paragraph in paragraphs if paragraph.key]
        if section.kind == SectionKind.SUMMARY:
            unnumbered = [(section.heading, name) for name in names]
        else:
            given.update(names)
        printed += [(section.heading, name) for name in sorted(cited(paragraphs))]
    return [*_repeated(given), *_unnumbered(unnumbered), *_unknown(printed, given)]


def _printed_of(section: Section, recommendations: Iterable[str]) -> list[Written]:
    """What is printed of a section; of the recommendations, which are no Markdown, their texts."""
    if section.kind == SectionKind.RECOMMENDATIONS:
        return [Written(plain(text)) for text in recommendations]
    return written(section.narrative)


def _unnumbered(named: Iterable[tuple[str, str]]) -> Iterator[str]:
    for heading, name in named:
        yield f"“{heading}” has no numbers, so nothing in it can be named. Take {{#{name}}} away"


def _repeated(given: collections.Counter[str]) -> Iterator[str]:
    for name, times in given.items():
        if times > 1:
            yield f"Two paragraphs are named “{name}”. Give one of them another name"


def _unknown(printed: Iterable[tuple[str, str]], given: Iterable[str]) -> Iterator[str]:
    known = set(given)
    for heading, name in printed:
        if name not in known:
            yield (
                f"No paragraph is named “{name}”, and “{heading}” prints its number. "
                f"Name one with {{#{name}}}, or take [[{name}]] away"
            )
