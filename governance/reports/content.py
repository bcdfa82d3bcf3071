"""A report's content: what the co-ordinator wrote and what the plan says as at a moment, under one numbering.

`build_content` asks neither the database nor the clock: the same draft and the same plan give the same document.
"""

import dataclasses
from collections.abc import Iterable, Iterator

from actions.as_at import PlanAt
from documents.content import Appendix, Block, Bullet, Document, Heading, Paragraph, plain
from governance.models import SectionKind
from governance.reports.changes import changes
from governance.reports.draft import NO_DIRECT, ReportDraft, SectionDraft, moment_words
from governance.reports.narrative import Numbering, Written, with_numbers, written
from governance.reports.sections import SAYS, Said
from governance.reports.told import Telling

# What stands under "Detail", where the report has it.
IN_DETAIL = (
    SectionKind.DIFFERENCE_MADE, SectionKind.PROGRESS, SectionKind.EXCEPTIONS, SectionKind.COMPLETED,
    SectionKind.CHANGES, SectionKind.ASKS,
)  # fmt: skip
NOTHING = "None."
UNWRITTEN = "Nothing has been written here yet."


def build_content(draft: ReportDraft, plan: PlanAt, before: PlanAt | None = None) -> Document:
    """The document of a report on `plan`; `before` is the plan as at the beginning of its period, if it has one."""
    building = _Building(Telling(draft, plan), before)
    blocks = [block for section in draft.sections for block in building.section(section)]
    return Document(
        title=draft.title,
        header=draft.header,
        blocks=tuple(building.cited(blocks)),
        appendices=tuple(
            dataclasses.replace(one, blocks=tuple(building.cited(one.blocks))) for one in building.appendices
        ),
        standing=draft.standing,
        as_at=f"As at {moment_words(plan.moment)}",
        classification=draft.classification,
        footer=(f"Contact: {draft.contact_post}",) if draft.contact_post else (),
    )


class _Building:
    def __init__(self, telling: Telling, before: PlanAt | None) -> None:
        self.telling, self.before = telling, before
        self.numbering = Numbering("detail")
        self.appendices: list[Appendix] = []
        self.has_detail = any(section.kind == SectionKind.DETAIL for section in telling.draft.sections)

    def section(self, section: SectionDraft) -> Iterator[Block]:
        """The heading of a section and what stands under it; an appendix stands at the end of the paper."""
        if section.kind == SectionKind.APPENDIX:
            self.appendices.append(Appendix(section.heading, tuple(self._numbered(self._said(section)))))
            return
        if section.kind == SectionKind.SUMMARY:
            blocks: list[Block] = [_unnumbered(one) for one in written(section.narrative)]
            blocks = blocks or [Paragraph(plain(UNWRITTEN))]
        elif section.kind == SectionKind.RECOMMENDATIONS:
            blocks = [*self._recommendations()]
        else:
            blocks = list(self._numbered(self._said(section)))
        if blocks or section.kind == SectionKind.DETAIL:
            level = 3 if self.has_detail and section.kind in IN_DETAIL else 2
            yield Heading(section.heading, level)
            yield from blocks

    def cited(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """The blocks with the numbers of the paragraphs that their texts name."""
        for block in blocks:
            if isinstance(block, (Paragraph, Bullet)):
                yield dataclasses.replace(block, text=with_numbers(block.text, self.numbering.numbers))
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
        elif not narrative and section.is_none_printed:
            yield Written(plain(NOTHING))
        elif not narrative and section.kind in NO_DIRECT and not section.is_nothing_direct:
            yield Written(plain(UNWRITTEN))

    def _numbered(self, said: Iterable[Said]) -> Iterator[Block]:
        """The paragraphs, under the next numbers where the body wants them, before the tables of the section."""
        others = []
        for one in said:
            if isinstance(one, Written):
                yield self.numbering.add(one) if self.telling.draft.has_numbers else _unnumbered(one)
            else:
                others.append(one)
        yield from others

    def _recommendations(self) -> Iterator[Paragraph]:
        draft, numbering = self.telling.draft, Numbering("recommendations")
        yield Paragraph(plain(draft.recommendation_lead if draft.recommendations else UNWRITTEN))
        for text in draft.recommendations:
            yield numbering.add(Written(plain(text)))


def _unnumbered(one: Written) -> Paragraph | Bullet:
    return Bullet(one.text, one.level - 1) if one.level else Paragraph(one.text)
