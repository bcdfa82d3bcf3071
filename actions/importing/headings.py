"""Which row of a sheet has the headings, and what each column means by them."""

import dataclasses
from collections.abc import Mapping, Sequence

from actions.importing import dates
from actions.importing.references import looks_like_one
from actions.importing.statuses import colour_of
from actions.importing.synonyms import ASIDE, EXACT, meanings
from actions.importing.text import folded
from actions.importing.told import Cell, Field, Layout, Sheet

# Headings stand near the top; front matter may stand above them.
MOST_ROWS_ABOVE = 60
FEWEST_FIELDS = 2
_URGENCY = frozenset(("high", "medium", "low", "h", "m", "l", "urgent", "essential", "desirable"))
# Of these, a sheet may have a column for each quarter: the newest that is filled in counts.
_REPEATED = (Field.STATUS, Field.PROGRESS, Field.PERCENT)
# What makes a row a row of headings rather than an action that mentions one.
_TELLING = frozenset(set(Field) - {Field.REFERENCE, Field.NOTES})


@dataclasses.dataclass(frozen=True)
class _Found:
    """Rows of headings: the words above each column, and what they can mean."""

    rows: tuple[int, ...]
    headings: Mapping[int, str]
    meanings: Mapping[int, Mapping[Field, int]]

    @property
    def worth(self) -> tuple[int, int]:
        """How many fields the row names, and how surely."""
        best: dict[Field, int] = {}
        for column in self.meanings.values():
            for field, sure in column.items():
                best[field] = max(best.get(field, 0), sure)
        named = {max(column, key=lambda field: column[field]) for column in self.meanings.values() if column}
        return len(named & _TELLING) * 10 + len(named), sum(best.values())


def guess(sheet: Sheet, row: int | None = None) -> Layout:
    """Where the headings stand and what the columns mean; without headings, row 0 and no column.

    `row` says where they stand, or 0 that there are none. Each field has one column at most, and what no field takes
    is left unmatched, for a person to say.
    """
    found = _best(sheet) if row is None else _in(sheet, row)
    if found is None:
        return Layout(0, {}, sheet.columns, {})
    columns = _columns(sheet, found)
    rows = (row for row in sheet.rows if row[0].row > found.rows[-1])
    below = {cell.column for row in rows for cell in row if cell.text and not cell.origin}
    unmatched = sorted((below | set(found.headings)) - set(columns.values()))
    return Layout(found.rows[-1], columns, tuple(unmatched), found.headings)


def is_repeated(row: Sequence[Cell], layout: Layout) -> bool:
    """Whether a row below the headings says them again."""
    own = [cell for cell in row if cell.text and not cell.origin]
    same = sum(_is_heading(cell, layout) for cell in own)
    return same >= FEWEST_FIELDS and same * 2 > len(own)


def _is_heading(cell: Cell, layout: Layout) -> bool:
    heading, text = folded(layout.headings.get(cell.column, "")), folded(cell.text)
    return bool(text) and (text == heading or heading.endswith(f" {text}") or heading.startswith(f"{text} "))


def _best(sheet: Sheet) -> _Found | None:
    rows = [row for row in sheet.rows[:MOST_ROWS_ABOVE] if any(cell.text for cell in row)]
    best: _Found | None = None
    for place, row in enumerate(rows):
        found = _single(row)
        if place + 1 < len(rows) and (pair := _pair(row, rows[place + 1])) and pair.worth[0] > found.worth[0]:
            below = _single(rows[place + 1])
            found = pair if pair.worth[0] > below.worth[0] else found
        if _is_enough(found) and (best is None or found.worth[0] > best.worth[0]):
            best = found
    return best


def _in(sheet: Sheet, number: int) -> _Found | None:
    """The headings in a row, together with those above it where only both say what the columns are."""
    place = next((place for place, row in enumerate(sheet.rows) if row[0].row == number), None)
    if place is None:
        return None
    found = _single(sheet.rows[place])
    pair = _pair(sheet.rows[place - 1], sheet.rows[place]) if place else None
    if pair is None or pair.worth[0] <= found.worth[0] or pair.worth[0] <= _single(sheet.rows[place - 1]).worth[0]:
        return found
    return pair


def _is_enough(found: _Found) -> bool:
    fields = {field for column in found.meanings.values() for field in column}
    named = sum(bool(column) for column in found.meanings.values())
    return named >= FEWEST_FIELDS and len(fields & _TELLING) >= 1 and len(fields) >= FEWEST_FIELDS


def _single(row: Sequence[Cell]) -> _Found:
    texts = {cell.column: cell.text for cell in row if cell.text and not _is_across(cell)}
    return _Found((row[0].row,), texts, {column: meanings(text) for column, text in texts.items()})


def _is_across(cell: Cell) -> bool:
    """Whether a cell merged across columns says this, from its left."""
    return cell.origin is not None and cell.origin[1] != cell.column


def _pair(upper: Sequence[Cell], lower: Sequence[Cell]) -> _Found | None:
    """Two rows that are headings together: "Timescale" over "Start" and "End"."""
    if lower[0].row != upper[0].row + 1:
        return None
    above = {cell.column: cell for cell in upper if cell.text}
    below = {cell.column: cell for cell in lower if cell.text}
    across = {cell.origin[1] for cell in upper if cell.origin and _is_across(cell)}
    for column, cell in below.items():
        head = above.get(column)
        if cell.origin is None and head and not (_is_across(head) or column in across):
            return None
    texts, means = {}, {}
    for column in sorted(set(above) | set(below)):
        top = above[column].text if column in above else ""
        low = below[column].text if column in below and below[column].origin is None else ""
        if column in above and _is_across(above[column]) and not low:
            continue
        texts[column] = " ".join(dict.fromkeys(filter(None, (top, low))))
        means[column] = meanings(low) or meanings(texts[column]) if low else meanings(top)
        if low and top and not meanings(low) and not means[column]:
            means[column] = meanings(top)
    return _Found((upper[0].row, lower[0].row), texts, means)


def _columns(sheet: Sheet, found: _Found) -> dict[Field, int]:
    """The column of each field: the surest first, each column once."""
    ranked = sorted(
        ((sure, field, column) for column, fields in found.meanings.items() for field, sure in fields.items()),
        key=lambda item: (-item[0], item[2]),
    )
    columns: dict[Field, int] = {}
    for sure, field, column in ranked:
        if field in columns or column in columns.values():
            continue
        if field in _REPEATED:
            alike = {c: s for s, f, c in ranked if f == field and s >= sure - 30 and c not in columns.values()}
            column = _chosen(sheet, found, alike)
        if field == Field.PRIORITY and _says(sheet, column, found.rows[-1], _is_urgency):
            continue
        columns[field] = column
    return _settled(sheet, found, columns)


def _settled(sheet: Sheet, found: _Found, columns: dict[Field, int]) -> dict[Field, int]:
    """What words alone do not say: "Outcome" left of the action is what the plan is divided into."""
    title, outcome = columns.get(Field.TITLE), columns.get(Field.DIFFERENCE)
    if title and outcome and outcome < title and folded(found.headings[outcome]).startswith("outcome"):
        level = Field.OBJECTIVE if Field.PRIORITY in columns else Field.PRIORITY
        if level not in columns:
            again = {**found.meanings, outcome: {level: EXACT}}
            return _columns(sheet, dataclasses.replace(found, meanings=again))
    if Field.TITLE not in columns and Field.OBJECTIVE in columns:
        columns[Field.TITLE] = columns.pop(Field.OBJECTIVE)
    if Field.REFERENCE not in columns:
        bare = [c for c in sheet.columns if c not in found.headings and (title is None or c < title)]
        named = next((c for c in bare if _says(sheet, c, found.rows[-1], looks_like_one)), None)
        if named is not None:
            columns[Field.REFERENCE] = named
    return columns


def _chosen(sheet: Sheet, found: _Found, alike: Mapping[int, int]) -> int:
    """The column of several with one meaning: of those in which something stands below, the one whose heading says
    just that; of months the newest, of others the last. Headings that say just that count from the left."""
    filled = [column for column in sorted(alike) if _is_any_filled(sheet, column, found.rows[-1])] or sorted(alike)
    exact = [column for column in filled if alike[column] == EXACT]
    named = [column for column in exact if folded(found.headings[column]) not in ASIDE] or exact
    if named:
        return named[0]
    return max(filled, key=lambda column: (dates.named_in(found.headings[column]), column))


def _is_any_filled(sheet: Sheet, column: int, above: int) -> bool:
    return any(_is_filled(sheet.at(row[0].row, column)) for row in sheet.rows if row[0].row > above)


def _is_filled(cell: Cell) -> bool:
    return bool(cell.text or colour_of(cell.fill))


def _is_urgency(text: str) -> bool:
    return folded(text) in _URGENCY


def _says(sheet: Sheet, column: int, above: int, what: object) -> bool:
    """Whether all that stands in a column below the headings is of a kind."""
    cells = (sheet.at(row[0].row, column) for row in sheet.rows if row[0].row > above)
    texts = [cell.text for cell in cells if cell.text]
    return bool(texts) and callable(what) and all(what(text) for text in texts)
