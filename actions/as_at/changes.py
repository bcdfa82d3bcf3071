"""What differs between a plan as at two moments: a comparison of the two, without a query.

Only the two moments count. What came and went between them (paused in May, back in June) is told by the history and by
the updates, not here. An action that is in the later plan alone is compared with nothing: it is added, and it may also
be withdrawn or complete by then.
"""

import dataclasses
import datetime
from collections.abc import Iterable, Iterator

from actions.as_at.parts import DueDateChangeAt, EvidenceAt, MilestoneAt, PersonAt
from actions.as_at.plan_at import ActionAt, PlanAt, PriorityAt
from priorities.partial_date import PartialDate
from priorities.status import PlanState, Status

# The wording of an action, and the words for it.
WORDING = {
    "title": "agreed wording",
    "plain_words": "in plain words",
    "difference": "the difference it should make",
    "success_measure": "how we will know",
}


@dataclasses.dataclass(frozen=True)
class StatusChange:
    """An action whose status is another; `headline`: what somebody wrote in its latest update."""

    action: ActionAt
    before: str
    after: str
    headline: str

    @property
    def is_brought_in(self) -> bool:
        """Whether a source prints the first status that it has: nobody has told of it."""
        update = self.action.last_update
        return self.before == Status.NONE and update is not None and update.is_printed


@dataclasses.dataclass(frozen=True)
class DateMoved:
    """An action whose agreed due date is another; None where it has none. `changes`: each step on the way."""

    action: ActionAt
    before: PartialDate | None
    after: PartialDate | None
    changes: tuple[DueDateChangeAt, ...]
    was_ongoing: bool = False

    @property
    def before_words(self) -> str:
        """The date before: "July 2027", "ongoing", "no date"."""
        return str(self.before or ("ongoing" if self.was_ongoing else "no date"))

    @property
    def after_words(self) -> str:
        """The date after, as `before_words`."""
        return str(self.after or ("ongoing" if self.action.is_ongoing else "no date"))

    @property
    def reason(self) -> str:
        """Why it moved last; empty where it was set for the first time."""
        return self.changes[-1].reason if self.changes else ""


@dataclasses.dataclass(frozen=True)
class WordingChange:
    """A text of an action that reads otherwise; `what`: which text."""

    action: ActionAt
    what: str
    before: str
    after: str


@dataclasses.dataclass(frozen=True)
class LeadChange:
    """An action led by somebody else, or whose lead or co-lead has left; with all who led and lead it."""

    action: ActionAt
    lead_before: PersonAt | None
    lead_after: PersonAt | None
    co_leads_before: tuple[PersonAt, ...]
    co_leads_after: tuple[PersonAt, ...]


@dataclasses.dataclass(frozen=True)
class MilestoneChange:
    """A milestone that was met or missed, with its action."""

    action: ActionAt
    milestone: MilestoneAt


@dataclasses.dataclass(frozen=True)
class EvidenceChange:
    """A piece of evidence that was added or withdrawn, with its action."""

    action: ActionAt
    evidence: EvidenceAt


@dataclasses.dataclass(frozen=True)
class Renamed:
    """A priority under another title."""

    priority: PriorityAt
    before: str


@dataclasses.dataclass(frozen=True)
class Changes:
    """Everything that differs, in the plan's order. Actions are as at the later moment.

    `agreed`: proposed before. `resumed`: paused before. `brought_back`: closed, replaced or withdrawn before.
    `dates_set`: the first due date; `dates_moved`: every later one, one that was taken away among them.
    """

    since: datetime.datetime
    until: datetime.datetime
    added: tuple[ActionAt, ...]
    agreed: tuple[ActionAt, ...]
    paused: tuple[ActionAt, ...]
    resumed: tuple[ActionAt, ...]
    closed: tuple[ActionAt, ...]
    replaced: tuple[ActionAt, ...]
    withdrawn: tuple[ActionAt, ...]
    brought_back: tuple[ActionAt, ...]
    statuses: tuple[StatusChange, ...]
    completed: tuple[ActionAt, ...]
    dates_set: tuple[DateMoved, ...]
    dates_moved: tuple[DateMoved, ...]
    reworded: tuple[WordingChange, ...]
    leads: tuple[LeadChange, ...]
    milestones_met: tuple[MilestoneChange, ...]
    milestones_missed: tuple[MilestoneChange, ...]
    evidence_added: tuple[EvidenceChange, ...]
    evidence_withdrawn: tuple[EvidenceChange, ...]
    priorities_added: tuple[PriorityAt, ...]
    priorities_renamed: tuple[Renamed, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not any(getattr(self, field.name) for field in dataclasses.fields(self)[2:])


# The later action, and the earlier one: None where it was not there.
Pair = tuple[ActionAt, ActionAt | None]


def changes_between(before: PlanAt, after: PlanAt) -> Changes:
    """What differs between a plan and the same plan later."""
    earlier = {action.pk: action for action in before.actions}
    pairs = [(action, earlier.get(action.pk)) for action in after.actions]
    known = {priority.pk: priority for priority in before.priorities}
    return Changes(
        since=before.moment,
        until=after.moment,
        added=tuple(action for action, old in pairs if old is None),
        agreed=_turned(pairs, PlanState.AGREED, PlanState.PROPOSED),
        paused=_turned(pairs, PlanState.PAUSED),
        resumed=_turned(pairs, PlanState.AGREED, PlanState.PAUSED),
        closed=_turned(pairs, PlanState.CLOSED),
        replaced=_turned(pairs, PlanState.REPLACED),
        withdrawn=_turned(pairs, PlanState.WITHDRAWN),
        brought_back=_turned(pairs, PlanState.AGREED, PlanState.CLOSED, PlanState.REPLACED, PlanState.WITHDRAWN),
        statuses=tuple(_statuses(pairs)),
        completed=tuple(change.action for change in _statuses(pairs) if change.after == Status.COMPLETE),
        dates_set=tuple(_dates(pairs, before.moment, is_first=True)),
        dates_moved=tuple(_dates(pairs, before.moment, is_first=False)),
        reworded=tuple(_reworded(pairs)),
        leads=tuple(_leads(pairs)),
        milestones_met=tuple(_milestones_met(pairs)),
        milestones_missed=tuple(_milestones_missed(pairs, before.today, after.today)),
        evidence_added=tuple(_evidence(pairs, is_withdrawn=False)),
        evidence_withdrawn=tuple(_evidence(pairs, is_withdrawn=True)),
        priorities_added=tuple(one for one in after.priorities if one.pk not in known),
        priorities_renamed=tuple(
            Renamed(one, known[one.pk].title)
            for one in after.priorities
            if one.pk in known and known[one.pk].title != one.title
        ),
    )


def _turned(pairs: Iterable[Pair], state: PlanState, *of: PlanState) -> tuple[ActionAt, ...]:
    """What stands in the state now and did not before; `of`: the states that it came from, any where none is named."""
    return tuple(
        action
        for action, old in pairs
        if action.plan_state == state
        and (old is None or old.plan_state != state)
        and (not of or (old is not None and old.plan_state in of))
    )


def _statuses(pairs: Iterable[Pair]) -> Iterator[StatusChange]:
    for action, old in pairs:
        status = old.status if old else Status.NONE.value
        if action.status != status:
            headline = action.last_update.said if action.last_update else ""
            yield StatusChange(action, status, action.status, headline)


def _dates(pairs: Iterable[Pair], since: datetime.datetime, *, is_first: bool) -> Iterator[DateMoved]:
    """Due dates that differ; `is_first`: those that had none before, whatever became of it since."""
    for action, old in pairs:
        due, had_none = (old.due, old.original_due is None) if old else (None, True)
        if action.due != due and had_none == is_first:
            steps = tuple(change for change in action.date_changes if change.changed_at > since)
            yield DateMoved(action, due, action.due, steps, was_ongoing=old is not None and old.is_ongoing)


def _reworded(pairs: Iterable[Pair]) -> Iterator[WordingChange]:
    for action, old in pairs:
        for name, what in WORDING.items() if old else ():
            was, now = getattr(old, name), getattr(action, name)
            if was != now:
                yield WordingChange(action, what, was, now)


def _leads(pairs: Iterable[Pair]) -> Iterator[LeadChange]:
    for action, old in pairs:
        if old is not None and _who_leads(old) != _who_leads(action):
            yield LeadChange(action, old.lead, action.lead, old.co_leads, action.co_leads)


def _who_leads(action: ActionAt) -> tuple[object, object]:
    """Lead and co-leads by who they are, not by what they are called; whoever has left is told apart."""
    lead = action.lead and (action.lead.pk, action.lead.is_active)
    return lead, {(person.pk, person.is_active) for person in action.co_leads}


def _milestones_met(pairs: Iterable[Pair]) -> Iterator[MilestoneChange]:
    for action, old in pairs:
        met = {milestone.pk for milestone in old.milestones if milestone.met_on} if old else set()
        for milestone in action.milestones:
            if milestone.met_on is not None and milestone.pk not in met:
                yield MilestoneChange(action, milestone)


def _milestones_missed(
    pairs: Iterable[Pair], day_before: datetime.date, day_after: datetime.date
) -> Iterator[MilestoneChange]:
    """Of open actions: whose date has passed since, and which are neither met nor dropped."""
    for action, old in pairs:
        missed = {milestone.pk for milestone in old.milestones if milestone.is_missed(day_before)} if old else set()
        for milestone in action.milestones if action.is_open else ():
            if milestone.is_missed(day_after) and milestone.pk not in missed:
                yield MilestoneChange(action, milestone)


def _evidence(pairs: Iterable[Pair], *, is_withdrawn: bool) -> Iterator[EvidenceChange]:
    """Pieces that stand so now and did not before."""
    for action, old in pairs:
        stood = {piece.pk for piece in old.evidence if piece.is_withdrawn == is_withdrawn} if old else set()
        for piece in action.evidence:
            if piece.is_withdrawn == is_withdrawn and piece.pk not in stood:
                yield EvidenceChange(action, piece)
