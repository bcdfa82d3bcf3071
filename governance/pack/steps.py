"""Milestones and dates of actions that stand otherwise than before, in words. No query, no clock."""

import dataclasses
from collections.abc import Iterator

from actions.as_at import ActionAt, PlanAt
from actions.as_at.parts import MilestoneAt, ProposalAt
from governance.reports.told import day, sentence
from priorities.partial_date import PartialDate

# A proposal that ended so is told where no other line tells what became of the date.
ENDED = ("agreed", "overtaken")


@dataclasses.dataclass(frozen=True)
class Step:
    """What is told of an action; when, and by which post, as far as that is known; and why."""

    action: ActionAt
    what: str
    when: str = ""
    why: str = ""


def proposals(action: ActionAt, before: ActionAt | None, *, has_moved: bool) -> Iterator[Step]:
    """Proposed due dates that are new or were decided. `has_moved`: whether the date that counts is told of anyway."""
    was = {one.pk: one.state for one in before.proposals} if before is not None else {}
    found = [one for one in action.proposals if was.get(one.pk) != one.state]
    has_line = has_moved or any(one.state not in ENDED for one in found)
    for one in found:
        if one.state not in ENDED or not has_line:
            yield _proposal(action, one)


def _proposal(action: ActionAt, one: ProposalAt) -> Step:
    if one.is_open:
        return Step(action, f"{one.to} is proposed", day(one.proposed_at), sentence(one.reason))
    by = one.decided_by.post if one.decided_by is not None else ""
    when = ", ".join(filter(None, (day(one.decided_at) if one.decided_at is not None else "", by)))
    return Step(action, f"{one.to} was proposed: {one.state}", when, sentence(one.reason))


def other_dates(action: ActionAt, before: ActionAt | None) -> Iterator[Step]:
    """Whether it goes on without a date, its planned start, its review date, and the dates of its milestones."""
    if before is None:
        return
    if action.is_ongoing != before.is_ongoing and action.due == before.due:
        yield Step(action, "no date → ongoing" if action.is_ongoing else "ongoing → no date")
    for what, was, is_now in (
        ("Planned start", before.planned_start, action.planned_start),
        ("Review date", before.review, action.review),
    ):
        if was != is_now:
            yield Step(action, f"{what}: {_date(was)} → {_date(is_now)}")
    for now, old in _both(action, before):
        if now.due != old.due:
            yield Step(action, f"Milestone “{now.title}”: {_date(old.due)} → {_date(now.due)}")


def milestones_dropped(action: ActionAt, before: ActionAt | None) -> Iterator[Step]:
    """Those that were dropped, and those that were dropped before and are not now."""
    for now, old in _both(action, before):
        if now.is_dropped != old.is_dropped:
            what = "Dropped" if now.is_dropped else "No longer dropped"
            yield Step(action, f"{what}: {now.title}", "", sentence(now.dropped_reason))


def milestones_worded(action: ActionAt, before: ActionAt | None) -> Iterator[Step]:
    """Those that are new and not met yet, and those that read otherwise."""
    known = {one.pk for one in before.milestones} if before is not None else set()
    for one in action.milestones:
        if one.pk not in known and one.met_on is None:
            yield Step(action, f"Milestone added: {one.title}{f', due {one.due}' if one.due else ''}")
    for now, old in _both(action, before):
        if now.title != old.title:
            yield Step(action, f"Milestone: “{old.title}” → “{now.title}”")


def by_pk(plan: PlanAt) -> dict[int, ActionAt]:
    """The actions of a plan by their ids."""
    return {one.pk: one for one in plan.actions}


def _both(action: ActionAt, before: ActionAt | None) -> Iterator[tuple[MilestoneAt, MilestoneAt]]:
    """The milestones of both moments, each as it is and was."""
    was = {one.pk: one for one in before.milestones} if before is not None else {}
    return ((one, was[one.pk]) for one in action.milestones if one.pk in was)


def _date(date: PartialDate | None) -> str:
    return str(date or "no date")
