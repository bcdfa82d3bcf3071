"""Update cycles: listed for all, added and moved by the co-ordinator."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from audit.recording import Refused
from priorities.models import UpdateCycle
from priorities.partial_date import PartialDate
from priorities.services import add_cycle, edit_cycle, edit_plan
from send_portal import clock
from tests.growing import MANY, Grower, Queries, assert_same
from tests.hostile import HUGE, URLENCODED, WORDS, encoded, often
from tests.priorities.conftest import words
from tests.world import NOW

As = Callable[[str], Client]
CYCLES = "/plans/2023-24/cycles/"
NEW = CYCLES + "new/"


def typed(meeting: str, papers: str, time: str = "12:00", **more: Any) -> dict[str, Any]:
    """What a browser posts for days like 2025-01-09."""
    days = {"meeting_on": meeting, "papers_on": papers}
    parts = {f"{name}_{2 - i}": part for name, day in days.items() for i, part in enumerate(day.split("-"))}
    return parts | {"papers_time": time} | more


@pytest.fixture
def last(db: None) -> UpdateCycle:
    """To the meeting of 14 November 2024; its papers deadline, 7 November, is to come."""
    return UpdateCycle.objects.latest("meeting_on")


def moved(cycle: UpdateCycle, *dates: str, **more: Any) -> dict[str, Any]:
    return typed(*dates, reason="The hall is taken", revision=cycle.revision, **more)


def test_everybody_reads_them(as_: As) -> None:
    page = words(as_("mo").get(CYCLES))
    assert page.index("Thursday 14 November 2024") < page.index("Thursday 12 September 2024")
    assert "Thursday 5 September 2024, noon" in page
    assert page.count("Current cycle") == 1
    assert "Add an update cycle" not in page
    assert NEW in words(as_("cora").get(CYCLES))


def test_one_is_added(as_: As, told: Callable[[UpdateCycle], list[str]]) -> None:
    answer = as_("cora").post(NEW, typed("2025-01-16", "2025-01-09", "4:15pm"))
    assert (answer.status_code, answer["Location"]) == (302, CYCLES)
    cycle = UpdateCycle.objects.latest("meeting_on")
    assert cycle.papers_due_at == datetime.datetime(2025, 1, 9, 16, 15, tzinfo=clock.LONDON)
    assert "Thursday 9 January 2025, 4:15pm" in words(as_("mo").get(CYCLES))
    assert told(cycle)[0] == "Cora Vale, co-ordinator"
    assert "Papers deadline:  > 9 January 2025, 4:15pm" in told(cycle)


def test_summer_time_is_london_time(as_: As) -> None:
    as_("cora").post(NEW, typed("2025-07-16", "2025-07-09", "noon"))
    cycle = UpdateCycle.objects.latest("meeting_on")
    assert cycle.papers_due_at == datetime.datetime(2025, 7, 9, 11, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        (("2025-01-16", "2025-01-17"), "The papers deadline must not be after the day of the meeting"),
        (("2025-03-30", "2025-03-30", "1:30"), "the clocks go forward that night, so this time does not exist"),
        (("2025-10-26", "2025-10-26", "1:30"), "the clocks go back that night, so this time happens twice"),
        (("2024-11-14", "2024-11-01"), "There is already a meeting on this day"),
        (("2024-11-21", "2024-11-07"), "Another meeting already has this papers deadline"),
        (("2026-02-13", "2024-10-01"), "The papers deadline must be after the meeting before it, of 14 November 2024"),
        (("2024-08-20", "2024-08-15"), "The day of the meeting must be today or later"),
        (("2024-11-10", "2024-11-05"), "The papers deadline of the next meeting is 7 November 2024"),
        (("2026-02-13", "2024-01-01"), "The papers deadline must be in the future, or nobody can keep it"),
        (("2024-09-04", "2024-09-04", "9:00"), "The papers deadline must be in the future, or nobody can keep it"),
        (("2025-02-30", "2025-01-17"), "must be a real date"),
        (("2025-02-20", "2025-01-17", "noonish"), "must be a time, such as 12:00 or 4:15pm"),
        (("2025-02-20", "2025-01-17", "25:00"), "must be a time"),
        (("2025-02-20", "2025-01-17", "13:00pm"), "must be a time"),
        (("2025-02-20", "2025-01-17", "12"), "must be a time"),
        (("2025-02-20", "2025-01-17", ""), "Enter the time of the papers deadline"),
    ],
)
def test_what_cannot_be(dates: tuple[str, ...], message: str, as_: As) -> None:
    answer = as_("cora").post(NEW, typed(*dates))
    assert answer.status_code == 422
    assert message in words(answer)
    assert UpdateCycle.objects.count() == 3


def test_half_an_hour_beside_the_change_is_kept(as_: As) -> None:
    assert as_("cora").post(NEW, typed("2025-10-26", "2025-10-26", "2:00")).status_code == 302
    assert as_("cora").post(NEW, typed("2025-03-30", "2025-03-30", "0:59")).status_code == 302


def test_a_second_click_adds_nothing(as_: As) -> None:
    client = as_("cora")
    assert [client.post(NEW, typed("2025-01-16", "2025-01-09")).status_code for _ in range(2)] == [302, 302]


def test_one_is_moved_with_a_reason(as_: As, last: UpdateCycle, told: Callable[[UpdateCycle], list[str]]) -> None:
    client, address = as_("cora"), f"{CYCLES}{last.pk}/"
    assert 'name="papers_time" value="12:00"' in words(client.get(address))
    assert client.post(address, moved(last, "2024-11-21", "2024-11-14", "9.30")).status_code == 302
    last.refresh_from_db()
    assert told(last) == [
        "Cora Vale, co-ordinator",
        "The hall is taken",
        "Meeting: 14 November 2024 > 21 November 2024",
        "Papers deadline: 7 November 2024, noon > 14 November 2024, 9:30am",
    ]


def test_a_move_says_why(as_: As, last: UpdateCycle) -> None:
    answer = as_("cora").post(f"{CYCLES}{last.pk}/", moved(last, "2024-11-21", "2024-11-14") | {"reason": " "})
    assert answer.status_code == 422
    assert "Enter why you are changing this" in words(answer)
    assert UpdateCycle.objects.get(pk=last.pk).revision == last.revision


def test_a_deadline_that_has_passed_cannot_be_moved(as_: As, db: None) -> None:
    first = UpdateCycle.objects.earliest("meeting_on")
    client, address = as_("cora"), f"{CYCLES}{first.pk}/"
    assert "The papers deadline has passed, so you cannot move it" in words(client.get(address))
    answer = client.post(address, moved(first, "2024-07-11", "2024-07-05"))
    assert answer.status_code == 422
    assert "You cannot move a deadline that has passed" in words(answer)
    assert UpdateCycle.objects.get(pk=first.pk).revision == first.revision
    assert client.post(address, moved(first, "2024-07-12", "2024-07-04")).status_code == 302


@pytest.mark.parametrize("time", ["8:59", "9:00"])
def test_a_deadline_does_not_move_into_the_past(time: str, as_: As, last: UpdateCycle) -> None:
    """Nobody could keep it, and it could never be moved back."""
    client, running = as_("cora"), UpdateCycle.objects.get(meeting_on=datetime.date(2024, 9, 12))
    answer = client.post(f"{CYCLES}{running.pk}/", moved(running, "2024-09-12", "2024-09-04", time))
    assert answer.status_code == 422
    assert "The papers deadline must be in the future, or nobody can keep it" in words(answer)
    assert UpdateCycle.objects.get(pk=running.pk).revision == running.revision
    assert client.post(f"{CYCLES}{running.pk}/", moved(running, "2024-09-12", "2024-09-04", "9:01")).status_code == 302


@pytest.mark.parametrize(
    ("which", "meeting", "message"),
    [
        (0, "2024-10-01", "This meeting has been held. It can only move to another day in the past"),
        (0, "2024-09-04", "This meeting has been held"),
        (1, "2024-11-20", "This meeting must stay before the next one, of 14 November 2024"),
        (1, "2024-11-08", "The papers deadline of the next meeting is 7 November 2024"),
        (1, "2024-09-03", "The day of the meeting must be today or later"),
        (2, "2024-09-11", "This meeting must stay after the one before it, of 12 September 2024"),
    ],
)
def test_no_meeting_changes_places(which: int, meeting: str, message: str, as_: As, db: None) -> None:
    cycle = UpdateCycle.objects.order_by("meeting_on")[which]
    papers = min(meeting, f"{cycle.papers_due_at:%Y-%m-%d}")
    fields = moved(cycle, meeting, papers)
    answer = as_("cora").post(f"{CYCLES}{cycle.pk}/", fields)
    assert answer.status_code == 422
    assert message in words(answer)
    assert UpdateCycle.objects.get(pk=cycle.pk).revision == cycle.revision


def test_first_deadline_is_not_before_the_plan_starts(grow: Grower, as_: As) -> None:
    edit_plan(plan=grow.plan, **grow.by, starts=PartialDate.season(2024, "winter"))
    client, address = as_("cora"), "/plans/grown/cycles/new/"
    answer = client.post(address, typed("2025-01-16", "2024-11-30"))
    assert answer.status_code == 422
    assert "The papers deadline must not be before the plan starts, winter 2024/25" in words(answer)
    assert client.post(address, typed("2025-01-16", "2024-12-01")).status_code == 302


def test_services_refuse_by_themselves(last: UpdateCycle, people: types.SimpleNamespace) -> None:
    now = last.papers_due_at
    with pytest.raises(Refused, match="has passed"):
        edit_cycle(
            cycle=last, by=people.cora, now=now, reason="So", meeting_on=last.meeting_on,
            papers_due_at=now + datetime.timedelta(hours=1),
        )  # fmt: skip
    with pytest.raises(Refused, match="must be in the future"):
        edit_cycle(
            cycle=UpdateCycle.objects.get(meeting_on=datetime.date(2024, 9, 12)), by=people.cora, now=NOW, reason="So",
            meeting_on=datetime.date(2024, 9, 12), papers_due_at=NOW,
        )  # fmt: skip
    with pytest.raises(Refused, match="must be in the future"):
        add_cycle(plan=last.plan, by=people.cora, now=NOW, meeting_on=NOW.date(), papers_due_at=NOW)
    with pytest.raises(Refused, match="Say why"):
        edit_cycle(
            cycle=last, by=people.cora, now=now, reason=" ", papers_due_at=now,
            meeting_on=last.meeting_on + datetime.timedelta(days=1),
        )  # fmt: skip


def test_change_meanwhile_is_shown(as_: As, last: UpdateCycle, people: types.SimpleNamespace) -> None:
    edit_cycle(
        cycle=last, by=people.cora, now=clock.now(), reason="Half term", papers_due_at=last.papers_due_at,
        meeting_on=datetime.date(2024, 11, 20),
    )  # fmt: skip
    answer = as_("cora").post(f"{CYCLES}{last.pk}/", moved(last, "2024-11-21", "2024-11-07"))
    assert answer.status_code == 409
    assert "Half term" in words(answer)


@pytest.mark.parametrize("pk", ["0", "424242", HUGE, "x", "-1"])
def test_no_such_cycle(pk: str, as_: As) -> None:
    assert as_("cora").get(f"{CYCLES}{pk}/").status_code == 404


@pytest.mark.parametrize("who", ["olive", "sara", "mo", "ada", "ian"])
def test_wrong_person(who: str, as_: As, last: UpdateCycle) -> None:
    assert as_(who).post(NEW, typed("2025-01-16", "2025-01-09")).status_code == 403
    assert as_(who).post(f"{CYCLES}{last.pk}/", moved(last, "2024-11-21", "2024-11-07")).status_code == 403
    assert UpdateCycle.objects.count() == 3
    assert UpdateCycle.objects.get(pk=last.pk).revision == last.revision


def test_as_many_queries_for_many(grow: Grower, queries: Queries) -> None:
    def add(number: int) -> None:
        day = datetime.date(2025, 1, 1) + datetime.timedelta(days=14 * number)
        deadline = datetime.datetime.combine(day, datetime.time(9), clock.LONDON)
        add_cycle(**grow.by, plan=grow.plan, meeting_on=day, papers_due_at=deadline)

    add(1)
    few = queries("cora", "/plans/grown/cycles/")
    for number in range(2, MANY + 1):
        add(number)
    assert_same(few, queries("cora", "/plans/grown/cycles/"))


NAMES = sorted([*typed("1-1-1", "1-1-1"), "reason", "revision"])


@often
@given(fields=st.dictionaries(st.sampled_from(NAMES), WORDS, max_size=6))
def test_whatever_is_typed(fields: dict[str, str], as_: As, last: UpdateCycle) -> None:
    client = as_("cora")
    for address, body in ((NEW, typed("2025-01-16", "2025-01-09")),
                          (f"{CYCLES}{last.pk}/", moved(last, "2024-11-21", "2024-11-07"))):  # fmt: skip
        answer = client.post(address, encoded(body | fields), content_type=URLENCODED)
        assert answer.status_code in (302, 409, 422)
    assert client.get(CYCLES).status_code == 200
