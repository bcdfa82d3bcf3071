"""A plan that ends, and one that begins, while a meeting for which updates have come is still ahead."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from governance.models import Meeting
from governance.services.cycles import meetings_without_cycle, plans_without_cycle
from governance.services.meetings import edit_meeting
from governance.services.succession import begin_plan
from notices.models import Kind
from notices.owed import owed_by
from notices.topics import plan_cycles_at
from priorities.cycles import window_in
from priorities.models import ActionPlan
from tests.actions.reading import words
from tests.actions.succeeding import SUCCESSION, carried, ended_all, new, old, plan, successor_of
from tests.governance.meeting_days import at, on, planned
from tests.world import NOW, asked, give_update

As = Callable[[str], Client]
People = types.SimpleNamespace
CLOSE, CURRENT = SUCCESSION + "close/", SUCCESSION + "current/"


@pytest.fixture
def following(people: People) -> ActionPlan:
    """The next plan, a draft; 1a is carried to it, and the rest of the first one has ended."""
    found = successor_of(plan(), people.cora)
    carried("1a", people.cora)
    ended_all(plan(), people.cora)
    return found


@pytest.fixture
def meetings(people: People) -> list[Meeting]:
    """The next one, for which the first plan has its cycle, and the one after it."""
    return [planned(people.cora, "2024-09-12", "2024-09-05"), planned(people.cora, "2024-11-14", "2024-11-07")]


def closing() -> dict[str, object]:
    return {"reason": "Its period is over", "revision": plan().revision}


def test_closing_says_what_the_coming_meeting_loses(as_: As, following: ActionPlan, people: People) -> None:
    give_update(old("1a"), people.olive)
    client = as_("cora")
    told = (
        "Updates of 1 action have come for the meeting of 12 September 2024 (papers due by noon on 5 September 2024). "
        "Once this plan is closed, the pack of that meeting tells nothing of it."
    )
    assert told in words(client.get(CLOSE))
    answer = client.post(CLOSE, closing())
    assert (answer.status_code, plan().status) == (422, "current")
    assert f"{told} Close it before that meeting, and not after it?" in words(answer)
    assert client.post(CLOSE, closing() | {"considered": asked(answer)}).status_code == 302
    assert plan().is_closed


def test_where_nothing_has_come_nothing_is_asked(as_: As, following: ActionPlan) -> None:
    assert "tells nothing of it" not in words(as_("cora").get(CLOSE))
    assert as_("cora").post(CLOSE, closing()).status_code == 302


def begins(client: Client, following: ActionPlan, first: str) -> str:
    """What the portal says once the next plan is made current so."""
    assert client.post(CURRENT, {"revision": following.revision, "first": first}).status_code == 302
    return words(client.get(SUCCESSION))


def test_it_may_ask_first_for_the_meeting_after(
    as_: As, following: ActionPlan, meetings: list[Meeting], people: People
) -> None:
    client = as_("cora")
    page = words(client.get(CURRENT))
    assert "For the meeting of 12 September 2024, by noon on 5 September 2024" in page
    assert "For the meeting of 14 November 2024, by noon on 7 November 2024" in page
    assert "The pack for the meeting of 12 September 2024 has no updates of Inclusion plan." in page
    assert "the first by" not in page
    told = begins(client, following, "later")
    assert "Updates are due for 1 meeting to come, the first by 7 November 2024." in told
    assert "lacks an update cycle" not in told
    own = ActionPlan.objects.get(slug="2025-28")
    assert [cycle.meeting_on for cycle in own.cycles.all()] == [meetings[1].date_on]
    assert (plans_without_cycle(meetings[0], NOW), list(meetings_without_cycle(own, NOW))) == ([], [])
    moved = at("2024-09-05", "15:00")
    edit_meeting(meeting=meetings[0], by=people.cora, now=NOW, reason="Later", papers_due_at=moved)
    assert own.cycles.count() == 1


def test_it_may_ask_at_once(as_: As, following: ActionPlan, meetings: list[Meeting]) -> None:
    told = begins(as_("cora"), following, "at-once")
    assert "Updates are due for 2 meetings to come, the first by 5 September 2024." in told
    days = {cycle.meeting_on for cycle in ActionPlan.objects.get(slug="2025-28").cycles.all()}
    assert days == {one.date_on for one in meetings}


@pytest.mark.parametrize("first", ["", "x", "\x00"])
def test_when_is_to_be_said(first: str, as_: As, following: ActionPlan, meetings: list[Meeting]) -> None:
    answer = as_("cora").post(CURRENT, {"revision": following.revision, "first": first})
    assert (answer.status_code, ActionPlan.objects.get(slug="2025-28").status) == (422, "draft")


def test_a_second_click_gives_no_other_cycle(as_: As, following: ActionPlan, meetings: list[Meeting]) -> None:
    client = as_("cora")
    fields = {"revision": following.revision, "first": "later"}
    assert [client.post(CURRENT, fields).status_code for _ in range(2)] == [302, 302]
    assert ActionPlan.objects.get(slug="2025-28").cycles.count() == 1


def test_nobody_is_asked_twice_where_it_begins_later(
    as_: As, following: ActionPlan, meetings: list[Meeting], people: People
) -> None:
    begins(as_("cora"), following, "later")
    lead = new("1a").lead
    assert lead is not None
    found = owed_by(plan_cycles_at(NOW).current, NOW, [lead.pk])[lead.pk]
    assert {one.plan_cycle.plan.slug for one in found.plans} == {plan().slug}
    own = ActionPlan.objects.get(slug="2025-28")
    assert window_in(own, NOW) is None
    opened = at("2024-09-13", "08:00")
    (one,) = [one for one in plan_cycles_at(opened).current if one.plan == own]
    assert [topic.due_at for topic in one.of_kind(Kind.OPENS)] == [opened]


def test_without_a_later_meeting_the_choice_is_kept(as_: As, following: ActionPlan, people: People) -> None:
    (meeting,) = [planned(people.cora, "2024-09-12", "2024-09-05")]
    assert "lacks an update cycle" not in begins(as_("cora"), following, "later")
    own = ActionPlan.objects.get(slug="2025-28")
    moved = at("2024-09-05", "15:00")
    edit_meeting(meeting=meeting, by=people.cora, now=NOW, reason="Later", papers_due_at=moved)
    assert (own.cycles.count(), list(meetings_without_cycle(own, NOW))) == (0, [])
    meeting.refresh_from_db()
    edit_meeting(
        meeting=meeting, by=people.cora, now=NOW, reason="Later", date=on("2024-09-19"), starts_at=None, ends_at=None
    )
    own.refresh_from_db()
    assert (own.cycles.count(), own.asks_after) == (0, on("2024-09-19").on)


def test_a_plan_that_leaves_nothing_has_a_cycle_of_an_earlier_meeting(
    as_: As, following: ActionPlan, people: People
) -> None:
    planned(people.cora, "2024-11-14", "2024-11-07")
    begin_plan(plan=following, by=people.cora, now=NOW)
    planned(people.cora, "2024-09-12", "2024-09-05")
    assert ActionPlan.objects.get(pk=following.pk).cycles.count() == 2
