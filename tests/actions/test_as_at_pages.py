"""The plan, a priority, the list and an action as at a day: what stood then, and nothing of what came since."""

import datetime
import types
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.services import change_person
from actions.account import Account
from actions.models import Action
from actions.services import (
    answer_question,
    ask_question,
    close_question,
    decide_due_date,
    set_plan_state,
    submit_progress,
)
from audit.models import append_only_models
from priorities.partial_date import PartialDate
from tests.actions.pasts import MARKS, NEW, OLD, PLAN, RISK, THEN, Main, at, live, loose_links
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
ONE = f"{PLAN}actions/1a/"
PAGES = (PLAN, f"{PLAN}priorities/1/", f"{PLAN}actions/", ONE)


@pytest.fixture
def lived(people: types.SimpleNamespace, act: Act) -> None:
    live(people, act)


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


@pytest.mark.usefixtures("lived")
def test_an_action_as_it_stood(as_: As) -> None:
    then, now = read(as_("mo"), f"{ONE}?at={THEN}"), read(as_("mo"), ONE)
    said = [text for text in OLD if text != "Focus of July"]
    assert [text for text in said if text not in then] == []
    assert [text for text in NEW if text in then] == []
    assert [text for text in NEW if text != "Focus of August" and text not in now] == []
    assert "This is the action as it stood at the end of 20 July 2024" in then
    assert [mark for mark in MARKS if mark not in then] == []
    for text in ("At risk", "30 November 2024", "Cole Ward", "Open query"):
        assert text in then, text
    assert "Council of August" not in then
    assert "It was wrong" not in then
    assert "What meetings discussed and decided about it is not shown here" in then


@pytest.mark.usefixtures("lived")
def test_lists_as_they_stood(as_: As) -> None:
    for page, before, since in (
        (PLAN, "Title of July", "Title of August"),
        (f"{PLAN}priorities/1/", "Judged in July", "Of August"),
        (f"{PLAN}actions/", "Wording of July", "Came in August"),
        (f"{PLAN}priorities/1/", "Focus of July", "Olive Quill"),
        (f"{PLAN}actions/", "Olive Marsh", "Wording of August"),
    ):
        then, now = read(as_("mo"), f"{page}?at={THEN}"), read(as_("mo"), page)
        assert before in then
        assert since not in then
        assert since in now or page == PLAN or since == "Olive Quill"
    then = read(as_("mo"), f"{PLAN}actions/?at={THEN}")
    assert [mark for mark in MARKS if mark not in then] == []
    assert "Plan of August" not in read(as_("mo"), f"{PLAN}?at={THEN}")
    assert "Headline of July" in read(as_("mo"), f"{PLAN}?at={THEN}")


@pytest.mark.usefixtures("lived")
def test_the_file_as_it_stood(as_: As) -> None:
    answer = as_("mo").get(f"{PLAN}actions.csv?at={THEN}&q=wording")
    text = b"".join(answer).decode()
    assert f"actions-2023-24-as-at-{THEN}.csv" in answer["Content-Disposition"]
    assert "1a,1. Title of July,,Wording of July,Agreed,As printed in the report of 28 June 2023,At risk" in text
    assert "Stockton-on-Tees Borough Council" in text
    assert "August" not in text


@pytest.mark.usefixtures("lived")
def test_nothing_can_be_edited(as_: As) -> None:
    """For nobody: no form that sends, and every link within the plan keeps the day."""
    for who in ("mo", "olive", "cora", "sara"):
        for page in (*PAGES, f"{ONE}?updates=all", f"{PLAN}actions/?flag=no-date&sort=due", f"{PLAN}priorities/3/"):
            address = f"{page}{'&' if '?' in page else '?'}at={THEN}"
            text = read(as_(who), address)
            assert set(Main(text).forms) <= {"get"}, address
            loose = [link for link in loose_links(text, address) if not link.startswith("?updates=all&amp;at=")]
            assert loose == [], (who, address)


def test_all_that_has_left_is_there(act: Act, people: types.SimpleNamespace, as_: As) -> None:
    """Paused, replaced and withdrawn ones are in the list of their day, with their reason on their page."""
    for key, state in (("1b", "withdrawn"), ("2a", "replaced")):
        instead = act("2b") if state == "replaced" else None
        set_plan_state(
            action=act(key), state=state, by=people.cora, now=at(2, 7), reason=f"Is {state}", replaced_by=instead
        )
    text = read(as_("mo"), f"{PLAN}actions/?at={THEN}")
    for key, word in (("1b", "Withdrawn"), ("2a", "Replaced")):
        assert act(key).title in text
        page = read(as_("mo"), f"{PLAN}actions/{key}/?at={THEN}")
        assert f"Is {word.lower()}" in page
    assert f"/plans/2023-24/actions/2b/?at={THEN}" in page


def test_who_has_left_since_is_named_as_they_were(act: Act, people: types.SimpleNamespace, as_: As) -> None:
    give_update(act("1a"), people.olive, at(10, 7))
    change_person(person=people.olive, by=people.ada, now=at(1, 8), reason="Left", name="Olive X", is_active=False)
    for page in (f"{PLAN}actions/", f"{PLAN}priorities/1/", ONE):
        then = read(as_("mo"), f"{page}?at={THEN}")
        assert "Olive Marsh" in then
        assert "has left" not in then
        assert "has left" in read(as_("mo"), f"{page}?at=2024-08-02")
    assert "Olive Marsh" in read(as_("mo"), f"{ONE}?at=2024-08-02"), "as the author that she was"


def test_correction_that_came_later_is_not_told(act: Act, people: types.SimpleNamespace, as_: As) -> None:
    give_update(act("1a"), people.olive, at(15, 7), headline="Mistaken in July")
    right = Account(status="at_risk", headline="Put right in August", reason="A post.", recovery="Soon.",
                    consequence="A delay.")  # fmt: skip
    submit_progress(
        action=act("1a"), by=people.olive, now=at(1, 8), submission=uuid.uuid4(), account=right,
        corrects=act("1a").last_update_id,
    )  # fmt: skip
    then, now = read(as_("mo"), f"{ONE}?at={THEN}"), read(as_("mo"), ONE)
    assert "Corrected by" in now
    assert "Put right in August" in now
    assert "Corrected by" not in then
    assert "Put right in August" not in then
    assert "Mistaken in July" in then


def test_why_a_proposed_date_was_declined(act: Act, people: types.SimpleNamespace, as_: As) -> None:
    for day, why in ((5, "Declined in July"), (15, "Declined in August")):
        due = PartialDate.day(2025, 3, day)
        give_update(act("1a"), people.olive, at(day, 7), proposed_due=due, proposed_reason=f"Asked on {day} July")
        proposal = act("1a").due_date_proposals.latest("pk")
        decided = at(6, 7) if day == 5 else at(1, 8)
        decide_due_date(proposal=proposal, agree=False, by=people.sara, now=decided, reason=why)
    then, now = read(as_("mo"), f"{ONE}?at={THEN}"), read(as_("mo"), ONE)
    assert "Declined in July" in then
    assert "Asked on 15 July" in then
    assert "Declined in August" not in then
    assert "Declined in August" in now


def test_questions_as_they_stood(act: Act, people: types.SimpleNamespace, as_: As) -> None:
    """Under the name of the day; what was asked, answered and closed later is not there."""
    asked = {"by": people.sara, "now": at(10, 7)}
    first = ask_question(**asked, action=act("1a"), text="Asked first")
    second = ask_question(**asked, action=act("1a"), text="Asked second")
    asked_by = people.sara.name
    answer_question(question=second, by=people.olive, now=at(12, 7), answer="Answered in July")
    answer_question(question=first, by=people.olive, now=at(1, 8), answer="Answered in August")
    said = {"by": people.cora, "now": at(2, 8), "closed_as": "answered", "reason": "Closed in August"}
    close_question(question=second, **said)
    ask_question(action=act("1a"), by=people.sara, now=at(2, 8), text="Asked in August")
    change_person(person=people.sara, by=people.ada, now=at(3, 8), reason="Married", name="Sara Otherwise")
    told = read(as_("mo"), f"{ONE}?at={THEN}").partition('id="questions"')[2].partition('id="updates"')[0]
    for text in ("Open question", "Asked first", "Answered question", "Asked second", "Answered in July", asked_by):
        assert text in told, text
    assert told.index("Asked first") < told.index("Asked second")
    assert "Nobody had answered it yet" in told
    assert [text for text in ("in August", "Sara Otherwise", "Closed") if text in told] == []
    later = read(as_("mo"), f"{ONE}?at=2024-08-02")
    for text in ("Answered in August", "Closed question: answered", "Closed in August", "Asked in August"):
        assert text in later, text
    assert 'id="questions"' not in read(as_("mo"), f"{ONE}?at=2024-07-02")


def test_back_to_today_keeps_the_filter(as_: As) -> None:
    text = read(as_("mo"), f"{PLAN}actions/?flag=no-date&sort=due&at={THEN}")
    assert f'href="{PLAN}actions/?flag=no-date&amp;sort=due">See it as it is today' in text


def test_what_changed_since_begins_after_the_day(act: Act, people: types.SimpleNamespace, as_: As) -> None:
    """The page is the end of the day: what came on the day itself is on it, and is no change since."""
    give_update(act("1a"), people.olive, at(20, 7), headline="On the day", **RISK)
    give_update(act("1a"), people.olive, at(21, 7), headline="On the day after")
    link = next(one for one in Main(read(as_("mo"), f"{ONE}?at={THEN}")).links if "changes/" in one)
    assert link == f"{PLAN}changes/?since=2024-07-21"
    assert "<strong>Status:</strong> At risk → On track" in read(as_("mo"), link)


def test_reading_writes_nothing(as_: As) -> None:
    before = {model: model.objects.count() for model in append_only_models()}
    for page in PAGES:
        read(as_("cora"), f"{page}?at={THEN}")
    assert {model: model.objects.count() for model in append_only_models()} == before


def test_what_was_not_there_yet(act: Act, people: types.SimpleNamespace, as_: As) -> None:
    live(people, act)
    text = read(as_("mo"), f"{PLAN}actions/1z/?at={THEN}", 404)
    assert "1z was not in the plan at the end of 20 July 2024: it was added on 3 August 2024, 10am." in text
    assert f"{PLAN}actions/1z/?at=2024-08-03" in text
    read(as_("mo"), f"{PLAN}actions/1z/?at=2024-08-03")


def test_a_filter_that_the_plan_did_not_have(act: Act, people: types.SimpleNamespace, as_: As) -> None:
    pat = f"{PLAN}actions/?lead={people.olive.pk}&at="
    assert "1a" in read(as_("mo"), f"{pat}2024-07-02")
    assert "did not have at the end of 28 June 2023" in read(as_("mo"), f"{pat}2023-06-28", 422)
    read(as_("mo"), f"{PLAN}actions/?status=junk&at=2024-07-02", 404)


@pytest.mark.parametrize("page", PAGES)
def test_moments_that_are_none(page: str, as_: As) -> None:
    for value, said in (
        ("junk", "names neither a day nor a meeting"), ("%00", "neither a day nor"), ("٢٠٢٤-٠٧-٠١", "neither a day"),
        ("0000-01-01", "no such day"), ("2024-02-30", "no such day"), ("9999-12-31", "still to come"),
        ("2024-09-05", "5 September 2024 is still to come"), ("0001-01-01", "since 28 June 2023, 9am"),
        ("2023-06-27", "The plan has been in the portal since 28 June 2023, 9am."), ("x" * 5000, "neither a day"),
        ("2024-07-01&at=2024-07-02", "names two days"),
    ):  # fmt: skip
        text = read(as_("mo"), f"{page}?at={value}", 422)
        assert said in text, value
        assert f'href="{page}?at=2023-06-28"' in text
        assert f'href="{page}"' in text
    assert as_("anon").get(f"{page}?at=junk").status_code == 302


@pytest.mark.parametrize("page", PAGES)
def test_today_is_now(page: str, as_: As) -> None:
    for value in (NOW.date().isoformat(), ""):
        text = read(as_("mo"), f"{page}?at={value}")
        assert "as it stood" not in text
    assert "as it stood" in read(as_("mo"), f"{page}?at={NOW.date() - datetime.timedelta(days=1)}")


def test_the_end_of_a_day_in_london(act: Act, people: types.SimpleNamespace, as_: As) -> None:
    late = datetime.datetime(2024, 7, 20, 22, 59, tzinfo=datetime.UTC)
    give_update(act("1a"), people.olive, late, headline="A minute before midnight")
    give_update(act("1a"), people.olive, late + datetime.timedelta(minutes=2), headline="A minute after")
    text = read(as_("mo"), f"{ONE}?at={THEN}")
    assert "A minute before midnight" in text
    assert "A minute after" not in text


def test_the_form_leads_to_the_address(as_: As) -> None:
    """Three inputs become one day; the filter stays, the page does not."""
    typed = f"{PLAN}actions/?flag=no-date&page=2&at_0=20&at_1=July&at_2=2024"
    answer = as_("mo").get(typed)
    assert (answer.status_code, answer["Location"]) == (302, f"{PLAN}actions/?flag=no-date&at={THEN}")
    empty = as_("mo").get(f"{ONE}?at_0=&at_1=&at_2=")
    assert (empty.status_code, empty["Location"]) == (302, f"{ONE}?")
    wrong = read(as_("mo"), f"{ONE}?at_0=31&at_1=2&at_2=2024", 422)
    assert "must be a real date" in wrong
    assert 'value="31"' in wrong


def test_a_plan_that_nobody_may_see(as_: As) -> None:
    assert as_("mo").get("/plans/nowhere/?at=junk").status_code == 404
    assert as_("mo").post(f"{PLAN}?at={THEN}").status_code == 405
