"""What changed between two moments: what the page tells, and its filters."""

import datetime
import re
import types
from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from actions.models import Action
from actions.services import edit_action, watch
from governance.models import Body, Meeting
from governance.services.meetings import cancel_meeting
from tests.actions.reading import texts, words
from tests.governance.changing import AUGUST, FILE, PAGE, change_much, file_lines, section, section_of
from tests.governance.composing import partnership
from tests.governance.deciding import SLUG, decide, held
from tests.governance.meeting_days import at, planned
from tests.growing import MANY, ONE, Grower, Queries, assert_same
from tests.hostile import HUGE, WORDS, encoded, often
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
NAMES = ["since", "until", "since_on_0", "since_on_1", "since_on_2", "kind", "priority", "organisation", "watched",
         "page", "part", "else"]  # fmt: skip


@pytest.fixture
def body(people: People) -> Body:
    return partnership()


@pytest.fixture
def met(body: Body) -> Meeting:
    return held(body, starts_at=at("2024-07-11", "14:00"))


@pytest.fixture
def changed(met: Meeting, act: Act, people: People) -> None:
    change_much(met, act, people)


def ids(page: str) -> list[str]:
    return re.findall(r'<h2[^>]* id="([a-z-]+)"', page.partition("<main")[2])


def test_what_changed_since_the_last_meeting(as_: As, changed: None) -> None:
    answer = as_("mo").get(PAGE)
    page = answer.content.decode()
    assert "<title>What changed since the meeting of 11 July 2024, until now" in page
    order = [one for one in ids(page) if one not in ("contents", "read", "govuk-notification-banner-title")]
    assert order == ["difference", "worse", "asked", "same", "dates", "places", "decided", "not-updated", "other",
                     "no-net", "recorded"]  # fmt: skip
    for one in order:
        assert f'href="#{one}"' in page
    worse = section(page, "worse")
    assert "Got worse (1)" in worse
    assert re.search(
        "1a .*From On track → to At risk .*A post is vacant. Olive Marsh, lead of 1a, 1 August 2024", worse
    )
    assert 'href="/plans/2023-24/actions/1a/history/"' in page
    assert "Families wait less." in section(page, "difference")
    assert "A contact in health" in section(page, "asked")
    assert re.search("31 December 2024 → to 31 March 2025 .*More schools join", section(page, "dates"))
    assert re.search("2b .*Withdrawn .*Done elsewhere", section(page, "places"))
    assert "Other words" in section(page, "no-net")
    assert "Other words" in section(page + "<h2", "recorded")


def test_the_short_address_keeps_the_query(as_: As, met: Meeting) -> None:
    answer = as_("mo").get(f"/changes/?since={SLUG}&kind=worse")
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?since={SLUG}&kind=worse")


QUIET = "since=2024-07-20&until=2024-08-20"


def test_nothing_changed(as_: As, met: Meeting) -> None:
    page = texts(as_("mo").get(f"{PAGE}?{QUIET}"))
    assert "What changed since the beginning of 20 July 2024, until the end of 20 August 2024" in page
    assert "Nothing changed in this time." in page
    assert "No change was recorded in this time." in page
    assert "Nothing of what you chose changed" in texts(as_("mo").get(f"{PAGE}?{QUIET}&kind=worse"))


def test_only_what_came_back(as_: As, met: Meeting, act: Act, people: People) -> None:
    for title in ("Other words", act("4c").title):
        edit_action(action=act("4c"), by=people.cora, now=AUGUST, reason="A slip", title=title)
    assert "what changed has changed back" in texts(as_("mo").get(f"{PAGE}?{QUIET}"))


def test_everything_changed(as_: As, grow: Grower) -> None:
    told = "Every action of the plan changed or had an update in this time."
    priority = grow.priority(1)
    action, other = grow.action(priority, 1), grow.action(priority, 2)
    give_update(action, grow.people.mo, AUGUST)
    assert told not in texts(as_("mo").get("/plans/grown/changes/?since=2024-07-20"))
    give_update(other, grow.people.pat, AUGUST)
    assert told in texts(as_("mo").get("/plans/grown/changes/?since=2024-07-20"))


def test_what_cannot_be_compared_offers_what_can(as_: As, met: Meeting, people: People) -> None:
    coming = planned(people.cora)
    cancel_meeting(by=people.cora, now=NOW, meeting=coming, reason="Snow")
    for address in (PAGE, FILE):
        answer = as_("mo").get(f"{address}?since={coming.slug}&priority=1")
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "The meeting of 16 January 2025 was cancelled" in page
        assert f'href="{PAGE}?since={SLUG}&amp;priority=1"' in page
        assert "I have read this" not in page


def test_a_day_that_is_typed_becomes_a_short_address(as_: As, met: Meeting) -> None:
    typed = {"since_on_0": "13", "since_on_1": "July", "since_on_2": "2024", "kind": "worse"}
    answer = as_("mo").get(PAGE, typed)
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?since=2024-07-13&kind=worse")
    page = as_("mo").get(answer["Location"]).content.decode()
    assert '<option value="2024-07-13" selected>Beginning of 13 July 2024' in page
    assert "Or from the beginning of a day" in page
    wrong = as_("mo").get(PAGE, typed | {"since_on_1": "Nonember"})
    assert (wrong.status_code, "The day to begin with must be a real date" in texts(wrong)) == (422, True)


@pytest.mark.parametrize(("name", "usual"), [("since", "Last meeting held"), ("until", "Now")])
def test_a_moment_is_chosen_or_typed(name: str, usual: str, as_: As, met: Meeting) -> None:
    both = {name: SLUG, f"{name}_on_0": "13", f"{name}_on_1": "July", f"{name}_on_2": "2024"}
    for address in (PAGE, FILE):
        answer = as_("mo").get(address, both)
        assert answer.status_code == 422
        assert f"Give one moment: leave the day empty, or choose “{usual}” in the list before it" in texts(answer)


FILTERS = {
    "kind=worse": {"1a"},
    "kind=difference": {"1b"},
    "priority=2": {"2a", "2b"},
    "priority=2&kind=asked": {"2a"},
    "watched=yes": {"1a", "1b"},
}


@pytest.mark.parametrize("query", FILTERS)
def test_filters_narrow_page_and_file(query: str, as_: As, act: Act, people: People, changed: None) -> None:
    watch(by=people.mo, priority=act("1a").priority)
    watch(by=people.pat, action=act("2a"))
    client = as_("mo")
    page = client.get(f"{PAGE}?{query}")
    assert set(re.findall(r'<span class="portal-ref">(.*?)</span>', page.content.decode())) == FILTERS[query]
    assert "Only some changes are shown" in texts(page)
    assert f'href="{FILE}?{query.replace("&", "&amp;")}"' in page.content.decode() or "&" in query
    assert {row["Reference"] for row in file_lines(client.get(f"{FILE}?{query}"))} - {""} == FILTERS[query]


WRONG = ("page=0", "page=9", "page=x", f"page={HUGE}", "part=0", "part=%00", "part=2",
         "kind=worse&part=50", "kind=completed&part=2", "kind=not-updated&part=2", "kind=worse&page=2",
         "since=read&since=read", "kind=worse&kind=better")  # fmt: skip


@pytest.mark.parametrize("query", WRONG)
def test_a_page_that_there_is_not_is_not_found(query: str, as_: As, changed: None) -> None:
    assert as_("mo").get(f"{PAGE}?{query}").status_code == 404


@pytest.mark.parametrize("query", ["kind=glorious", "priority=8", "priority=x", f"priority={HUGE}",
                                   "organisation=424242", "watched=no", "kind=%00"])  # fmt: skip
def test_a_filter_that_no_list_has_is_named(query: str, as_: As, changed: None) -> None:
    field = query.partition("=")[0]
    words = f"{'Kind of change' if field == 'kind' else field.capitalize()}: there is none like this. Choose one"
    for address in (PAGE, FILE):
        answer = as_("mo").get(f"{address}?{query}")
        assert answer.status_code == 422
        assert f'<a href="#id_{field}">{words} from the list</a>' in texts(answer)


def test_who_watches_nothing_is_told_so(as_: As, changed: None) -> None:
    assert "You do not watch anything yet." in texts(as_("otis").get(f"{PAGE}?watched=yes"))
    assert "You do not watch anything yet." not in texts(as_("otis").get(PAGE))


def test_an_empty_page_is_the_first(as_: As, changed: None) -> None:
    assert as_("mo").get(f"{PAGE}?page=&part=").status_code == 200


@pytest.mark.parametrize("query", ["since=junk", "since=%00", "until=9999-12-31", "since=0000-00-00", f"since={HUGE}",
                                   "since=%F0%9F%98%80", "until=read", "since_on_0=1",
                                   "since=" + "x" * 3000])  # fmt: skip
def test_moments_that_there_are_not(query: str, as_: As, met: Meeting) -> None:
    for address in (PAGE, FILE):
        answer = as_("mo").get(f"{address}?{query}")
        assert (answer.status_code, "There is a problem" in texts(answer)) == (422, True)


@often
@given(asked=st.dictionaries(st.sampled_from(NAMES), WORDS, max_size=4))
def test_whatever_is_asked(asked: dict[str, object], as_: As, met: Meeting) -> None:
    for address in (PAGE, FILE):
        answer = as_("mo").get(f"{address}?{encoded(asked)}")
        assert answer.status_code in (200, 302, 404, 422)
        assert b"<b>" not in b"".join(answer)


def test_an_exempt_decision_is_not_told(as_: As, met: Meeting) -> None:
    decide(met, 2, "Buy the Moon.")
    for who, is_told in (("cora", True), ("ian", False)):
        for address in (PAGE, FILE):
            answer = as_(who).get(address)
            page = b"".join(answer).decode()
            assert ("Moon" in page or "A contract" in page) == is_told, (who, address)


def test_ways_to_it(as_: As, body: Body, met: Meeting, people: People) -> None:
    client = as_("mo")
    plan = client.get("/plans/2023-24/").content.decode()
    assert re.search(f'href="{PAGE}">What changed since the meeting of 11 July 2024<', plan)
    assert 'href="/changes/"' in plan
    coming, page = planned(people.cora), client.get(met.get_absolute_url()).content.decode()
    assert f'href="/changes/?until={SLUG}">What changed since the plan was recorded, until this meeting<' in page
    assert f'href="/changes/?since={SLUG}">What changed since this meeting<' in page
    page = client.get(coming.get_absolute_url()).content.decode()
    assert f'href="/changes/?until={coming.slug}">What changed since the meeting of 11 July 2024<' in page
    assert client.get(f"{PAGE}?until={coming.slug}").status_code == 200
    cancel_meeting(by=people.cora, now=NOW, meeting=coming, reason="Snow")
    assert "/changes/?" not in client.get(coming.get_absolute_url()).content.decode()


def test_without_a_meeting_it_compares_with_the_plan_as_recorded(as_: As) -> None:
    assert "What changed since the plan was recorded<" in as_("mo").get("/plans/2023-24/").content.decode()
    assert "No meeting has been held yet" in words(as_("mo").get(PAGE))


def test_the_page_asks_as_often_for_many(grow: Grower, queries: Queries, met: Meeting) -> None:
    def add(number: int) -> None:
        action = grow.action(grow.priority(number), number)
        grow.told(action, number)
        grow.told(action, number + 1)
        held(met.body, datetime.date(2023, 9, number % 28 + 1) + datetime.timedelta(days=31 * (number // 28)))

    grow.time = at("2024-07-20", "09:00")
    for number in range(ONE, 13):
        add(number)
    address = "/plans/grown/changes/?since=2024-07-13"
    few = {one: queries("mo", one) for one in (address, address.replace("/?", ".csv?"))}
    for number in range(13, MANY + 1):
        add(number)
    for one in few:
        assert_same(few[one], queries("mo", one))


@pytest.mark.parametrize("query", ["", "?until=2024-08-20", f"?until={SLUG}", "?until=2024-08-20&priority=1"])
def test_what_is_not_updated_leads_to_its_list(query: str, as_: As, met: Meeting) -> None:
    client = as_("mo")
    told = section_of(client.get(PAGE + query).content.decode(), "not-updated")
    assert query or re.search(r"Not updated \(\d+ and 4 sub-actions\)</h2>", told)
    found = re.findall(r'href="(/plans/2023-24/actions/\?[^"]*)">([^<]+)', told)
    assert found
    for address, number in found:
        listed = client.get(address.replace("&amp;", "&")).content.decode()
        assert listed.count('class="portal-ref"') == sum(map(int, re.findall(r"\d+", number)))
    assert ("Updates that are owed and have not come" in told) == (not query)
    assert ("Updates that were owed and had not come by then" in told) == bool(query)


def test_no_list_has_what_is_watched(as_: As, met: Meeting, act: Act, people: People) -> None:
    watch(by=people.mo, action=act("1a"))
    told = section_of(as_("mo").get(f"{PAGE}?watched=yes").content.decode(), "not-updated")
    assert ("Not updated (1)" in told, "<a " in told) == (True, False)
