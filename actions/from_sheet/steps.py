"""A spreadsheet between the pages of its import: what has been said of it, and which step comes next."""

import dataclasses
import datetime
import functools
from collections.abc import Mapping
from typing import NamedTuple

from django.urls import reverse

from actions.from_sheet.compare import Comparison, compare
from actions.from_sheet.present import Present
from actions.importing import headings, kinds, rows
from actions.importing.told import Book, Field, Layout, Reading, Sheet, Told, book_from_json
from actions.models import ImportDraft
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from send_portal import clock

STEPS = {
    "import-plan": "Spreadsheet",
    "import-sheet": "Sheet",
    "import-columns": "Columns",
    "import-words": "Words",
    "import-preview": "Check and bring in",
}


class Step(NamedTuple):
    """A step as the list of them shows it; without an address it is still to come."""

    label: str
    href: str
    is_current: bool


class Opened:
    """A draft with what its spreadsheet says, read as far as one asks."""

    def __init__(self, draft: ImportDraft) -> None:
        self.draft = draft

    @functools.cached_property
    def book(self) -> Book:
        return book_from_json(self.draft.book)

    @functools.cached_property
    def told(self) -> list[Told]:
        """What each sheet is."""
        return [kinds.what_is(sheet) for sheet in self.book.sheets]

    @property
    def readable(self) -> list[int]:
        """The numbers of the sheets that may be the plan."""
        return [number for number, told in enumerate(self.told) if told.kind.can_be_read]

    @property
    def doubted(self) -> list[int]:
        """The numbers of those that are something else, unless somebody says otherwise."""
        numbers = range(len(self.told))
        return [number for number in numbers if number not in self.readable and self.told[number].kind.has_something]

    @property
    def sheet(self) -> Sheet:
        """The sheet that was chosen."""
        return self.book.sheets[self.draft.sheet or 0]

    @functools.cached_property
    def guessed(self) -> Layout:
        """What the headings of the sheet suggest: those of the row that was chosen, else those that look like it."""
        return headings.guess(self.sheet, self.draft.heading_row)

    @property
    def layout(self) -> Layout:
        """What was said of the columns; before that, the guess."""
        if self.draft.columns is None:
            return self.guessed
        columns = {Field(name): column for name, column in self.draft.columns.items()}
        known = {*self.guessed.headings, *self.guessed.unmatched, *self.guessed.columns.values()}
        left = tuple(sorted(known - set(columns.values())))
        return dataclasses.replace(self.guessed, columns=columns, unmatched=left)

    @property
    def answers(self) -> dict[tuple[Field, str], str]:
        """What was said of the words."""
        words = (self.draft.answers or {}).get("words", ())
        return {(Field(name), text): answer for name, text, answer in words}

    @property
    def review(self) -> PartialDate | None:
        """When what is ongoing is to be reviewed."""
        kept = (self.draft.answers or {}).get("review")
        return PartialDate(datetime.date.fromisoformat(kept[0]), kept[1]) if kept else None

    @functools.cached_property
    def reading(self) -> Reading:
        """The sheet as it reads with all that was said."""
        return self.read(self.answers)

    @functools.cached_property
    def known(self) -> frozenset[str]:
        """The keys of the actions that the plan has; one query."""
        return frozenset(self.draft.plan.actions.values_list("key", flat=True))

    @functools.cached_property
    def priorities(self) -> dict[int, str]:
        """The titles of the priorities that the plan has, by their numbers; one query."""
        return dict(self.draft.plan.priorities.values_list("number", "title"))

    def read(self, answers: Mapping[tuple[Field, str], str]) -> Reading:
        """The sheet as it reads with these answers."""
        draft = self.draft
        printed_on = draft.printed_on or clock.london_date(draft.created_at)
        return rows.read(
            self.sheet,
            self.layout,
            answers=answers,
            starts=draft.plan.starts_on,
            printed_on=printed_on,
            known=self.known,
            priorities=self.priorities,
        )

    def compared_with(self, present: Present) -> Comparison:
        """The sheet beside the plan."""
        draft = self.draft
        return compare(
            present,
            self.reading,
            self.layout,
            sheet_name=self.sheet.name,
            plan_state=draft.plan_state,
            review=self.review,
            printed_on=draft.printed_on,
        )


def next_step(draft: ImportDraft | None) -> str:
    """The name of the page on which something is still to be said."""
    if draft is None:
        return "import-plan"
    if draft.sheet is None:
        return "import-sheet"
    if draft.columns is None:
        return "import-columns"
    return "import-words" if draft.answers is None else "import-preview"


def step_after(step: str, draft: ImportDraft) -> str:
    """The name of the page that follows a step that has just been saved."""
    names = list(STEPS)
    following = names[names.index(step) + 1]
    is_told = step != "import-plan" and may_open(draft, following)
    return following if is_told else next_step(draft)


def may_open(draft: ImportDraft | None, step: str) -> bool:
    """Whether all that the page needs has been said."""
    names = list(STEPS)
    return names.index(step) <= names.index(next_step(draft))


def step_list(plan: ActionPlan, draft: ImportDraft | None, current: str) -> list[Step]:
    """The steps, with a way back to each that is done."""
    return [
        Step(
            label,
            reverse(name, args=[plan.slug]) if name != current and may_open(draft, name) else "",
            name == current,
        )
        for name, label in STEPS.items()
    ]
