"""When, how and by whom of an action: what is printed, and what it means plainly, by an answer or by a guess."""

import dataclasses
import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from actions.importing import dates, leads, statuses
from actions.importing.lines import Line, together
from actions.importing.text import folded, one_line
from actions.importing.told import Cell, Field, Layout, Problem, Sheet, Word, letter
from priorities.partial_date import PartialDate
from priorities.status import GIVEN, Status

Answers = Mapping[tuple[Field, str], str]
# Longer words than these are no date and no status: nobody is asked what they mean.
MOST_LETTERS = 80
# A date that has been over for longer than this, and an action said to be under way, are worth a look.
LONG_PAST = datetime.timedelta(days=92)
_UNDER_WAY = (Status.ON_TRACK, Status.AT_RISK)
_STATUSES = frozenset(status.value for status in GIVEN)


@dataclasses.dataclass
class _Asked:
    text: str
    guess: str
    is_sure: bool
    rows: int = 0


class Values:
    """Reads the values of actions one after another, and collects words to ask about and what is odd."""

    def __init__(
        self, sheet: Sheet, layout: Layout, answers: Answers, starts: datetime.date | None,
        printed_on: datetime.date | None = None,
    ) -> None:  # fmt: skip
        self._sheet, self._layout, self._starts, self._printed_on = sheet, layout, starts, printed_on
        self._answers = {(field, _key(text)): answer for (field, text), answer in answers.items()}
        self._asked: dict[tuple[Field, str], _Asked] = {}
        self.problems: list[Problem] = []

    def words(self) -> tuple[Word, ...]:
        """The words met so far, each once, in order."""
        return tuple(
            Word(field, asked.text, asked.rows, asked.guess, asked.is_sure)
            for (field, _), asked in self._asked.items()
        )

    def of(self, lines: Sequence[Line]) -> dict[str, Any]:
        """The values of the action in these rows, under the names of Entry."""
        lead, due = together(lines, Field.LEAD), together(lines, Field.DUE)
        found = self._due(due, together(lines, Field.START))
        status_cell, printed, status = self._status(lines)
        percent = self._per_cent(lines)
        self._contradictions(lines[0], found, due, status_cell, status, percent)
        return {
            **found,
            "lead_as_printed": lead.text,
            "leads": leads.split(lead.text),
            "due_as_printed": _printed(due, found["due"]),
            "status_as_printed": ", ".join(filter(None, (printed, _per_cent_printed(together(lines, Field.PERCENT))))),
            "status": status,
            "progress": together(lines, Field.PROGRESS).text,
            "success_measure": together(lines, Field.SUCCESS_MEASURE).text,
            "difference": together(lines, Field.DIFFERENCE).text,
            "notes": together(lines, Field.NOTES).text,
        }

    def _problem(self, cell: Cell, message: str) -> None:
        self.problems.append(Problem(cell.row, letter(cell.column) if cell.column else "", message))

    def _ask(self, field: Field, text: str, guess: str, is_sure: bool) -> str:
        """What the words mean: by the answer, else by the guess."""
        key = (field, _key(text))
        asked = self._asked.setdefault(key, _Asked(" ".join(text.split()), guess, is_sure))
        asked.rows += 1
        return self._answers.get(key, asked.guess)

    def _due(self, due: Cell, start: Cell) -> dict[str, Any]:
        read = dates.when(due, is_1904=self._sheet.is_1904)
        begins = dates.when(start, is_1904=self._sheet.is_1904)
        if start.text and begins.due is None:
            self._problem(start, f"“{one_line(start.text)}” is no date that the portal can read: no start is set")
        found: dict[str, Any] = {
            "due": read.due,
            "start": begins.due or read.start,
            "is_ongoing": False,
            "review": None,
        }
        if len(due.text) > MOST_LETTERS:
            self._problem(due, "this is longer than a date: it is kept as printed, and no due date is set")
        elif read.due is None and due.text:
            answer = self._ask(Field.DUE, due.text, *dates.guess(due.text))
            found |= {"due": dates.answered(answer), "is_ongoing": answer == dates.ONGOING}
            found["review"] = dates.review_in(due.text) if found["is_ongoing"] else None
            if not found["due"] and not found["is_ongoing"]:
                self._problem(due, f"“{one_line(due.text)}” is no date: it is kept as printed, and no due date is set")
        return found

    def _status(self, lines: Sequence[Line]) -> tuple[Cell, str, str]:
        """The cell, what it prints, and the status."""
        cell = together(lines, Field.STATUS)
        if Field.STATUS not in self._layout.columns:
            progress = lines[0].said(Field.PROGRESS)
            # Of this column only what a committee calls a rating: it may have any other colour for other reasons.
            fill = progress.fill if statuses.colour_of(progress.fill) else ""
            cell = Cell(progress.row, progress.column, None, "", fill)
        printed = statuses.words_of(cell, lines[0].cell(Field.TITLE).fill)
        if not printed:
            return cell, "", ""
        if len(printed) > MOST_LETTERS:
            self._problem(cell, "this is longer than a status: it is kept as printed, and no status is set")
            return cell, printed, ""
        answer = self._ask(Field.STATUS, printed, *statuses.guess(printed))
        status = answer if answer in _STATUSES else ""
        if not status:
            self._problem(cell, _no_status(printed))
        if colour := statuses.disagrees(cell, status):
            label = Status(status).label.lower()
            self._problem(cell, f"the cell is {colour}, and its words say {label}: the words are read")
        return cell, printed, status

    def _per_cent(self, lines: Sequence[Line]) -> Cell:
        """What says how much is done: its own column, or all that a column of progress says."""
        percent, progress = together(lines, Field.PERCENT), together(lines, Field.PROGRESS)
        if not percent.text and progress.text.endswith("%") and statuses.per_cent(progress) is not None:
            return progress
        return percent

    def _contradictions(
        self, line: Line, when: Mapping[str, Any], due: Cell, status: Cell, code: str, percent: Cell
    ) -> None:
        """What cannot all be true is told, and read as it stands."""
        done = statuses.per_cent(percent)
        if percent.text and done is None:
            self._problem(percent, f"“{one_line(percent.text)}” is no percentage: it is left out")
        if done is not None and code:
            self._done(percent, done, code)
        ends, begins = when["due"], when["start"]
        if ends and self._starts and ends.on < self._starts:
            began = PartialDate.day(self._starts.year, self._starts.month, self._starts.day)
            self._problem(due, f"this is due {ends}, before the plan began on {began}")
        if ends and begins and ends.on < begins.first_day:
            finished = ", and it is complete" if code == Status.COMPLETE else ""
            self._problem(due, f"this is due {ends}, before it starts ({begins}){finished}")
        if ends and self._printed_on and code in _UNDER_WAY and ends.on + LONG_PAST < self._printed_on:
            self._problem(due, f"this was due {ends}, and the status is {Status(code).label.lower()}")
        if code == Status.COMPLETE and not ends and when["is_ongoing"]:
            self._problem(status if status.column else due, "this is complete, and printed as ongoing")

    def _done(self, percent: Cell, done: float, code: str) -> None:
        label = Status(code).label.lower()
        if (code == Status.COMPLETE and done < 100) or (code == Status.NOT_STARTED and done > 0):
            self._problem(percent, f"{done:g} per cent is done, and the status is {label}")
        elif code != Status.COMPLETE and done == 100:
            self._problem(percent, f"all of it is done (100 per cent), and the status is {label}")


def _key(text: str) -> str:
    """What is asked about once: words by what they say, "-" and "?" by themselves."""
    return folded(text) or text.strip()


def _no_status(printed: str) -> str:
    """What becomes of a status that means none; where the rows of one action differ, that they do."""
    said = dict.fromkeys(printed.splitlines())
    if len(said) > 1 and all(statuses.guess(line)[0] for line in said):
        named = " and ".join(f"“{one_line(line, 20)}”" for line in said)
        return f"the rows of this action say {named}: no status is set"
    return f"“{one_line(printed)}” is no status of the portal: it is kept as printed, and no status is set"


def _per_cent_printed(percent: Cell) -> str:
    """A percentage as people read it, where the spreadsheet keeps a share of one."""
    done = statuses.per_cent(percent)
    is_share = isinstance(percent.value, float | int) and 0 <= percent.value <= 1 and "%" not in percent.text
    return f"{done:g}%" if is_share and done is not None else percent.text


def _printed(due: Cell, read: PartialDate | None) -> str:
    """What the cell prints; a day that only stands as a spreadsheet's number is printed as the day."""
    return str(read) if read and isinstance(due.value, float | int) else due.text
