"""The co-ordinator puts a question on the agenda like an ask; an exempt item shows only to those who may see it."""

import types
from collections.abc import Callable
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actions.models import Question
from audit.recording import Refused
from governance.models import AgendaItem, Meeting
from governance.services.agendas import (
    carry_over,
    edit_item,
    put_question_on_agenda,
    question_title,
    withdraw_item,
)
from governance.services.meetings import cancel_meeting, hold_meeting, move_meeting
from governance.services.suggestions import add_suggested, known_for
from tests.actions.questions import ANSWER, PLAN, TEXT, answer, ask, close
from tests.actions.reading import texts
from tests.governance.agendas import AGENDA, AT_THE_MEETING, PAGE, a_meeting, said, seat, writer
from tests.governance.meeting_days import at, on, planned
from tests.world import NOW

As = Callable[[str], Client]
People = types.SimpleNamespace
ACTION, LIST = PLAN + "actions/1a/", PLAN + "questions/"
TITLE = f"1a: Question. {TEXT}"


@pytest.fixture
def question(people: People) -> Question:
    return ask("1a", people.ian)


@pytest.fixture
def meeting(people: People) -> Meeting:
    return a_meeting(people.cora)


def taking_up(question: Question) -> str:
    return f"/questions/{question.pk}/agenda/"


def put(question: Question, people: People) -> AgendaItem:
    return put_question_on_agenda(question=question, by=people.cora, now=NOW)


def test_one_click_puts_it_on_the_next_agenda(as_: As, meeting: Meeting, question: Question) -> None:
    client = as_("cora")
    assert taking_up(question) in texts(client.get(LIST))
    assert taking_up(question) in texts(client.get(ACTION))
    done = client.post(taking_up(question), {"writer": writer()})
    item = AgendaItem.objects.get()
    assert (done.status_code, done["Location"]) == (302, item.get_absolute_url())
    assert (item.title, item.kind, item.purpose) == (TITLE, "question", "discuss")
    assert [link.action.key for link in item.action_links.select_related("action")] == ["1a"]
    page = said(client.get(item.get_absolute_url()))
    assert "The question is on the agenda." in page
    assert f"Question on 1a Asked by Ian Reed, reader, on 4 September 2024 {TEXT}" in page
    assert "Nobody has answered it yet." in page
    for address in (ACTION, LIST):
        assert "On the agenda of 12 September 2024, item 1" in said(as_("mo").get(address))
        assert taking_up(question) not in texts(client.get(address))


def test_the_page_of_the_item_shows_the_answer(as_: As, people: People, meeting: Meeting, question: Question) -> None:
    item = put(question, people)
    answer(question, people.olive)
    page = said(as_("mo").get(item.get_absolute_url()))
    assert f"Answer {ANSWER} Olive Marsh, lead of 1a, 4 September 2024" in page


def test_pressed_twice_it_is_one_item(as_: As, meeting: Meeting, question: Question) -> None:
    client = as_("cora")
    for token in ("a", "a", "b"):
        assert client.post(taking_up(question), {"writer": token}).status_code == 302
    assert AgendaItem.objects.count() == 1


@pytest.mark.parametrize("who", ["mo", "olive", "sara", "ian", "ada"])
def test_only_the_coordinator_does(who: str, as_: As, meeting: Meeting, question: Question) -> None:
    client = as_(who)
    assert taking_up(question) not in texts(client.get(ACTION))
    response = client.post(taking_up(question))
    assert response.status_code == 403
    assert "Ask the co-ordinator" in said(response)
    assert not AgendaItem.objects.exists()


def test_without_a_meeting_it_says_what_to_do(as_: As, question: Question) -> None:
    response = as_("cora").post(taking_up(question), {"writer": writer()}, follow=True)
    assert "Add the next meeting first." in said(response)
    assert TEXT in said(response)


def test_a_closed_one_is_put_nowhere(as_: As, people: People, meeting: Meeting, question: Question) -> None:
    close(question, people.cora)
    assert taking_up(question) not in texts(as_("cora").get(ACTION))
    with pytest.raises(Refused, match="closed"):
        put(question, people)
    assert not AgendaItem.objects.exists()


def test_a_closed_one_says_so_and_of_no_agenda(as_: As, people: People, meeting: Meeting, question: Question) -> None:
    close(question, people.cora)
    answer = as_("cora").post(taking_up(question), {"writer": writer()}, follow=True)
    assert "This question is closed, so it cannot go onto an agenda." in said(answer)


def test_get_changes_nothing(as_: As, meeting: Meeting, question: Question) -> None:
    assert as_("cora").get(taking_up(question)).status_code == 405
    assert as_("cora").post("/questions/999999/agenda/").status_code == 404


def test_it_is_suggested_until_it_is_on(as_: As, people: People, meeting: Meeting, question: Question) -> None:
    client, key = as_("cora"), f"question-{question.pk}"
    page = client.get(AGENDA)
    assert TITLE in said(page)
    assert "Asked on 4 September 2024, and not answered yet" in said(page)
    ticked = texts(page).partition(f'value="{key}"')[2].partition(">")[0]
    assert "checked" not in ticked
    add_suggested(meeting=meeting, by=people.cora, now=NOW, keys=[key])
    add_suggested(meeting=meeting, by=people.cora, now=NOW, keys=[key])
    assert AgendaItem.objects.get().question == question
    assert f'value="{key}"' not in texts(client.get(AGENDA))


def test_one_that_is_closed_meanwhile_stops_no_other(people: People, meeting: Meeting, question: Question) -> None:
    """The page, or the change itself, has seen it open."""
    other = ask("1b", people.ian)
    seen = known_for(meeting, NOW)
    close(question, people.cora)
    keys = [f"question-{one.pk}" for one in (question, other)]
    with mock.patch("governance.services.suggestions.known_for", side_effect=[seen, known_for(meeting, NOW)]):
        added = add_suggested(meeting=meeting, by=people.cora, now=NOW, keys=keys)
    assert [item.question for item in added] == [other]


def test_one_that_the_page_still_offers_stops_no_other(
    as_: As, people: People, meeting: Meeting, question: Question
) -> None:
    other = ask("1b", people.ian)
    close(question, people.cora)
    sent = {"chosen": [f"question-{one.pk}" for one in (question, other)], "writer": writer()}
    answer = as_("cora").post(AGENDA, sent, follow=True)
    assert "1 item added. The rest is on the agenda already, or nothing is open about it any more." in said(answer)
    assert AgendaItem.objects.get().question == other
    assert as_("cora").post(AGENDA, sent | {"writer": "b"}).status_code == 422


@pytest.mark.parametrize("way", ["put", "suggested", "carried", "moved"])
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
def test_the_action_is_locked_before_its_question(
    way: str, people: People, meeting: Meeting, question: Question
) -> None:
    """As by whoever answers or closes it: in another order the two wait for each other for ever."""
    key = f"question-{question.pk}"
    # The meeting after it, to which an item is carried over.
    a_meeting(people.cora, on("2024-11-14").first_day)
    due = {"date": on("2024-09-19"), "papers_due_at": at("2024-09-18", "12:00")}
    item = put(question, people) if way in ("carried", "moved") else None
    ways: dict[str, Callable[[], object]] = {
        "put": lambda: put(question, people),
        "suggested": lambda: add_suggested(meeting=meeting, by=people.cora, now=NOW, keys=[key]),
        "carried": lambda: carry_over(item=item, by=people.cora, now=NOW),
        "moved": lambda: move_meeting(meeting=meeting, by=people.cora, now=NOW, reason="Snow", **due),
    }
    with CaptureQueriesContext(connection) as asked:
        ways[way]()
    sent = [query["sql"] for query in asked]
    locked = next(at for at, one in enumerate(sent) if 'FROM "actions_action"' in one and "FOR UPDATE" in one)
    held = [
        at
        for at, one in enumerate(sent)
        if one.startswith('INSERT INTO "governance_agendaitem"')
        or ('FROM "actions_question"' in one and "FOR UPDATE" in one)
    ]
    assert held
    assert locked < held[0]


def test_an_answered_one_is_not_suggested(as_: As, people: People, meeting: Meeting, question: Question) -> None:
    answer(question, people.olive)
    assert TITLE not in said(as_("cora").get(AGENDA))


def test_two_questions_are_two_suggestions(as_: As, people: People, meeting: Meeting, question: Question) -> None:
    ask("1a", people.ian, "And then?")
    put(question, people)
    page = said(as_("cora").get(AGENDA))
    assert "1a: Question. And then?" in page


def test_an_exempt_item_shows_only_to_its_members(
    as_: As, people: People, meeting: Meeting, question: Question
) -> None:
    item = put(question, people)
    edit_item(item=item, by=people.cora, now=NOW, is_exempt=True, exempt_reason="Personal circumstances")
    seat(people.mo, people.cora)
    for address in (ACTION, LIST):
        assert "On the agenda of" in said(as_("mo").get(address))
        hidden = said(as_("olive").get(address))
        assert TEXT in hidden
        assert "On the agenda of" not in hidden
    assert (
        "Local Inclusion Partnership, 12 September" not in b"".join(as_("cora").get(PLAN + "questions.csv")).decode()
    )
    assert as_("olive").get(item.get_absolute_url()).status_code == 404
    assert "12 September" not in said(as_("olive").get(ACTION + "history/"))


def test_the_file_names_an_open_item(as_: As, people: People, meeting: Meeting, question: Question) -> None:
    put(question, people)
    whole = b"".join(as_("mo").get(PLAN + "questions.csv")).decode()
    assert "Local Inclusion Partnership, 12 September 2024, item 1" in whole


def test_taken_off_it_may_be_put_there_again(as_: As, people: People, meeting: Meeting, question: Question) -> None:
    item = put(question, people)
    withdraw_item(item=item, by=people.cora, now=NOW, withdrawn_reason="Next time")
    assert "On the agenda of" not in said(as_("mo").get(ACTION))
    assert taking_up(question) in texts(as_("cora").get(ACTION))
    assert put(question, people) != item


def test_a_meeting_held_has_discussed_it(as_: As, people: People, question: Question) -> None:
    meeting = planned(people.cora, "2024-09-12", "2024-09-11")
    put(question, people)
    hold_meeting(meeting=meeting, by=people.cora, now=AT_THE_MEETING)
    assert "Discussed on 12 September 2024, item 1" in said(as_("mo").get(LIST))


def test_a_meeting_cancelled_leaves_it_out(as_: As, people: People, question: Question) -> None:
    meeting = planned(people.cora, "2024-09-12", "2024-09-11")
    put(question, people)
    cancel_meeting(meeting=meeting, by=people.cora, now=NOW, reason="Snow")
    assert "12 September 2024, item" not in said(as_("mo").get(LIST))
    assert taking_up(question) in texts(as_("cora").get(LIST))


def test_it_moves_with_the_meeting(as_: As, people: People, question: Question) -> None:
    meeting = planned(people.cora, "2024-09-12", "2024-09-11")
    put(question, people)
    due = {"papers_due_at": at("2024-09-18", "12:00")}
    move_meeting(meeting=meeting, by=people.cora, now=NOW, reason="Snow", date=on("2024-09-19"), **due)
    page = said(as_("mo").get(LIST))
    assert "On the agenda of 19 September 2024, item 1" in page
    assert "12 September" not in page


def test_carried_over_it_is_on_both(as_: As, people: People, meeting: Meeting, question: Question) -> None:
    item = put(question, people)
    later = a_meeting(people.cora, on("2024-11-14").first_day)
    new = carry_over(item=item, by=people.cora, now=NOW)
    assert (new.meeting, new.question) == (later, question)
    page = said(as_("mo").get(LIST))
    assert page.index("On the agenda of 14 November 2024") < page.index("On the agenda of 12 September 2024")


def test_carried_onto_an_agenda_that_has_it(people: People, meeting: Meeting, question: Question) -> None:
    later = a_meeting(people.cora, on("2024-11-14").first_day)
    first = put(question, people)
    carry_over(item=first, by=people.cora, now=NOW)
    assert carry_over(item=first, by=people.cora, now=NOW).question == question
    assert later.items.count() == 1


def test_a_long_question_is_a_short_title(people: People) -> None:
    title = question_title(ask("1a", people.ian, "Why? " * 150))
    assert len(title) <= 200
    assert title.endswith("…")


def test_agenda_leads_to_the_action(as_: As, people: People, meeting: Meeting, question: Question) -> None:
    put(question, people)
    assert TITLE in said(as_("mo").get(PAGE))
    assert TITLE in said(as_("mo").get(ACTION))
