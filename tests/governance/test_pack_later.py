"""A frozen pack whatever happens later: plans under other names, items that become exempt, here and elsewhere."""

import types

from audit.recording import recording
from documents.canonical import to_json
from governance.models import Meeting
from governance.pack.kept import rebuilt
from priorities.models import ActionPlan
from priorities.services import add_plan, add_priority
from tests.governance.packing import AFTER_JULY, MINUTE, held_in_july, sent_out, september
from tests.world import NOW, TESTER

People = types.SimpleNamespace
LATER = NOW + 10 * MINUTE


def without_cycle(people: People) -> Meeting:
    """A meeting that tells of all current plans."""
    meeting = september(people)
    with recording(by=TESTER, now=AFTER_JULY):
        meeting.cycle_links.get().delete()
    return meeting


def new_plan(people: People) -> ActionPlan:
    """A plan that came after the meeting of July."""
    plan = add_plan(by=people.cora, now=AFTER_JULY, reason="New", slug="new", title="New plan", local_area="Stockton",
                    status=ActionPlan.State.CURRENT)  # fmt: skip
    add_priority(by=people.cora, now=AFTER_JULY, plan=plan, reason="New", number=1, title="First")
    return plan


def test_a_plan_that_came_after_the_last_meeting_and_was_renamed(people: People) -> None:
    held_in_july(people)
    meeting = without_cycle(people)
    plan = new_plan(people)
    pack = sent_out(meeting, people)
    with recording(by=people.cora, now=LATER):
        plan.title = "Another title"
        plan.save()
    assert "New plan came into the portal on" in pack.content
    assert to_json(rebuilt(pack)) == pack.content
