"""The entries of a sheet: priorities, objectives, actions and sub-actions, in order, each with what it belongs to."""

import dataclasses
import datetime
import functools
from collections.abc import Collection, Mapping

from actions.importing import footers, headings, marks, references
from actions.importing.levels import MOST_LETTERS, Head, head_of
from actions.importing.lines import DELIVERY, Line, text_of
from actions.importing.placing import Places
from actions.importing.template import is_example
from actions.importing.text import one_line
from actions.importing.told import Cell, Field, Layout, Level, Passed, Problem, Reading, Sheet, letter
from actions.importing.values import Answers, Values
from design.fields import sentence

NO_TITLE = "No column holds the actions: choose the column that does"
NO_ACTION = "no action was found below the headings: choose another sheet, or other columns"
# In fewer rows than this share, references are no rule of the sheet: a row without one is an action all the same.
_RULE = 0.5
_NUMBERED = 0.8
# A row that says so much of delivery is an action, however it begins.
_DELIVERED = 2


def read(
    sheet: Sheet,
    layout: Layout,
    *,
    answers: Answers,
    starts: datetime.date | None,
    printed_on: datetime.date | None = None,
    known: Collection[str] = (),
    priorities: Mapping[int, str] | None = None,
) -> Reading:
    """The entries of the sheet, by what its columns mean.

    `answers` are by field and text of the words asked about (see told.Word); a word without an answer is taken by its
    guess. `starts` is when the plan began, `printed_on` the day of which the sheet tells; `known` the keys of the
    plan's actions, of which a row need not repeat the wording: the entry then has none; `priorities` the titles of the
    plan's priorities by their numbers: a heading without a number is the one of its title, or a new one.
    A contradiction is a problem that does not block, and is never mended; what blocks are references that are missing
    their action, twice there or of no use. Every row that holds something is in an entry, a problem or `passed`.
    """
    values = functools.partial(Values, sheet, layout, answers, starts, printed_on)
    if Field.TITLE not in layout.columns:
        first = layout.heading_row or (sheet.rows[0][0].row if sheet.rows else 1)
        passed = tuple(Passed(row[0].row, "no column holds the actions") for row in sheet.rows)
        return Reading((), (Problem(first, "", NO_TITLE, blocks=True),), (), passed)
    rows = _Rows(sheet, layout, values(), known, priorities or {})
    reading = rows.reading()
    if rows.printed_later:
        # The sheet prints a number further down that was given already: it is kept free for where it is printed.
        reading = _Rows(sheet, layout, values(), known, priorities or {}, rows.printed_later).reading()
    return reading


class _Rows:
    def __init__(
        self, sheet: Sheet, layout: Layout, values: Values, known: Collection[str], priorities: Mapping[int, str],
        taken: Collection[int] = (),
    ) -> None:  # fmt: skip
        self._known = known
        self._sheet, self._layout, self._values = sheet, layout, values
        self._lines = [Line(sheet, layout, row) for row in sheet.rows]
        self._below = [line for line in self._lines if line.number > layout.heading_row]
        self._problems: list[Problem] = []
        self._passed: list[Passed] = []
        self._places = Places(
            sheet.name, layout, values, self._problems, self._references(), self._has_references(),
            self._are_titles_numbered(), priorities, taken,
        )  # fmt: skip
        self._last: Line | None = None
        # The last row that says something of the table.
        self._footer = 0
        self._looks: dict[str, Level] = {}

    @property
    def printed_later(self) -> set[int]:
        return self._places.printed_later

    def reading(self) -> Reading:
        for line in self._lines:
            self._problems.extend(line.problems() if line.number > self._layout.heading_row else ())
            self._take(line)
        entries = self._places.finished()
        if not any(entry.is_action for entry in entries):
            first = self._layout.heading_row or 1
            self._problems.append(Problem(first, "", NO_ACTION, blocks=True))
        read = {row for entry in entries for row in (entry.row, *entry.more_rows)}
        self._tell_hidden(read)
        self._tell_left_out(read)
        self._problems.extend(marks.told(self._sheet, read, set(self._layout.columns.values())))
        problems = sorted((*self._problems, *self._values.problems), key=lambda each: (each.row, each.column))
        told = (dataclasses.replace(each, message=sentence(each.message)) for each in problems)
        unique = tuple(dict.fromkeys(told))
        return Reading(tuple(entries), unique, self._values.words(), tuple(self._passed))

    def _references(self) -> frozenset[str]:
        """Every reference printed in its column, as compared."""
        cells = (line.cell(Field.REFERENCE) for line in self._below if line.own(Field.REFERENCE))
        return frozenset(references.key_of(references.reference_of(cell)) for cell in cells) - {""}

    def _has_references(self) -> bool:
        """Whether the column of references is a rule of the sheet."""
        actions = [line for line in self._below if line.own(Field.TITLE) and line.has_delivery()]
        printed = sum(bool(line.own(Field.REFERENCE)) for line in actions)
        return bool(self._references()) and printed >= len(actions) * _RULE

    def _are_titles_numbered(self) -> bool:
        """Whether actions begin with their references, in a sheet without a column for them."""
        titles = [title for line in self._below if (title := line.own(Field.TITLE)) and line.has_delivery()]
        numbered = [leading for title in titles if (leading := references.leading(title)[0])]
        is_rule = len(numbered) >= max(2, len(titles) * _NUMBERED) and len(set(numbered)) == len(numbered)
        return Field.REFERENCE not in self._layout.columns and is_rule

    def _take(self, line: Line) -> None:
        title, printed = line.own(Field.TITLE), line.own(Field.REFERENCE)
        if line.number <= self._layout.heading_row:
            self._take_above(line)
        elif headings.is_repeated(line.cells, self._layout):
            self._passed.append(Passed(line.number, "the headings again"))
            self._last = None
        elif is_example(printed, title):
            self._passed.append(Passed(line.number, "the example of the template"))
        elif not line.own_cells:
            self._passed.append(Passed(line.number, "nothing that can be read"))
        elif footers.is_footer(line, self._title_column(), after=self._footer):
            self._footer = line.number
            self._leave_out(line)
        elif self._is_heading(line):
            self._take_heading(line)
        elif title:
            self._take_action(line, title)
        else:
            self._take_rest(line, printed)

    def _take_above(self, line: Line) -> None:
        """Above the headings a priority may be named all the same: "Priority 1: …" over each table."""
        found = [(cell, head_of(text_of(cell))) for cell in line.own_cells]
        named = next(((cell, head) for cell, head in found if head.level == Level.PRIORITY and head.number), None)
        if named and line.number < self._layout.heading_row and len(line.own_cells) <= 2:
            self._head(line, named[1], named[0])
        else:
            is_heading = line.number == self._layout.heading_row
            self._passed.append(Passed(line.number, "the headings" if is_heading else "above the headings"))

    def _is_heading(self, line: Line) -> bool:
        first = line.own_cells[0]
        columns = self._layout.columns
        at_level = first.column in (columns.get(Field.PRIORITY), columns.get(Field.OBJECTIVE))
        own_reference, title = line.own(Field.REFERENCE), line.own(Field.TITLE)
        head = head_of(text_of(first))
        delivery, is_title = line.has_delivery(), first.column == self._title_column()
        if own_reference and delivery and not title and self._is_known(line):
            return False
        if head.level and not (at_level and title) and not (is_title and (own_reference or delivery)):
            return delivery < _DELIVERED
        if at_level or delivery:
            return False
        if own_reference and title:
            return self._is_above_others(line)
        if len(line.own_cells) > 1 or len(first.text) > MOST_LETTERS:
            return False
        if line.is_merged_across(first):
            return True
        if first.column < self._title_column():
            return not references.looks_like_one(first.text)
        return bool(title and not own_reference and self._places.has_references and not self._follows(line))

    def _title_column(self) -> int:
        return self._layout.columns[Field.TITLE]

    def _is_above_others(self, line: Line) -> bool:
        """Whether the numbering puts later rows under this one, which says nothing of delivery itself."""
        if any(text_of(line.said(field)) for field in DELIVERY):
            return False
        key = references.key_of(references.reference_of(line.cell(Field.REFERENCE)))
        return bool(key) and self._last_under.get(key, 0) > line.number

    @functools.cached_property
    def _last_under(self) -> dict[str, int]:
        """By reference, the last row that the numbering puts under it."""
        printed = [line for line in self._below if line.own(Field.REFERENCE)]
        named = ((references.reference_of(line.cell(Field.REFERENCE)), line.number) for line in printed)
        return {references.key_of(references.above(reference)): row for reference, row in named}

    def _follows(self, line: Line) -> bool:
        """Whether an action stands in the row above."""
        return self._last is not None and self._last.number == line.number - 1

    def _take_heading(self, line: Line) -> None:
        first, title = line.own_cells[0], line.own(Field.TITLE)
        printed = line.own(Field.REFERENCE)
        if printed and title and not head_of(text_of(first)).level:
            number = references.reference_of(line.cell(Field.REFERENCE))
            self._head(line, Head(None, "", number, title), first)
            return
        head, used = head_of(text_of(first)), [first]
        if len(line.own_cells) > 1 and (head.title == " ".join(text_of(first).split()) or not head.level):
            # "Priority 1" in one cell, and its title in the next.
            second = line.own_cells[1]
            head = Head(head.level, head.word, head.number, " ".join(text_of(second).split()))
            used.append(second)
        self._head(line, head, first)
        for cell in line.own_cells:
            if cell not in used:
                self._problems.append(Problem(
                    line.number, letter(cell.column), f"“{one_line(cell.text)}” beside a heading is left out"
                ))  # fmt: skip

    def _head(self, line: Line, head: Head, cell: Cell) -> None:
        level = self._places.heading(line, head, self._looks.get(cell.fill) if cell.fill else None)
        if cell.fill:
            self._looks.setdefault(cell.fill, level)
        self._last = None

    def _take_action(self, line: Line, title: str) -> None:
        columns = self._places.take_columns(line)
        reference = line.own(Field.REFERENCE)
        stands_alone = bool(reference) or not self._places.has_references or not self._follows(line) or columns
        if stands_alone:
            self._places.action(line, title)
        elif line.is_of_its_own():
            self._places.step(line, title)
        else:
            self._places.more(line)
        self._last = line

    def _take_rest(self, line: Line, printed: str) -> None:
        """A row without an action of its own."""
        has_level = self._places.take_columns(line)
        matched = [field for field in self._layout.columns if line.own(field)]
        only_levels = set(matched) <= {Field.PRIORITY, Field.OBJECTIVE}
        if printed and not self._is_shared_title(line) and self._is_known(line):
            self._take_action(line, "")
        elif printed and not self._is_shared_title(line):
            column = letter(self._layout.columns[Field.REFERENCE])
            message = f"there is no action beside “{one_line(printed)}”: write it, or clear this row"
            self._problems.append(Problem(line.number, column, message, blocks=True))
        elif matched and not only_levels and not has_level and self._follows(line):
            if printed:
                self._problems.append(Problem(
                    line.number, letter(self._layout.columns[Field.REFERENCE]),
                    f"“{one_line(printed)}” has no action of its own: its row is read with the one above",
                ))  # fmt: skip
            self._places.more(line)
            self._last = line
        elif has_level and only_levels:
            self._passed.append(Passed(line.number, "a priority or an objective alone"))
        else:
            self._leave_out(line)

    def _leave_out(self, line: Line) -> None:
        texts = "; ".join(one_line(cell.text) for cell in line.own_cells[:3])
        message = f"there is no action in this row, and it is left out: “{texts}”"
        self._problems.append(Problem(line.number, "", message))

    def _is_known(self, line: Line) -> bool:
        """Whether the plan has an action of this reference."""
        return references.key_of(references.reference_of(line.cell(Field.REFERENCE))) in self._known

    def _is_shared_title(self, line: Line) -> bool:
        return bool(line.said(Field.TITLE).text) and line.cell(Field.TITLE).origin is not None

    def _tell_left_out(self, read: set[int]) -> None:
        """Columns that mean nothing, with text beside what is read."""
        for column in self._layout.unmatched:
            cells = (self._sheet.at(row, column) for row in read if row > self._layout.heading_row)
            count = sum(bool(cell.text) and cell.origin is None for cell in cells)
            if count:
                heading = self._layout.headings.get(column, "")
                named = f"“{one_line(heading)}”" if heading else "this column, which has no heading,"
                rows = "1 row has" if count == 1 else f"{count} rows have"
                message = f"{named} is left out: {rows} text in it"
                self._problems.append(Problem(self._layout.heading_row or 1, letter(column), message))

    def _tell_hidden(self, read: set[int]) -> None:
        hidden = [row for row in self._sheet.hidden_rows if row in read]
        if hidden:
            named = ", ".join(map(str, hidden[:20])) + (" and more" if len(hidden) > 20 else "")
            self._problems.append(Problem(
                hidden[0], "", f"hidden in the file, and read as the others are: row {named}"
            ))  # fmt: skip
