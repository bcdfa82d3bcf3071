"""The tables of a report, each marked with the moment that it speaks of."""

from collections.abc import Mapping

from actions.as_at import ActionAt, PlanAt, PriorityAt, UpdateAt
from actions.as_at.counts import tally_at
from actions.tally import Tally
from design.fields import sentence
from documents.content import Bar, Cell, Chart, Column, Part, Table
from governance.reports.draft import moment_words
from governance.reports.told import Telling, day, due_cell, status_cell
from priorities.status import BY_URGENCY, Status
from send_portal import clock

COUNTED = (
    "Complete", "of which closed", "In progress", "of which on track", "of which at risk", "of which off track",
    "Not started", "No status yet", "All",
)  # fmt: skip


def as_at(plan: PlanAt) -> str:
    """The mark under a table: "As at 4 September 2024, 10:42am."."""
    return f"As at {moment_words(plan.moment)}."


def counts_table(plan: PlanAt) -> Table:
    """Actions in the plan by priority, in two steps: how far they are, and how those in progress go."""
    level = plan.first_level.capitalize()
    rows = [_counts_row(_name(priority), tally_at(priority.actions)) for priority in plan.priorities]
    rows.append(_counts_row("All", tally_at(plan.actions)))
    return Table(
        f"Actions by {plan.first_level} and status",
        (Column(level, 20), *map(Column, COUNTED)),
        tuple(rows),
        sheet="Summary of counts",
        note=f"{as_at(plan)} {_paused(plan)}".strip(),
    )


def _paused(plan: PlanAt) -> str:
    """What is paused, beside the totals: "And paused: 1 in 6 Independence and community inclusion."."""
    paused = [(priority, tally_at(priority.actions).paused) for priority in plan.priorities]
    told = [f"{number} in {_name(priority)}" for priority, number in paused if number]
    return f"And paused: {'; '.join(told)}." if told else ""


def counts_chart(plan: PlanAt, tallies: Mapping[int, Tally] | None = None) -> Chart:
    """The same numbers as stacked bars; what has no action has no bar. `tallies`: those of the plan's priorities by
    their ids, where they are known.
    """
    bars, words = [], []
    for priority in plan.priorities:
        counts = tally_at(priority.actions) if tallies is None else tallies[priority.pk]
        if counts.total:
            parts = [Part(one.label, counts.by_status[one], one.look.colour) for one in BY_URGENCY]
            bars.append(Bar(_name(priority), tuple(parts)))
            told = ", ".join(f"{part.count} {part.label.lower()}" for part in parts if part.count)
            words.append(f"{_name(priority)}: {told}.")
    level = plan.first_level
    return Chart(f"Status of actions by {level}", " ".join(words) or "No action is agreed yet.", tuple(bars))


def key_table(plan: PlanAt) -> Table:
    """What each status means in this plan."""
    return Table(
        "What the statuses mean",
        (Column("Status"), Column("Meaning", 4)),
        tuple((Cell(line.word, colour=Status(line.status).look.colour), Cell(line.meaning)) for line in plan.key),
        sheet="Key",
    )


def actions_table(telling: Telling, priority: PriorityAt) -> Table:
    """All actions of a priority with lead, due date, status and printed line; a placeholder says that it is one."""
    nothing = "A placeholder: the plan sets no action yet." if priority.is_placeholder else "No action."
    empty = (Cell(""), Cell(nothing), *(Cell("") for _ in range(4)))
    return Table(
        _name(priority),
        (
            Column("Ref.", 3), Column("Action", 5), Column("Lead", 4), Column("Due", 4), Column("Status", 5),
            Column("What is said", 6),
        ),
        tuple(_action_row(telling, action) for action in priority.actions) or (empty,),
        sheet="Actions",
        note=as_at(telling.plan),
    )  # fmt: skip


def _day_cell(update: UpdateAt) -> Cell:
    """The day of an update; of what a source prints, when it was printed."""
    on = clock.london_date(update.submitted_at)
    return Cell(sentence(update.told_words) if update.is_printed else day(update.submitted_at), on)


def updates_table(telling: Telling) -> Table:
    """Every update of the period that stands, oldest first within its action."""
    return Table(
        "Updates in this period",
        (Column("Ref.", 2), Column("Date", 3), Column("Status", 3), Column("Headline", 6), Column("From", 4)),
        tuple(
            (
                Cell(action.reference),
                _day_cell(update),
                Cell(Status(update.status).label, colour=Status(update.status).look.colour),
                Cell(telling.headline(action, update)),
                Cell(telling.person(update.on_behalf_of or update.author)),
            )
            for action in telling.plan.actions
            for update in action.updates_since(telling.draft.since)
        ),
        sheet="Updates",
        note=as_at(telling.plan),
    )


def _name(priority: PriorityAt) -> str:
    return f"{priority.number} {priority.title}"


def _counts_row(name: str, counts: Tally) -> tuple[Cell, ...]:
    of = counts.by_status
    numbers = (
        counts.complete, counts.closed, counts.in_progress, of[Status.ON_TRACK], of[Status.AT_RISK],
        of[Status.OFF_TRACK], of[Status.NOT_STARTED], of[Status.NONE], counts.total,
    )  # fmt: skip
    return (Cell(name), *(Cell(str(number), number) for number in numbers))


def _action_row(telling: Telling, action: ActionAt) -> tuple[Cell, ...]:
    return (
        Cell(action.reference),
        Cell(action.title),
        Cell(telling.lead(action)),
        due_cell(action),
        status_cell(action),
        Cell(telling.line(action)),
    )
