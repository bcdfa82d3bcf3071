"""Where actions belong: which priority and objective each stands under, whose sub-action it is, what it is called."""

import dataclasses
import re
from collections.abc import Callable, Sequence
from typing import Any

from actions.importing import references
from actions.importing.levels import Head, head_of
from actions.importing.lines import Line
from actions.importing.text import folded, one_line
from actions.importing.told import Cell, Entry, Field, Layout, Level, Problem, letter
from actions.importing.values import Values

_LEADS = re.compile(r"[A-Za-z ]{0,6}?(\d{1,3})(?=[.\-a-zA-Z(])")
# An objective without a number is called by a letter: actions below it keep the numbers.
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NO_PRIORITIES = "the sheet names no priorities: its actions are put under priorities by their numbers, or under one"
NO_REFERENCES = "the sheet prints no references: each action is given one, in order"


@dataclasses.dataclass
class _Open:
    """An action that further rows may add to."""

    level: Level
    reference: str
    title: str
    parent: str
    lines: list[Line]
    objective: str
    priority: int


@dataclasses.dataclass(frozen=True)
class _Known:
    """An action that stands already: what others refer to."""

    reference: str
    parent: str
    priority: int
    row: int


class Places:
    """Takes headings and actions in the order of the sheet, and gives entries."""

    def __init__(
        self, name: str, layout: Layout, values: Values, problems: list[Problem], printed: frozenset[str],
        is_numbered: bool,
    ) -> None:  # fmt: skip
        self._name, self._layout, self._values, self._problems = name, layout, values, problems
        self._printed, self.has_references, self._is_numbered = printed, bool(printed), is_numbered
        self._entries: list[Entry] = []
        self._open: _Open | None = None
        self._priorities: dict[int, str] = {}
        self._priority: int | None = None
        self._is_derived = False
        self._objectives: dict[tuple[int, str], str] = {}
        self._objective = ""
        self._levels: dict[str, Level] = {}
        # Actions by the key of their reference.
        self._actions: dict[str, _Known] = {}
        self._steps: dict[str, int] = {}
        self._column_texts: dict[Field, str] = {}
        self._told: set[str] = set()
        # Rows of headings that no word and no number shows to be one.
        self._unsure: set[int] = set()

    def finished(self) -> list[Entry]:
        """All entries. A heading that only looks like one, with no action below it, is a note: it is left out."""
        self._close()
        kept = []
        for entry in self._entries:
            if entry.row in self._unsure and not entry.is_action and not any(map(entry_under(entry), self._entries)):
                self._problems.append(
                    Problem(entry.row, "", f"no action stands below “{one_line(entry.title)}”: it is left out")
                )
            else:
                kept.append(entry)
        return kept

    def level_of(self, head: Head, level: Level | None, looks: Level | None) -> Level:
        """Which level a heading has: by its word as used before, its number, its look, or what stands above it."""
        if self._priority is None or self._is_derived:
            level = Level.PRIORITY
        elif head.word:
            level = self._levels.get(head.word, level or Level.OBJECTIVE)
        elif head.number and references.depth(head.number) > 1:
            level = Level.OBJECTIVE
        elif looks:
            level = looks
        elif Field.PRIORITY in self._layout.columns or "priority" in self._levels.values() or self._is_bare():
            level = Level.OBJECTIVE
        else:
            level = Level.PRIORITY
        if head.word:
            self._levels.setdefault(head.word, level)
        return level

    def _is_bare(self) -> bool:
        """Whether the last thing read is a priority, with nothing below it yet."""
        return self._open is None and bool(self._entries) and self._entries[-1].kind == Level.PRIORITY

    def heading(self, line: Line, head: Head, level: Level) -> None:
        """A priority or an objective begins."""
        self._close()
        if not head.word and not head.number and not self._is_by_column(line):
            self._unsure.add(line.number)
        if level == Level.PRIORITY:
            self._begin_priority(line.number, head.whole, head.title)
        else:
            self._begin_objective(line.number, head.number, head.title)

    def _is_by_column(self, line: Line) -> bool:
        return any(line.said(field).text for field in (Field.PRIORITY, Field.OBJECTIVE))

    def _begin_priority(self, row: int, number: int | None, title: str) -> None:
        same = next((known for known, text in self._priorities.items() if folded(text) == folded(title)), None)
        if same is not None and number in (None, same):
            number = same
        elif number is not None and number in self._priorities:
            known = one_line(self._priorities[number])
            message = f"“{one_line(title)}” has the number of priority {number}, “{known}”, and is read as that one"
            self._problems.append(Problem(row, "", message))
        if number is None:
            number = max(self._priorities, default=0) + 1
        if number not in self._priorities:
            self._priorities[number] = title
            self._entries.append(Entry(row, Level.PRIORITY, number, str(number), title))
        else:
            self._merge(Level.PRIORITY, str(number), number, row)
        self._priority, self._objective, self._is_derived = number, "", False
        self._column_texts.pop(Field.OBJECTIVE, None)

    def _merge(self, kind: Level, reference: str, priority: int, row: int) -> None:
        """A heading that stood before: its row belongs to it."""
        for place, entry in enumerate(self._entries):
            own = entry.number if kind == Level.PRIORITY else entry.priority_number
            if (entry.kind, entry.reference, own) == (kind, reference, priority) and row != entry.row:
                self._entries[place] = dataclasses.replace(entry, more_rows=(*entry.more_rows, row))

    def _begin_objective(self, row: int, number: str, title: str) -> None:
        priority = self._placed(row, number)
        standing = {known: text for (of, known), text in self._objectives.items() if of == priority}
        same = [known for known, text in standing.items() if folded(text) == folded(title)]
        reference = number[: references.LONGEST] or (same[0] if same else self._letter(priority))
        known = standing.get(reference)
        if known is not None and folded(known) != folded(title):
            message = f"“{one_line(title)}” has the number of {reference}, “{one_line(known)}”, and is read as that"
            self._problems.append(Problem(row, "", message))
        if known is None:
            self._objectives[priority, reference] = title
            self._entries.append(Entry(row, Level.OBJECTIVE, None, reference, title, priority_number=priority))
        else:
            self._merge(Level.OBJECTIVE, reference, priority, row)
        self._objective = reference

    def _letter(self, priority: int) -> str:
        taken = {reference for of, reference in self._objectives if of == priority}
        free = (each for each in (*_LETTERS, *(f"A{number}" for number in range(1, 1000))) if each not in taken)
        return next(free)

    def take_columns(self, line: Line) -> bool:
        """Whether the row's own columns of levels begin a priority or an objective."""
        begun = False
        for field, level in ((Field.PRIORITY, Level.PRIORITY), (Field.OBJECTIVE, Level.OBJECTIVE)):
            text = line.said(field).text
            if not text or folded(text) == self._column_texts.get(field):
                continue
            self._column_texts[field] = folded(text)
            self.heading(line, head_of(text), level)
            begun = True
        return begun

    def _placed(self, row: int, reference: str) -> int:
        """The priority that stands now; one made by the numbers where the sheet names none."""
        if self._priority is not None and not self._is_derived:
            return self._priority
        self._tell(NO_PRIORITIES)
        match = _LEADS.match(reference)
        number = int(match[1]) if match and int(match[1]) else (self._priority or 1)
        if number not in self._priorities:
            title = f"Priority {number}" if match else self._name
            self._priorities[number] = title
            self._entries.append(Entry(row, Level.PRIORITY, number, str(number), title))
        if number != self._priority:
            self._objective = ""
        self._priority, self._is_derived = number, True
        return number

    def _tell(self, message: str) -> None:
        """Say once what is so in the whole sheet."""
        if message not in self._told:
            self._told.add(message)
            self._problems.append(Problem(self._layout.heading_row or 1, "", message))

    def action(self, line: Line, title: str) -> None:
        """An action or a sub-action begins."""
        self._close()
        cell = line.cell(Field.REFERENCE)
        reference = references.reference_of(cell) if line.own(Field.REFERENCE) else ""
        if not line.own(Field.REFERENCE):
            leading, rest = references.leading(title) if self._is_numbered else ("", title)
            if leading:
                reference, title, cell = leading, rest, line.cell(Field.TITLE)
        priority = self._placed(line.number, reference)
        if reference or line.own(Field.REFERENCE):
            reference = self._checked(cell, reference)
        else:
            reference = self._given(line, priority)
        parent, objective = self._above(reference, priority, line.number)
        self._begin(line, reference, title, parent, objective, priority)

    def _begin(
        self, line: Line, reference: str, title: str, parent: str, objective: str, priority: int
    ) -> None:  # fmt: skip
        level = Level.SUB_ACTION if parent else Level.ACTION
        known = _Known(reference, parent, priority, line.number)
        self._actions.setdefault(references.key_of(reference), known)
        self._open = _Open(level, reference, title, parent, [line], objective, priority)

    def _checked(self, cell: Cell, reference: str) -> str:
        """The reference as printed; what is wrong with it blocks, since it can never be changed later."""
        column = letter(cell.column) if cell.column else ""
        if fault := references.fault_of(cell, reference):
            self._problems.append(Problem(cell.row, column, fault, blocks=True))
        elif known := self._actions.get(references.key_of(reference)):
            same = f"the reference {reference} stands in row {known.row} as well"
            if known.reference != reference:
                same = f"{reference} and {known.reference} in row {known.row} would share one address"
            is_decimal = isinstance(cell.value, float) and "." in reference
            hint = " (as a number, 1.10 is 1.1: write it as text)" if is_decimal else ""
            self._problems.append(Problem(cell.row, column, f"{same}: change one{hint}", blocks=True))
        return reference[: references.LONGEST]

    def _given(self, line: Line, priority: int) -> str:
        """A reference for an action that prints none."""
        if self.has_references:
            self._problems.append(Problem(line.number, "", "this action has no reference, and is given one"))
        else:
            self._tell(NO_REFERENCES)
        is_number = self._objective and self._objective[0].isdigit()
        stem = self._objective if is_number else str(priority)
        number = 1
        while self._is_taken(f"{stem}.{number}"):
            number += 1
        return f"{stem}.{number}"

    def _is_taken(self, reference: str) -> bool:
        key = references.key_of(reference)
        return key in self._actions or key in self._printed

    def _above(self, reference: str, priority: int, row: int) -> tuple[str, str]:
        """The action that the numbering makes this one a sub-action of, and its objective."""
        step = references.above(reference)
        while step:
            known = self._actions.get(references.key_of(step))
            if known and known.priority == priority:
                return known.parent or known.reference, self._objective
            if (priority, step) in self._objectives:
                return "", step
            step = references.above(step)
        match = _LEADS.match(reference)
        if match and not self._is_derived and int(match[1]) in self._priorities and int(match[1]) != priority:
            message = f"{reference} stands under priority {priority}, and its number says {int(match[1])}"
            self._problems.append(Problem(row, "", message))
        return "", self._objective

    def step(self, line: Line, title: str) -> None:
        """A row without a reference that has a lead, a date or a status of its own: a sub-action of the one above."""
        if self._open is None:
            self.action(line, title)
            return
        above, parent = self._open, self._open.parent or self._open.reference
        self._close()
        number = self._steps.get(parent, 0) + 1
        while self._is_taken(references.below(parent, number)):
            number += 1
        self._steps[parent] = number
        reference = references.below(parent, number)
        message = f"this row has no reference: it is read as a sub-action of {parent}, and called {reference}"
        self._problems.append(Problem(line.number, "", message))
        self._begin(line, reference, title, parent, above.objective, above.priority)

    def more(self, line: Line) -> None:
        """A row that goes on with the action above."""
        if self._open is not None:
            self._open.lines.append(line)

    def _close(self) -> None:
        """Make the entry of the action that is open."""
        if self._open is None:
            return
        begun, self._open = self._open, None
        found: dict[str, Any] = self._values.of(begun.lines)
        self._entries.append(Entry(
            row=begun.lines[0].number, kind=begun.level, number=None, reference=begun.reference,
            title=_title(begun.title, begun.lines), parent_reference=begun.parent, priority_number=begun.priority,
            objective_reference=begun.objective, more_rows=tuple(line.number for line in begun.lines[1:]), **found,
        ))  # fmt: skip


def entry_under(heading: Entry) -> Callable[[Entry], bool]:
    """Whether an entry is an action of a priority, or of an objective."""
    if heading.kind == Level.PRIORITY:
        return lambda entry: entry.priority_number == heading.number and (entry.is_action or entry.row != heading.row)
    return lambda entry: (
        entry.is_action
        and (entry.priority_number, entry.objective_reference) == (heading.priority_number, heading.reference)
    )


def _title(title: str, lines: Sequence[Line]) -> str:
    return "\n".join((title, *(text for line in lines[1:] if (text := line.own(Field.TITLE)))))
