"""Whoever has a part asks a question on any action; it stands on the action's page and in its history."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.services import change_person
from actions.models import Action, Question
from actions.services import ask_question
from audit.recording import Refused, recording
from priorities.models import ActionPlan
from tests.actions.questions import PLAN, TEXT, answer, ask, asking
from tests.actions.reading import texts
from tests.actions.succeeding import closed
from tests.governance.agendas import said, seat, writer
from tests.hostile import HUGE
from tests.world import NOW, asked

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
PAGE = PLAN + "actions/1a/"
PERSONAL = "What became of the child with NHS number 943 476 5919?"


@pytest.fixture(autouse=True)
def seats(people: People) -> None:
    """Mo and Pat are members of the partnership."""
    seat(people.mo, people.cora)
    seat(people.pat, people.cora)


def test_a_question_is_asked_and_shown_with_its_asker(as_: As) -> None:
    client = as_("mo")
    assert "Nobody has asked a question." in said(client.get(PAGE))
    assert f'href="{asking("1a")}"' in texts(client.get(PAGE))
    form = said(client.get(asking("1a")))
    assert "Olive Marsh, who leads this action, will find your question" in form
    assert "Freedom of Information Act" in form
    done = client.post(asking("1a"), {"text": TEXT, "writer": writer()})
    question = Question.objects.get()
    assert (done.status_code, done["Location"]) == (302, f"{PAGE}#question-{question.pk}")
    page = said(client.get(PAGE))
    assert "Your question has been asked." in page
    assert "Questions (1)" in page
    assert f"Open question {TEXT}" in page
    assert "Asked by Mo Brook, member of the Local Inclusion Partnership, 4 September 2024" in page
    assert "Nobody has answered it yet." in page


def test_where_the_lead_has_left_the_form_says_so(as_: As, people: People) -> None:
    change_person(person=people.olive, by=people.ada, now=NOW, reason="Left the council", is_active=False)
    form = said(as_("mo").get(asking("1a")))
    assert "Olive Marsh, who led this action, has left, so the co-ordinator will find your question" in form
    assert "no lead yet" not in form


def test_it_is_in_the_history_of_the_action(as_: As, people: People) -> None:
    ask("1a", people.mo)
    history = said(as_("ian").get(PAGE + "history/"))
    assert f"Question “{TEXT}”: added" in history
    assert "Mo Brook, member of the Local Inclusion Partnership" in history


@pytest.mark.parametrize(
    ("who", "key", "part"),
    [
        ("olive", "1a", "lead of 1a"),
        ("cole", "4c", "co-lead of 4c"),
        ("dev", "1a", "deputy of 1a"),
        ("sara", "1a", "senior responsible officer of 1a"),
        ("cora", "1a", "co-ordinator"),
        ("ian", "1a", "reader"),
        ("pat", "1a", "member of the Local Inclusion Partnership"),
        ("otis", "1a", "lead of 2a"),
        ("cole", "1a", "co-lead of 4c"),
        ("dev", "2a", "deputy of 1a"),
        ("sara", "5a", "senior responsible officer of 1a"),
    ],
)
def test_everybody_with_a_part_asks_in_the_nearest_one(who: str, key: str, part: str, as_: As) -> None:
    assert as_(who).post(asking(key), {"text": TEXT}).status_code == 302
    assert Question.objects.get().asked_as == part


def test_the_administrator_does_not_ask(as_: As) -> None:
    client = as_("ada")
    assert "Ask a question" not in said(client.get(PAGE))
    for response in (client.get(asking("1a")), client.post(asking("1a"), {"text": TEXT})):
        assert response.status_code == 403
        assert "Ask the co-ordinator to ask it for you." in said(response)
    assert not Question.objects.exists()


def test_a_seat_that_has_ended_gives_no_question(as_: As, people: People) -> None:
    membership = people.mo.memberships.get()
    with recording(by=people.cora, now=NOW):
        membership.until_on = datetime.date(2024, 9, 3)
        membership.save()
    assert as_("mo").post(asking("1a"), {"text": TEXT}).status_code == 403
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Enter your question"),
        ("  ", "Enter your question"),
        ("x" * 1001, "Your question must be 1000 characters or fewer"),
        ("a\x00b", "contains a character that cannot be shown"),
    ],
)
def test_a_wrong_one_is_not_asked(text: str, words: str, as_: As) -> None:
    response = as_("mo").post(asking("1a"), {"text": text})
    assert response.status_code == 422
    assert words in said(response)
    assert not Question.objects.exists()


def test_what_looks_personal_is_asked_about_once(as_: As) -> None:
    client, sent = as_("mo"), {"text": PERSONAL}
    first = client.post(asking("1a"), sent)
    assert first.status_code == 422
    assert "an NHS number" in said(first)
    assert client.post(asking("1a"), sent | {"considered": asked(first)}).status_code == 302


def test_sent_twice_it_is_one_question(as_: As) -> None:
    client, sent = as_("mo"), {"text": TEXT, "writer": writer()}
    assert [client.post(asking("1a"), sent).status_code for _ in range(2)] == [302, 302]
    assert client.post(asking("1a"), sent | {"writer": writer()}).status_code == 302
    assert "was there already. Nothing has been added." in said(client.get(PAGE))
    assert Question.objects.count() == Question.history.count() == 1


def test_another_person_or_an_answered_one_is_another_question(people: People) -> None:
    first = ask("1a", people.mo)
    assert ask("1a", people.pat) != first
    answer(first, people.olive)
    assert ask("1a", people.mo) != first


def test_a_closed_plan_takes_no_question(as_: As, people: People) -> None:
    plan = ActionPlan.objects.get()
    closed(plan, people.cora)
    assert "Ask a question" not in said(as_("mo").get(PAGE))
    response = as_("mo").post(asking("1a"), {"text": TEXT})
    assert response.status_code == 403
    assert "is closed" in said(response)
    assert not Question.objects.exists()


@pytest.mark.parametrize("key", ["9z", HUGE])
def test_what_does_not_exist_is_not_found(key: str, as_: As) -> None:
    assert as_("mo").get(asking(key)).status_code == 404


def test_service_refuses(act: Act, people: People) -> None:
    with pytest.raises(Refused, match="Enter your question"):
        ask_question(action=act("1a"), by=people.mo, now=NOW, text=" ")
    with pytest.raises(PermissionDenied):
        ask_question(action=act("1a"), by=people.ada, now=NOW, text=TEXT)
    assert not Question.objects.exists()


def test_an_action_that_nobody_leads_says_who_finds_it(as_: As) -> None:
    assert "no lead yet, so the co-ordinator will find your question" in said(as_("mo").get(asking("5a")))
