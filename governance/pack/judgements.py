"""What senior responsible officers make of their priorities, where it is another judgement than before. No query."""

import dataclasses
from collections.abc import Iterator

from actions.as_at import PlanAt
from actions.as_at.parts import JudgementAt
from design.fields import sentence as capitalised
from governance.reports.told import day
from priorities.status import Status, Turn, turn


@dataclasses.dataclass(frozen=True)
class JudgementChange:
    """A priority, by its printed reference, with the judgement that stands and the status that stood before."""

    reference: str
    before: str
    judgement: JudgementAt

    @property
    def turn(self) -> Turn:
        return turn(self.before, self.judgement.status)

    @property
    def words(self) -> str:
        """ "On track → At risk"."""
        return f"{Status(self.before).label} → {Status(self.judgement.status).label}"

    @property
    def given(self) -> str:
        return given_words(self.judgement)


def given_words(judgement: JudgementAt) -> str:
    """When a judgement was given, and by which post."""
    return ", ".join([day(judgement.given_at), *([judgement.by.post] if judgement.by is not None else [])])


def priority_words(first_level: str, number: int) -> str:
    """What a priority is called: "Priority 3"."""
    return f"{capitalised(first_level)} {number}"


def judgement_changes(before: PlanAt, after: PlanAt, wanted: Turn) -> Iterator[JudgementChange]:
    """Those that turned so, in the plan's order; without a judgement before, it was none."""
    stood = {one.pk: one.judgement.status for one in before.priorities if one.judgement is not None}
    for priority in after.priorities:
        if priority.judgement is None:
            continue
        was = stood.get(priority.pk, Status.NONE.value)
        found = JudgementChange(priority_words(after.first_level, priority.number), was, priority.judgement)
        if was != priority.judgement.status and found.turn == wanted:
            yield found
