"""What changed in a plan between two moments, net, in the order in which it is read. No query, no clock."""

import dataclasses
import datetime
from collections.abc import Iterator, Sequence

from django.utils.text import get_text_list

from actions.as_at import PlanAt, UpdateAt
from actions.as_at.changes import Changes, StatusChange, changes_between
from governance.pack.facts import DecisionFact
from governance.pack.judgements import judgement_changes, priority_words
from governance.reports.told import Telling, counted, day, figure_words, sentence
from priorities.change_kinds import ChangeKind
from priorities.status import Status, Turn, turn

DECIDED = str(ChangeKind.DECIDED.label)


@dataclasses.dataclass(frozen=True)
class Line:
    """A change: of what, from what to what, when and by which post as far as that is known, and why."""

    reference: str
    what: str
    when: str = ""
    why: str = ""


@dataclasses.dataclass(frozen=True)
class Group:
    """Changes of one kind under their heading."""

    heading: str
    lines: tuple[Line, ...]


def groups(
    telling: Telling, before: PlanAt, decided: Sequence[DecisionFact] = (), changes: Changes | None = None
) -> list[Group]:
    """The changes from `before` to the plan that is told of, in the order of the issue; kinds without any are left
    out. `decided`: what was decided meanwhile. `changes`: those between the two, where they are known.
    """
    found = changes or changes_between(before, telling.plan)
    told = (
        (ChangeKind.DIFFERENCE, _differences(telling, before.moment)),
        (ChangeKind.WORSE, _turned(telling, before, found, Turn.WORSE)),
        (ChangeKind.ASKED, _asked(telling, before)),
        (ChangeKind.BETTER, _turned(telling, before, found, Turn.BETTER)),
        (ChangeKind.SAME, _turned(telling, before, found, Turn.SAME)),
        (ChangeKind.COMPLETED, _completed(found)),
        (ChangeKind.DATES, _dates(telling, found, before)),
        (ChangeKind.PLACES, _places(telling, found)),
        (ChangeKind.WORDING, (*_wording(telling, found), *_told_beside(telling, found, before))),
        (ChangeKind.MILESTONES, _milestones(found)),
        (ChangeKind.DECIDED, _decided(telling, decided)),
    )
    return [Group(str(kind.label), lines) for kind, each in told if (lines := tuple(each))]


def differences(telling: Telling, since: datetime.datetime | None) -> Group | None:
    """The difference made where no plan is there to compare with; None where nobody tells of one."""
    lines = tuple(_differences(telling, since))
    return Group(str(ChangeKind.DIFFERENCE.label), lines) if lines else None


def touched(told: Sequence[Group]) -> set[str]:
    """The references of the actions of which a change is told."""
    return {line.reference for group in told for line in group.lines}


def summary(told: Sequence[Group]) -> str:
    """ "Got worse: 2. Got better: 3."."""
    return " ".join(f"{group.heading}: {len(group.lines)}." for group in told)


def _differences(telling: Telling, since: datetime.datetime | None) -> Iterator[Line]:
    for action in telling.plan.actions:
        for update in action.updates_since(since):
            if update.shows_difference:
                figure = figure_words(update.figure)
                yield Line(action.reference, sentence(update.difference_made) or figure, told_by(update),
                           figure if update.difference_made else "")  # fmt: skip


def _turned(telling: Telling, before: PlanAt, found: Changes, wanted: Turn) -> Iterator[Line]:
    """Priorities as they are judged, then actions."""
    for judged in judgement_changes(before, telling.plan, wanted):
        what = f"Judgement of the senior responsible officer: {judged.words}"
        yield Line(judged.reference, what, judged.given, sentence(judged.judgement.reason))
    for change in found.statuses:
        if turn(change.before, change.after) == wanted and change.after != Status.COMPLETE:
            yield _status(change)


def _status(change: StatusChange) -> Line:
    update = change.action.last_update
    return Line(
        change.action.reference,
        f"{Status(change.before).label} → {Status(change.after).label}",
        told_by(update) if update is not None else "",
        sentence(change.headline),
    )


def _asked(telling: Telling, before: PlanAt) -> Iterator[Line]:
    for action in telling.plan.actions:
        update = action.last_update
        if action.asks_partnership and update is not None and update.submitted_at >= before.moment:
            word = "A decision is asked for" if update.ask == "decision" else "Help is asked for"
            yield Line(action.reference, word, told_by(update), sentence(update.ask_text))


def _completed(found: Changes) -> Iterator[Line]:
    for change in found.statuses:
        if change.after == Status.COMPLETE:
            yield _status(change)
    for action in found.closed:
        yield Line(action.reference, "Closed", day(action.state_since), sentence(action.state_reason))


def _dates(telling: Telling, found: Changes, before: PlanAt) -> Iterator[Line]:
    for moved in (*found.dates_moved, *found.dates_set):
        often = moved.action.times_moved
        note = f" (moved {counted(often, 'time')} in all)" if often > 1 else ""
        when = day(moved.changes[-1].changed_at) if moved.changes else ""
        yield Line(moved.action.reference, f"{moved.before_words} → {moved.after_words}{note}", when,
                   sentence(moved.reason))  # fmt: skip
    for action in telling.plan.actions:
        proposal = action.open_proposal
        if proposal is not None and proposal.proposed_at >= before.moment:
            yield Line(action.reference, f"{proposal.to} is proposed", day(proposal.proposed_at),
                       sentence(proposal.reason))  # fmt: skip


def _places(telling: Telling, found: Changes) -> Iterator[Line]:
    for priority in found.priorities_added:
        yield Line(
            priority_words(telling.plan.first_level, priority.number),
            "Added to the plan",
            "",
            sentence(priority.title),
        )
    for action in found.added:
        yield Line(action.reference, "New", day(action.added_at), sentence(action.title))
    for what, actions in (
        ("Agreed", found.agreed), ("Paused", found.paused), ("Resumed", found.resumed), ("Replaced", found.replaced),
        ("Withdrawn", found.withdrawn), ("Back in the plan", found.brought_back),
    ):  # fmt: skip
        for action in actions:
            by = f" by {action.replaced_by}" if what == "Replaced" and action.replaced_by else ""
            until = f" until {action.paused_until}" if what == "Paused" and action.paused_until else ""
            yield Line(action.reference, f"{what}{by}{until}", day(action.state_since), sentence(action.state_reason))


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


def _milestones(found: Changes) -> Iterator[Line]:
    for what, changes in (("Met", found.milestones_met), ("Missed", found.milestones_missed)):
        for one in changes:
            due = f", due {one.milestone.due}" if one.milestone.due else ""
            yield Line(one.action.reference, f"{what}: {one.milestone.title}{due}")


def _told_beside(telling: Telling, found: Changes, before: PlanAt) -> Iterator[Line]:
    """What was done with families, and evidence."""
    known = {one.pk for action in before.actions for one in action.co_productions}
    for action in telling.plan.actions:
        for done in reversed(action.co_productions):
            if done.pk not in known:
                yield Line(action.reference, f"Co-production: {done.who_took_part}", day(done.recorded_at))
    for one in found.evidence_added:
        yield Line(one.action.reference, f"Evidence added: {one.evidence.title}", day(one.evidence.added_at))
    for one in found.evidence_withdrawn:
        yield Line(one.action.reference, f"Evidence withdrawn: {one.evidence.title}", "",
                   one.evidence.withdrawn_reason)  # fmt: skip


def _decided(telling: Telling, decided: Sequence[DecisionFact]) -> Iterator[Line]:
    """Decisions head their lines themselves: one may concern several actions, or none."""
    for one in decided:
        concerned = [action.reference for action in telling.plan.actions if action.pk in one.actions]
        of = f"It concerns {get_text_list(concerned, 'and')}." if concerned else ""
        yield Line(one.name, sentence(one.text), "", " ".join(filter(None, (one.standing, of))))


def told_by(update: UpdateAt) -> str:
    """When an update was given, and by which post: "12 July 2024, SEND service manager, Council"."""
    on = update.told_words if update.is_printed else day(update.submitted_at)
    return f"{on}, {(update.on_behalf_of or update.author).post}"
