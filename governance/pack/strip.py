"""How every action stood in each of the last eight cycles: a table of words, and a bar for each cycle."""

from collections.abc import Iterator

from actions.as_at import ActionAt
from actions.strip import NO_UPDATE, NOT_YET, strip_of
from design.strip import StripCell
from documents.content import Bar, Block, Cell, Chart, Column, Part, Table
from governance.pack.facts import PlanPart
from governance.pack.tables import is_in_sight, say
from priorities.cycles import windows
from priorities.status import BY_URGENCY, PlanState, Status

NOTHING = "–"
SHORT = {one.label: (one.colour_word or one.look.colour).capitalize() for one in BY_URGENCY if one is not Status.NONE}
NOTE = (
    f"{'. '.join(f'{short}: {label.lower()}' for label, short in SHORT.items())}. "
    f"{NOTHING} No update came in that cycle. Empty: not in the plan yet."
)


def status_strip(part: PlanPart) -> Iterator[Block]:
    """A bar and a column for each of the last cycles that have begun, the newest last."""
    rows = [(action, cells) for action in part.now.actions if is_in_sight(action) and (cells := _cells(part, action))]
    if not rows:
        yield say("No update has been given yet.")
        return
    days = next(cells for _, cells in rows)
    yield _chart([cells for action, cells in rows if action.counts_in_totals])
    yield Table(
        "Status at each of the last meetings",
        (Column("Ref.", 2), *(Column(f"{cell.meeting_on:%b} {cell.meeting_on.year}", 3) for cell in days)),
        tuple((Cell(action.reference), *map(_cell, cells)) for action, cells in rows),
        sheet="Status strip",
        note=NOTE,
    )


def _cells(part: PlanPart, action: ActionAt) -> list[StripCell]:
    """The same as on the page of the action; a row of gaps where it has begun and nobody has told of it."""
    said = [(one.submitted_at, one.status) for one in action.updates]
    agreed = [(action.first_agreed_at, PlanState.AGREED.value)] if action.first_agreed_at is not None else []
    states = part.states.get(action.pk) or agreed
    return strip_of(said, states, windows(part.now.cycles), part.now.moment)


def _cell(cell: StripCell) -> Cell:
    """The colour's word where there is one: eight columns of statuses have no room for more on A4."""
    if cell.look in (NO_UPDATE, NOT_YET):
        return Cell(NOTHING if cell.look == NO_UPDATE else "")
    return Cell(SHORT.get(cell.look.word, cell.look.word), colour=cell.look.colour)


def _chart(rows: list[list[StripCell]]) -> Chart:
    """How many actions in the totals stood how at each meeting."""
    bars, told = [], []
    for column in zip(*rows, strict=True):
        counted = [one.look.word for one in column]
        parts = [Part(one.label, counted.count(one.label), one.look.colour) for one in BY_URGENCY]
        parts.append(Part(NO_UPDATE.word, counted.count(NO_UPDATE.word), NO_UPDATE.colour))
        name = f"{column[0].meeting_on:%B} {column[0].meeting_on.year}"
        bars.append(Bar(name, tuple(parts)))
        told.append(
            f"{name}: {', '.join(f'{one.count} {one.label.lower()}' for one in parts if one.count) or 'none'}."
        )
    return Chart("Status of actions at each of the last meetings", " ".join(told), tuple(bars))
