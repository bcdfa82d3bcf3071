"""Whether a whole report can be printed as written: names are given once each, and no markup is used in vain."""

import collections
from collections.abc import Iterable, Iterator
from typing import Protocol

from django.utils.text import get_text_list

from documents.content import plain
from governance.models import SectionKind
from governance.reports.markup import markup_problems
from governance.reports.narrative import Written, cited, written


class Section(Protocol):
    """A section that is in the report, as written."""

    @property
    def kind(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def narrative(self) -> str: ...


def naming_problems(
    sections: Iterable[Section], recommendations: Iterable[str], *, has_numbers: bool = True
) -> list[str]:
    """What is wrong with the names and the markup in a report, a sentence each.

    Without numbers, no paragraph needs a name and none can be cited.
    """
    sections = [*sections]
    vain = [
        problem
        for section in sections
        if section.kind != SectionKind.RECOMMENDATIONS
        for problem in markup_problems(section.heading, section.narrative)
    ]
    if not has_numbers:
        return [*vain, *(problem for section in sections for problem in _without_numbers(section, recommendations))]
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
    return [*vain, *_repeated(given), *_unnumbered(unnumbered), *_unknown(printed, given)]


def _printed_of(section: Section, recommendations: Iterable[str]) -> list[Written]:
    """What is printed of a section; of the recommendations, which are no Markdown, their texts."""
    if section.kind == SectionKind.RECOMMENDATIONS:
        return [Written(plain(text)) for text in recommendations]
    return written(section.narrative)


def _without_numbers(section: Section, recommendations: Iterable[str]) -> Iterator[str]:
    paragraphs = _printed_of(section, recommendations)
    marks = [f"{{#{paragraph.key}}}" for paragraph in paragraphs if paragraph.key]
    marks += [f"[[{key}]]" for key in sorted(cited(paragraphs))]
    if marks:
        told = get_text_list(marks, "and")
        yield f"The papers of this body have no numbered paragraphs, so take {told} away from “{section.heading}”"


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
