"""Whoever leads an action answers the questions on it, and corrects an answer with a reason."""

import types
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from actions.models import Question
from actions.services import answer_question
from audit.recording import Refused, StaleRecord
from tests.actions.questions import ANSWER, PLAN, TEXT, answer, answering, ask, close
from tests.actions.reading import texts
from tests.governance.agendas import said, writer
from tests.hostile import HUGE
from tests.world import NOW, asked, give_update

As = Callable[[str], Client]
People = types.SimpleNamespace
PAGE = PLAN + "actions/1a/"


@pytest.fixture
def question(people: People) -> Question:
    """What the reader asks on 1a, which Olive leads."""
    return ask("1a", people.ian)


def test_the_lead_finds_it_and_answers(as_: As, question: Question) -> None:
    client = as_("olive")
    mine = client.get("/my-actions/")
    assert "1 question waits for your answer." in said(mine)
    assert "Questions for you (1)" in said(mine)
    assert TEXT in said(mine)
    assert f'href="{answering(question)}"' in texts(mine)
    form = said(client.get(answering(question)))
    assert f"{TEXT} Asked by Ian Reed, reader, 4 September 2024" in form
    assert "for Olive" not in form
    done = client.post(answering(question), {"answer": ANSWER, "revision": 1, "writer": writer()})
    assert (done.status_code, done["Location"]) == (302, f"{PAGE}#question-{question.pk}")
    page = said(client.get(PAGE))
    assert "The question has been answered." in page
    assert f"Answered question {TEXT}" in page
    assert f"Answer: {ANSWER} Olive Marsh, lead of 1a, 4 September 2024" in page
    assert "Questions for you" not in said(client.get("/my-actions/"))
    history = said(client.get(PAGE + "history/"))
    assert f"Question “{TEXT}” Answer: nothing → {ANSWER}" in history
    assert "Olive Marsh, lead of 1a" in history


@pytest.mark.parametrize(
    ("who", "part"), [("dev", "deputy of 1a, for Olive Marsh"), ("cora", "co-ordinator, for Olive Marsh")]
)
def test_whoever_answers_for_the_lead_is_not_mistaken_for_them(
    who: str, part: str, as_: As, people: People, question: Question
) -> None:
    client = as_(who)
    assert "You are answering for Olive Marsh" in said(client.get(answering(question)))
    client.post(answering(question), {"answer": ANSWER, "revision": 1})
    assert Question.objects.get().answered_as == part
    assert f"{getattr(people, who)}, {part}, 4 September 2024" in said(client.get(PAGE))


@pytest.mark.parametrize("who", ["sara", "ian", "otis", "mo", "ada"])
def test_nobody_else_answers(who: str, as_: As, question: Question) -> None:
    client = as_(who)
    assert answering(question) not in texts(client.get(PAGE))
    for response in (client.get(answering(question)), client.post(answering(question), {"answer": ANSWER})):
        assert response.status_code == 403
        assert "Ask Olive Marsh, who leads it, or the co-ordinator." in said(response)
    assert Question.objects.get().answer == ""


def test_an_answer_is_corrected_with_a_reason(as_: As, people: People, question: Question) -> None:
    answer(question, people.olive)
    client, sent = as_("olive"), {"answer": "Three, in November.", "reason": "", "revision": 2}
    refused = client.post(answering(question), sent)
    assert refused.status_code == 422
    assert "Enter why you are changing the answer" in said(refused)
    assert client.post(answering(question), sent | {"reason": "One more has agreed"}).status_code == 302
    page = said(client.get(PAGE))
    assert "The answer has been corrected." in page
    assert "Answer: Three, in November." in page
    assert ANSWER not in page
    history = said(client.get(PAGE + "history/"))
    assert f"{ANSWER} → Three, in November." in history
    assert "Reason: “One more has agreed”" in history


def test_the_same_answer_again_is_no_change(as_: As, people: People, question: Question) -> None:
    answer(question, people.olive)
    sent = {"answer": ANSWER, "reason": "Once more", "revision": 2}
    assert as_("olive").post(answering(question), sent).status_code == 302
    assert Question.history.count() == 2


@pytest.mark.parametrize("text", ["", " ", "x" * 2001, "a\x00b"])
def test_a_wrong_answer_changes_nothing(text: str, as_: As, question: Question) -> None:
    assert as_("olive").post(answering(question), {"answer": text, "revision": 1}).status_code == 422
    assert Question.objects.get().answer == ""


def test_what_looks_personal_is_asked_about_once(as_: As, question: Question) -> None:
    client, sent = as_("olive"), {"answer": "Date of birth: 3 May", "revision": 1}
    first = client.post(answering(question), sent)
    assert first.status_code == 422
    assert client.post(answering(question), sent | {"considered": asked(first)}).status_code == 302


def test_somebody_was_faster(as_: As, people: People, question: Question) -> None:
    answer(question, people.dev)
    response = as_("olive").post(answering(question), {"answer": "None.", "reason": "Mine", "revision": 1})
    assert response.status_code == 409
    assert ANSWER in said(response)
    assert "None." in texts(response)
    assert Question.objects.get().answer == ANSWER


def test_whoever_was_slower_learns_it_before_a_reason_is_asked(as_: As, people: People, question: Question) -> None:
    answer(question, people.dev)
    response = as_("olive").post(answering(question), {"answer": "None.", "revision": 1})
    assert response.status_code == 409
    assert "This changed while you were writing." in said(response)
    assert f"Answer: from “nothing” to “{ANSWER}”" in said(response)
    assert "Enter why you are changing the answer" in said(response)
    assert "None." in texts(response)


def test_sent_twice_it_is_one_answer(as_: As, question: Question) -> None:
    client, sent = as_("olive"), {"answer": ANSWER, "revision": 1, "writer": writer()}
    assert [client.post(answering(question), sent).status_code for _ in range(2)] == [302, 302]
    assert Question.history.count() == 2


def test_a_closed_one_keeps_its_answer(as_: As, people: People, question: Question) -> None:
    close(question, people.cora)
    client = as_("olive")
    assert answering(question) not in texts(client.get(PAGE))
    assert client.get(answering(question))["Location"] == f"{PAGE}#question-{question.pk}"
    assert "This question is closed. Ask another question" in said(client.get(PAGE))
    for revision in (1, 2):
        response = client.post(answering(question), {"answer": ANSWER, "revision": revision})
        assert response.status_code == 422
        assert "This question is closed" in said(response)
        assert "Closed, not for the plan: The schools decide that." in said(response)
        assert ANSWER in texts(response)
    assert Question.objects.get().answer == ""
    assert "Questions for you" not in said(client.get("/my-actions/"))


def test_a_correction_of_a_closed_one_is_not_asked_why(as_: As, people: People, question: Question) -> None:
    answer(question, people.dev)
    close(question, people.cora)
    response = as_("olive").post(answering(question), {"answer": "None.", "revision": 1})
    assert response.status_code == 422
    assert "This question is closed" in said(response)
    assert "Enter why" not in said(response)
    assert "None." in texts(response)


def test_another_actions_question_is_not_found(as_: As, people: People, question: Question) -> None:
    client = as_("olive")
    for page in (answering(question).replace("1a", "1b"), f"{PAGE}questions/{HUGE}/answer/"):
        assert client.get(page).status_code == 404


def test_the_form_of_an_update_shows_what_is_asked(as_: As, people: People, question: Question) -> None:
    client, form = as_("olive"), PAGE + "progress/"
    shown = client.get(form)
    assert f"Question asked by Ian Reed, reader {TEXT} Answer it" in said(shown)
    assert f'href="{answering(question)}"' in texts(shown)
    answer(question, people.olive)
    assert TEXT not in said(client.get(form))


def test_the_senior_responsible_officer_sees_what_waits(as_: As, people: People, question: Question) -> None:
    client = as_("sara")
    page = said(client.get("/accountable/"))
    assert "1 open question ." in page
    assert f"Open questions (1) 1a {TEXT} Ian Reed, reader, 4 September 2024" in page
    answer(question, people.olive)
    assert "open question" not in said(client.get("/accountable/"))


def test_a_withdrawn_lead_leaves_it_to_the_coordinator(people: People, question: Question) -> None:
    with pytest.raises(PermissionDenied):
        answer(question, people.otis)
    assert answer(question, people.cora).answered_as == "co-ordinator, for Olive Marsh"


def test_service_refuses(people: People, question: Question) -> None:
    said_so = {"question": question, "by": people.olive, "now": NOW}
    with pytest.raises(Refused, match="Enter the answer"):
        answer_question(**said_so, answer=" ")
    answer_question(**said_so, answer=ANSWER)
    with pytest.raises(StaleRecord):
        answer_question(**said_so, answer="Another", reason="Wrong", revision=1)
    with pytest.raises(Refused, match="Say why you are changing"):
        answer_question(**said_so, answer="Another", reason=" ")
    close(question, people.cora)
    with pytest.raises(Refused, match="closed"):
        answer_question(**said_so, answer="Another", reason="Wrong")
    assert Question.objects.get().answer == ANSWER


def test_an_update_is_given_without_an_answer(as_: As, people: People, question: Question) -> None:
    give_update(question.action, people.olive)
    assert Question.objects.get().is_open
