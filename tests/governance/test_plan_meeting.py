"""Meetings are planned and changed: times are London's, an address stays, and the form keeps what was typed."""

import datetime
import re
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from audit.recording import Refused
from governance.models import Meeting
from governance.services.bodies import add_body
from governance.services.meetings import (
    cancel_meeting,
    edit_meeting,
    hold_meeting,
    move_meeting,
    plan_meeting,
    send_papers_out,
)
from tests.actions.reading import texts, words
from tests.governance.composing import partnership
from tests.governance.meeting_days import FUTURE, LIST, NEW, WHY, again, at, board, on, planned, typed
from tests.growing import MANY, ONE, Queries, assert_same
from tests.hostile import HUGE, URLENCODED, WORDS, encoded, often
from tests.world import NOW, asked

As = Callable[[str], Client]
People = types.SimpleNamespace
PAGE = f"/meetings/{FUTURE}-local-inclusion-partnership/"


@pytest.fixture
def body(people: People) -> Any:
    return partnership()


def newest() -> Meeting:
    return Meeting.objects.latest("pk")


def test_one_is_planned(as_: As, body: Any) -> None:
    client = as_("cora")
    assert f'value="{body.pk}" selected' in texts(client.get(f"{NEW}?body={body.slug}"))
    sends = typed(body=body.pk, ends="4pm", place="Town hall", link="https://meet.example/1", business="Spring")
    answer = client.post(NEW, sends, follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    page = texts(answer)
    for said in ("The meeting of 16 January 2025 has been planned.", "2pm to 4pm", "Town hall", "https://meet.example/1",
                 "Thursday 9 January 2025, noon", "Spring", "Plan the agenda."):  # fmt: skip
        assert said in page
    assert "What to do now" not in texts(as_("mo").get(PAGE))
    assert f'href="{PAGE}"' in texts(as_("mo").get(LIST))
    history = words(as_("mo").get(PAGE + "history/"))
    assert "Cora Vale, co-ordinator" in history
    assert "Begins:16 January 2025, 2pm" in history.replace(": ", ":")


@pytest.mark.parametrize(("day", "utc"), [("2025-01-16", 14), ("2025-07-17", 13)])
def test_two_o_clock_is_londons_in_winter_and_in_summer(day: str, utc: int, as_: As, body: Any) -> None:
    assert as_("cora").post(NEW, typed(day, "", body=body.pk)).status_code == 302
    assert newest().starts_at == datetime.datetime(*map(int, day.split("-")), utc, tzinfo=datetime.UTC)  # type: ignore[misc,arg-type]
    assert "2pm" in words(as_("mo").get(newest().get_absolute_url()))


FORWARD = "Choose another time: the clocks go forward that night, so this time does not exist"
BACK = "Choose another time: the clocks go back that night, so this time happens twice"
WRONG = {
    "a time that is skipped": (typed("2026-03-29", "", begins="1:30"), FORWARD),
    "a time that comes twice": (typed("2026-10-25", "", begins="1:30"), BACK),
    "an end that comes twice": (typed("2026-10-25", "", begins="0:30", ends="1:30"), BACK),
    "a deadline that is skipped": (typed("2026-03-30", "2026-03-29", papers_time="1:30"), FORWARD),
    "a season": (typed("2025-01", "", begins="") | {"date_1": "autumn"}, "Enter the day of the meeting, or its month"),
    "a year": (typed("2025-01", "", begins="") | {"date_1": ""}, "Enter the day of the meeting, or its month"),
    "no date": (typed("", ""), "Enter the day or month of the meeting"),
    "a time in a month": (typed("2025-01", ""), "Enter the day of the meeting as well"),
    "an end alone": (typed(begins="", ends="16:00"), "Enter when the meeting begins as well"),
    "an end before": (typed(ends="13:00"), "The meeting must end after it begins"),
    "no time": (typed(begins="after lunch"), "must be a time, such as 12:00 or 4:15pm"),
    "half a deadline": (typed(papers_time=""), "Enter the time of the papers deadline as well"),
    "the other half": (typed(papers="", papers_time="12:00"), "Enter the day of the papers deadline as well"),
    "papers after": (typed(papers="2025-01-17"), "The papers deadline must not be after the day of the meeting"),
    "papers in the meeting": (typed(papers=FUTURE, papers_time="15:00"), "must not be after the day of the meeting"),
    "papers before now": (typed("2024-09-12", "2024-09-03"), "The papers deadline must be in the future"),
    "no link": (typed(link="javascript:alert(1)"), "Enter a link like https://www.example.org"),
    "no body": (typed(body=""), "Choose one"),
    "papers elsewhere": (typed(body="board"), "This body is not run here: leave this empty"),
    "a control character": (typed(place="a\x00b"), "contains a character that cannot be shown"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_is_said_and_nothing_is_lost(case: str, as_: As, body: Any) -> None:
    sends, problem = WRONG[case]
    sends = {"body": body.pk, "business": "Typed with care"} | sends
    if sends["body"] == "board":
        sends["body"] = board().pk
    sends["business"] = "Typed with care"
    count = Meeting.objects.count()
    answer = as_("cora").post(NEW, sends)
    assert answer.status_code == 422
    assert problem in texts(answer)
    assert "Typed with care" in texts(answer)
    assert Meeting.objects.count() == count


@pytest.mark.parametrize(("day", "begins"), [("2026-03-29", "1:30"), (FUTURE, "25:00")])
def test_a_wrong_beginning_is_said_once(day: str, begins: str, as_: As, body: Any) -> None:
    answer = as_("cora").post(NEW, typed(str(day), "", body=body.pk, begins=begins, ends="16:00"))
    assert answer.status_code == 422
    assert [link.href for link in answer.context["form"].error_list] == ["#id_begins"]


def test_the_hint_and_the_error_of_a_time_have_one_example(as_: As, body: Any) -> None:
    answer = as_("cora").post(NEW, typed(body=body.pk, begins="25:00"))
    assert texts(answer).count("For example, 12:00 or 4:15pm.") == 3
    assert "When it begins must be a time, such as 12:00 or 4:15pm" in texts(answer)


def test_hours_beside_the_change_are_kept(as_: As, body: Any) -> None:
    assert as_("cora").post(NEW, typed("2026-03-29", "", body=body.pk, begins="2:00")).status_code == 302
    assert newest().starts_at == datetime.datetime(2026, 3, 29, 1, tzinfo=datetime.UTC)


def test_a_month_and_another_body(as_: As, body: Any) -> None:
    answer = as_("cora").post(NEW, typed("2025-03", "", begins="", body=board().pk))
    assert answer["Location"] == "/meetings/2025-03-health-and-wellbeing-board/"
    edit = texts(as_("cora").get(answer["Location"] + "edit/"))
    assert "Papers deadline" not in edit
    assert "Why are you changing this?" in edit


def test_not_twice_on_a_day(as_: As, body: Any, people: People) -> None:
    client, sends = as_("cora"), typed(body=body.pk)
    assert [client.post(NEW, sends | {"writer": who}).status_code for who in ("a", "b")] == [302, 422]
    assert [client.post(NEW, sends | {"writer": "a"}).status_code for _ in range(2)] == [302, 302]
    assert Meeting.objects.filter(body=body, date_on=FUTURE).count() == 1
    cancel_meeting(meeting=newest(), by=people.cora, now=NOW, reason=WHY)
    again_there = plan_meeting(by=people.cora, now=NOW, body=body, date=on(FUTURE))
    assert again_there.slug == f"{FUTURE}-local-inclusion-partnership-2"


def test_one_is_changed_and_its_address_stays(as_: As, people: People) -> None:
    meeting = planned(people.cora)
    client = as_("cora")
    assert 'name="begins" value="14:00"' in texts(client.get(PAGE + "edit/"))
    assert client.post(PAGE + "edit/", again(meeting, **typed("2025-01-23", "2025-01-16"))).status_code == 302
    page = texts(client.get(PAGE))
    assert "Meeting of 23 January 2025" in page
    history = words(client.get(PAGE + "history/"))
    assert WHY in history
    assert "16 January 2025 → 23 January 2025" in history
    unchanged = client.post(PAGE + "edit/", again(newest()), follow=True)
    assert "Nothing has changed" in texts(unchanged)
    assert newest().revision == meeting.revision + 1


def test_a_change_says_why_and_a_first_filling_need_not(as_: As, people: People) -> None:
    meeting = planned(people.cora)
    answer = as_("cora").post(PAGE + "edit/", again(meeting, begins="15:00", reason=" "))
    assert answer.status_code == 422
    assert "Say why the meeting changes" in texts(answer)
    assert newest().revision == meeting.revision
    assert as_("cora").post(PAGE + "edit/", again(meeting, place="Town hall", reason="")).status_code == 302


def test_two_co_ordinators_at_once(as_: As, people: People) -> None:
    meeting = planned(people.cora)
    edit_meeting(meeting=meeting, by=people.cora, now=NOW, reason="Theirs", place="Library")
    answer = as_("cora").post(PAGE + "edit/", again(meeting, place="Town hall"))
    assert answer.status_code == 409
    assert "Library" in texts(answer)
    assert "Town hall" in texts(answer)
    assert newest().place == "Library"


def test_the_day_stays_once_papers_are_out(people: People) -> None:
    meeting = send_papers_out(meeting=planned(people.cora), by=people.cora, now=NOW)
    said: dict[str, Any] = {"by": people.cora, "now": NOW, "reason": WHY}
    with pytest.raises(Refused, match="Move the meeting to another day"):
        edit_meeting(meeting=meeting, date=on("2025-01-23"), **said)
    assert edit_meeting(meeting=meeting, place="Library", **said).place == "Library"


def test_the_day_of_one_that_was_held(people: People) -> None:
    meeting = planned(people.cora, "2024-09-04", "2024-09-04", starts_at=None, papers_due_at=at("2024-09-04", "12:00"))
    held = hold_meeting(meeting=meeting, by=people.cora, now=NOW)
    with pytest.raises(Refused, match="from that day on, not before"):
        edit_meeting(meeting=held, by=people.cora, now=NOW, reason=WHY, date=on("2024-09-05"))


def test_a_body_that_ended_meets_no_more(people: People) -> None:
    ended = add_body(by=people.cora, now=NOW, slug="scrutiny", name="Scrutiny", ended=on("2024-12"))
    said = {"by": people.cora, "now": NOW, "body": ended}
    with pytest.raises(Refused, match="ended in December 2024"):
        plan_meeting(**said, date=on("2025-01"))
    assert plan_meeting(**said, date=on("2024-12")).body == ended


def test_what_looks_personal_is_asked_about(as_: As, body: Any, people: People) -> None:
    personal = "About the child with NHS number 943 476 5919"
    sends = typed(body=body.pk, business=personal)
    first = as_("cora").post(NEW, sends)
    assert first.status_code == 422
    assert 'id="free-text-notice"' in as_("cora").get(NEW).content.decode()
    assert as_("cora").post(NEW, sends | {"considered": asked(first)}).status_code == 302


@pytest.mark.parametrize("who", ["olive", "sara", "mo", "pat", "ada", "ian"])
def test_wrong_person(who: str, as_: As, people: People) -> None:
    meeting = planned(people.cora)
    assert as_(who).post(NEW, typed(body=meeting.body_id)).status_code == 403
    assert as_(who).post(PAGE + "edit/", again(meeting)).status_code == 403
    assert as_(who).get(PAGE).status_code == 200
    assert Meeting.objects.get(pk=meeting.pk).revision == meeting.revision


@pytest.mark.parametrize("address", [
    LIST + "?body=none", LIST + "?page=2", LIST + "?page=x", LIST + f"?page={HUGE}", LIST + "?body=%00",
    "/meetings/none/edit/", "/meetings/none/history/", "/meetings/none/meeting.ics",
    "/meetings/2023-06-28-health-and-wellbeing-board/history/?page=9",
])  # fmt: skip
def test_what_is_not_there_is_not_found(address: str, as_: As) -> None:
    assert as_("cora").get(address).status_code == 404


def test_the_list_is_by_body_and_tells_past_from_coming(as_: As, people: People) -> None:
    planned(people.cora)
    page = texts(as_("mo").get(LIST))
    coming, past = page[page.index("To come") : page.index(">Past<")], page[page.index(">Past<") :]
    assert PAGE in coming
    assert "2023-06-28-health-and-wellbeing-board" in past
    assert NEW not in page
    assert NEW in texts(as_("cora").get(LIST))
    of_board = texts(as_("mo").get(LIST + "?body=health-and-wellbeing-board"))
    assert PAGE not in of_board
    assert "No meeting is planned." in of_board
    assert re.search(r'aria-current="true">Health and Wellbeing Board', of_board)
    assert 'aria-current="true"><strong class="govuk-service-navigation__active-fallback">Meetings' in page


def test_one_that_moved_does_not_come(as_: As, people: People) -> None:
    old = planned(people.cora, papers_due_at=None)
    new = move_meeting(meeting=old, by=people.cora, now=NOW, reason=WHY, date=on("2025-01-23"))
    page = texts(as_("mo").get(LIST))
    assert new.get_absolute_url() in page
    assert old.get_absolute_url() not in page
    assert old.get_absolute_url() in texts(as_("mo").get(new.get_absolute_url()))


def test_neighbours(as_: As, people: People) -> None:
    planned(people.cora)
    planned(people.cora, "2025-03-13", "2025-03-06")
    page = words(as_("mo").get("/meetings/2025-03-13-local-inclusion-partnership/"))
    assert "Previous meeting: 16 January 2025" in page
    assert "Next meeting: 13 March 2025" in words(as_("mo").get(PAGE))
    assert "Previous meeting: September 2023" in words(as_("mo").get(PAGE))


@pytest.mark.parametrize("address", [LIST, PAGE, PAGE + "history/", PAGE + "edit/", "/plans/2023-24/"])
def test_they_ask_as_often(address: str, people: People, queries: Queries) -> None:
    planned(people.cora)

    def add(number: int) -> None:
        day = (datetime.date(2025, 2, 1) + datetime.timedelta(days=20 * number)).isoformat()
        papers = (datetime.date.fromisoformat(day) - datetime.timedelta(days=7)).isoformat()
        planned(people.cora, day, papers)
        meeting = Meeting.objects.get(slug=f"{FUTURE}-local-inclusion-partnership")
        edit_meeting(meeting=meeting, by=people.cora, now=NOW, reason=WHY, place=f"Room {number}")

    add(ONE)
    few = queries("cora", address)
    for number in range(ONE + 1, MANY + 1):
        add(number)
    assert_same(few, queries("cora", address))


@often
@given(fields=st.dictionaries(st.sampled_from([*typed(), "body", "reason", "revision"]), WORDS, max_size=6))
def test_whatever_is_typed(fields: dict[str, str], as_: As, body: Any) -> None:
    client = as_("cora")
    answer = client.post(NEW, encoded(typed(body=body.pk) | fields), content_type=URLENCODED)
    assert answer.status_code in (302, 422)
    assert client.get(LIST).status_code == 200
