"""What changed in a plan between two moments, net, in the order in which it is read. No query, no clock."""

import dataclasses
import datetime
from collections.abc import Iterable, Iterator, Sequence

from django.utils.text import get_text_list

from actions.as_at import PlanAt, UpdateAt
from actions.as_at.changes import Changes, StatusChange, changes_between
from actions.models import Action
from audit.describe import label_of
from design.fields import lower_first
from governance.changes.first_reports import first_reported_words
from governance.changes.papers import FROM_PAGE
from governance.changes.told import Line as LineOfPage
from governance.pack import said
from governance.pack.facts import DecisionFact
from governance.pack.judgements import judgement_changes
from governance.pack.lines import Line
from governance.reports.told import Telling, day, given_by, sentence
from priorities.change_kinds import ChangeKind
from priorities.models import Priority
from priorities.status import Status, Turn, turn

# What a line calls a record that has just come, and what a paper says of it.
ACTION = label_of(Action._meta)
NEW = {ACTION: "New action", label_of(Priority._meta): "Added to the plan"}
# The reference of what belongs to the plan as a whole.
PLAN = "Plan"
DECIDED, MISTAKEN = str(ChangeKind.DECIDED.label), str(ChangeKind.MISTAKEN.label)


@dataclasses.dataclass(frozen=True)
class Group:
    """Changes of one kind under their heading."""

    heading: str
    lines: tuple[Line, ...]


def groups(
    telling: Telling,
    before: PlanAt,
    from_page: Sequence[LineOfPage],
    decided: Sequence[DecisionFact] = (),
    mistaken: Sequence[DecisionFact] = (),
    *,
    changes: Changes | None = None,
) -> list[Group]:
    """The changes from `before` to the plan that is told of, in the order of the page of changes; kinds without any
    are left out. `from_page`: what `paper_lines` says of the same period; `decided`: what was decided meanwhile;
    `mistaken`: what was said to be recorded by mistake; `changes`: those between the two, where they are known.
    """
    found = changes or changes_between(before, telling.plan)
    told = (
        (ChangeKind.DIFFERENCE, _differences(telling, before.moment, before)),
        (ChangeKind.WORSE, _turned(telling, before, found, Turn.WORSE)),
        (ChangeKind.ASKED, map(_said, said.asks(before, telling.plan))),
        (ChangeKind.BETTER, _turned(telling, before, found, Turn.BETTER)),
        (ChangeKind.SAME, _turned(telling, before, found, Turn.SAME)),
        *((kind, _from_page(from_page, kind)) for kind in FROM_PAGE),
        (ChangeKind.DECIDED, (*_decided(telling, decided), *_from_page(from_page, ChangeKind.DECIDED))),
        (ChangeKind.MISTAKEN, mistaken_lines(mistaken)),
    )
    return [Group(str(kind.label), lines) for kind, each in told if (lines := tuple(each))]


def differences(telling: Telling, since: datetime.datetime | None) -> Group | None:
    """The difference made where no plan is there to compare with; None where nobody tells of one."""
    lines = tuple(_differences(telling, since, None))
    return Group(str(ChangeKind.DIFFERENCE.label), lines) if lines else None


def touched(told: Sequence[Group]) -> set[str]:
    """The references of the actions of which a change is told."""
    return {line.reference for group in told for line in group.lines}


def summary(told: Sequence[Group]) -> str:
    """ "Got worse: 2. Got better: 3."."""
    return " ".join(f"{group.heading}: {len(group.lines)}." for group in told)


def _differences(telling: Telling, since: datetime.datetime | None, before: PlanAt | None) -> Iterator[Line]:
    yield from map(_said, said.differences(telling.plan, since, before))


def _said(one: said.SaidChange) -> Line:
    return Line(one.action.reference, one.what, told_by(one.update), one.why)


def _turned(telling: Telling, before: PlanAt, found: Changes, wanted: Turn) -> Iterator[Line]:
    """Priorities as they are judged, then actions."""
    for judged in judgement_changes(before, telling.plan, wanted):
        what = f"Judgement of the senior responsible officer: {judged.words}"
        yield Line(judged.reference, what, judged.given, sentence(judged.judgement.reason))
    for change in found.statuses:
        is_complete = change.after == Status.COMPLETE
        if turn(change.before, change.after) == wanted and not is_complete and not change.is_brought_in:
            yield _status(change, before.moment)


def _status(change: StatusChange, since: datetime.datetime) -> Line:
    update = change.action.last_update
    words = f"{Status(change.before).label} → {Status(change.after).label}"
    # What got better or worse since a first report is not told as if nothing had been said before.
    first = next(iter(change.action.updates_since(since)), None) if change.before == Status.NONE else None
    if first is not None and first.status != change.after:
        printed = first.told_words if first.is_printed else ""
        words += f". {first_reported_words(first.status, first.submitted_at, printed)}"
    return Line(
        change.action.reference,
        words,
        told_by(update) if update is not None else "",
        sentence(change.headline),
    )


def _from_page(lines: Iterable[LineOfPage], kind: ChangeKind) -> Iterator[Line]:
    return (paper_line(one) for one in lines if one.kind == kind)


def paper_line(line: LineOfPage) -> Line:
    """A line of the page of changes as a paper has it."""
    when = ", ".join(filter(None, (day(line.at), line.by)))
    return Line(line.subject or PLAN, _what(line), when, sentence(line.why))


def _what(line: LineOfPage) -> str:
    """ "Lead: SEND service manager, Council → Head of SEND, Council"; of a new action its title."""
    said = _moved(line)
    return f"{sentence(said)} {line.note}" if line.note else said


def _moved(line: LineOfPage) -> str:
    if not line.after:
        return f"{line.what} removed: {line.before}"
    if line.before:
        return f"{line.what}: {line.before} → {line.after}"
    if line.what in NEW:
        stands = f" ({lower_first(line.after)})" if line.what == ACTION else ""
        return f"{NEW[line.what]}: {line.title}{stands}"
    return f"{line.what}: {line.after}"


def _decided(telling: Telling, decided: Sequence[DecisionFact]) -> Iterator[Line]:
    """Decisions head their lines themselves: one may concern several actions, or none."""
    for one in decided:
        concerned = [action.reference for action in telling.plan.actions if action.pk in one.actions]
        of = f"It concerns {get_text_list(concerned, 'and')}." if concerned else ""
        yield Line(one.name, sentence(one.text), "", " ".join(filter(None, (one.standing, of))))


def mistaken_lines(mistaken: Sequence[DecisionFact]) -> Iterator[Line]:
    """As decisions are told: each heads its line, with why it is none, and what it said."""
    return (Line(one.name, one.standing, one.when, one.text) for one in mistaken)


def told_by(update: UpdateAt) -> str:
    """When an update was given, by which post and for which: "12 July 2024, SEND service manager, Council"."""
    on = update.told_words if update.is_printed else day(update.submitted_at)
    return f"{on}, {given_by(update)}"
