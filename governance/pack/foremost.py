"""What matters in ten lines: the difference made, what got worse, what is asked. No query, no clock."""

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from actions.as_at import ActionAt
from documents.content import Block, Bullet, Heading, Run
from governance.pack import said
from governance.pack.facts import PackFacts, PlanPart
from governance.pack.judgements import judgement_changes
from governance.reports.told import sentence
from priorities.change_kinds import ChangeKind
from priorities.status import Status, Turn, turn

LINES = 10
NAMED = 6
LONGEST = 150
TIMES = {2: "twice"}
DIFFERENCE, WORSE, ASKED = (str(one.label) for one in (ChangeKind.DIFFERENCE, ChangeKind.WORSE, ChangeKind.ASKED))
CHANGED, ASKS = "What changed", "What is asked, and the decision wanted"
# What there is more of, after the lines that have room.
MORE_OF = {DIFFERENCE: "where a difference was made", WORSE: "that got worse", ASKED: "asked of us"}
# How that reads: it names what there is more of, and the section that has them all.
MORE = re.compile(rf"and \d+ more ({'|'.join(MORE_OF.values())}), under “(.+)”")


@dataclasses.dataclass(frozen=True)
class Foremost:
    """A line: the reference of its action or priority, and one sentence; `word` is the shortest form of that."""

    reference: str
    text: str
    word: str = ""


def foremost(part: PlanPart, facts: PackFacts, level: int) -> Iterator[Block]:
    """In short first, a line for each of the three; then the lines themselves, and where the others stand."""
    groups = [
        (DIFFERENCE, "none told", CHANGED, [*differences(part, facts)]),
        (WORSE, "nothing" if part.before is not None else "cannot be said", CHANGED, [*worse(part)]),
        (ASKED, "nothing", ASKS, [*asked(part)]),
    ]
    for name, nothing, _, lines in groups:
        yield Bullet((Run(f"{name}: {len(lines) or nothing}", strong=True), Run(_in_short(lines))))
    rooms = _rooms([len(lines) for *_, lines in groups])
    for (name, _, section, lines), room in zip(groups, rooms, strict=True):
        if lines:
            yield Heading(name, level)
        for line in lines[:room]:
            yield Bullet((Run(line.reference, strong=True), Run(f" {line.text}")))
        if len(lines) > room:
            yield Bullet((Run(f"and {len(lines) - room} more {MORE_OF[name]}, under “{section}”"),))


def differences(part: PlanPart, facts: PackFacts) -> Iterator[Foremost]:
    """What leads have told since the last meeting of a difference for families, or a figure of it."""
    for one in said.differences(part.now, facts.since, part.before):
        yield Foremost(one.action.reference, short(one.what), "withdrawn" * one.is_taken_back)


def worse(part: PlanPart) -> Iterator[Foremost]:
    """What got worse since the last meeting: priorities as they are judged, then actions."""
    if part.before is None or part.changes is None:
        return
    for judged in judgement_changes(part.before, part.now, Turn.WORSE):
        text = f"Judged by the senior responsible officer: {judged.words}. {short(judged.judgement.reason)}".strip()
        yield Foremost(judged.reference, text, Status(judged.judgement.status).label.lower())
    for change in part.changes.statuses:
        if turn(change.before, change.after) == Turn.WORSE and not change.is_brought_in:
            words = f"{Status(change.before).label} → {Status(change.after).label}."
            after = Status(change.after).label.lower()
            yield Foremost(change.action.reference, f"{words} {short(change.headline)}".strip(), after)


def asked(part: PlanPart) -> Iterator[Foremost]:
    """What stands asked of the partnership, whenever it was."""
    for action in part.now.actions:
        if action.asks_partnership and action.last_update is not None:
            word = ask_word(action)
            text = f"{word.capitalize()}: {short(action.last_update.ask_text)}"
            yield Foremost(action.reference, text, word)


def ask_word(action: ActionAt) -> str:
    """ "a decision" or "help"."""
    is_decision = action.last_update is not None and action.last_update.ask == "decision"
    return "a decision" if is_decision else "help"


def short(text: str, most: int = LONGEST) -> str:
    """The first sentence of a text, cut between two words where it is long."""
    line = " ".join(text.split())
    first = re.match(r".+?[.!?…](?=\s|$)", line)
    line = first[0] if first else line
    if len(line) <= most:
        return sentence(line)
    return f"{line[:most].rpartition(' ')[0] or line[:most]}…"


def _in_short(lines: Sequence[Foremost]) -> str:
    """The references, with what each is where that is told: " (1a off track, 2b at risk)"."""
    named = Counter(" ".join(filter(None, (line.reference, line.word))) for line in lines[:NAMED])
    told = [name if often == 1 else f"{name} {TIMES.get(often, f'{often} times')}" for name, often in named.items()]
    if len(lines) > NAMED:
        told.append(f"{len(lines) - NAMED} more")
    return f" ({', '.join(told)})" if told else ""


def _rooms(sizes: Sequence[int]) -> list[int]:
    """How many lines each group gets: one after another takes a line until all are told or ten are taken."""
    rooms = [0] * len(sizes)
    while sum(rooms) < min(LINES, sum(sizes)):
        for place, size in enumerate(sizes):
            if rooms[place] < size and sum(rooms) < LINES:
                rooms[place] += 1
    return rooms
