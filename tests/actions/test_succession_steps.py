"""The steps from one plan to the next: start the next plan, close this one, make the other current."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from actions.services import ask_source_query, propose_due_date, save_draft, watch
from actions.services.succession import may_follow, name_successor
from audit.recording import Refused
from governance.models import BoardReport, MeetingCycle
from governance.services.succession import begin_plan
from priorities.models import ActionPlan, Priority
from priorities.partial_date import PartialDate
from priorities.services import add_plan, edit_plan
from tests.actions.questions import ask
from tests.actions.reading import texts, words
from tests.actions.succeeding import (
    NEXT,
    PLAN,
    SUCCESSION,
    carried,
    closed,
    ended,
    ended_all,
    new,
    old,
    plan,
    successor_of,
)
from tests.governance.meeting_days import planned
from tests.governance.reporting import start
from tests.world import NOW

As = Callable[[str], Client]
People = types.SimpleNamespace
START, CLOSE, CURRENT = SUCCESSION + "start/", SUCCESSION + "close/", SUCCESSION + "current/"
CHOOSE = SUCCESSION + "choose/"
STEPS = (SUCCESSION, START, CHOOSE, CLOSE, CURRENT)


@pytest.fixture
def following(people: People) -> ActionPlan:
    return successor_of(plan(), people.cora)


def typed(**said: Any) -> dict[str, Any]:
    kept = list(plan().priorities.values_list("pk", flat=True))
    return {
        "title": "Inclusion plan", "slug": "2025-28", "local_area": "Stockton-on-Tees", "ends_2": "2028", "kept": kept,
        **said,
    }  # fmt: skip


def test_the_whole_way(as_: As, people: People) -> None:
    client = as_("cora")
    assert "Start the next plan</a>" in texts(client.get(SUCCESSION))
    answer = client.post(START, typed())
    assert (answer.status_code, answer["Location"]) == (302, SUCCESSION)
    page = words(client.get(SUCCESSION))
    assert "Inclusion plan has been started as a draft" in page
    assert "No outcome yet: 34 actions and 4 sub-actions, agreed or paused." in page
    carried("1a", people.cora)
    ended_all(plan(), people.cora)
    page = words(client.get(SUCCESSION))
    assert "Carried to the next plan: 1 action" in page
    assert "Dropped: 33 actions and 5 sub-actions" in page
    answer = client.post(CLOSE, {"reason": "Its period is over", "revision": plan().revision})
    assert (answer.status_code, answer["Location"]) == (302, SUCCESSION)
    assert plan().history.first().history_change_reason == "Its period is over"
    assert plan().history.first().actor_name == "Cora Vale"
    made = plan().successor  # type: ignore[attr-defined]
    assert client.post(CURRENT, {"revision": made.revision}).status_code == 302
    assert "All four steps are done." in words(client.get(SUCCESSION))
    assert (plan().status, plan().successor.status) == ("closed", "current")  # type: ignore[attr-defined]
    assert client.get("/")["Location"] == NEXT


def test_what_is_kept_is_copied(as_: As, people: People) -> None:
    kept = [plan().priorities.get(number=number).pk for number in (2, 3)]
    as_("cora").post(START, typed(kept=kept))
    assert [one.number for one in Priority.objects.filter(plan__slug="2025-28")] == [2, 3]
    assert str(ActionPlan.objects.get(slug="2025-28").ends) == "2028"


def test_the_form_opens_with_what_is_likely(as_: As, people: People) -> None:
    page = texts(as_("cora").get(START))
    assert 'value="Local Inclusion Plan"' in page
    assert page.count(" checked") == plan().priorities.count()


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"slug": "2023-24"}, "The address /plans/2023-24/ is taken"),
        ({"slug": "No!"}, "Enter lower case letters"),
        ({"title": ""}, "Enter the title"),
        ({"kept": ["999999"]}, "Select one of these options"),
        ({"kept": ["\x00"]}, "Select one of these options"),
        ({"starts_2": "2030"}, "The plan ends before it begins"),
        ({"title": "\u202etitle"}, "contains a character that cannot be shown"),
    ],
)
def test_a_wrong_start_changes_nothing(said: dict[str, Any], message: str, as_: As, people: People) -> None:
    answer = as_("cora").post(START, typed(**said))
    assert answer.status_code == 422
    assert message in texts(answer)
    assert ActionPlan.objects.count() == 1


def test_a_second_start_makes_no_second_plan(as_: As, people: People) -> None:
    client = as_("cora")
    assert [client.post(START, typed()).status_code for _ in range(2)] == [302, 302]
    again = client.post(START, typed(slug="another"))
    assert again.status_code == 422
    assert "Inclusion plan already follows" in texts(again)
    assert client.get(START)["Location"] == SUCCESSION
    assert ActionPlan.objects.count() == 2


def test_closing_needs_a_reason(as_: As, people: People) -> None:
    ended_all(plan(), people.cora)
    assert "It cannot be closed yet" not in words(as_("cora").get(CLOSE))
    answer = as_("cora").post(CLOSE, {"reason": "", "revision": plan().revision})
    assert (answer.status_code, plan().status) == (422, "current")
    assert "Enter why it is closed" in words(answer)


def test_a_draft_is_not_closed_but_given_up(as_: As, following: ActionPlan, people: People) -> None:
    client, address = as_("cora"), NEXT + "succession/"
    assert "still a draft, so there is nothing to close" in words(client.get(address))
    assert client.get(address + "close/")["Location"] == address
    answer = client.post(address + "close/", {"reason": "So", "revision": following.revision})
    assert answer.status_code == 422
    assert "Inclusion plan is a draft, so there is nothing to close" in words(answer)
    assert ActionPlan.objects.get(slug="2025-28").status == "draft"


def test_a_draft_that_was_given_up_was_never_current(as_: As, following: ActionPlan, people: People) -> None:
    said = {"plan": following, "by": people.cora, "now": NOW}
    edit_plan(status="closed", reason="Given up", **said)
    closed(plan(), people.cora)
    page = words(as_("cora").get(SUCCESSION))
    assert "It was given up as a draft, and is closed." in page
    assert "All four steps are done." not in page
    edit_plan(status="current", reason="Taken up again", **said)
    edit_plan(status="closed", reason="Over", **said)
    page = words(as_("cora").get(SUCCESSION))
    assert "It was current, and is closed by now." in page
    assert "All four steps are done." in page


def test_it_lists_the_actions_that_lack_one(as_: As, people: People) -> None:
    ended("1a", people.cora, "dropped", reason="Not needed")
    assert "It cannot be closed yet. 33 actions and 4 sub-actions" in words(as_("cora").get(CLOSE))
    for page, fields in (
        (CLOSE, {"reason": "Over", "revision": plan().revision}),
        (PLAN + "edit/", edited(status="closed", reason="Over")),
    ):
        answer = as_("cora").post(page, fields)
        assert answer.status_code == 422, page
        assert "Still open: 1b, 1c, 2a, 2b" in words(answer), page
    assert plan().status == "current"


def edited(**said: Any) -> dict[str, Any]:
    names = ("title", "local_area", "status", "first_level", "first_level_plural", "predecessor_title",
             "successor_title", "vision", "vision_source", "principles", "revision")  # fmt: skip
    ends = {"ends_0": "", "ends_1": "9", "ends_2": "2024"}
    return {name: getattr(plan(), name) for name in names} | ends | said


def test_closing_on_an_old_page_says_what_changed(as_: As, people: People) -> None:
    ended_all(plan(), people.cora)
    seen = plan().revision
    edit_plan(plan=plan(), by=people.cora, now=NOW, title="Other", reason="Clearer")
    answer = as_("cora").post(CLOSE, {"reason": "Over", "revision": seen})
    assert (answer.status_code, plan().status) == (409, "current")
    assert "Clearer" in words(answer)


def test_closing_twice_is_closing_once(as_: As, people: People) -> None:
    ended_all(plan(), people.cora)
    client = as_("cora")
    fields = {"reason": "Over", "revision": plan().revision}
    assert [client.post(CLOSE, fields).status_code for _ in range(2)] == [302, 302]
    assert client.get(CLOSE)["Location"] == SUCCESSION
    assert plan().history.filter(status="closed").count() == 1


def test_what_still_hangs_on_it_is_said_first(as_: As, people: People) -> None:
    save_draft(action=old("1a"), by=people.olive, now=NOW, fields={}, revision=1)
    propose_due_date(action=old("1a"), due=PartialDate.month(2025, 3), reason="Vacant", by=people.olive, now=NOW)
    ask("1a", people.ian)
    ask_source_query(plan=plan(), by=people.cora, now=NOW, question="Which one?")
    watch(by=people.mo, action=old("1a"))
    ended_all(plan(), people.cora)
    for address in (SUCCESSION, CLOSE):
        page = words(as_("cora").get(address))
        for said in ("1 draft of an update.", "1 proposed due date.", "1 open question.",
                     "update cycles to come. No update is owed", "1 action that somebody watches."):  # fmt: skip
            assert said in page, (address, said)


def test_a_report_that_was_published_is_no_draft(as_: As, people: People) -> None:
    ended_all(plan(), people.cora)
    assert BoardReport.objects.get(plan=plan()).is_kept_as_published
    assert "draft report" not in words(as_("cora").get(SUCCESSION))
    start(people.cora)
    assert "1 draft report." in words(as_("cora").get(SUCCESSION))


def test_each_meeting_to_come_owns_a_cycle_of_the_next_plan(as_: As, following: ActionPlan, people: People) -> None:
    meetings = [planned(people.cora), planned(people.cora, "2025-03-13", "2025-03-06")]
    assert not MeetingCycle.objects.filter(cycle__plan=following).exists()
    client = as_("cora")
    told = "Updates will be due for 2 partnership meetings to come, by the papers deadline of each, the first by 9"
    assert told in words(client.get(CURRENT))
    client.post(CURRENT, {"revision": following.revision})
    page = words(client.get(SUCCESSION))
    assert "Inclusion plan is current. Updates are due for 2 meetings to come, the first by 9 January 2025." in page
    for meeting in meetings:
        assert {link.cycle.plan.slug for link in meeting.cycle_links.all()} == {"2023-24", "2025-28"}
        own = meeting.cycle_links.get(cycle__plan=following).cycle
        assert (own.meeting_on, own.papers_due_at) == (meeting.date_on, meeting.papers_due_at)


def test_making_it_current_again_adds_only_what_is_missing(following: ActionPlan, people: People) -> None:
    first = planned(people.cora)
    assert begin_plan(plan=following, by=people.cora, now=NOW) == [first]
    rows = ActionPlan.history.count(), MeetingCycle.objects.count()
    assert begin_plan(plan=following, by=people.cora, now=NOW) == []
    assert (ActionPlan.history.count(), MeetingCycle.objects.count()) == rows


def test_an_old_page_makes_nothing_current(as_: As, following: ActionPlan, people: People) -> None:
    edit_plan(plan=following, by=people.cora, now=NOW, title="Other", reason="Clearer")
    answer = as_("cora").post(CURRENT, {"revision": following.revision})
    assert (answer.status_code, ActionPlan.objects.get(slug="2025-28").status) == (409, "draft")


def test_without_a_next_plan_there_is_nothing_to_make_current(as_: As, people: People) -> None:
    assert as_("cora").get(CURRENT)["Location"] == SUCCESSION
    closed(plan(), people.cora)
    assert "No plan follows this one. To start one, make this plan current again" in words(as_("cora").get(SUCCESSION))


@pytest.mark.parametrize("who", ["olive", "sara", "mo", "pat", "ada", "ian"])
def test_wrong_person(who: str, as_: As, following: ActionPlan) -> None:
    for address in STEPS:
        answer = as_(who).get(address)
        assert answer.status_code == 403
        assert "Ask the co-ordinator" in texts(answer)
        assert as_(who).post(address, {"reason": "So", "revision": "1"}).status_code in (403, 405)
    assert (plan().status, ActionPlan.objects.get(slug="2025-28").status) == ("current", "draft")


@pytest.mark.parametrize("address", ["/plans/none/succession/", "/plans/2025-28/succession/"])
def test_no_such_plan(address: str, as_: As, people: People) -> None:
    assert as_("cora").get(address).status_code == 404
    assert as_("cora").post("/plans/none/succession/close/", {"reason": "So"}).status_code == 404


def test_opened_again_its_outcomes_may_change(as_: As, following: ActionPlan, people: People) -> None:
    carried("1a", people.cora)
    closed(plan(), people.cora)
    edit_plan(plan=plan(), by=people.cora, now=NOW, status="current", reason="Too early")
    later = NOW + datetime.timedelta(minutes=1)
    ended("1a", people.cora, "dropped", reason="After all not")
    assert (new("1a").plan_state, plan().status) == ("withdrawn", "current")
    assert begin_plan(plan=following, by=people.cora, now=later) == []


def another(people: People, **said: Any) -> ActionPlan:
    usual = {"slug": "2025-28", "title": "Inclusion plan", "local_area": "Stockton-on-Tees", "status": "draft"}
    return add_plan(by=people.cora, now=NOW, reason="Read from a sheet", **usual | said)


def test_a_plan_that_is_here_already_may_follow(as_: As, people: People) -> None:
    made = another(people)
    client = as_("cora")
    assert "choose one that is here already" in words(client.get(SUCCESSION))
    assert client.post(CHOOSE, {"successor": made.pk}).status_code == 302
    assert "Inclusion plan follows SEND Action Plan 2023/24." in words(client.get(SUCCESSION))
    rows = ActionPlan.history.count()
    assert client.post(CHOOSE, {"successor": made.pk}).status_code == 302
    assert ActionPlan.history.count() == rows
    named = ActionPlan.objects.get(slug="2025-28")
    assert (named.predecessor, named.history.first().actor_name) == (plan(), "Cora Vale")
    assert client.get(CHOOSE)["Location"] == SUCCESSION


def test_only_what_may_follow_is_offered(as_: As, following: ActionPlan, people: People) -> None:
    third, shut = another(people, slug="third", title="Third"), another(people, slug="shut", status="closed")
    assert may_follow(following) == [third]
    address = NEXT + "succession/choose/"
    for wrong in (plan().pk, following.pk, shut.pk, "", "x", "\x00", 10**30):
        answer = as_("cora").post(address, {"successor": wrong})
        assert answer.status_code == 422, wrong
    for successor in (plan(), following, shut):
        with pytest.raises(Refused, match="cannot follow"):
            name_successor(plan=following, successor=successor, by=people.cora, now=NOW)
    with pytest.raises(Refused, match="Inclusion plan already follows"):
        name_successor(plan=plan(), successor=third, by=people.cora, now=NOW)
    assert ActionPlan.objects.get(slug="third").predecessor is None
