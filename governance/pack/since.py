"""What changed since a pack was published: until now, or until the meeting began."""

import dataclasses
import datetime
from collections.abc import Iterator, Set

from actions.as_at import PlanAt, plan_as_at
from audit.as_at import rows_at
from governance.between import moment_of
from governance.changes.papers import paper_lines
from governance.models import Decision, Meeting, Pack
from governance.pack.changes import DECIDED, MISTAKEN, Group, groups, mistaken_lines, told_by, touched
from governance.pack.judgements import given_words, priority_words
from governance.pack.lines import Line
from governance.pack.mistaken import mistaken_since
from governance.pack.reading import decided_since, exempt_now, frozen_source, plans_of
from governance.reports.draft import UNWRITTEN
from governance.reports.told import Telling, sentence
from priorities.status import Status

AGAIN = "Reported or judged again, and nothing else"


@dataclasses.dataclass(frozen=True)
class Since:
    """Net changes of the plans by kind, decisions that were recorded, those that were said to be recorded by mistake,
    and what was reported or judged again without changing anything. `until` is when the meeting began, None where they
    go on until now.
    """

    plans: tuple[Group, ...]
    decided: tuple[Line, ...]
    mistaken: tuple[Line, ...]
    again: tuple[Line, ...]
    until: datetime.datetime | None

    @property
    def groups(self) -> tuple[Group, ...]:
        """All of it, what changed nothing last."""
        others = ((DECIDED, self.decided), (MISTAKEN, self.mistaken), (AGAIN, self.again))
        return (*self.plans, *(Group(heading, lines) for heading, lines in others if lines))

    @property
    def total(self) -> int:
        return sum(len(group.lines) for group in self.groups)


def since_published(pack: Pack, meeting: Meeting, now: datetime.datetime) -> Since | None:
    """What of the pack's plans stands otherwise than when it was published, and what its body decided; None where
    papers went out only once the meeting had begun. Nothing of an exempt item. A fixed number of queries for each
    plan.
    """
    began = moment_of(meeting)
    until = began if began is not None and began <= now else None
    moment = until or now
    if moment <= pack.as_at:
        return None
    found: list[Group] = []
    again: list[Line] = []
    for plan in plans_of(frozen_source(pack)):
        before = plan_as_at(plan, pack.as_at, told_since=pack.as_at)
        after = plan_as_at(plan, moment, told_since=pack.as_at)
        told = groups(Telling(UNWRITTEN, after), before, paper_lines(plan, pack.as_at, moment))
        found += told
        again += told_again(after, pack.as_at, touched(told))
    decided = tuple(_decided(pack, meeting, moment))
    mistaken = tuple(mistaken_lines(mistaken_since([meeting.body_id], pack.as_at, moment, exempt_now())))
    return Since(tuple(found), decided, mistaken, tuple(again), until)


def told_again(plan: PlanAt, since: datetime.datetime, changed: Set[str]) -> Iterator[Line]:
    """Judgements and updates that came since, of priorities and actions of which no change is told."""
    for priority in plan.priorities:
        name, judgement = priority_words(plan.first_level, priority.number), priority.judgement
        if judgement is not None and judgement.given_at > since and name not in changed:
            yield Line(name, f"Judged again: {Status(judgement.status).label}", given_words(judgement),
                       sentence(judgement.reason))  # fmt: skip
    for action in plan.actions:
        for update in action.updates_since(since) if action.reference not in changed else ():
            yield Line(action.reference, f"Reported again: {Status(update.status).label}", told_by(update),
                       sentence(update.said))  # fmt: skip


def _decided(pack: Pack, meeting: Meeting, moment: datetime.datetime) -> Iterator[Line]:
    """Decisions that were recorded after the pack was published, of whatever meeting."""
    standing = list(rows_at(Decision, moment, body_id=meeting.body_id))
    for one in decided_since(standing, pack.as_at, moment, exempt_now()):
        yield Line(one.name, sentence(one.text), "", one.standing)
