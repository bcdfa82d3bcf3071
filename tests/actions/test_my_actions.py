"""A person's own actions, sorted by what they have to do."""

import datetime
import types
from collections.abc import Callable

from django.test import Client

from actions.models import Action
from actions.services import edit_action, set_due_date, set_plan_state
from priorities.models import UpdateCycle
from priorities.partial_date import PartialDate
from send_portal import clock
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]


def page(as_: As, who: str = "olive") -> str:
    return " ".join(as_(who).get("/my-actions/").content.decode().split())


def test_what_is_owed_stands_first_with_its_form(as_: As) -> None:
    text = page(as_)
    assert "4 updates are due by Thursday 5 September 2024, noon, for the meeting of 12 September." in text
    assert "To update now (4)" in text
    assert "/plans/2023-24/actions/3f/progress/" in text


def test_done_for_this_cycle(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    for key in ("1a", "1b", "3f", "4c"):
        give_update(act(key), people.olive)
    text = page(as_)
    assert "Done for this cycle." in text
    assert "Nothing to do now (4)" in text


def test_deputy_sees_them_too(as_: As) -> None:
    assert "You are the deputy of Olive Marsh." in page(as_, "dev")


def test_nobodys_actions(as_: As) -> None:
    assert "You lead no action of the plan." in page(as_, "mo")


def test_no_deadline_set(
    as_: As, people: types.SimpleNamespace, clock_stands: Callable[[datetime.datetime], None]
) -> None:
    clock_stands(datetime.datetime(2025, 1, 6, 9, tzinfo=clock.LONDON))
    text = page(as_)
    assert "No papers deadline is set." in text
    assert "Not updated" not in text
    assert UpdateCycle.objects.count() == 3


def test_flags(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    set_due_date(action=act("1a"), due=PartialDate.day(2024, 8, 1), by=people.cora, now=NOW, reason="Agreed so")
    text = page(as_)
    assert "Overdue by 34 days" in text
    assert "1 of them is overdue" in text


def test_no_change_is_offered_where_it_may_be(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, NOW - datetime.timedelta(days=60))
    text = page(as_)
    assert text.count("/no-change/") == 1
    assert "/plans/2023-24/actions/1a/no-change/" in text


def test_what_has_not_started_is_not_owed(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    edit_action(action=act("1a"), by=people.cora, now=NOW, planned_start=PartialDate.month(2024, 10))
    assert "To update now (3)" in page(as_)


def test_what_is_paused_is_not_owed(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    set_plan_state(action=act("1a"), state="paused", by=people.cora, now=NOW, reason="Until the review is done")
    text = page(as_)
    assert "To update now (3)" in text
    assert "Paused" in text


def test_what_came_after_the_deadline_is_not_owed(
    as_: As, act: Act, people: types.SimpleNamespace, clock_stands: Callable[[datetime.datetime], None]
) -> None:
    late = datetime.datetime(2024, 9, 6, 9, tzinfo=clock.LONDON)
    clock_stands(late)
    edit_action(action=act("3f.v"), by=people.cora, now=late, lead=people.mo)
    set_plan_state(action=act("3f.v"), state="agreed", by=people.cora, now=late, reason="In scope")
    assert "To update now" not in page(as_, "mo")
