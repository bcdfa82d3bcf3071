"""What a sheet is: an action plan, or something else that stands in the same workbook and is no plan."""

from collections.abc import Iterable

from actions.importing import headings
from actions.importing.text import folded, one_line
from actions.importing.told import Cell, Field, Layout, Sheet, SheetKind, Told

# Words of headings that action plans do without.
_OF_RISKS = (
    "likelihood", "probability", "residual", "inherent", "mitigation", "mitigations", "mitigating", "risk", "risks",
    "controls", "control measures", "risk owner", "risk score", "risk description", "gross", "net score",
)  # fmt: skip
_ONLY_RISKS = ("likelihood", "probability", "residual", "inherent", "risk score", "risk description", "risk owner")
_OF_MEASURES = (
    "baseline", "target", "actual", "indicator", "kpi", "kpis", "measure", "measures", "metric", "national", "england",
    "trend", "frequency", "q1", "q2", "q3", "q4", "quarter 1", "polarity", "statistical neighbours", "data source",
    "benchmark", "numerator", "denominator", "regional", "direction of travel", "year end",
)  # fmt: skip
_OF_COUNTS = ("total", "totals", "number of actions", "count", "number", "red", "amber", "green", "blue", "complete")
# How many rows, from the top, may hold the headings.
_MOST_ROWS = 40
FEWEST = 2
_PROSE = 60
_FEWEST_CELLS = 3
# What an action has besides its words.
_DELIVERY = (Field.LEAD, Field.DUE, Field.STATUS, Field.PROGRESS)


def what_is(sheet: Sheet) -> Told:
    """What the sheet is, by its headings and by what stands in its cells."""
    cells = [cell for row in sheet.rows for cell in row if cell.text and cell.origin is None]
    if not cells:
        return Told(SheetKind.EMPTY, "It has nothing in it.")
    layout = headings.guess(sheet)
    risks = _words(sheet, _OF_RISKS)
    if len(risks) >= FEWEST and set(risks) & set(_ONLY_RISKS) and not _is_plan(sheet, layout, own=True):
        return Told(SheetKind.RISK_LOG, f"Its headings speak of {_listed(risks)}, as a risk log's do.")
    measures = _words(sheet, _OF_MEASURES)
    if len(measures) >= FEWEST and not _is_plan(sheet, layout, own=False):
        return Told(SheetKind.MEASURES, f"Its headings speak of {_listed(measures)}, as a list of measures does.")
    if _is_plan(sheet, layout, own=False):
        found = [layout.columns[field] for field in (Field.TITLE, *_DELIVERY) if field in layout.columns]
        named = [one_line(name, 40) for column in found if (name := layout.headings.get(column, ""))]
        return Told(SheetKind.ACTION_PLAN, f"It has columns {_listed(named)}.")
    return _without_plan(sheet, cells)


def _is_plan(sheet: Sheet, layout: Layout, *, own: bool) -> bool:
    """Whether there are actions, with something said of their delivery, below the headings.

    With `own`, only where the actions are the sheet's first thing: a risk has its mitigating actions too.
    """
    title = layout.columns.get(Field.TITLE)
    if title is None or not any(field in layout.columns for field in _DELIVERY):
        return False
    heading = folded(layout.headings.get(title, ""))
    if own and ("mitigat" in heading or "risk" in heading or heading == "description"):
        return False
    if own and any("risk" in folded(text) for column, text in layout.headings.items() if column < title):
        return False
    below = [row for row in sheet.rows if row[0].row > layout.heading_row]
    return any(sheet.at(row[0].row, title).text for row in below)


def _words(sheet: Sheet, words: Iterable[str]) -> list[str]:
    """The most of the words that stand together in one row of short cells."""
    best: list[str] = []
    for row in sheet.rows[:_MOST_ROWS]:
        short = (cell.text for cell in row if cell.text and len(cell.text) <= _PROSE and cell.origin is None)
        texts = [f" {folded(text)} " for text in short]
        found = [word for word in words if any(f" {word} " in text for text in texts)]
        # One heading, such as "Risk score", is one sign, however many words it holds.
        headed = sum(any(f" {word} " in text for word in words) for text in texts)
        if headed >= FEWEST and len(found) > len(best):
            best = found
    return best


def _without_plan(sheet: Sheet, cells: list[Cell]) -> Told:
    """What a sheet without actions is: numbers, prose, or a table that nobody can tell."""
    numbers = sum(_is_number(cell) for cell in cells)
    counts = _words(sheet, _OF_COUNTS) or [cell.text for cell in cells if folded(cell.text) in _OF_COUNTS]
    if numbers >= FEWEST and (numbers * 3 >= len(cells)) and counts:
        named = _listed([one_line(word, 30) for word in counts])
        return Told(SheetKind.SUMMARY, f"It holds numbers beside {named}, as a summary does.")
    longest = max(sum(bool(cell.text) and cell.origin is None for cell in row) for row in sheet.rows)
    if longest < _FEWEST_CELLS:
        return Told(SheetKind.FRONT_MATTER, "It holds text, and no table with columns of its own.")
    return Told(SheetKind.UNKNOWN, "It holds a table, and none of its headings says which column is the action.")


def _is_number(cell: Cell) -> bool:
    is_typed = isinstance(cell.value, float | int) and not isinstance(cell.value, bool)
    return is_typed or cell.text.rstrip("%").replace(".", "", 1).isdigit()


def _listed(words: Iterable[str]) -> str:
    named = [f"“{word}”" for word in dict.fromkeys(words)][:4]
    return " and ".join(filter(None, (", ".join(named[:-1]), named[-1] if named else "")))
