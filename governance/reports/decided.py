"""What bodies that are run here met on and decided, as at a moment: never anything of an item that was exempt then, or
when the report was written."""

import dataclasses
import datetime
from collections import defaultdict
from typing import Any

from actions.as_at.people import People
from audit.as_at import rows_at
from governance.at_meetings import AtMeetings, standing_words
from governance.models import AgendaItem, Body, Decision, DecisionAction, Meeting, MeetingAction
from priorities.partial_date import PartialDate


@dataclasses.dataclass(frozen=True)
class MeetingAt:
    """A meeting that was held, why its body did not decide for good, and what is said of its quorum."""

    body: str
    date: str
    lacking_phase: str
    quorum: str


@dataclasses.dataclass(frozen=True)
class DecisionAt:
    """A decision in its body's form. `standing` is a sentence; `actions` are the ids of those that it concerns."""

    number: int | None
    taken_on: datetime.date
    text: str
    standing: str
    actions: frozenset[int]


@dataclasses.dataclass(frozen=True)
class DecidedAt:
    """What was not known yet when the period of a report began; and how many meeting actions are open. `has_exempt`:
    whether there are decisions that are not told because their item is exempt.
    """

    meetings: tuple[MeetingAt, ...] = ()
    decisions: tuple[DecisionAt, ...] = ()
    open_actions: int = 0
    has_exempt: bool = False


NOTHING_DECIDED = DecidedAt()


def decided_at(moment: datetime.datetime, since: datetime.datetime | None, *known_at: datetime.datetime) -> DecidedAt:
    """What was held and decided by the moment and was not recorded at `since`: told once, however late it is recorded.
    What was exempt at one of `known_at` (when it is written) is not told either. A fixed number of queries.
    """
    bodies = bodies_at(moment)
    if not bodies:
        return NOTHING_DECIDED
    exempt = exempt_at(moment, *known_at)
    decisions = [row for row in rows_at(Decision, moment, body_id__in=bodies) if not row.withdrawn_reason]
    before = {row.id for row in rows_at(Decision, since, body_id__in=bodies)} if since is not None else set()
    new = [row for row in decisions if row.id not in before]
    told = [row for row in new if row.item_id not in exempt]
    return DecidedAt(
        meetings=tuple(_meetings(bodies, moment, since)),
        decisions=tuple(_decisions(told, moment)),
        open_actions=_open(moment, exempt, {row.id for row in decisions if row.item_id in exempt}),
        has_exempt=len(told) < len(new),
    )


def bodies_at(moment: datetime.datetime) -> dict[int, Any]:
    """The bodies that were run here, by their ids. A query."""
    return {row.id: row for row in rows_at(Body, moment) if row.is_run_here}


def exempt_at(*moments: datetime.datetime) -> set[int]:
    """The ids of the agenda items that were exempt at one of the moments; a query for each."""
    return {row.id for at in set(moments) for row in rows_at(AgendaItem, at) if row.is_exempt}


def _meetings(bodies: dict[int, Any], moment: datetime.datetime, since: datetime.datetime | None) -> list[MeetingAt]:
    held = [row for row in rows_at(Meeting, moment, body_id__in=bodies) if row.status == Meeting.State.HELD]
    if since is not None:
        known = rows_at(Meeting, since, body_id__in=bodies)
        before = {row.id for row in known if row.status == Meeting.State.HELD}
        held = [row for row in held if row.id not in before]
    held.sort(key=lambda row: (row.date_on, row.id))
    room = AtMeetings(moment, People(moment), list(bodies), [row.id for row in held])
    return [
        MeetingAt(
            bodies[row.body_id].name,
            str(PartialDate(row.date_on, row.date_precision)),
            room.lacking_phase(row.body_id, row.date_on),
            room.quorum(row.body_id, row.id, row.date_on).sentence,
        )
        for row in held
    ]


def _decisions(told: list[Any], moment: datetime.datetime) -> list[DecisionAt]:
    concerned: dict[int, set[int]] = defaultdict(set)
    for link in rows_at(DecisionAction, moment, decision_id__in=[row.id for row in told]):
        concerned[link.decision_id].add(link.action_id)
    return [
        DecisionAt(
            row.number,
            row.taken_on,
            row.text,
            standing_words(row),
            frozenset(concerned[row.id]),
        )
        for row in sorted(told, key=lambda row: (row.taken_on, row.meeting_id or 0, row.number or 0, row.id))
    ]


def _open(moment: datetime.datetime, exempt: set[int], exempt_decisions: set[int]) -> int:
    """How many meeting actions are open, without those of exempt items."""
    return sum(
        row.done_on is None
        and not row.withdrawn_reason
        and row.item_id not in exempt
        and row.decision_id not in exempt_decisions
        for row in rows_at(MeetingAction, moment)
    )
