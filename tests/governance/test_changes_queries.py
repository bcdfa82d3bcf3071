"""What changed is asked for in as many queries for 31 of everything as for a few, and never with whole histories."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.models import Action
from actions.services import edit_action, edit_milestone, propose_due_date
from governance.changes.between import Between
from governance.changes.told import Narrowed
from governance.models import Meeting
from priorities.partial_date import PartialDate
from priorities.services import add_cycle, edit_priority, give_judgement
from tests.governance.changing import DAY
from tests.governance.deciding import decide, give, held, partnership
from tests.growing import MANY, Grower
from tests.world import NOW, PLANNED, give_evidence

PARTS: dict[str, Callable[[Between], Any]] = {
    "groups": lambda found: found.groups,
    "no_net": lambda found: found.no_net,
    "not_updated": lambda found: found.not_updated,
    "recorded": lambda found: found.recorded(),
    "lines": lambda found: list(found.lines()),
}
NARROWED = {"all": Narrowed(), "kind": Narrowed(kind="wording"), "priority": Narrowed(priority=1)}
# Enough to have one of each: of every status, without a lead, without a date.
FEW = 5


@pytest.fixture
def meeting(grow: Grower) -> Meeting:
    """A meeting that decides, and a cycle in which updates are owed."""
    deadline = NOW + 10 * DAY
    add_cycle(**grow.by, plan=grow.plan, meeting_on=(deadline + DAY).date(), papers_due_at=deadline)
    return held(partnership())


def everything(grow: Grower, meeting: Meeting, number: int) -> None:
    """One more of all that can change."""
    people = grow.people
    priority = grow.priority(number)
    action = grow.action(priority, number)
    grow.told(action, number)
    grow.action(priority, 100 + number)
    changed = {"co_leads": [people.otis], "organisations": {people.mo.organisation: "lead"}}
    for title, links in ((f"Other {number}", changed), (action.title, {"co_leads": []})):
        edit_action(**grow.by, action=Action.objects.get(pk=action.pk), title=title, reason="Clearer", **links)
    edit_priority(**grow.by, priority=priority, title=f"Renamed {number}", reason="Clearer")
    give_judgement(priority=priority, by=people.sara, now=grow.by["now"], status="at_risk", reason=f"Why {number}")
    edit_milestone(**grow.by, milestone=action.milestones.get(), met_on=datetime.date(2024, 6, 1), reason="Done")
    give_evidence(action, people.cora, grow.by["now"])
    decide(meeting, text=f"Decision {number}", effects={action: "other"})
    give(meeting, people.mo, text=f"Write {number}", actions=[action])
    due = PartialDate.day(2027, 1, number % 28 + 1)
    propose_due_date(**grow.by, action=Action.objects.get(pk=action.pk), due=due, reason="More time")


def asked(grow: Grower, part: Callable[[Between], Any], narrowed: Narrowed) -> list[str]:
    found = Between(grow.plan, grow.people.mo, PLANNED, NOW + DAY, narrowed)
    grow.people.mo.granted_roles  # noqa: B018, the page knows them already
    with CaptureQueriesContext(connection) as captured:
        part(found)
    return [query["sql"] for query in captured]


def test_no_more_queries_for_many(grow: Grower, meeting: Meeting) -> None:
    for number in range(1, FEW + 1):
        everything(grow, meeting, number)
    wanted = [(part, narrowed) for part in PARTS.values() for narrowed in NARROWED.values()]
    few = [asked(grow, part, narrowed) for part, narrowed in wanted]
    for number in range(FEW + 1, MANY + 1):
        everything(grow, meeting, number)
    for (part, narrowed), queries in zip(wanted, few, strict=True):
        many = asked(grow, part, narrowed)
        # Of many things the first ones may be of fewer kinds.
        assert 0 < len(many) <= len(queries), "\n".join(sorted(set(many) - set(queries)))


def test_a_page_without_changes_asks_little(people: types.SimpleNamespace, grow: Grower) -> None:
    found = Between(grow.plan, people.mo, NOW, NOW + DAY)
    with CaptureQueriesContext(connection) as captured:
        assert (found.groups, found.no_net, found.recorded().entries) == ([], [], ())
    assert len(captured) <= 10
