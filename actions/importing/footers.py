"""What stands below a table and speaks of it: its key, its totals, where it comes from."""

import re

from actions.importing import statuses
from actions.importing.lines import Line, text_of
from actions.importing.told import Field

_SAYS = re.compile(
    r"(?:(?:rag|brag|status|colour|rating) )*(?:key|legend)\s*(?:[:=]|$)|"
    r"(?:b|r|a|g|red|amber|green|blue|yellow|white|grey)\s*=|"
    r"(?:(?:grand|overall|sub)[ -]?)?totals?\s*(?:[:=]|$)|total (?:number )?(?:of )?actions\b|source\s*:",
    re.IGNORECASE,
)
_NOTE = re.compile(r"(?:foot)?notes?\s*:", re.IGNORECASE)
# A row that says so much of delivery is an action, whatever its wording begins with.
_DELIVERED = 2
_MOST_OF_A_KEY = 2


def is_footer(line: Line, title: int, *, after: int) -> bool:
    """Whether a row is no part of the plan. `title` is the column of actions, `after` the last row that was such."""
    first = line.own_cells[0]
    text = text_of(first)
    is_of_key = after == line.number - 1 and len(line.own_cells) <= _MOST_OF_A_KEY
    if is_of_key and statuses.guess(text)[1]:
        return True
    if first.column > title or (line.own(Field.REFERENCE) and first.column != line.cell(Field.REFERENCE).column):
        return False
    if first.column == title and line.has_delivery() >= _DELIVERED:
        return False
    at_level = first.column in (line.cell(Field.PRIORITY).column, line.cell(Field.OBJECTIVE).column)
    is_note = at_level and not line.own(Field.TITLE) and _NOTE.match(text) is not None
    return is_note or _SAYS.match(text) is not None
