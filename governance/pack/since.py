"""What changed since a pack was published: until now, or until the meeting began."""

import dataclasses
import datetime
from collections.abc import Iterator

from actions.as_at import plan_as_at
from audit.as_at import rows_at
from governance.between import moment_of
from governance.models import Decision, Meeting, Pack
from governance.pack.changes import DECIDED, Group, Line, groups
from governance.pack.content import telling_of
from governance.pack.facts import PackFacts, PlanPart
from governance.pack.reading import decided_since, exempt_now, frozen_source, plans_of
from governance.reports.told import sentence


@dataclasses.dataclass(frozen=True)
class Since:
    """Net changes of the plans by kind, and decisions that were recorded. `until` is when the meeting began, None
    where they go on until now.
    """

    plans: tuple[Group, ...]
    decided: tuple[Line, ...]
    until: datetime.datetime | None

    @property
    def groups(self) -> tuple[Group, ...]:
        """All of it, decisions last."""
        return (*self.plans, *([Group(DECIDED, self.decided)] if self.decided else ()))

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
    for plan in plans_of(frozen_source(pack)):
        before = plan_as_at(plan, pack.as_at, told_since=pack.as_at)
        after = plan_as_at(plan, moment, told_since=pack.as_at)
        facts = PackFacts("", "", after.today, moment, since=pack.as_at)
        found += groups(telling_of(PlanPart(after, before), facts), before)
    return Since(tuple(found), tuple(_decided(pack, meeting, moment)), until)


def _decided(pack: Pack, meeting: Meeting, moment: datetime.datetime) -> Iterator[Line]:
    """Decisions that were recorded after the pack was published, of whatever meeting."""
    standing = list(rows_at(Decision, moment, body_id=meeting.body_id))
    for one in decided_since(standing, pack.as_at, moment, exempt_now()):
        yield Line(one.name, sentence(one.text), "", one.standing)
