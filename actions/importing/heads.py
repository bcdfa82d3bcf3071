"""The priorities and objectives of a sheet, in order: which one stands now, and what it is called."""

import dataclasses
import re
from collections.abc import Collection, Mapping

from actions.importing import references
from actions.importing.levels import Head
from actions.importing.text import folded, one_line
from actions.importing.told import Entry, Field, Layout, Level, Problem

LEADS = re.compile(r"[A-Za-z ]{0,6}?(\d{1,3})(?=[.\-a-zA-Z(])")
# An objective without a number is called by a letter: actions below it keep the numbers.
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NO_PRIORITIES = "the sheet names no priorities: its actions are put under {where}"
NONE_ABOVE = (
    "the sheet names no priority above this row: from here to the first that it names, actions are put under {where}"
)
BY_NUMBERS = "priorities by their numbers"


class Heads:
    """Takes headings, and adds an entry for each that is new."""

    def __init__(
        self, name: str, layout: Layout, problems: list[Problem], entries: list[Entry], standing: Mapping[int, str],
        taken: Collection[int],
    ) -> None:  # fmt: skip
        self._name, self._layout, self._problems, self._entries = name, layout, problems, entries
        # The priorities that the plan has, and numbers that are not given to a heading without one.
        self._standing, self._taken = standing, taken
        # The numbers that headings print, and those that were given.
        self.printed: set[int] = set()
        self.given: set[int] = set()
        self.priorities: dict[int, str] = {}
        self.objectives: dict[tuple[int, str], str] = {}
        self.objective = ""
        # Whether the priority that stands was made by the numbers of actions.
        self.is_derived = False
        # The first action that no priority stands above; whether numbers put any there; and those that say no number.
        self._first_derived, self._are_by_number = 0, False
        # The first of the priorities that were made so.
        self._under = ""
        self._silent: list[tuple[int, str, int]] = []
        # Whether a heading or a column names any.
        self._are_named = False
        self._priority: int | None = None
        self._levels: dict[str, Level] = {}
        self._texts: dict[Field, str] = {}
        # Rows of headings that no word, number or column shows to be one.
        self._unsure: set[int] = set()
        # Those of them that stand where the numbers of actions have made the priorities until then.
        self._doubtful: set[int] = set()

    def level_of(self, head: Head, level: Level | None, looks: Level | None, *, follows_action: bool) -> Level:
        """Which level a heading has: by its word as used before, its number, its look, or what stands above it."""
        is_bare = not follows_action and bool(self._entries) and self._entries[-1].kind == Level.PRIORITY
        if self._priority is None or self.is_derived:
            level = Level.PRIORITY
        elif head.word:
            level = self._levels.get(head.word, level or Level.OBJECTIVE)
        elif head.number and references.depth(head.number) > 1:
            level = Level.OBJECTIVE
        elif looks:
            level = looks
        elif Field.PRIORITY in self._layout.columns or Level.PRIORITY in self._levels.values() or is_bare:
            level = Level.OBJECTIVE
        else:
            level = Level.PRIORITY
        if head.word:
            self._levels.setdefault(head.word, level)
        return level

    def begin(self, row: int, head: Head, level: Level, *, is_sure: bool) -> None:
        """A priority or an objective begins; `is_sure` where it stands in a column of its level."""
        if not head.word and not head.number and not is_sure:
            self._unsure.add(row)
            if self.is_derived and level == Level.PRIORITY:
                self._doubtful.add(row)
        if level == Level.PRIORITY:
            self._begin_priority(row, head.whole, head.title)
        else:
            self._begin_objective(row, head.number, head.title)

    def changes(self, field: Field, text: str) -> bool:
        """Whether the column of a level says another one than before."""
        if not text or folded(text) == self._texts.get(field):
            return False
        self._texts[field] = folded(text)
        return True

    def forget_columns(self, level: Level) -> None:
        """After a heading that is a row of its own, what the columns say begins anew, also where it is as before."""
        self._texts.pop(Field.OBJECTIVE, None)
        if level == Level.PRIORITY:
            self._texts.pop(Field.PRIORITY, None)

    def _begin_priority(self, row: int, number: int | None, title: str) -> None:
        if number is not None:
            self.printed.add(number)
        same = next((known for known, text in self.priorities.items() if folded(text) == folded(title)), None)
        if same is not None and number in (None, same):
            number = same
        elif number is not None and number in self.priorities:
            known = one_line(self.priorities[number])
            message = f"“{one_line(title)}” has the number of priority {number}, “{known}”, and is read as that one"
            self._problems.append(Problem(row, "", message))
        is_given = number is None
        if number is None:
            number = self._by_title(title) or max((*self.priorities, *self._standing, *self._taken), default=0) + 1
            self.given.add(number)
        if number not in self.priorities:
            self._add_priority(row, number, title, is_given=is_given)
        else:
            self._merge(Level.PRIORITY, str(number), number, row)
        self._priority, self.objective, self.is_derived, self._are_named = number, "", False, True
        self._texts.pop(Field.OBJECTIVE, None)

    def _by_title(self, title: str) -> int | None:
        """The number that the plan has for a title, unless another heading of the sheet has it."""
        same = (number for number, text in self._standing.items() if folded(text) == folded(title))
        return next((number for number in same if number not in self.priorities), None)

    def _add_priority(self, row: int, number: int, title: str, *, is_given: bool = False) -> None:
        self.priorities[number] = title
        self._entries.append(Entry(row, Level.PRIORITY, number, str(number), title, is_given=is_given))

    def _merge(self, kind: Level, reference: str, priority: int, row: int) -> None:
        """A heading that stood before: its row belongs to it."""
        for place, entry in enumerate(self._entries):
            own = entry.number if kind == Level.PRIORITY else entry.priority_number
            if (entry.kind, entry.reference, own) == (kind, reference, priority) and row != entry.row:
                self._entries[place] = dataclasses.replace(entry, more_rows=(*entry.more_rows, row))

    def _begin_objective(self, row: int, number: str, title: str) -> None:
        priority = self.placed(row, number)
        standing = {known: text for (of, known), text in self.objectives.items() if of == priority}
        same = [known for known, text in standing.items() if folded(text) == folded(title)]
        reference = number[: references.LONGEST] or (same[0] if same else self._letter(priority))
        known = standing.get(reference)
        if known is not None and folded(known) != folded(title):
            message = f"“{one_line(title)}” has the number of {reference}, “{one_line(known)}”, and is read as that"
            self._problems.append(Problem(row, "", message))
        if known is None:
            self.objectives[priority, reference] = title
            self._entries.append(Entry(
                row, Level.OBJECTIVE, None, reference, title, priority_number=priority, is_given=not number,
            ))  # fmt: skip
        else:
            self._merge(Level.OBJECTIVE, reference, priority, row)
        self.objective = reference

    def _letter(self, priority: int) -> str:
        taken = {reference for of, reference in self.objectives if of == priority}
        free = (each for each in (*_LETTERS, *(f"A{number}" for number in range(1, 1000))) if each not in taken)
        return next(free)

    def placed(self, row: int, reference: str) -> int:
        """The priority that stands now; one made by the numbers where the sheet names none."""
        if self._priority is not None and not self.is_derived:
            return self._priority
        self._first_derived = self._first_derived or row
        match = LEADS.match(reference)
        number = int(match[1]) if match and int(match[1]) else (self._priority or self._by_title(self._name) or 1)
        if number not in self.priorities:
            by_number = match or not self._name.strip()
            self._add_priority(row, number, f"Priority {number}" if by_number else self._name)
        if match:
            self._are_by_number = True
        elif reference:
            self._silent.append((row, reference, number))
        self._under = self._under or self._standing.get(number) or self.priorities[number]
        if number != self._priority:
            self.objective = ""
        self._priority, self.is_derived = number, True
        return number

    def _tell_derived(self) -> None:
        """Say where numbers stand in for headings, and which of them say nothing."""
        if not self._first_derived:
            return
        where = BY_NUMBERS if self._are_by_number else f"one, “{one_line(self._under)}”"
        row, said = (self._layout.heading_row or 1, NO_PRIORITIES)
        if self._are_named:
            row, said = self._first_derived, NONE_ABOVE
        # Before what is told of single rows.
        self._problems.insert(0, Problem(row, "", said.format(where=where)))
        for row, reference, number in self._silent if self._are_by_number else ():
            message = f"{reference} says no priority by its number: it is put under {number}"
            self._problems.append(Problem(row, "", message))

    def kept(self) -> list[Entry]:
        """All entries. A heading that only looks like one, with no action below it, is a note: it is left out."""
        self._tell_derived()
        entries = self._entries
        for kind in (Level.OBJECTIVE, Level.PRIORITY):
            bare = [entry for entry in entries if self._is_bare(entry, kind, entries)]
            for entry in bare:
                message = f"no action stands below “{one_line(entry.title)}”, and it is left out"
                self._problems.append(Problem(entry.row, "", message))
            entries = [entry for entry in entries if entry not in bare]
        for entry in entries:
            if entry.row in self._doubtful and entry.kind == Level.PRIORITY:
                message = f"“{one_line(entry.title)}” is read as a priority: clear this row if it is only a note"
                self._problems.append(Problem(entry.row, "", message))
        return entries

    def _is_bare(self, entry: Entry, kind: Level, entries: list[Entry]) -> bool:
        if entry.kind != kind or entry.row not in self._unsure:
            return False
        if kind == Level.PRIORITY:
            return all(other.priority_number != entry.number for other in entries)
        place = (entry.priority_number, entry.reference)
        return all((other.priority_number, other.objective_reference) != place for other in entries if other.is_action)
