"""The tables and charts of a pack: coverage, counts, exceptions, asks, milestones, matters. No query, no clock."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator

from actions.as_at import ActionAt
from actions.coverage import Coverage, leading
from actions.numbers import Numbers
from actions.tally import Tally, total
from design.fields import date_words
from documents.content import Bar, Block, Cell, Chart, Column, Paragraph, Part, Table, plain
from governance.pack.facts import MatterFact, PackFacts, PlanPart
from governance.pack.foremost import ASKED, ask_word
from governance.reports.figures import exceptions
from governance.reports.succession import FOLLOWS
from governance.reports.tables import counts_chart
from governance.reports.told import Telling, counted, day, due_cell, given_by, sentence, status_cell
from priorities.status import BY_URGENCY, Status

AHEAD = datetime.timedelta(days=90)
SHARED = "An action that several organisations lead counts for each of them."


def say(text: str) -> Paragraph:
    """A paragraph without emphasis."""
    return Paragraph(plain(text))


def coverage(part: PlanPart) -> Iterator[Block]:
    """How many updates came of those owed; by organisation while some are missing."""
    if part.now.now.window is None:
        yield say("No papers deadline is set, so no update is owed.")
        return
    tally, found = part.tally, part.coverage
    if not found:
        yield say("No update is owed in this cycle.")
        return
    if not any(one.missing.all for one in found):
        yield say(f"All {counted(tally.owed, 'update')} owed in this cycle were received.")
        return
    yield say(f"{tally.received} of {counted(tally.owed, 'update')} owed in this cycle were received.")
    yield _coverage_chart(found)
    shared = sum(one.received.actions + one.missing.actions for one in found) > tally.owed
    yield Table(
        "Updates of this cycle by organisation",
        (Column("Organisation", 6), Column("Updated", 2), Column("Not updated", 2), Column("Owed", 2)),
        tuple(
            (Cell(one.label), *(_apart(numbers) for numbers in (one.received, one.missing, _owed(one))))
            for one in found
        ),
        sheet="Coverage",
        note=SHARED * shared,
    )


def _coverage_chart(found: Iterable[Coverage]) -> Chart:
    """Actions alone, as in the counts; whoever leads sub-actions alone has no bar."""
    shown = [one for one in found if _owed(one).actions]
    bars = [
        Bar(
            one.label,
            (Part("Updated", one.received.actions, "blue"), Part("Not updated", one.missing.actions, "dashed")),
        )
        for one in shown
    ]
    told = " ".join(f"{one.label}: {one.received.actions} of {_owed(one).actions} updated." for one in shown)
    return Chart("Updates by organisation", told, tuple(bars))


def _owed(one: Coverage) -> Numbers:
    return Numbers(
        one.received.actions + one.missing.actions, one.received.sub_actions + one.missing.sub_actions
    )  # fmt: skip


def _apart(numbers: Numbers) -> Cell:
    """ "5 and 1 sub-action"."""
    return Cell(" and ".join(filter(None, (str(numbers.actions), numbers.apart))), numbers.actions)


def counts(part: PlanPart, facts: PackFacts) -> Iterator[Block]:
    """Which plan it follows; status by priority as a chart and in numbers, beside those of the last meeting."""
    if part.now.follows and facts.says_what_it_follows:
        yield say(FOLLOWS.format(part.now.follows))
    yield counts_chart(part.now, part.tallies)
    was = part.tallies_before
    rows = [
        _counts_row(f"{one.number} {one.title}", part.tallies[one.pk], was.get(one.pk)) for one in part.now.priorities
    ]
    rows.append(_counts_row("All", part.tally, total(was) if part.before is not None else None))
    compared = f"; in brackets what it was at {facts.since_words}, if another" if part.before is not None else ""
    yield Table(
        f"Actions by {part.now.first_level} and status{compared}",
        (
            Column(part.now.first_level.capitalize(), 8),
            *(Column(one.label, 3) for one in BY_URGENCY),
            Column("All", 3),
        ),
        tuple(rows),
        sheet="Counts",
    )


def _counts_row(name: str, now: Tally, was: Tally | None) -> tuple[Cell, ...]:
    numbers = [(now.by_status[one], was.by_status[one] if was else None) for one in BY_URGENCY]
    numbers.append((now.total, was.total if was else None))
    return (Cell(name), *(_number(number, before) for number, before in numbers))


def _number(now: int, was: int | None) -> Cell:
    return Cell(str(now), now) if was is None or was == now else Cell(f"{now} ({was})", now)


def exceptions_of(part: PlanPart, telling: Telling) -> Iterator[Block]:
    """What needs attention, with reason, recovery and consequence."""
    found = exceptions(part.now)
    if not found:
        yield say("No action is reported as off track or at risk, and none is overdue or later than first agreed.")
        return
    yield Table(
        "What needs attention",
        (Column("Ref.", 2), Column("Action and due date", 7), Column("Status", 5), Column("What is said", 13)),
        tuple(
            (
                Cell(one.reference),
                Cell(f"{sentence(one.title)}\nDue: {due_cell(one).text}"),
                status_cell(one),
                Cell(_account(one, telling)),
            )
            for one in found
        ),
        sheet="Exceptions",
    )


def _account(action: ActionAt, telling: Telling) -> str:
    """The headline, then reason, recovery and consequence where the status asks for them; why its date moved last."""
    lines = [sentence(telling.line(action))]
    said = action.last_update
    if said is not None and action.status in (Status.OFF_TRACK, Status.AT_RISK):
        lines += [
            f"{lead}: {sentence(' '.join(text.split()))}"
            for lead, text in (
                ("Why", said.reason), ("What is being done", said.recovery), ("If nothing is done", said.consequence)
            )
            if text.strip()
        ]  # fmt: skip
    if action.is_slipped:
        reason = next((one.reason for one in reversed(action.date_changes) if one.from_date), "")
        lines += [f"Why the date moved: {sentence(reason)}"] if reason else []
    return "\n".join(lines)


def asks(part: PlanPart, facts: PackFacts) -> Iterator[Block]:
    """What is asked of the partnership: first the decisions that are wanted, then help."""
    asking = [one for one in part.now.actions if one.asks_partnership]
    if not asking:
        yield say(f"Nothing is asked of {'the partnership' if facts.is_older else 'us'} at present.")
        return
    asking.sort(key=lambda one: ask_word(one) != "a decision")
    yield Table(
        "Asked of the partnership" if facts.is_older else ASKED,
        (Column("Ref.", 2), Column("Action", 6), Column("Wanted", 3), Column("What is asked", 9), Column("From", 5)),
        tuple(
            (
                Cell(one.reference), Cell(one.title), Cell(ask_word(one).capitalize()), Cell(update.ask_text),
                Cell(f"{given_by(update)}, {day(update.submitted_at)}"),
            )
            for one in asking
            if (update := one.last_update) is not None
        ),
        sheet="Asks",
    )  # fmt: skip


def milestones(part: PlanPart, facts: PackFacts) -> Iterator[Block]:
    """Those missed, and those ahead: until the meeting after this one, or for 90 days where none is planned."""
    today, until = part.now.today, facts.following or max(part.now.today, facts.day) + AHEAD
    rows = []
    for action in part.now.actions:
        for one in action.milestones if action.is_open else ():
            if one.is_missed(today):
                rows.append((one.due.on if one.due else today, action, one, "Missed"))
            elif one.is_open and one.due is not None and one.due.on <= until:
                rows.append((one.due.on, action, one, "Ahead"))
    until_words = f"until {date_words(until)}" + (", the meeting after this one" if facts.following else "")
    if not rows:
        yield say(f"No milestone is missed, and none is due {until_words}.")
        return
    rows.sort(key=lambda row: (row[3] != "Missed", row[0]))
    yield Table(
        f"Milestones missed, and those due {until_words}",
        (Column("Ref.", 2), Column("Milestone", 9), Column("Due", 4), Column("Missed or ahead", 3)),
        tuple(
            (Cell(action.reference), Cell(one.title), Cell(str(one.due)), Cell(word)) for _, action, one, word in rows
        ),
        sheet="Milestones",
    )


def matters(told: Iterable[MatterFact]) -> Iterator[Block]:
    """Meeting actions of earlier meetings that are open."""
    rows = tuple((Cell(one.text), Cell(one.post), Cell(one.asked_on), Cell(one.due or "No date set")) for one in told)
    if not rows:
        yield say("No meeting action of an earlier meeting is open.")
        return
    yield Table(
        "Meeting actions that are open",
        (Column("What is to be done", 6), Column("Who", 5), Column("Asked on", 3), Column("Due", 3)),
        rows,
        sheet="Matters arising",
    )


def not_updated(part: PlanPart, facts: PackFacts) -> Iterator[Block]:
    """Which updates are missing, by organisation, as they are counted above."""
    lacking = [one for one in part.coverage if one.missing.all]
    if not lacking:
        yield say("Every update that is owed in this cycle was received.")
        return
    found: dict[int | None, list[ActionAt]] = defaultdict(list)
    for action in part.now.actions:
        for pk, _ in leading(action) if action.is_not_updated else ():
            found[pk].append(action)
    yield Table(
        "Updates that were not received",
        (Column("Organisation", 5), Column("Actions", 4), Column("How they stood when last heard of", 8)),
        tuple(
            (
                Cell(one.label),
                Cell(", ".join(action.reference for action in found[one.organisation])),
                Cell(_last_heard(found[one.organisation], facts)),
            )
            for one in lacking
        ),
        sheet="Not updated",
    )


def _last_heard(actions: Iterable[ActionAt], facts: PackFacts) -> str:
    return "; ".join(f"{one.reference}: {_stood(one)}{'' if facts.is_older else _recorded(one)}" for one in actions)


def _stood(action: ActionAt) -> str:
    told = action.last_update
    if told is None:
        return "no update yet"
    return f"{Status(action.status).label.lower()}, {told.told_words if told.is_printed else day(told.submitted_at)}"


def _recorded(action: ActionAt) -> str:
    if action.no_update_at is None:
        return ""
    return f" (no update received, recorded on {day(action.no_update_at)})"
