"""A plan that starts after a planned meeting has no update cycle for it, and keeps nobody from planning one."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from governance.models import Meeting
from governance.services.cycles import plans_without_cycle
from governance.services.meetings import edit_meeting
from governance.services.succession import begin_plan
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from priorities.services import edit_plan
from tests.actions.reading import words
from tests.actions.succeeding import SUCCESSION, plan, successor_of
from tests.governance.composing import partnership
from tests.governance.meeting_days import again, at, on, planned, typed
from tests.world import NOW

As = Callable[[str], Client]
People = types.SimpleNamespace
CURRENT = SUCCESSION + "current/"


@pytest.fixture
def later(people: People) -> ActionPlan:
    """The next plan, from 1 April 2025."""
    return successor_of(plan(), people.cora, starts=PartialDate.day(2025, 4, 1))


def cycles_of(meeting: Meeting) -> list[str]:
    return sorted(link.cycle.plan.slug for link in meeting.cycle_links.all())


def test_made_current_by_the_steps(later: ActionPlan, as_: As, people: People) -> None:
    before, after = planned(people.cora), planned(people.cora, "2025-04-10", "2025-04-03")
    client = as_("cora")
    assert "Updates will be due for 1 partnership meeting to come" in words(client.get(CURRENT))
    assert client.post(CURRENT, {"revision": later.revision}).status_code == 302
    assert (cycles_of(before), cycles_of(after)) == (["2023-24"], ["2023-24", "2025-28"])
    page = words(client.get(SUCCESSION))
    assert "Updates are due for 1 meeting to come, the first by 3 April 2025." in page
    assert "with a papers deadline from 1 April 2025 on sets an update cycle for it" in page


def test_without_a_meeting_after_its_start(later: ActionPlan, as_: As, people: People) -> None:
    planned(people.cora)
    page = words(as_("cora").get(CURRENT))
    assert "No partnership meeting with a papers deadline from 1 April 2025 on is planned" in page
    assert as_("cora").post(CURRENT, {"revision": later.revision}).status_code == 302


def test_made_current_by_an_edit_it_blocks_no_meeting(later: ActionPlan, as_: As, people: People) -> None:
    meeting = planned(people.cora)
    edit_plan(plan=later, by=people.cora, now=NOW, status="current")
    assert plans_without_cycle(meeting, NOW) == []
    client = as_("cora")
    answer = client.post(f"/meetings/{meeting.slug}/edit/", again(meeting, date_0="17"))
    assert answer.status_code == 302, words(answer)
    answer = client.post("/meetings/new/", typed("2025-02-13", "2025-02-06", body=partnership().pk))
    assert answer.status_code == 302, words(answer)
    assert [cycles_of(one) for one in Meeting.objects.filter(date_on__gte="2025-01-01")] == [["2023-24"]] * 2
    assert begin_plan(plan=later, by=people.cora, now=NOW) == []


def test_on_its_first_day_it_has_one(later: ActionPlan, people: People) -> None:
    begin_plan(plan=later, by=people.cora, now=NOW)
    assert "2025-28" in cycles_of(planned(people.cora, "2025-04-03", "2025-04-01"))
    assert "2025-28" not in cycles_of(planned(people.cora, "2025-03-31", "2025-03-31"))


def test_its_cycle_follows_a_meeting_that_moves_before_its_start(later: ActionPlan, people: People) -> None:
    begin_plan(plan=later, by=people.cora, now=NOW)
    meeting = planned(people.cora, "2025-04-10", "2025-04-03")
    edit_meeting(
        meeting=meeting, by=people.cora, now=NOW, reason="Earlier", date=on("2025-03-27"),
        starts_at=at("2025-03-27", "14:00"), papers_due_at=at("2025-03-20", "12:00"),
    )  # fmt: skip
    own = meeting.cycle_links.get(cycle__plan=later).cycle
    assert f"{own.meeting_on}" == "2025-03-27"
