"""What the pack of a meeting is made of, frozen: it is built from this and from nothing else."""

import dataclasses
import datetime
from collections.abc import Mapping

from actions.as_at import PlanAt
from actions.over_cycles import Stood
from actions.strip import Said
from documents.canonical import SCHEMA

WORDS_OF_CHANGES = 3


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
    """A plan at the moment of the pack, and as the last meeting met it; without that, `why_not` says why.

    `states`: of actions that were ever paused, replaced or withdrawn, when they came to stand how. `stood`: how many
    actions had which status at the end of each of the last meetings.
    """

    now: PlanAt
    before: PlanAt | None
    why_not: str = ""
    states: Mapping[int, tuple[Said, ...]] = dataclasses.field(default_factory=dict)
    stood: tuple[Stood, ...] = ()


@dataclasses.dataclass(frozen=True)
class PackFacts:
    """All that a pack says. `since` is when the last meeting began, `since_words` that meeting in words; both are
    empty where there was none. `day`: that of the meeting; `following`: that of the meeting after it. `schema`: as a
    portal of which schema tells it.
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
    has_deadline: bool = True
    plans: tuple[PlanPart, ...] = ()
    agenda: tuple[AgendaFact, ...] = ()
    matters: tuple[MatterFact, ...] = ()
    decisions: tuple[DecisionFact, ...] = ()
    mistaken: tuple[DecisionFact, ...] = ()
    schema: int = SCHEMA

    @property
    def is_older(self) -> bool:
        """Whether it is told as packs were before schema 3: what was asked "of the partnership", one difference of an
        action in the first lines, and none under what changed where there was nothing to compare with.
        """
        return self.schema < WORDS_OF_CHANGES
