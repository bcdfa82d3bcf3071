"""The entries of a sheet."""

import datetime
import re
from collections import Counter
from collections.abc import Mapping

from actions.importing.dates import answered
from actions.importing.told import Cell, Entry, Field, Layout, Level, Problem, Reading, Sheet, Word
from priorities.partial_date import PartialDate

GUESSES = {"green": "on_track", "amber": "at_risk", "red": "off_track", "blue": "complete", "complete": "complete",
           "on track": "on_track", "at risk": "at_risk", "off track": "off_track",
           "not started": "not_started"}  # fmt: skip


def read(
    sheet: Sheet, layout: Layout, *, answers: Mapping[tuple[Field, str], str], starts: datetime.date | None
) -> Reading:
    """What the rows below the heading say."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    words: Counter[tuple[Field, str]] = Counter()
    number: int | None = None
    for cells in sheet.rows:
        if cells[0].row <= layout.heading_row:
            continue
        told = {field: _text(cells, column) for field, column in layout.columns.items()}
        filled = [cell for cell in cells if cell.text]
        if not filled:
            continue
        row = filled[0].row
        if found := re.match(r"priority (\d+)\W*(.*)", told.get(Field.PRIORITY, "") or filled[0].text, re.I):
            if int(found[1]) != number:
                number = int(found[1])
                entries.append(Entry(row, Level.PRIORITY, number, "", found[2]))
            if len(filled) == 1:
                continue
        if not told.get(Field.TITLE):
            problems.append(Problem(row, "A", "This row has no action and is left out", False))
            continue
        due_text = told.get(Field.DUE, "")
        due = _date(cells, layout.columns.get(Field.DUE))
        is_ongoing = False
        if due_text and due is None:
            words[Field.DUE, due_text] += 1
            answer = answers.get((Field.DUE, due_text), _guess(Field.DUE, due_text))
            is_ongoing = answer == "ongoing"
            due = None if is_ongoing else answered(answer)
        status_text = told.get(Field.STATUS, "")
        status = ""
        if status_text:
            words[Field.STATUS, status_text] += 1
            status = answers.get((Field.STATUS, status_text), _guess(Field.STATUS, status_text))
        lead = told.get(Field.LEAD, "")
        parent = re.fullmatch(r"(.+)\([a-z]+\)", told.get(Field.REFERENCE, ""))
        entries.append(
            Entry(
                row, Level.SUB_ACTION if parent else Level.ACTION, None, told.get(Field.REFERENCE, ""),
                told[Field.TITLE], priority_number=number, parent_reference=parent[1] if parent else "",
                lead_as_printed=lead, leads=tuple(part.strip() for part in re.split("[/;&,]", lead) if part.strip()),
                due_as_printed=due_text, due=due, is_ongoing=is_ongoing, status_as_printed=status_text, status=status,
                progress=told.get(Field.PROGRESS, ""), success_measure=told.get(Field.SUCCESS_MEASURE, ""),
                difference=told.get(Field.DIFFERENCE, ""),
            )
        )  # fmt: skip
    return Reading(
        tuple(entries),
        tuple(problems),
        tuple(Word(field, text, count, _guess(field, text)) for (field, text), count in words.items()),
    )


def _guess(field: Field, text: str) -> str:
    if field is Field.DUE:
        return "ongoing" if text.casefold() == "ongoing" else ""
    return GUESSES.get(text.casefold(), "")


def _text(cells: tuple[Cell, ...], column: int) -> str:
    return next((cell.text for cell in cells if cell.column == column), "")


def _date(cells: tuple[Cell, ...], column: int | None) -> PartialDate | None:
    cell = next((cell for cell in cells if cell.column == column), None)
    if cell is None:
        return None
    value = cell.value
    if isinstance(value, datetime.date):
        return PartialDate.day(value.year, value.month, value.day)
    if found := re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", cell.text):
        return PartialDate.day(int(found[3]), int(found[2]), int(found[1]))
    return None
