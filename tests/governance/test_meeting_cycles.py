"""A meeting of the partnership owns an update cycle of each current plan, and takes it along."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from audit.recording import Refused
from governance.models import Meeting, MeetingCycle
from governance.services.meetings import cancel_meeting, edit_meeting, move_meeting, plan_meeting
from priorities.models import UpdateCycle
from priorities.services import edit_cycle
from tests.actions.reading import texts, words
from tests.actions.succeeding import closed
from tests.governance.composing import partnership
from tests.governance.meeting_days import FUTURE, NEW, WHY, again, at, board, cycle_of, on, planned, typed
from tests.growing import Grower
from tests.world import NOW

As = Callable[[str], Client]
People = types.SimpleNamespace
PAGE = f"/meetings/{FUTURE}-local-inclusion-partnership/"
CYCLES = "/plans/2023-24/cycles/"


@pytest.fixture
def meeting(people: People) -> Meeting:
    return planned(people.cora)


def test_each_current_plan_gets_one(meeting: Meeting, grow: Grower) -> None:
    second = planned(grow.people.cora, "2025-03-13", "2025-03-06")
    plans = {link.cycle.plan.slug for link in second.cycle_links.all()}
    assert plans == {"2023-24", "grown"}
    for link in second.cycle_links.all():
        assert (link.cycle.meeting_on, link.cycle.papers_due_at) == (second.date_on, second.papers_due_at)


def test_without_a_day_or_a_deadline_there_is_none(people: People) -> None:
    body = partnership()
    said: dict[str, Any] = {"by": people.cora, "now": NOW}
    month = plan_meeting(**said, body=body, date=on("2025-02"))
    day = plan_meeting(**said, body=body, date=on("2025-03-13"))
    other = plan_meeting(**said, body=board(), date=on("2025-03-14"))
    assert not MeetingCycle.objects.exists()
    edit_meeting(**said, meeting=month, reason=WHY, date=on("2025-02-13"), papers_due_at=at("2025-02-06", "12:00"))
    assert cycle_of(month).meeting_on == datetime.date(2025, 2, 13)
    assert not day.cycle_links.exists()
    assert not other.cycle_links.exists()


def test_a_cycle_of_that_day_is_taken_over(people: People) -> None:
    standing = UpdateCycle.objects.get(meeting_on="2024-11-14")
    meeting = planned(people.cora, "2024-11-14", "2024-11-06")
    assert cycle_of(meeting) == standing
    assert cycle_of(meeting).papers_due_at == at("2024-11-06", "12:00")
    assert UpdateCycle.objects.count() == 3


def test_it_moves_with_its_meeting(meeting: Meeting, people: People, as_: As) -> None:
    cycle = cycle_of(meeting)
    sends = again(meeting, **typed("2025-01-23", "2025-01-17"))
    assert as_("cora").post(PAGE + "edit/", sends).status_code == 302
    cycle.refresh_from_db()
    assert (cycle.meeting_on, cycle.papers_due_at) == (datetime.date(2025, 1, 23), at("2025-01-17", "12:00"))
    assert cycle.history.latest("history_id").history_change_reason == WHY


def test_the_rules_of_cycles_hold_and_nothing_is_half_done(meeting: Meeting, as_: As) -> None:
    before = (Meeting.history.count(), UpdateCycle.history.count())
    sends = again(meeting, **typed("2024-11-10", "2024-11-08"))
    answer = as_("cora").post(PAGE + "edit/", sends)
    assert answer.status_code == 422
    assert "This meeting must stay after the one before it, of 14 November 2024" in texts(answer)
    body = meeting.body_id
    answer = as_("cora").post(NEW, typed("2025-02-13", "2025-01-14", body=body))
    assert answer.status_code == 422
    assert "The papers deadline must be after the meeting before it, of 16 January 2025" in texts(answer)
    assert (Meeting.history.count(), UpdateCycle.history.count()) == before


def test_a_deadline_that_is_owned_does_not_go(meeting: Meeting, as_: As) -> None:
    answer = as_("cora").post(PAGE + "edit/", again(meeting, **typed(FUTURE, "")))
    assert answer.status_code == 422
    assert "Updates are due by the papers deadline of this meeting" in texts(answer)
    assert cycle_of(meeting).meeting_on == meeting.date_on


def test_the_cycle_changes_with_its_meeting_alone(meeting: Meeting, people: People, as_: As) -> None:
    cycle = cycle_of(meeting)
    page = texts(as_("cora").get(CYCLES))
    assert f'href="{PAGE}"' in page
    assert f"{CYCLES}{cycle.pk}/" not in page
    refused = as_("cora").get(f"{CYCLES}{cycle.pk}/")
    assert refused.status_code == 403
    assert "Change the meeting" in texts(refused)
    with pytest.raises(Refused, match="belongs to a meeting"):
        edit_cycle(
            cycle=cycle, by=people.cora, now=NOW, reason=WHY, meeting_on=cycle.meeting_on,
            papers_due_at=at("2025-01-08", "12:00"),
        )  # fmt: skip
    assert cycle_of(meeting).revision == cycle.revision
    free = UpdateCycle.objects.get(meeting_on="2024-11-14")
    assert as_("cora").get(f"{CYCLES}{free.pk}/").status_code == 200


def test_cancelled_it_ends_on_the_day_it_was_to_be(meeting: Meeting, people: People) -> None:
    cancel_meeting(meeting=meeting, by=people.cora, now=NOW, reason=WHY)
    assert cycle_of(meeting).meeting_on == datetime.date(2025, 1, 16)


def move(meeting: Meeting, by: Any, day: str, now: datetime.datetime = NOW, **said: Any) -> Meeting:
    return move_meeting(meeting=meeting, by=by, now=now, reason=WHY, date=on(day), **said)


def test_it_goes_over_to_the_new_day(meeting: Meeting, people: People) -> None:
    cycle = cycle_of(meeting)
    new = move(meeting, people.cora, "2025-01-23", papers_due_at=at("2025-01-16", "12:00"))
    assert cycle_of(new) == cycle
    assert not meeting.cycle_links.exists()
    assert (cycle_of(new).meeting_on, cycle_of(new).papers_due_at) == (new.date_on, new.papers_due_at)
    assert UpdateCycle.objects.count() == 4


def test_a_deadline_that_has_passed_stays(meeting: Meeting, people: People, as_: As, clock_stands: Any) -> None:
    late = at("2025-01-10", "9:00".zfill(5))
    clock_stands(late)
    page = texts(as_("cora").get(PAGE + "move/"))
    assert "The papers deadline has passed, so it stays." in page
    assert "papers_on" not in page
    new = move(meeting, people.cora, "2025-01-23", late, papers_due_at=at("2025-01-16", "12:00"))
    assert new.papers_due_at == meeting.papers_due_at == cycle_of(new).papers_due_at
    assert cycle_of(new).meeting_on == new.date_on


def test_what_was_to_be_before_now_keeps_its_cycle(meeting: Meeting, people: People) -> None:
    """Said after the day: the cycle ended on it, and the new day has its own."""
    later = at("2025-01-20", "09:00")
    new = move(meeting, people.cora, "2025-02-13", later, papers_due_at=at("2025-02-06", "12:00"))
    assert cycle_of(meeting).meeting_on == meeting.date_on
    assert cycle_of(new).meeting_on == new.date_on


def test_a_past_meeting_is_entered_without_one(people: People) -> None:
    past = planned(people.cora, "2024-05-09", "2024-05-02")
    assert not past.cycle_links.exists()
    held = planned(people.cora, "2024-07-11", "2024-07-04")
    assert cycle_of(held).meeting_on == datetime.date(2024, 7, 11)


def test_a_plan_that_became_current_later(meeting: Meeting, grow: Grower, as_: As) -> None:
    client = as_("cora")
    page = texts(client.get(PAGE))
    assert "Grown: no update cycle ends with this meeting yet" in page
    assert "no update cycle" not in texts(as_("mo").get(PAGE))
    answer = client.post(PAGE + "cycles/", {"revision": meeting.revision})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert {link.cycle.plan.slug for link in meeting.cycle_links.all()} == {"2023-24", "grown"}
    assert "no update cycle" not in texts(client.get(PAGE))
    again_ = client.post(PAGE + "cycles/", {"revision": meeting.revision, "writer": "another"})
    assert again_.status_code == 302
    assert MeetingCycle.objects.count() == 2


def test_a_plan_that_came_too_late_holds_nothing_up(
    meeting: Meeting, grow: Grower, as_: As, clock_stands: Any
) -> None:
    clock_stands(at("2025-01-10", "09:00"))
    assert "no update cycle" not in texts(as_("cora").get(PAGE))
    moved = edit_meeting(
        meeting=meeting, by=grow.people.cora, now=at("2025-01-10", "09:00"), reason=WHY, date=on("2025-01-17"),
        starts_at=at("2025-01-17", "14:00"),
    )  # fmt: skip
    assert [link.cycle.plan.slug for link in moved.cycle_links.all()] == ["2023-24"]


def test_a_closed_plan_stays_as_it_is(meeting: Meeting, people: People) -> None:
    plan = cycle_of(meeting).plan
    closed(plan, people.cora)
    edit_meeting(
        meeting=meeting,
        by=people.cora,
        now=NOW,
        reason=WHY,
        date=on("2025-01-17"),
        starts_at=at("2025-01-17", "14:00"),
    )
    assert cycle_of(meeting).meeting_on == datetime.date(2025, 1, 16)


def test_the_plan_on_a_page_leads_to_the_next_meeting(as_: As, people: People) -> None:
    plain = words(as_("mo").get("/plans/2023-24/"))
    assert "Thursday 12 September 2024" in plain
    meeting = planned(people.cora, "2024-09-12", "2024-09-05", place="Town hall")
    page = texts(as_("mo").get("/plans/2023-24/"))
    assert f'href="{meeting.get_absolute_url()}">Thursday 12 September 2024</a>' in page
    cancel_meeting(meeting=meeting, by=people.cora, now=NOW, reason=WHY)
    assert "Cancelled" in words(as_("mo").get("/plans/2023-24/"))


def test_the_plan_on_a_page_without_a_deadline(as_: As, grow: Grower) -> None:
    body = partnership()
    meeting = plan_meeting(by=grow.people.cora, now=NOW, body=body, date=on("2024-12"))
    page = texts(as_("mo").get("/plans/grown/"))
    assert "No papers deadline is set." in page
    assert f'href="{meeting.get_absolute_url()}">December 2024</a>' in page
