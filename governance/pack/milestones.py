"""Milestones that were added, moved, dropped or taken up again between two moments."""

from collections.abc import Iterator

from actions.as_at import ActionAt, PlanAt
from actions.as_at.parts import MilestoneAt
from governance.pack.lines import Line
from governance.reports.told import sentence

Pair = tuple[ActionAt, MilestoneAt, MilestoneAt | None]


def milestones_added(plan: PlanAt, before: PlanAt) -> Iterator[Line]:
    """Those that are new, as long as they are not met, and those that are called otherwise."""
    for action, one, old in _pairs(plan, before):
        if old is None and one.met_on is None:
            due = f", due {one.due}" if one.due else ""
            yield Line(action.reference, f"Milestone added: “{one.title}”{due}")
        elif old is not None and old.title != one.title:
            yield Line(action.reference, f"Milestone: “{old.title}” → “{one.title}”")


def milestones_moved(plan: PlanAt, before: PlanAt) -> Iterator[Line]:
    """Those that are due on another day."""
    for action, one, old in _pairs(plan, before):
        if old is not None and old.due != one.due:
            yield Line(action.reference, f"Milestone “{one.title}”: {old.due or 'no date'} → {one.due or 'no date'}")


def milestones_dropped(plan: PlanAt, before: PlanAt) -> Iterator[Line]:
    """Those that were dropped, and those that were dropped before and are not now."""
    for action, one, old in _pairs(plan, before):
        if old is not None and old.is_dropped != one.is_dropped:
            what = "Dropped" if one.is_dropped else "No longer dropped"
            yield Line(action.reference, f"{what}: {one.title}", "", sentence(one.dropped_reason))


def _pairs(plan: PlanAt, before: PlanAt) -> Iterator[Pair]:
    """Each milestone as it is and as it was; None where it was not there."""
    known = {one.pk: one for action in before.actions for one in action.milestones}
    for action in plan.actions:
        for one in action.milestones:
            yield action, one, known.get(one.pk)
