"""What the pack of a meeting is made of, frozen: it is built from this and from nothing else."""

import dataclasses
import datetime
import functools
from collections.abc import Mapping, Sequence

from actions.as_at import PlanAt
from actions.as_at.changes import Changes, changes_between
from actions.as_at.counts import tally_at
from actions.coverage import Coverage, coverage_at
from actions.over_cycles import Stood
from actions.strip import Said
from actions.tally import Tally, total
from governance.changes.told import Line


@dataclasses.dataclass(frozen=True)
class AgendaFact:
    """An item of the agenda. An exempt one has its number and nothing else."""

    number: int
    title: str = ""
    purpose: str = ""


@dataclasses.dataclass(frozen=True)
class MatterFact:
    """A meeting action that is open: what is to be done, by which post, asked when, due when in words."""

    text: str
    post: str
    asked_on: str
    due: str


@dataclasses.dataclass(frozen=True)
class DecisionFact:
    """A decision that was recorded since the last meeting began. `actions` are the ids of those that it concerns;
    `when`: of one that was recorded by mistake, the day on which that was said.
    """

    name: str
    text: str
    standing: str
    actions: frozenset[int]
    when: str = ""


@dataclasses.dataclass(frozen=True)
class PlanPart:
    """A plan at the moment of the pack, and as the last meeting met it; without that, `why_not` says why. Of the
    updates before that meeting both know the last one of each action.

    `states`: of actions that were ever paused, replaced or withdrawn, when they came to stand how. `stood`: how many
    actions had which status at the end of each of the last meetings. `said`: which statuses the updates of each action
    gave, and when, as far as they tell how it stood at the last meetings. `from_page`: what the page of changes tells
    of the time between (`paper_lines`).
    """

    now: PlanAt
    before: PlanAt | None
    why_not: str = ""
    states: Mapping[int, tuple[Said, ...]] = dataclasses.field(default_factory=dict)
    stood: tuple[Stood, ...] = ()
    said: Mapping[int, tuple[Said, ...]] = dataclasses.field(default_factory=dict)
    from_page: Sequence[Line] = ()

    @functools.cached_property
    def changes(self) -> Changes | None:
        """What differs between the two; None where there is nothing to compare with."""
        return changes_between(self.before, self.now) if self.before is not None else None

    @functools.cached_property
    def tallies(self) -> Mapping[int, Tally]:
        """The tally of each priority, by its id."""
        return {one.pk: tally_at(one.actions) for one in self.now.priorities}

    @functools.cached_property
    def tallies_before(self) -> Mapping[int, Tally]:
        """Those of the plan as the last meeting met it; none without that."""
        return {one.pk: tally_at(one.actions) for one in self.before.priorities} if self.before is not None else {}

    @functools.cached_property
    def tally(self) -> Tally:
        """That of the whole plan."""
        return total(self.tallies)

    @functools.cached_property
    def coverage(self) -> Sequence[Coverage]:
        """How many updates of the cycle have come, by organisation."""
        return coverage_at(self.now)


@dataclasses.dataclass(frozen=True)
class PackFacts:
    """All that a pack says. `since` is when the last meeting began, `since_words` that meeting in words; both are
    empty where there was none. `day`: that of the meeting; `following`: that of the meeting after it.
    `papers_out`: when they went out, which is the moment of the agenda alone; None of a pack that did not.
    """

    body: str
    date: str
    day: datetime.date
    moment: datetime.datetime
    times: str = ""
    place: str = ""
    phase: str = ""
    classification: str = ""
    standing: str = ""
    since: datetime.datetime | None = None
    since_words: str = ""
    following: datetime.date | None = None
    papers_out: datetime.datetime | None = None
    has_deadline: bool = True
    plans: tuple[PlanPart, ...] = ()
    agenda: tuple[AgendaFact, ...] = ()
    matters: tuple[MatterFact, ...] = ()
    decisions: tuple[DecisionFact, ...] = ()
    mistaken: tuple[DecisionFact, ...] = ()
