"""How an action stood at each of the last eight meetings."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action
from actions.services import edit_action, set_plan_state
from actions.strip import status_strip
from priorities.cycles import windows_of
from priorities.partial_date import PartialDate
from priorities.services import add_cycle
from send_portal import clock
from tests.actions.reading import texts
from tests.growing import MANY, ONE, RISK, Grower, Queries, assert_same
from tests.world import MEETINGS, NOW, PLANNED, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
URL = "/plans/2023-24/actions/1a/"
JULY, SEPTEMBER, NOVEMBER = MEETINGS


def at(day: datetime.date, hour: int = 10) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour), clock.LONDON)


def words(action: Action, now: datetime.datetime = NOW) -> list[str]:
    return [cell.words for cell in status_strip(action, windows_of(action.plan), now)]


def test_nothing_before_the_first_update(as_: As, act: Act) -> None:
    assert words(act("1a")) == []
    assert "Status at each meeting" not in texts(as_("mo").get(URL))


def test_what_stood_at_the_end_of_each_meeting(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, at(JULY - datetime.timedelta(days=5)))
    give_update(act("1a"), people.olive, at(JULY, 23), status="at_risk", **RISK)
    assert words(act("1a")) == ["At risk", "No update; at risk as last reported on 11 July 2024"]
    give_update(act("1a"), people.olive, NOW, status="off_track", **RISK)
    assert words(act("1a")) == ["At risk", "Off track"]
    page = texts(as_("mo").get(URL))
    assert "<dt>11 July 2024</dt><dd>At risk</dd>" in page
    assert "<dt>12 September 2024</dt><dd>Off track (the meeting is still to come)</dd>" in page
    assert "14 November" not in page.partition("Status at each meeting")[2].partition("</section>")[0]


def test_at_the_end_of_its_day_a_meeting_is_behind(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, at(JULY - datetime.timedelta(days=5)))
    eve = JULY - datetime.timedelta(days=1)
    assert "(the meeting is still to come)" in texts(as_("mo").get(f"{URL}?at={eve}"))
    assert "to come" not in texts(as_("mo").get(f"{URL}?at={JULY}")).partition("Status at each meeting")[2]
    for page in ("", "priorities/1/"):
        before, after = (texts(as_("mo").get(f"/plans/2023-24/{page}?at={day}")) for day in (eve, JULY))
        assert "still to come" in before
        assert "not received" not in before
        assert "still to come" not in after
        assert "not received" in after
    assert "The meeting of that day" in texts(as_("mo").get(f"/plans/2023-24/?at={JULY}"))


def test_an_update_after_the_meeting_is_the_next_cycles(act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, at(JULY + datetime.timedelta(days=1)))
    assert words(act("1a")) == ["No update", "On track"]


def test_not_in_the_plan_yet(act: Act, people: types.SimpleNamespace) -> None:
    joined = at(JULY + datetime.timedelta(days=1))
    set_plan_state(action=act("3f.v"), state="agreed", by=people.cora, now=joined, reason="Agreed so")
    edit_action(action=act("3f.v"), by=people.cora, now=NOW, lead=people.olive)
    give_update(act("3f.v"), people.olive)
    assert words(act("3f.v")) == ["Not in the plan yet", "On track"]


@pytest.mark.parametrize(("state", "word"), [("withdrawn", "Withdrawn"), ("paused", "Paused")])
def test_what_was_set_aside_owed_nothing(
    state: str, word: str, as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    give_update(act("1a"), people.olive, at(JULY, 9))
    ended = at(JULY + datetime.timedelta(days=1))
    until = PartialDate.year(2025) if state == "paused" else None
    set_plan_state(
        action=act("1a"), state=state, by=people.cora, now=ended, reason="The board said so", paused_until=until
    )
    assert words(act("1a")) == ["On track", f"{word}; on track as last reported on 11 July 2024"]
    page = texts(as_("mo").get(URL))
    assert "No update" not in page
    standing = page.partition('aria-label="Status of 1a"')[2].partition("</ul>")[0]
    last = "On track, as last reported on 11 July 2024"
    said = f"{word} until 2025" if until else word
    assert f'<span class="portal-state">{said}</span></li> <li><span class="portal-meta">{last}' in standing
    assert "portal-status" not in standing
    listed = texts(as_("mo").get("/plans/2023-24/actions/?q=1a"))
    assert f'<span class="portal-state">{said}</span><br>{last}</td>' in listed


def test_what_runs_again_is_updated_again(act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, at(JULY - datetime.timedelta(days=9)))
    paused, resumed = at(JULY - datetime.timedelta(days=1)), at(JULY + datetime.timedelta(days=1))
    until = PartialDate.year(2025)
    set_plan_state(action=act("1a"), state="paused", by=people.cora, now=paused, reason="No money", paused_until=until)
    set_plan_state(action=act("1a"), state="agreed", by=people.cora, now=resumed, reason="There is money")
    assert words(act("1a")) == [
        "Paused; on track as last reported on 2 July 2024",
        "No update; on track as last reported on 2 July 2024",
    ]


def test_what_is_complete_stays_complete(act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, at(JULY, 9), status="complete", completed_on=PLANNED.date())
    assert words(act("1a")) == ["Complete", "Complete"]


def test_eight_at_most_and_none_that_has_not_begun(act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, at(JULY, 9))
    for number in range(1, 12):
        meeting_on = NOVEMBER + datetime.timedelta(days=30 * number)
        add_cycle(plan=act("1a").plan, by=people.cora, now=NOW, meeting_on=meeting_on, papers_due_at=at(meeting_on, 1))
    assert len(words(act("1a"))) == 2
    late = at(NOVEMBER + datetime.timedelta(days=30 * 20))
    assert len(words(act("1a"), late)) == 8


def test_costs_the_same_for_many(grow: Grower, queries: Queries) -> None:
    action = grow.action(grow.priority(1), ONE)

    def add(number: int) -> None:
        day = (grow.time + datetime.timedelta(days=number)).date()
        add_cycle(plan=grow.plan, by=grow.people.cora, now=grow.by["now"], meeting_on=day, papers_due_at=at(day, 0))
        grow.told(action, number)

    add(ONE)
    few = queries("mo", "/plans/grown/actions/1.1/")
    for number in range(ONE + 1, MANY + 1):
        add(number)
    assert_same(few, queries("mo", "/plans/grown/actions/1.1/"))


@pytest.mark.parametrize("plain", ["", "Families are <b>heard</b>."])
def test_in_plain_words_under_the_title(plain: str, as_: As, act: Act, people: types.SimpleNamespace) -> None:
    edit_action(action=act("1a"), by=people.cora, now=NOW, plain_words=plain)
    page = texts(as_("mo").get(URL))
    assert page.count("In plain words") == bool(plain)
    if plain:
        places = [
            page.index(words) for words in ("</h1>", "Families are &lt;b&gt;heard&lt;/b&gt;.", "What was agreed")
        ]
        assert places == sorted(places)
