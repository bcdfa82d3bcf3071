"""The highlight report of a priority: what it tells, what it counts when there is no room, what it costs."""

import datetime
import re
import types
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.services import change_person
from actions.account import Account
from actions.models import Action
from actions.pages.highlight import LINES, Point, Section, Text, ended, fitted, highlight_report, shortened
from actions.services import add_milestone, edit_action, set_due_date, submit_progress
from priorities.models import Priority
from priorities.partial_date import PartialDate
from priorities.services import give_judgement
from tests.actions.reading import texts
from tests.growing import MANY, ONE, RISK, Grower, Queries, assert_same
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
URL = "/plans/2023-24/priorities/1/highlight/"
BEFORE = NOW - datetime.timedelta(days=60)


@pytest.fixture
def priority(act: Act) -> Priority:
    return act("1a").priority


def section(priority: Priority, name: str) -> Section:
    return next(one for one in highlight_report(priority, NOW).sections if one.name == name)


def said(priority: Priority, name: str) -> list[str]:
    """The section's points as "1a words"."""
    return [f"{point.action.reference} {point.text.words}" for point in section(priority, name).points]


def test_tells_of_everything(as_: As, act: Act, people: types.SimpleNamespace, priority: Priority) -> None:
    give_judgement(priority=priority, by=people.sara, now=NOW, status="at_risk", reason="Late, and on its way.")
    give_update(act("1a"), people.olive, headline="It has begun.", difference_made="Families wait less.",
                next_steps="Two more schools.", status="at_risk", ask="help", ask_text="A hall", **RISK)  # fmt: skip
    page = texts(as_("mo").get(URL))
    for words in (
        "Late, and on its way.", "It has begun.", "Families wait less.", "Two more schools.", "Help asked: A hall.",
        "A post is vacant. Being done: It is advertised.", "1 of 3 updates", "As at 4 September 2024, 9am",
        "for the meeting of 12 September 2024", "since 12 July",
    ):  # fmt: skip
        assert words in page, words


def test_names_posts_and_no_persons(as_: As, act: Act, people: types.SimpleNamespace, priority: Priority) -> None:
    edit_action(action=act("1a"), by=people.cora, now=NOW, deputy=people.pat, reason="So")
    give_judgement(priority=priority, by=people.sara, now=NOW, status="at_risk", reason="Late.")
    give_update(act("1a"), people.olive, status="at_risk", **RISK)
    page = texts(as_("mo").get(URL)).partition("<main")[2].partition("</main>")[0]
    assert "Stockton-on-Tees Borough Council" in page
    for name in ("Olive", "Sara", "Pat"):
        assert name not in page


def test_done_is_what_came_since_the_cycle_began(act: Act, people: types.SimpleNamespace, priority: Priority) -> None:
    for title in ("Early", "Pilot"):
        add_milestone(action=act("1a"), by=people.cora, now=BEFORE, title=title, due=PartialDate.month(2024, 12))
    early, pilot = act("1a").milestones.order_by("pk")
    give_update(act("1a"), people.olive, BEFORE, headline="Old.", milestones_met={early.pk: BEFORE.date()})
    give_update(act("1b"), people.olive, headline="Complete now.", status="complete", completed_on=NOW.date())
    assert said(priority, "done") == ["1b Complete now."]
    give_update(act("1a"), people.olive, headline="New.", milestones_met={pilot.pk: NOW.date()})
    assert said(priority, "done") == ["1b Complete now.", "1a New. Milestone met: Pilot."]


def test_a_corrected_update_is_not_told(act: Act, people: types.SimpleNamespace, priority: Priority) -> None:
    wrong = give_update(act("1a"), people.olive, headline="Wrong.", difference_made="Families wait less.")
    submit_progress(
        action=act("1a"), by=people.olive, now=NOW, submission=uuid.uuid4(), corrects=wrong.pk,
        account=Account(status="on_track", headline="Right."),
    )  # fmt: skip
    assert said(priority, "done") == ["1a Right."]
    assert said(priority, "difference") == []


def test_a_difference_comes_with_its_figure(act: Act, people: types.SimpleNamespace, priority: Priority) -> None:
    figure = {"figure_what": "Weeks", "figure_is": "4", "figure_source": "Case system"}
    give_update(act("1a"), people.olive, difference_made="Families wait less.", figure_was="9",
                figure_was_on=datetime.date(2024, 6, 3), **figure)  # fmt: skip
    give_update(act("1b"), people.olive, **figure)
    assert said(priority, "difference") == [
        "1a Families wait less. Weeks: 9 (3 June 2024) to 4. Source: Case system.",
        "1b Weeks: 4. Source: Case system.",
    ]


def test_without_a_next_meeting_it_tells_since_the_last(
    as_: As, act: Act, people: types.SimpleNamespace, clock_stands: Callable[[datetime.datetime], None]
) -> None:
    clock_stands(NOW + datetime.timedelta(days=90))
    give_update(act("1a"), people.olive, NOW + datetime.timedelta(days=80), headline="It goes on.")
    page = texts(as_("mo").get(URL))
    assert "since 15 November" in page
    assert "It goes on." in page
    assert "for the meeting of" not in page.partition("<main")[2]


def test_next_is_in_the_order_of_dates(act: Act, people: types.SimpleNamespace, priority: Priority) -> None:
    due = PartialDate.day(2024, 9, 20)
    set_due_date(action=act("1b"), due=due, by=people.cora, now=NOW, reason="Agreed so")
    add_milestone(action=act("1a"), by=people.cora, now=NOW, title="Pilot", due=PartialDate.month(2024, 10))
    add_milestone(action=act("1a"), by=people.cora, now=NOW, title="Past", due=PartialDate.month(2024, 7))
    assert said(priority, "next") == ["1b Due 20 September 2024.", "1a October 2024: Pilot."]


def test_risks_are_red_first_then_late(act: Act, people: types.SimpleNamespace, priority: Priority) -> None:
    give_update(act("1a"), people.olive, BEFORE, status="at_risk", **RISK)
    give_update(act("1b"), people.olive, status="off_track", **RISK)
    set_due_date(action=act("1c"), due=PartialDate.day(2024, 9, 1), by=people.cora, now=NOW)
    points = section(priority, "risks").points
    assert [point.action.reference for point in points] == ["1b", "1a", "1c"]
    assert "as last reported on 6 July 2024" in points[1].note
    assert [flag.text for flag in points[2].flags] == ["Overdue by 3 days"]


def test_says_what_is_not_there(as_: As) -> None:
    page = texts(as_("mo").get("/plans/2023-24/priorities/7/highlight/"))
    for words in ("has not given one", "No actions yet.", "Nothing is asked of the partnership.", "none named"):
        assert words in page


def test_a_long_text_says_where_it_goes_on(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, status="at_risk", **RISK | {"reason": "Too long to print. " * 100})
    page = texts(as_("mo").get(URL))
    assert "…" in page
    assert 'href="/plans/2023-24/actions/1a/">More in 1a</a>' in page
    assert shortened("One  two\nthree") == Text("One two three", False)
    assert shortened("One two three", 9) == Text("One two …", True)


def test_each_part_ends_with_a_stop(act: Act, people: types.SimpleNamespace, priority: Priority) -> None:
    risk = {"reason": "A post is vacant", "recovery": "It is advertised", "consequence": "Delay"}
    give_update(act("1a"), people.olive, headline="Begun", status="at_risk", next_steps="Two schools", **risk)
    assert said(priority, "done") == ["1a Begun."]
    assert said(priority, "next") == ["1a Two schools."]
    assert said(priority, "risks") == ["1a A post is vacant. Being done: It is advertised."]
    assert [ended(text) for text in ("", "So!", "“So.”", "(so) ")] == ["", "So!", "“So.”", "(so)."]


def test_a_long_difference_leaves_its_figure_whole(
    act: Act, people: types.SimpleNamespace, priority: Priority
) -> None:
    give_update(act("1a"), people.olive, difference_made="Families wait less. " * 40, figure_what="Weeks",
                figure_is="4", figure_source="Case system")  # fmt: skip
    [point] = section(priority, "difference").points
    assert point.text.is_cut
    assert point.text.words.endswith("… Weeks: 4. Source: Case system.")


def test_a_lead_who_has_left_is_no_lead_in_the_same_words(
    as_: As, act: Act, people: types.SimpleNamespace, priority: Priority
) -> None:
    give_update(act("1a"), people.olive, BEFORE, status="at_risk", **RISK)
    change_person(person=people.olive, by=people.ada, now=NOW, reason="Retired", is_active=False)
    page = texts(as_("mo").get(URL)).partition("<main")[2]
    assert re.search(r"no lead: the last one has left \d", page)
    assert "(no lead: the last one has left, as last reported on" in page
    assert "Olive" not in page
    mine = texts(as_("sara").get("/accountable/"))
    assert "No lead: the last one has left (" in mine
    assert "No lead: Olive Marsh has left." in mine


def test_the_counts_lead_to_their_lists(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, status="complete", completed_on=NOW.date())
    page = texts(as_("mo").get(URL))
    assert 'href="/plans/2023-24/actions/?status=complete&amp;priority=1">1</a> of <a' in page
    assert 'href="/plans/2023-24/actions/?show=in-plan&amp;priority=1">3 actions</a> complete' in page


def points(action: Action, number: int) -> list[Point]:
    return [Point(action, Text("x" * 120, False)) for _ in range(number)]


def test_what_does_not_fit_is_counted(act: Act) -> None:
    names = ("done", "difference", "next", "risks", "asks")
    full = fitted([Section(name, name, points(act("1a"), MANY), "/", "") for name in names])
    assert sum(len(one.points) * 2 + 1 for one in full) <= LINES
    assert all(len(one.points) + len(one.left) == MANY and one.points for one in full)
    alone = fitted([Section(name, name, points(act("1a"), 13 if name == "next" else 0), "/", "") for name in names])
    assert not any(one.left for one in alone), "what the others do not need is there for one"


ADDRESSES = ("/plans/grown/priorities/1/", "/plans/grown/priorities/1/highlight/")


def test_costs_the_same_for_one_action_and_many(grow: Grower, queries: Queries, as_: As) -> None:
    priority = grow.priority(1)

    def add(number: int) -> None:
        grow.told(grow.action(priority, number), number, **RISK | {"status": "at_risk"})
        by = {"by": grow.people.sara, "now": grow.by["now"]}
        give_judgement(**by, priority=priority, status="at_risk", reason=f"Reason {number}")

    add(ONE)
    few = {address: queries("sara", address) for address in ADDRESSES}
    for number in range(ONE + 1, MANY + 1):
        add(number)
    for address in ADDRESSES:
        assert_same(few[address], queries("sara", address))
    assert re.search(r'href="/plans/grown/priorities/1/">And \d+ more: [^<,]+, ', texts(as_("mo").get(ADDRESSES[1])))


@pytest.mark.parametrize("number", ["0", "99", "9" * 40])
def test_no_such_priority(number: str, as_: As) -> None:
    assert as_("mo").get(f"/plans/2023-24/priorities/{number}/highlight/").status_code == 404
    assert as_("sara").get(f"/plans/2023-24/priorities/{number}/judgement/").status_code == 404
