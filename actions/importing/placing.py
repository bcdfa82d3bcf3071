"""Where actions belong: which priority and objective each stands under, whose sub-action it is, what it is called."""

import dataclasses
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from actions.importing import references
from actions.importing.heads import LEADS, Heads
from actions.importing.levels import Head, head_of
from actions.importing.lines import Line
from actions.importing.told import Cell, Entry, Field, Layout, Level, Problem, letter
from actions.importing.values import Values

_LEVELS = {Field.PRIORITY: Level.PRIORITY, Field.OBJECTIVE: Level.OBJECTIVE}
NO_REFERENCES = "the sheet prints no references: an action is found in the plan by its wording, or given a free one"
# An action has three at most, as in 1.2.3: its priority's, its objective's and its own.
_NUMBERS, _MOST_NUMBERS = re.compile(r"\d+"), 3
_WHOLE = re.compile(r"([1-9]\d{0,2})")


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
    is_given: bool


@dataclasses.dataclass(frozen=True)
class _Known:
    """An action that stands already: what others refer to."""

    reference: str
    parent: str
    objective: str
    priority: int
    row: int


class Places:
    """Takes headings and actions in the order of the sheet, and gives entries."""

    def __init__(
        self, name: str, layout: Layout, values: Values, problems: list[Problem], printed: frozenset[str],
        has_references: bool, is_numbered: bool, standing: Mapping[int, str], taken: Collection[int],
    ) -> None:  # fmt: skip
        self._layout, self._values, self._problems = layout, values, problems
        self._printed, self.has_references, self._is_numbered = printed, has_references, is_numbered
        self._entries: list[Entry] = []
        self._heads = Heads(name, layout, problems, self._entries, standing, taken)
        self._open: _Open | None = None
        # Actions by the key of their reference.
        self._actions: dict[str, _Known] = {}
        self._steps: dict[str, int] = {}
        self._is_told = False
        # Actions whose number says another priority, which may come later: row, reference, priority, number.
        self._elsewhere: list[tuple[int, str, int, int]] = []

    @property
    def printed_later(self) -> set[int]:
        """Numbers of priorities that headings print, one of them after it was given to a heading without a number."""
        return self._heads.printed if self._heads.printed & self._heads.given else set()

    def finished(self) -> list[Entry]:
        """All entries."""
        self._close()
        self._tell_elsewhere()
        return self._heads.kept()

    def _tell_elsewhere(self) -> None:
        """Numbers that say another priority than the heading above them, where the sheet's numbers say priorities."""
        tops = ((LEADS.match(known.reference), known) for known in self._actions.values() if not known.parent)
        agree = [int(match[1]) == known.priority for match, known in tops if match]
        are_rule = any(agree) and sum(agree) * 2 >= len(agree)
        for row, reference, priority, number in self._elsewhere:
            is_known = LEADS.match(reference) is not None and number in self._heads.priorities
            if are_rule or is_known:
                message = f"{reference} stands under priority {priority}, and its number says {number}"
                self._problems.append(Problem(row, "", message))

    def heading(self, line: Line, head: Head, looks: Level | None = None) -> Level:
        """A priority or an objective begins, as a row of its own; which of them it is."""
        level = self._heads.level_of(head, head.level, looks, follows_action=self._open is not None)
        self._close()
        is_sure = any(line.said(field).text for field in _LEVELS)
        self._heads.begin(line.number, head, level, is_sure=is_sure)
        self._heads.forget_columns(level)
        return level

    def take_columns(self, line: Line) -> bool:
        """Whether the row's own columns of levels begin a priority or an objective."""
        begun = False
        for field, level in _LEVELS.items():
            text = line.said(field).text
            if self._heads.changes(field, text):
                self._close()
                self._heads.begin(line.number, head_of(text), level, is_sure=True)
                begun = True
        return begun

    def action(self, line: Line, title: str) -> None:
        """An action or a sub-action begins."""
        self._close()
        cell = line.cell(Field.REFERENCE)
        reference = references.reference_of(cell) if line.own(Field.REFERENCE) else ""
        if not line.own(Field.REFERENCE):
            leading, rest = references.leading(title) if self._is_numbered else ("", title)
            if leading:
                reference, title, cell = leading, rest, line.cell(Field.TITLE)
        priority = self._heads.placed(line.number, reference)
        is_given = not reference
        reference = self._given(line, priority) if is_given else self._checked(cell, reference)
        parent, objective = self._above(reference, priority, line.number)
        self._begin(line, reference, title, parent, objective, priority, is_given=is_given)

    def _begin(
        self, line: Line, reference: str, title: str, parent: str, objective: str, priority: int, *, is_given: bool
    ) -> None:  # fmt: skip
        level = Level.SUB_ACTION if parent else Level.ACTION
        known = _Known(reference, parent, objective, priority, line.number)
        self._actions.setdefault(references.key_of(reference), known)
        self._open = _Open(level, reference, title, parent, [line], objective, priority, is_given)

    def _checked(self, cell: Cell, reference: str) -> str:
        """The reference as printed; what is wrong with it blocks, since it can never be changed later."""
        column = letter(cell.column) if cell.column else ""
        if fault := references.fault_of(cell, reference):
            self._problems.append(Problem(cell.row, column, fault, blocks=True))
        elif known := self._actions.get(references.key_of(reference)):
            same = f"the reference {reference} stands in row {known.row} as well"
            if known.reference != reference:
                same = f"{reference} and {known.reference} in row {known.row} would have the same web address"
            is_decimal = isinstance(cell.value, float) and "." in reference
            hint = " (as a number, 1.10 is 1.1: write it as text)" if is_decimal else ""
            self._problems.append(Problem(cell.row, column, f"{same}: change one{hint}", blocks=True))
        return reference[: references.LONGEST]

    def _given(self, line: Line, priority: int) -> str:
        """A reference for an action that prints none."""
        if self.has_references:
            self._problems.append(Problem(line.number, "", "this action has no reference, and is given one"))
        elif not self._is_told:
            self._is_told = True
            self._problems.append(Problem(self._layout.heading_row or 1, "", NO_REFERENCES))
        objective = self._heads.objective
        stem = objective if objective[:1].isdecimal() else str(priority)
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
                if known.parent:
                    self._tell_depth(reference, row, f"a sub-action of {known.parent}")
                return known.parent or known.reference, known.objective
            if (priority, step) in self._heads.objectives:
                return "", step
            step = references.above(step)
        if len(_NUMBERS.findall(reference)) > _MOST_NUMBERS:
            self._tell_depth(reference, row, "an action")
        match = LEADS.match(reference) or _WHOLE.fullmatch(reference)
        if match and int(match[1]) != priority and not self._heads.is_derived:
            self._elsewhere.append((row, reference, priority, int(match[1])))
        return "", self._heads.objective

    def _tell_depth(self, reference: str, row: int, read_as: str) -> None:
        message = f"{reference} is a level deeper than the portal has: it is read as {read_as}"
        self._problems.append(Problem(row, "", message))

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
        message = "this row has no reference: it is read as a sub-action of the one above, and is given one"
        self._problems.append(Problem(line.number, "", message))
        self._begin(line, reference, title, parent, above.objective, above.priority, is_given=True)

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
            objective_reference=begun.objective, more_rows=tuple(line.number for line in begun.lines[1:]),
            is_given=begun.is_given, **found,
        ))  # fmt: skip


def _title(title: str, lines: Sequence[Line]) -> str:
    return "\n".join((title, *(text for line in lines[1:] if (text := line.own(Field.TITLE)))))
