"""The list of a plan's actions: filters, their chips, sorting, paging."""

import datetime
import re
import types
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Organisation
from accounts.services import change_person
from actions.models import Action, ActionDriver, Driver
from actions.services import edit_action, set_due_date, set_plan_state
from audit.recording import recording
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from tests.growing import Grower
from tests.hostile import HUGE, UNPRINTABLE, WORDS, encoded, often
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
LIST = "/plans/2023-24/actions/"
LAST_CYCLE = NOW - datetime.timedelta(days=60)
RISK = {"status": "at_risk", "reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}


def text(as_: As, query: str = "") -> str:
    response = as_("mo").get(LIST + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def listed(as_: As, query: str) -> list[str]:
    """The keys of the actions that the list shows, in its order."""
    return re.findall(rf'href="{LIST}([a-z0-9.-]+)/"', text(as_, query))


def chips(page: str) -> dict[str, str]:
    """Words and address of each filter in use."""
    found = re.findall(r'portal-chip" href="([^"]*)">([^<]+)<', page)
    return {words: href.replace("&amp;", "&") for href, words in found}


def test_everything_by_priority(as_: As) -> None:
    page = text(as_)
    assert page.count("portal-row-group") == 6
    links = [page.index(f'href="{LIST}{key}/"') for key in ("3f.i", "3f.v", "4a")]
    assert links == sorted(links)
    assert "No lead yet" in page
    assert "No date set" in page
    assert "34 actions and 5 sub-actions" in page
    assert chips(page) == {}


@pytest.fixture
def various(act: Act, people: types.SimpleNamespace) -> types.SimpleNamespace:
    """Actions that the filters tell apart, and the rows that the addresses name."""
    forum = Organisation.objects.get(sector="families")
    health = Organisation.objects.filter(sector="health").earliest("pk")
    edit_action(action=act("1a"), by=people.cora, now=NOW, due=PartialDate.month(2024, 8), reason="Agreed so")
    set_due_date(action=act("2a"), due=PartialDate.day(2024, 9, 20), by=people.cora, now=NOW, reason="Agreed so")
    give_update(act("1a"), people.olive, ask="help", ask_text="A room", headline="Twelve schools have joined.", **RISK)
    give_update(act("1b"), people.olive, status="complete", completed_on=NOW.date())
    give_update(act("3f"), people.olive, LAST_CYCLE)
    set_plan_state(action=act("1b"), state="closed", by=people.cora, now=NOW, reason="Agreed that it is complete")
    set_plan_state(
        action=act("2b"),
        state="paused",
        by=people.cora,
        now=NOW,
        reason="Agreed so",
        paused_until=PartialDate.year(2025),
    )
    edit_action(action=act("4a"), by=people.cora, now=NOW, planned_start=PartialDate.month(2024, 8))
    set_due_date(action=act("3f"), due=PartialDate.month(2025, 3), by=people.cora, now=NOW, reason="Vacant post")
    edit_action(action=act("5a"), organisations={forum: "lead"}, by=people.cora, now=NOW)
    edit_action(action=act("5b"), organisations={forum: "supporting"}, by=people.cora, now=NOW)
    with recording(by=people.cora, now=NOW):
        driver = Driver.objects.create(
            plan=ActionPlan.objects.get(), kind=Driver.Kind.STRATEGY, title="The health and wellbeing strategy"
        )
        ActionDriver.objects.create(action=act("6a"), driver=driver)
    return types.SimpleNamespace(forum=forum, health=health, driver=driver, people=people)


ONES = {
    "?show=overdue": ("overdue", {"1a"}),
    "?flag=overdue": ("Overdue", {"1a"}),
    "?flag=due-soon": ("Due soon", {"2a"}),
    "?flag=start-overdue": ("Start overdue", {"4a"}),
    "?flag=slipped": ("Slipped", {"3f"}),
    "?flag=carried-over": ("Carried over", {"3f"}),
    "?flag=asked": ("Asks the partnership", {"1a"}),
    "?show=asked": ("Asks the partnership", {"1a"}),
    "?flag=query": ("Open query", {"3f.v", "4c"}),
    "?show=paused": ("Paused", {"2b"}),
    "?state=paused": ("Paused", {"2b"}),
    "?show=closed": ("Closed", {"1b"}),
    "?show=updated": ("Updated in this cycle", {"1a", "1b"}),
    "?show=sub-actions": ("Sub-actions", {"3f.i", "3f.ii", "3f.iii", "3f.iv"}),
    "?status=at_risk": ("At risk", {"1a"}),
    "?status=complete": ("Complete", {"1b"}),
    "?status=at_risk&priority=2": ("Priority 2", set()),
    "?flag=overdue&flag=asked": ("Overdue", {"1a"}),
    "?flag=overdue&flag=slipped": ("Overdue", set()),
    "?q=SCHOOLS+twelve": ("“SCHOOLS twelve”", {"1a"}),
    "?q=3f%28ii%29": ("“3f(ii)”", {"3f.ii"}),
    "?q=3f.ii": ("“3f.ii”", {"3f.ii"}),
    "?q=12D": ("“12D”", {"3d"}),
    "?q=%25": ("“%”", set()),
    "?lead={people.otis.pk}": ("Lead: Otis Field", {"2a", "3f.i"}),
    "?organisation={forum.pk}": (None, {"5a", "5b"}),
    "?organisation={forum.pk}&part=lead": (None, {"5a"}),
    "?driver={driver.pk}": ("Driver: The health and wellbeing strategy", {"6a"}),
    "?status=none&state=proposed": ("Proposed", {"3f.v"}),
}


@pytest.mark.parametrize("query", ONES)
def test_filter_shows_just_those(query: str, various: types.SimpleNamespace, as_: As) -> None:
    words, keys = ONES[query]
    query = query.format_map(vars(various))
    assert set(listed(as_, query)) == keys
    used = chips(text(as_, query))
    assert used
    if words:
        assert words.lower() in {one.lower() for one in used}


# Of the longer lists, one action that is on it and one that is not.
WIDE = {
    "?show=no-lead": ("5a", "1a"), "?lead=none": ("5a", "1a"), "?show=no-date": ("5a", "1a"),
    "?show=in-plan": ("1b", "2b"), "?show=not-updated": ("3f", "1a"), "?show=owed": ("1a", "2b"),
    "?show=open": ("1a", "1b"), "?show=with-lead": ("1a", "5a"), "?show=with-date": ("1a", "5a"),
    "?show=in-progress": ("3f", "1b"), "?show=no-outcome": ("1a", "1b"), "?organisation=none": ("6a", "5a"),
    "?priority=1": ("1a", "2a"),
}  # fmt: skip


@pytest.mark.parametrize("query", WIDE)
def test_filter_that_lets_many_through(query: str, various: types.SimpleNamespace, as_: As) -> None:
    inside, outside = WIDE[query]
    keys = listed(as_, query)
    assert inside in keys
    assert outside not in keys


def test_a_lead_who_has_left_is_no_lead(as_: As, people: types.SimpleNamespace) -> None:
    change_person(person=people.olive, by=people.ada, now=NOW, reason="Left", is_active=False)
    assert "1a" in listed(as_, "?lead=none")
    assert "1a" in listed(as_, f"?lead={people.olive.pk}")


def test_no_lead_means_one_thing(act: Act, people: types.SimpleNamespace, as_: As) -> None:
    """Whichever filter asks for it: open, and nobody who is there leads it."""
    set_plan_state(action=act("5a"), state="withdrawn", by=people.cora, now=NOW, reason="Agreed so")
    change_person(person=people.otis, by=people.ada, now=NOW, reason="Left", is_active=False)
    flagged = listed(as_, "?flag=no-lead")
    assert listed(as_, "?lead=none") == flagged
    assert "2a" in flagged
    assert "5a" not in flagged
    assert "3f.v" not in flagged, "it is proposed"


def test_each_chip_takes_its_filter_away(various: types.SimpleNamespace, as_: As) -> None:
    page = text(as_, "?status=at_risk&priority=1&flag=overdue&flag=asked&q=schools&sort=due")
    found = chips(page)
    assert set(found) == {"“schools”", "Priority 1", "At risk", "Overdue", "Asks the partnership"}
    assert found["Overdue"] == LIST + "?q=schools&priority=1&status=at_risk&sort=due&flag=asked"
    assert found["Priority 1"] == LIST + "?q=schools&status=at_risk&sort=due&flag=overdue&flag=asked"
    assert "Remove all filters" in page
    for address in found.values():
        assert as_("mo").get(address).status_code == 200


def test_the_form_keeps_what_was_chosen(various: types.SimpleNamespace, as_: As) -> None:
    page = text(as_, "?q=schools&priority=1&flag=overdue&sort=due&show=asked")
    assert 'value="schools"' in page
    assert re.search(r'<option value="1" selected>1\. ', page)
    assert re.search(r'<option value="due" selected>', page)
    for flag in ("overdue", "asked"):
        assert re.search(rf'value="{flag}" checked', page)
    assert "More filters (2 in use)" in page
    assert "in use)" not in text(as_, "?priority=1&sort=due")


@pytest.mark.parametrize(
    ("sort", "first"), [("due", ["1a", "2a"]), ("status", ["1a", "3f", "1b"]), ("updated", ["1a", "1b", "3f"])]
)
def test_sorting(sort: str, first: list[str], various: types.SimpleNamespace, as_: As) -> None:
    keys = listed(as_, f"?sort={sort}")
    assert keys[: len(first)] == first
    assert sorted(keys) == sorted(listed(as_, ""))
    assert "portal-row-group" not in text(as_, f"?sort={sort}")


def test_pages_hold_the_filter(grow: Grower, as_: As) -> None:
    priority = grow.priority(1)
    for number in range(1, 62):
        grow.action(priority, number)
    assert "15 actions" in as_("mo").get("/plans/grown/actions/?flag=no-lead&sort=due").content.decode()
    page = as_("mo").get("/plans/grown/actions/?priority=1&sort=due").content.decode()
    assert 'href="?priority=1&amp;sort=due&amp;page=2"' in page
    second = as_("mo").get("/plans/grown/actions/?priority=1&sort=due&page=2").content.decode()
    shown = re.findall(r'href="/plans/grown/actions/(1\.\d+)/"', page + second)
    assert len(shown) == len(set(shown)) == 61
    assert as_("mo").get("/plans/grown/actions/?priority=1&page=3").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "?status=purple", "?show=x", "?priority=99", "?priority=x", "?page=0", "?page=9", "?lead=99999", "?lead=x",
        "?organisation=99999", "?organisation=%00", "?driver=1", "?part=x", "?sort=title", "?flag=x", "?state=none",
        "?flag=overdue&flag=x", f"?lead={HUGE}",
    ],
)  # fmt: skip
def test_wrong_filter_is_not_found(query: str, as_: As) -> None:
    for address in (LIST, "/plans/2023-24/actions.csv"):
        if "page" not in query or address == LIST:
            assert as_("mo").get(address + query).status_code == 404


@pytest.mark.parametrize("words", [*(t for t in UNPRINTABLE if t != "a\u202eb"), "x" * 101, "é" * 5000], ids=ascii)
def test_what_cannot_be_looked_for_meets_a_message(words: str, as_: As) -> None:
    response = as_("mo").get(LIST + "?" + urlencode({"q": words, "priority": "1"}))
    assert response.status_code == 422
    page = response.content.decode()
    assert "There is a problem" in page
    assert "What you are looking for " in page
    assert "0 actions" in page
    assert "Download" not in page
    assert as_("mo").get("/plans/2023-24/actions.csv?" + urlencode({"q": words})).status_code == 422


NAMES = ("q", "priority", "status", "state", "lead", "organisation", "part", "driver", "show", "sort", "flag", "page")


@often
@given(fields=st.dictionaries(st.sampled_from(NAMES), WORDS, max_size=5))
def test_whatever_stands_in_the_address(fields: dict[str, str], as_: As) -> None:
    client, query = as_("mo"), encoded(fields)
    assert client.get(f"{LIST}?{query}").status_code in (200, 404, 422)
    assert client.get(f"/plans/2023-24/actions.csv?{query}").status_code in (200, 404, 422)


@often
@given(words=WORDS)
def test_whatever_is_looked_for(words: str, as_: As) -> None:
    client = as_("mo")
    assert client.get(f"{LIST}?{encoded({'q': words})}").status_code in (200, 422)
    assert client.get(f"/plans/2023-24/actions.csv?{encoded({'q': words})}").status_code in (200, 422)
