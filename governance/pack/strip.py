"""How every action stood in each of the last eight cycles: a table of words, and a bar for each cycle."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.text import get_text_list

from actions.as_at import ActionAt
from actions.strip import NO_UPDATE, NOT_YET, strip_of
from design.fields import date_words
from design.strip import StripCell
from documents.content import Bar, Block, Cell, Chart, Column, Part, Table
from governance.pack.facts import PlanPart
from governance.pack.tables import say
from priorities.cycles import Window, windows
from priorities.status import BY_URGENCY, SET_ASIDE, PlanState

NOTHING = "–"
ASIDE = get_text_list([state.label for state in PlanState if state in SET_ASIDE], "or")
NOTE = (
    "A status: what an update of that cycle said; “complete” stays. "
    f"{ASIDE}: so at that meeting, and no update was owed. "
    f"{NOTHING} No update came in that cycle. Empty: not in the plan yet."
)


def status_strip(part: PlanPart) -> Iterator[Block]:
    """A bar for each of the last meetings, a column for each of the last cycles that have begun; the newest last."""
    yield from _over_cycles(part)
    cycles = windows(part.now.cycles, part.now.asks_after)
    told = ((action, _cells(part, action, cycles)) for action in part.now.actions)
    rows = [(action, cells) for action, cells in told if cells and _is_in_sight(action, cells)]
    if not rows:
        yield say("No update has been given yet.")
        return
    days = next(cells for _, cells in rows)
    yield Table(
        "Status at each of the last meetings",
        (Column("Ref.", 2), *(Column(f"{cell.meeting_on:%b} {cell.meeting_on.year}", 3) for cell in days)),
        tuple((Cell(action.reference), *map(_cell, cells)) for action, cells in rows),
        sheet="Status strip",
        note=NOTE,
    )


def _is_in_sight(action: ActionAt, cells: list[StripCell]) -> bool:
    """Whether it is in the plan or paused; what was replaced or withdrawn stays as long as a cycle is shown in which
    it was in the plan.
    """
    if action.is_in_plan or action.plan_state == PlanState.PAUSED:
        return True
    gone = {PlanState(state).label for state in SET_ASIDE}
    return action.plan_state in SET_ASIDE and any(
        cell.look.word not in gone and cell.look != NOT_YET for cell in cells
    )


def _cells(part: PlanPart, action: ActionAt, cycles: Sequence[Window]) -> list[StripCell]:
    """The same as on the page of the action; a row of gaps where it has begun and nobody has told of it."""
    agreed = [(action.first_agreed_at, PlanState.AGREED.value)] if action.first_agreed_at is not None else []
    states = part.states.get(action.pk) or agreed
    return strip_of(part.said.get(action.pk, ()), states, cycles, part.now.moment)


def _cell(cell: StripCell) -> Cell:
    if cell.look in (NO_UPDATE, NOT_YET):
        return Cell(NOTHING if cell.look == NO_UPDATE else "")
    return Cell(cell.look.word, colour=cell.look.colour)


def _over_cycles(part: PlanPart) -> Iterator[Block]:
    """How many actions stood how at the end of each meeting behind us, whatever became of them, and how they stand."""
    told: list[tuple[str, Mapping[Any, int]]] = [
        (date_words(stood.meeting_on), stood.by_status) for stood in part.stood if stood.total
    ]
    if not told:
        return
    told.append((f"This pack, {date_words(part.now.today)}", part.tally.by_status))
    bars = [
        Bar(name, tuple(Part(one.label, counts[one], one.look.colour) for one in BY_URGENCY)) for name, counts in told
    ]
    words = [
        f"{bar.label}: {', '.join(f'{one.count} {one.label.lower()}' for one in bar.parts if one.count) or 'none'}."
        for bar in bars
    ]
    yield Chart("Actions by status at each of the last meetings", " ".join(words), tuple(bars))
    yield Table(
        "Actions by status at the end of each of the last meetings",
        (Column("At the end of", 8), *(Column(one.label, 3) for one in BY_URGENCY), Column("All", 3)),
        tuple(
            (Cell(name), *map(_number, (*map(counts.__getitem__, BY_URGENCY), sum(counts.values()))))
            for name, counts in told
        ),
        sheet="Over cycles",
    )


def _number(number: int) -> Cell:
    return Cell(str(number), number)
