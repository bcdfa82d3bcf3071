"""What changed in a plan between two moments, net, in the order in which it is read. No query, no clock."""

import dataclasses
import datetime
from collections.abc import Iterator, Mapping, Sequence

from django.utils.text import get_text_list

from actions.as_at import ActionAt, PersonAt, PlanAt, UpdateAt
from actions.as_at.changes import Changes, StatusChange, changes_between
from governance.pack import said, steps
from governance.pack.facts import DecisionFact
from governance.pack.judgements import judgement_changes, priority_words
from governance.pack.lines import Line
from governance.reports.told import Telling, counted, day, given_by, sentence
from priorities.change_kinds import ChangeKind
from priorities.status import PlanState, Status, Turn, turn

DECIDED, MISTAKEN = str(ChangeKind.DECIDED.label), str(ChangeKind.MISTAKEN.label)


@dataclasses.dataclass(frozen=True)
class Group:
    """Changes of one kind under their heading."""

    heading: str
    lines: tuple[Line, ...]


def groups(
    telling: Telling,
    before: PlanAt,
    decided: Sequence[DecisionFact] = (),
    mistaken: Sequence[DecisionFact] = (),
    *,
    changes: Changes | None = None,
) -> list[Group]:
    """The changes from `before` to the plan that is told of, in the order of the issue; kinds without any are left
    out. `decided`: what was decided meanwhile; `mistaken`: what was said to be recorded by mistake; `changes`: those
    between the two, where they are known.
    """
    found = changes or changes_between(before, telling.plan)
    told = (
        (ChangeKind.DIFFERENCE, _differences(telling, before.moment, before)),
        (ChangeKind.WORSE, _turned(telling, before, found, Turn.WORSE)),
        (ChangeKind.ASKED, map(_said, said.asks(before, telling.plan))),
        (ChangeKind.BETTER, _turned(telling, before, found, Turn.BETTER)),
        (ChangeKind.SAME, _turned(telling, before, found, Turn.SAME)),
        (ChangeKind.COMPLETED, _completed(found, before)),
        (ChangeKind.DATES, _dates(telling, found, before)),
        (ChangeKind.PLACES, _places(telling, found, before)),
        (ChangeKind.BROUGHT_IN, _brought_in(found)),
        (ChangeKind.WORDING, (*_wording(telling, found), *_told_beside(telling, found, before))),
        (ChangeKind.MILESTONES, _milestones(telling, found, before)),
        (ChangeKind.DECIDED, _decided(telling, decided)),
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
            yield _status(change)


def _brought_in(found: Changes) -> Iterator[Line]:
    """The first statuses that come from a source, and are no news."""
    return (_status(change) for change in found.statuses if change.is_brought_in)


def _status(change: StatusChange) -> Line:
    update = change.action.last_update
    return Line(
        change.action.reference,
        f"{Status(change.before).label} → {Status(change.after).label}",
        told_by(update) if update is not None else "",
        sentence(change.headline),
    )


def _completed(found: Changes, before: PlanAt) -> Iterator[Line]:
    """What is complete and closed is told once; from where in the plan it came, where it was there before."""
    states = {action.pk: action.plan_state for action in before.actions}
    closed = {action.pk: action for action in found.closed}
    for change in found.statuses:
        if change.after == Status.COMPLETE and not change.is_brought_in:
            line, also = _status(change), closed.pop(change.action.pk, None)
            if also is not None:
                why = f"{line.why} Closed on {day(also.state_since)}: {sentence(also.state_reason)}"
                line = dataclasses.replace(line, what=f"{line.what}, and closed", why=why)
            yield line
    for action in closed.values():
        yield Line(
            action.reference, f"{_from(states, action.pk)}Closed", _stated(action), sentence(action.state_reason)
        )


def _when(moment: datetime.datetime | None, by: PersonAt | None) -> str:
    """ "12 July 2024, SEND service manager, Council", as far as it is known."""
    return ", ".join(filter(None, (day(moment) if moment is not None else "", by.post if by is not None else "")))


def _stated(action: ActionAt) -> str:
    """When an action came to where it stands in the plan, and who put it there."""
    return _when(action.state_since, action.state_by)


def _from(states: Mapping[int, str], pk: int) -> str:
    """Where in the plan an action stood before: "Agreed → "; empty where it was not there."""
    return f"{PlanState(states[pk]).label} → " if pk in states else ""


def _dates(telling: Telling, found: Changes, before: PlanAt) -> Iterator[Line]:
    """A new action has its date in the line that says so."""
    was, all_moved = steps.by_pk(before), (*found.dates_moved, *found.dates_set)
    moved_of_known = [one for one in all_moved if one.action.pk in was]
    for moved in moved_of_known:
        often = moved.action.times_moved
        note = f" (moved {counted(often, 'time')} in all)" if often > 1 else ""
        when = _when(moved.changes[-1].changed_at, moved.changes[-1].by) if moved.changes else ""
        yield Line(moved.action.reference, f"{moved.before_words} → {moved.after_words}{note}", when,
                   sentence(moved.reason))  # fmt: skip
    of_moved = {one.action.pk for one in moved_of_known}
    for action in telling.plan.actions:
        old = was.get(action.pk)
        yield from map(_step, steps.other_dates(action, old))
        yield from map(_step, steps.proposals(action, old, has_moved=action.pk in of_moved))


def _step(one: steps.Step) -> Line:
    return Line(one.action.reference, one.what, one.when, one.why)


def _places(telling: Telling, found: Changes, before: PlanAt) -> Iterator[Line]:
    states = {action.pk: action.plan_state for action in before.actions}
    for priority in found.priorities_added:
        yield Line(
            priority_words(telling.plan.first_level, priority.number),
            "Added to the plan",
            "",
            sentence(priority.title),
        )
    for action in found.added:
        state = f", {PlanState(action.plan_state).label.lower()}" if action.plan_state != PlanState.AGREED else ""
        due = f", due {action.due}" if action.due is not None else ""
        yield Line(action.reference, f"New{state}{due}", day(action.added_at), sentence(action.title))
    for what, actions in (
        ("Agreed", found.agreed), ("Paused", found.paused), ("Resumed", found.resumed), ("Replaced", found.replaced),
        ("Withdrawn", found.withdrawn), ("Back in the plan", found.brought_back),
    ):  # fmt: skip
        for action in (one for one in actions if one.pk in states):
            by = f" by {action.replaced_by}" if what == "Replaced" and action.replaced_by else ""
            until = f" until {action.paused_until}" if what == "Paused" and action.paused_until else ""
            yield Line(
                action.reference,
                f"{_from(states, action.pk)}{what}{by}{until}",
                _stated(action),
                sentence(action.state_reason),
            )


def _wording(telling: Telling, found: Changes) -> Iterator[Line]:
    for renamed in found.priorities_renamed:
        words = f"“{renamed.before}” → “{renamed.priority.title}”"
        yield Line(priority_words(telling.plan.first_level, renamed.priority.number), f"Renamed: {words}")
    for wording in found.reworded:
        was = f"“{wording.before}” → " if wording.before else ""
        yield Line(wording.action.reference, f"{wording.what.capitalize()}: {was}“{wording.after}”")
    for change in found.leads:
        before = telling.leading(change.lead_before, change.co_leads_before)
        after = telling.leading(change.lead_after, change.co_leads_after)
        words = f"{before} → {after}" if before != after else f"{after}: another person"
        yield Line(change.action.reference, f"Lead: {words}")


def _milestones(telling: Telling, found: Changes, before: PlanAt) -> Iterator[Line]:
    for what, changes in (("Met", found.milestones_met), ("Missed", found.milestones_missed)):
        for one in changes:
            due = f", due {one.milestone.due}" if one.milestone.due else ""
            yield Line(one.action.reference, f"{what}: {one.milestone.title}{due}")
    was = steps.by_pk(before)
    for action in telling.plan.actions:
        yield from map(_step, steps.milestones_dropped(action, was.get(action.pk)))


def _told_beside(telling: Telling, found: Changes, before: PlanAt) -> Iterator[Line]:
    """Milestones, what was done with families, and evidence."""
    was = steps.by_pk(before)
    known = {one.pk for action in before.actions for one in action.co_productions}
    for action in telling.plan.actions:
        yield from map(_step, steps.milestones_worded(action, was.get(action.pk)))
        for done in reversed(action.co_productions):
            if done.pk not in known:
                yield Line(action.reference, f"Co-production: {done.who_took_part}", day(done.recorded_at))
    for one in found.evidence_added:
        yield Line(one.action.reference, f"Evidence added: {one.evidence.title}", day(one.evidence.added_at))
    for one in found.evidence_withdrawn:
        yield Line(one.action.reference, f"Evidence withdrawn: {one.evidence.title}",
                   _when(one.evidence.changed_at, one.evidence.changed_by),
                   one.evidence.withdrawn_reason)  # fmt: skip


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
