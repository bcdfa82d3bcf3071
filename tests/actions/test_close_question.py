"""The co-ordinator closes a question with what became of it; it stays in sight."""

import types
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from actions.models import Question
from actions.services import close_question
from audit.recording import Refused, StaleRecord
from tests.actions.questions import ANSWER, PLAN, TEXT, answer, ask, close, closing
from tests.actions.reading import texts
from tests.governance.agendas import said, writer
from tests.world import NOW

As = Callable[[str], Client]
People = types.SimpleNamespace
PAGE = PLAN + "actions/1a/"
SENT = {"closed_as": "meeting", "closed_reason": "Discussed on 12 September", "revision": 1}


@pytest.fixture
def question(people: People) -> Question:
    return ask("1a", people.ian)


def test_it_is_closed_and_stays_in_sight(as_: As, question: Question) -> None:
    client = as_("cora")
    assert f'href="{closing(question)}"' in texts(client.get(PAGE))
    form = client.get(closing(question))
    assert TEXT in said(form)
    assert 'value="answered"' not in texts(form)
    done = client.post(closing(question), SENT | {"writer": writer()})
    assert (done.status_code, done["Location"]) == (302, f"{PAGE}#question-{question.pk}")
    page = said(as_("mo").get(PAGE))
    assert f"Closed question: taken to the meeting {TEXT}" in page
    assert "Closed by Cora Vale, 4 September 2024: Discussed on 12 September" in page
    assert "Nobody has answered it yet" not in page
    assert closing(question) not in texts(client.get(PAGE))
    history = said(client.get(PAGE + "history/"))
    assert "Closed: nothing → taken to the meeting" in history
    assert "Why it is closed: nothing → Discussed on 12 September" in history


def test_an_answered_one_is_closed_as_answered(as_: As, people: People, question: Question) -> None:
    answer(question, people.olive)
    client, sent = as_("cora"), {"closed_as": "answered", "closed_reason": "It says all", "revision": 2}
    assert 'value="answered"' in texts(client.get(closing(question)))
    assert client.post(closing(question), sent).status_code == 302
    page = said(client.get(PAGE))
    assert "Closed question: answered" in page
    assert f"Answer: {ANSWER}" in page


@pytest.mark.parametrize("who", ["olive", "dev", "sara", "mo", "ian", "ada"])
def test_nobody_else_closes(who: str, as_: As, question: Question) -> None:
    client = as_(who)
    assert closing(question) not in texts(client.get(PAGE))
    for response in (client.get(closing(question)), client.post(closing(question), SENT)):
        assert response.status_code == 403
        assert "Ask the co-ordinator" in said(response)
    assert Question.objects.get().closed_at is None


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"closed_as": ""}, "Select what became of it"),
        ({"closed_as": "answered"}, "Select one of these options"),
        ({"closed_as": "nonsense"}, "Select one of these options"),
        ({"closed_reason": " "}, "Enter why you are closing it"),
        ({"closed_reason": "a\x00b"}, "contains a character that cannot be shown"),
    ],
)
def test_a_wrong_one_changes_nothing(sent: dict[str, str], words: str, as_: As, question: Question) -> None:
    response = as_("cora").post(closing(question), SENT | sent)
    assert response.status_code == 422
    assert words in said(response)
    assert Question.objects.get().closed_at is None


def test_the_lead_answered_meanwhile(as_: As, people: People, question: Question) -> None:
    answer(question, people.olive)
    response = as_("cora").post(closing(question), SENT)
    assert response.status_code == 409
    assert ANSWER in said(response)
    assert Question.objects.get().closed_at is None


def test_once_is_enough(as_: As, people: People, question: Question) -> None:
    client, sent = as_("cora"), SENT | {"writer": writer()}
    assert [client.post(closing(question), sent).status_code for _ in range(2)] == [302, 302]
    assert client.get(closing(question))["Location"] == f"{PAGE}#question-{question.pk}"
    refused = client.post(closing(question), SENT | {"writer": writer(), "revision": 2, "closed_as": "not_for_plan"})
    assert refused.status_code == 422
    assert "This question is closed." in said(refused)
    assert Question.history.count() == 2


def test_somebody_else_has_closed_it(as_: As, people: People, question: Question) -> None:
    close(question, people.cora)
    response = as_("cora").post(closing(question), SENT | {"closed_reason": "Mine"})
    assert response.status_code == 422
    assert "This question is closed." in said(response)
    assert "save again" not in said(response)
    assert "Closed, not for the plan: The schools decide that." in said(response)
    assert "Mine" in texts(response)


def test_service_refuses(people: People, question: Question) -> None:
    because = {"question": question, "now": NOW, "reason": "Said", "closed_as": "meeting"}
    with pytest.raises(PermissionDenied):
        close_question(**because, by=people.olive)
    with pytest.raises(Refused, match="Say why"):
        close_question(**because | {"reason": " "}, by=people.cora)
    with pytest.raises(Refused, match="Nobody has answered"):
        close_question(**because | {"closed_as": "answered"}, by=people.cora)
    with pytest.raises(StaleRecord):
        close_question(**because, by=people.cora, revision=7)
    close(question, people.cora)
    with pytest.raises(Refused, match="closed"):
        close_question(**because, by=people.cora)
