"""The charts of a plan: bars with their numbers beside them, each of which leads to its list."""

import datetime
import re
import types
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Organisation
from actions.models import Action
from actions.services import edit_action, set_plan_state
from priorities.models import ActionPlan
from priorities.services import add_cycle, add_plan
from tests.growing import MANY, ONE, RISK, Grower, Queries, assert_same
from tests.test_numbers import heading, linked, numbers, unlinked
from tests.world import MEETINGS, NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
URL = "/plans/2023-24/charts/"
JULY, SEPTEMBER, NOVEMBER = MEETINGS
LATER = NOW.replace(month=10, day=2)


@pytest.fixture
def lived_in(act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, NOW.replace(month=7, day=3), status="at_risk", **RISK)
    give_update(act("1a"), people.olive, status="off_track", **RISK)
    give_update(act("3f.i"), people.otis)
    give_update(act("2a"), people.otis, status="complete", completed_on=NOW.date())
    give_update(act("1c"), people.cora, status="complete", completed_on=NOW.date())
    set_plan_state(action=act("1c"), state="closed", by=people.cora, now=NOW, reason="Agreed that it is complete")
    set_plan_state(action=act("5b"), state="withdrawn", by=people.cora, now=NOW, reason="Agreed so")
    forum = Organisation.objects.get(sector="families")
    edit_action(action=act("5a"), organisations={forum: "lead"}, by=people.cora, now=NOW)


def page(as_: As, url: str = URL) -> str:
    response = as_("mo").get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def row(text: str, name: str) -> tuple[str, list[str]]:
    """What the bar of a row says, and its numbers."""
    cells = re.search(rf"<th[^>]*>(?:<a[^>]*>)?{re.escape(name)}(?:</a>)?</th>(.*?)</tr>", text)
    assert cells, name
    bar = re.search(r'aria-label="([^"]*)"', cells[1])
    bare = re.sub(r'<span class="govuk-visually-hidden">.*?</span>|<svg.*</svg>', "", cells[1])
    found = [" ".join(re.sub("<[^>]*>", " ", cell).split()) for cell in re.findall(r"<td.*?</td>", bare)]
    return bar[1] if bar else found[0], found[1:]


@pytest.mark.usefixtures("lived_in")
def test_three_charts_with_their_numbers(as_: As, clock_stands: Callable) -> None:
    clock_stands(NOW)
    text = page(as_)
    council = Organisation.objects.get(sector="council").name
    assert row(text, "1. A partnership with families") == (
        "1 off track, 1 complete, 1 no status yet", ["1", "0", "0", "1", "0", "1", "3"]
    )  # fmt: skip
    assert row(text, council) == ("2 updated, 3 not updated", ["2", "3", "5"])
    assert row(text, "11 July 2024") == ("1 at risk, 33 no status yet", ["0", "1", "0", "0", "0", "33", "34"])
    assert row(text, "Today, 4 September 2024")[1] == ["1", "0", "0", "2", "0", "30", "33"]


@pytest.mark.usefixtures("lived_in")
@pytest.mark.parametrize("later", [False, True])
def test_every_number_is_that_of_its_list(as_: As, later: bool, clock_stands: Callable) -> None:
    clock_stands(LATER if later else NOW)
    text = page(as_)
    assert unlinked(text) == []
    found = list(linked(text))
    assert len(found) > 20
    assert any("at=" in address for address, _ in found)
    for address, said in found:
        assert numbers(said)[0] == numbers(heading(as_("mo").get(address).content.decode()))[0], address


@pytest.mark.usefixtures("lived_in")
def test_a_number_of_a_meeting_leads_to_the_list_as_at_its_day(as_: As, clock_stands: Callable) -> None:
    clock_stands(LATER)
    addresses = [address for address, _ in linked(page(as_)) if "at=" in address]
    actions = "/plans/2023-24/actions/"
    assert f"{actions}?at=2024-07-11&status=at_risk" in addresses
    assert f"{actions}?at=2024-09-12&show=in-plan" in addresses
    assert len(addresses) == 7


@pytest.mark.usefixtures("lived_in")
def test_bars_are_images_with_words_and_have_no_style(as_: As) -> None:
    text = page(as_)
    bars = re.findall(r'<svg class="portal-bar"([^>]*)>', text)
    assert len(bars) > 8
    assert all('role="img"' in bar and 'aria-label="' in bar for bar in bars)
    assert " style=" not in text


def test_what_a_meeting_that_was_before_the_plan_says(as_: As, people: types.SimpleNamespace) -> None:
    before = datetime.datetime(2023, 5, 1, 9, tzinfo=datetime.UTC)
    plan = ActionPlan.objects.get()
    add_cycle(plan=plan, by=people.cora, now=before, meeting_on=datetime.date(2023, 5, 4),
              papers_due_at=before + datetime.timedelta(days=1))  # fmt: skip
    assert row(page(as_), "4 May 2023") == ("The plan was not recorded here yet", ["0"] * 7)


def test_a_sentence_where_there_is_nothing_to_draw(as_: As, people: types.SimpleNamespace) -> None:
    add_plan(
        by=people.cora, now=NOW, reason="New", slug="empty", title="Empty", local_area="Here",
        status=ActionPlan.State.CURRENT,
    )  # fmt: skip
    text = page(as_, "/plans/empty/charts/")
    assert '<svg class="portal-bar"' not in text
    assert "No action is in the plan yet." in text
    assert "No papers deadline is set, so no update is owed." in text
    assert "The plan has not been through a meeting yet, so there is nothing to compare." in text


def test_before_the_first_meeting_and_when_nothing_is_owed(
    as_: As, people: types.SimpleNamespace, clock_stands: Callable
) -> None:
    clock_stands(NOW.replace(month=7, day=5))
    text = page(as_)
    assert "The plan has not been through a meeting yet" in text
    assert "Updates of this cycle by organisation" in text
    agreed = Action.objects.filter(plan_state="agreed")
    for action in sorted(agreed, key=lambda one: one.parent_id is None):
        set_plan_state(action=action, state="withdrawn", by=people.cora, now=NOW, reason="Agreed so")
    assert "No update is owed for the meeting of 11 July 2024." in page(as_)


def test_ways_to_the_page(as_: As) -> None:
    assert f'href="{URL}"' in page(as_, "/plans/2023-24/")
    assert f'href="{URL}#coverage"' in page(as_, "/plans/2023-24/partners/")


def test_another_day_is_refused_and_not_left_out(as_: As) -> None:
    for day in ("2024-07-11", "junk", "2024-07-11&at=2024-07-12"):
        assert as_("mo").get(f"{URL}?at={day}").status_code == 422
    assert as_("mo").get(f"{URL}?at=").status_code == 200


@pytest.mark.parametrize("address", ["charts/", "priorities/1/highlight/", "evidence/", "evidence.csv", "queries/",
                                     "questions/", "questions.csv", "partners/"])  # fmt: skip
def test_pages_that_are_of_today_alone_say_so(address: str, as_: As) -> None:
    answer = as_("mo").get(f"/plans/2023-24/{address}?show=all&at=2024-07-11")
    plain = as_("mo").get(f"/plans/2023-24/{address}?show=all")
    assert answer.status_code == (422 if plain.status_code == 200 else plain.status_code)
    answer = as_("mo").get(f"/plans/2023-24/{address}?at=2024-07-11")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "This page is shown as it is today" in text
    assert f'href="/plans/2023-24/{address}">This page as it is today' in text
    assert 'href="/plans/2023-24/?at=2024-07-11">The plan as at that day' in text
    assert as_("mo").get(f"/plans/none/{address}?at=2024-07-11").status_code == 404


def test_wrong_method_and_a_plan_that_is_not_there(as_: As) -> None:
    assert as_("mo").post(URL).status_code == 405
    assert as_("mo").get("/plans/none/charts/").status_code == 404


def test_as_many_queries_for_many_actions(grow: Grower, queries: Queries, clock_stands: Callable) -> None:
    for meeting in (JULY, SEPTEMBER):
        deadline = datetime.datetime.combine(meeting, datetime.time(12), datetime.UTC) - datetime.timedelta(days=7)
        add_cycle(by=grow.people.cora, now=deadline - datetime.timedelta(days=4), plan=grow.plan, meeting_on=meeting,
                  papers_due_at=deadline)  # fmt: skip
    clock_stands(NOW)
    priority = grow.priority(1)
    grow.told(grow.action(priority, ONE), ONE)
    few = queries("mo", "/plans/grown/charts/")
    for number in range(ONE + 1, MANY + 1):
        action = grow.action(priority, number)
        if number % 3:
            grow.told(action, number)
    assert_same(few, queries("mo", "/plans/grown/charts/"))
    assert len(few) <= 10
