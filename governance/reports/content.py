"""A report's content: what the co-ordinator wrote and what the plan says as at a moment, under one numbering.

`build_content` asks neither the database nor the clock: the same draft and the same plan give the same document.
"""

import dataclasses
from collections.abc import Iterable, Iterator

from actions.as_at import PlanAt
from documents.content import Appendix, Block, Bullet, Document, Heading, Paragraph, plain, words
from governance.models import SectionKind
from governance.reports.changes import all_changes, changes
from governance.reports.decided import NOTHING_DECIDED, DecidedAt
from governance.reports.draft import NO_DIRECT, ReportDraft, SectionDraft, moment_words
from governance.reports.narrative import Numbering, Written, with_numbers, written
from governance.reports.sections import SAYS, Said
from governance.reports.told import Telling

# What stands under "Detail", where the report has it.
IN_DETAIL = (
    SectionKind.DIFFERENCE_MADE, SectionKind.PROGRESS, SectionKind.EXCEPTIONS, SectionKind.COMPLETED,
    SectionKind.CHANGES, SectionKind.DECISIONS, SectionKind.ASKS,
)  # fmt: skip
NOTHING = "None."
UNWRITTEN = "Nothing has been written here yet."
ALL_CHANGES = "Appendix: every change"


@dataclasses.dataclass(frozen=True)
class _Citing:
    """A paragraph of the co-ordinator's, whose names become numbers once all are numbered."""

    block: Paragraph | Bullet


Building = Block | _Citing


def build_content(
    draft: ReportDraft, plan: PlanAt, before: PlanAt | None = None, decided: DecidedAt = NOTHING_DECIDED
) -> Document:
    """The document of a report on `plan`; `before` is the plan as at the beginning of its period, if it has one, and
    `decided` what bodies met on and decided in it.
    """
    building = _Building(Telling(draft, plan, decided), before)
    blocks = [block for section in draft.sections for block in building.section(section)]
    return Document(
        title=draft.title,
        header=draft.header,
        blocks=tuple(building.cited(blocks)),
        appendices=tuple(Appendix(heading, tuple(building.cited(blocks))) for heading, blocks in building.appendices),
        standing=draft.standing,
        as_at=f"As at {moment_words(plan.moment)}",
        classification=draft.classification,
        footer=(f"Contact: {draft.contact_post}",) if draft.contact_post else (),
    )


class _Building:
    def __init__(self, telling: Telling, before: PlanAt | None) -> None:
        self.telling, self.before = telling, before
        self.numbering = Numbering("detail")
        self.appendices: list[tuple[str, list[Building]]] = []
        self.unwritten = [Paragraph(plain(UNWRITTEN))] if telling.draft.is_draft else []
        self.has_detail = any(section.kind == SectionKind.DETAIL for section in telling.draft.sections)

    def section(self, section: SectionDraft) -> Iterator[Building]:
        """The heading of a section and what stands under it; an appendix stands at the end of the paper."""
        if section.kind == SectionKind.APPENDIX:
            # The plan before what changed in it, wherever the body wants the section on changes.
            self.appendices.insert(0, (section.heading, list(self._numbered(self._said(section), 3))))
            return
        level = 3 if self.has_detail and section.kind in IN_DETAIL else 2
        if section.kind == SectionKind.SUMMARY:
            blocks: list[Building] = [_unnumbered(one, level + 1) for one in written(section.narrative)] or [
                *self.unwritten
            ]
        elif section.kind == SectionKind.RECOMMENDATIONS:
            blocks = [*self._recommendations()]
        else:
            blocks = list(self._numbered(self._said(section), level + 1))
        if section.kind == SectionKind.CHANGES and (tables := [*all_changes(self.telling, self.before)]):
            self.appendices.append((ALL_CHANGES, [*tables]))
        if blocks or section.kind == SectionKind.DETAIL:
            yield Heading(section.heading, level)
            yield from blocks

    def cited(self, blocks: Iterable[Building]) -> Iterator[Block]:
        """The blocks with the numbers of the paragraphs that the co-ordinator's texts name."""
        for block in blocks:
            if isinstance(block, _Citing):
                text = with_numbers(block.block.text, self.numbering.numbers)
                yield dataclasses.replace(block.block, text=text)
            else:
                yield block

    def _said(self, section: SectionDraft) -> Iterator[Said]:
        if section.is_nothing_direct:
            yield Written(plain(NO_DIRECT[SectionKind(section.kind)]))
        yield from (narrative := written(section.narrative))
        if section.kind == SectionKind.CHANGES:
            yield from changes(self.telling, self.before)
        elif section.kind in SAYS:
            yield from SAYS[section.kind](self.telling)
        elif section.is_none and not narrative:
            yield Written(plain(NOTHING))
        elif self._must_be_written(section) and not narrative:
            yield Written(plain(UNWRITTEN))

    def _must_be_written(self, section: SectionDraft) -> bool:
        """Whether a draft reminds of the section where nothing is written; a finalised paper prints no reminder."""
        is_said = section.is_nothing_direct or section.is_none
        return self.telling.draft.is_draft and section.must_be_said and not is_said

    def _numbered(self, said: Iterable[Said], below: int) -> Iterator[Building]:
        """The paragraphs, under the next numbers where the body wants them, before the tables of the section.

        Sub-headings are of the level `below`.
        """
        others = []
        for one in said:
            if isinstance(one, Written):
                yield self._paragraph(one, below)
            else:
                others.append(one)
        yield from others

    def _paragraph(self, one: Written, below: int) -> Building:
        if one.is_heading or not self.telling.draft.has_numbers:
            return _unnumbered(one, below)
        paragraph = self.numbering.add(one)
        return _Citing(paragraph) if one.cites else paragraph

    def _recommendations(self) -> Iterator[Building]:
        draft, numbering = self.telling.draft, Numbering("recommendations")
        if not draft.recommendations:
            yield from self.unwritten
            return
        yield Paragraph(plain(draft.recommendation_lead))
        for text in draft.recommendations:
            yield _Citing(numbering.add(Written(plain(text))))


def _unnumbered(one: Written, below: int) -> Building:
    if one.is_heading:
        return Heading(words(one.text), below)
    return _Citing(Bullet(one.text, one.level - 1) if one.level else Paragraph(one.text))
