"""All questions on a plan: open ones first, by state, as a page and as a file."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.services import change_person
from actions.models import Action, Question
from tests.actions.questions import ANSWER, PLAN, answer, answering, ask, close, closing
from tests.actions.reading import texts
from tests.documents.read_csv import lines
from tests.governance.agendas import said
from tests.growing import MANY, ONE, Grower, Queries, assert_same
from tests.world import NOW

As = Callable[[str], Client]
People = types.SimpleNamespace
URL, FILE = PLAN + "questions/", PLAN + "questions.csv"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def three(people: People) -> dict[str, Question]:
    """One closed, one answered, one open: asked in that order."""
    closed = close(ask("1a", people.ian, "Is it funded?", NOW - 3 * DAY), people.cora)
    answered = answer(ask("2a", people.olive, "Who joins?", NOW - 2 * DAY), people.otis, reason="")
    waits = ask("4c", people.ian, "What is left to do?", NOW - DAY)
    return {"closed": closed, "answered": answered, "open": waits}


def test_open_ones_first(as_: As, three: dict[str, Question]) -> None:
    page = said(as_("mo").get(URL))
    told = ["3 questions", "Open question on 4c", "What is left to do?", "Answered question on 2a", "Who joins?",
            "Closed question: not for the plan on 1a", "Is it funded?"]  # fmt: skip
    assert [page.index(words) for words in told] == sorted(page.index(words) for words in told)
    assert "Asked by Ian Reed, reader, 3 September 2024" in page
    assert f"Answer: {ANSWER} Otis Field, lead of 2a, 4 September 2024" in page


@pytest.mark.parametrize(
    ("state", "words", "text"),
    [
        ("open", "1 open question", "What is left to do?"),
        ("answered", "1 answered question", "Who joins?"),
        ("closed", "1 closed question", "Is it funded?"),
    ],
)
def test_by_state(state: str, words: str, text: str, as_: As, three: dict[str, Question]) -> None:
    page = said(as_("mo").get(f"{URL}?state={state}"))
    assert words in page
    assert [one.text in page for one in three.values()].count(True) == 1
    assert text in page
    assert [line["Question"] for line in file_of(as_, f"?state={state}")] == [text]


@pytest.mark.parametrize(
    "query", ["state=nonsense", "state=%00", "page=2", "page=0", "page=x", "page=%00", "state=open&state=closed"]
)
def test_no_other_list(query: str, as_: As, three: dict[str, Question]) -> None:
    assert as_("mo").get(f"{URL}?{query}").status_code == 404


def test_none_at_all_and_none_of_a_state(as_: As, people: People) -> None:
    assert "Nobody has asked a question yet." in said(as_("mo").get(URL))
    ask("1a", people.ian)
    assert "No questions match your filter." in said(as_("mo").get(f"{URL}?state=closed"))


def test_each_is_offered_what_they_may_do(as_: As, three: dict[str, Question]) -> None:
    offered = {
        "mo": set(),
        "olive": {answering(three["open"])},
        "otis": {answering(three["answered"])},
        "cora": {
            answering(three["open"]), answering(three["answered"]), closing(three["open"]), closing(three["answered"]),
        },
    }  # fmt: skip
    every = set().union(*offered.values())
    for who, addresses in offered.items():
        page = texts(as_(who).get(URL))
        assert {address for address in every if f'href="{address}"' in page} == addresses, who


def file_of(as_: As, query: str = "") -> list[dict[str, str]]:
    response = as_("mo").get(FILE + query)
    assert response["Content-Disposition"] == 'attachment; filename="questions-2023-24.csv"'
    return lines(b"".join(response))


def test_file_names_posts_and_no_persons(as_: As, people: People, three: dict[str, Question]) -> None:
    change_person(person=people.otis, by=people.ada, now=NOW, reason="Correct", job_title="Head of inclusion")
    answered = next(line for line in file_of(as_) if line["State"] == "Answered")
    organisation = people.otis.organisation.name
    assert answered == {
        "Priority": "2", "Reference": "2a", "Action": Action.objects.get(key="2a").title, "Question": "Who joins?",
        "State": "Answered", "Asked on": "2024-09-02", "Asked by": "", "Organisation": organisation, "Answer": ANSWER,
        "Answered on": "2024-09-04", "Answered by": "Head of inclusion", "Organisation of the answer": organisation,
        "On the agenda of": "", "Closed on": "", "Closed as": "", "Why it is closed": "",
    }  # fmt: skip
    closed = next(line for line in file_of(as_) if line["State"] == "Closed")
    assert (closed["Closed on"], closed["Closed as"]) == ("2024-09-04", "not for the plan")
    whole = b"".join(as_("mo").get(FILE)).decode()
    assert not [name for name in ("Ian Reed", "Otis Field", "Cora Vale") if name in whole]


def test_file_names_the_posts_of_those_days(as_: As, people: People, three: dict[str, Question]) -> None:
    for person, moment in ((people.ian, NOW), (people.otis, NOW + datetime.timedelta(hours=1))):
        change_person(person=person, by=people.ada, now=moment, reason="A new post", job_title="Head of inclusion")
    assert {line[name] for line in file_of(as_) for name in ("Asked by", "Answered by")} == {""}


def test_file_is_no_formula(as_: As, people: People) -> None:
    ask("1a", people.ian, "=1+1")
    assert "'=1+1" in b"".join(as_("mo").get(FILE)).decode()


def test_pages_lead_here(as_: As, people: People) -> None:
    ask("1a", people.ian)
    assert f'href="{URL}"' in texts(as_("mo").get(PLAN))
    assert f'href="{URL}"' in texts(as_("mo").get(PLAN + "actions/1a/"))
    assert as_("mo").get("/questions/?state=open")["Location"] == f"{URL}?state=open"


def test_the_list_of_actions_shows_those_with_an_open_one(as_: As, three: dict[str, Question]) -> None:
    page = said(as_("mo").get(PLAN + "actions/?show=open-question"))
    assert three["open"].action.title in page
    assert three["answered"].action.title not in page


def test_as_many_queries_for_many(grow: Grower, queries: Queries) -> None:
    priority = grow.priority(1)

    def add(number: int) -> None:
        action = grow.action(priority, number)
        asked = ask(action.key, grow.people.ian, f"What of {number}?")
        if number % 3 == 1:
            answer(asked, grow.people.cora)
        if number % 3 == 2:
            close(asked, grow.people.cora)

    addresses = ("/plans/grown/questions/", "/plans/grown/questions.csv")
    add(ONE)
    few = {address: queries("cora", address) for address in addresses}
    for number in range(ONE + 1, MANY - 1):
        add(number)
    for address in addresses:
        assert_same(few[address], queries("cora", address))


def test_mine_and_those_i_answer_for(grow: Grower, queries: Queries) -> None:
    priority = grow.priority(1)

    def add(number: int) -> None:
        ask(grow.action(priority, number).key, grow.people.ian, f"What of {number}?")

    add(ONE)
    mine, accountable = queries("mo", "/my-actions/"), queries("sara", "/accountable/")
    for number in range(ONE + 1, MANY + 1):
        add(number)
    assert_same(mine, queries("mo", "/my-actions/"))
    assert_same(accountable, queries("sara", "/accountable/"))
