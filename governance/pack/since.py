"""What changed since a pack was published: until now, or until the meeting began."""

import dataclasses
import datetime

from actions.as_at import plan_as_at
from governance.between import moment_of
from governance.models import Meeting, Pack
from governance.pack.changes import Group, groups
from governance.pack.content import telling_of
from governance.pack.facts import PackFacts, PlanPart
from governance.pack.reading import frozen_source, plans_of


@dataclasses.dataclass(frozen=True)
class Since:
    """Net changes by kind. `until` is when the meeting began, None where they go on until now."""

    groups: tuple[Group, ...]
    until: datetime.datetime | None

    @property
    def total(self) -> int:
        return sum(len(group.lines) for group in self.groups)


def since_published(pack: Pack, meeting: Meeting, now: datetime.datetime) -> Since | None:
    """What of the pack's plans stands otherwise than when it was published; None where papers went out only once the
    meeting had begun. A fixed number of queries for each plan.
    """
    began = moment_of(meeting)
    until = began if began is not None and began <= now else None
    moment = until or now
    if moment <= pack.as_at:
        return None
    found: list[Group] = []
    for plan in plans_of(frozen_source(pack)):
        before = plan_as_at(plan, pack.as_at)
        after = plan_as_at(plan, moment)
        facts = PackFacts("", "", after.today, moment, since=pack.as_at)
        found += groups(telling_of(PlanPart(after, before), facts), before)
    return Since(tuple(found), until)
