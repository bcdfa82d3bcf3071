"""What the source leaves open: everybody reads it, the co-ordinator raises, answers and corrects."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action, SourceQuery
from actions.services import answer_query, ask_source_query, correct_answer
from audit.recording import Refused
from priorities.models import ActionPlan
from tests.actions.reading import texts
from tests.hostile import HUGE
from tests.world import NOW, asked

As = Callable[[str], Client]
Act = Callable[[str], Action]
PLAN = "/plans/2023-24/"
URL = PLAN + "queries/"
ASK = URL + "new/"
EDIT = PLAN + "actions/4c/edit/"
ANSWER = {"answer": "That reviews are on time.", "reason": "The report’s author, by telephone"}


@pytest.fixture
def query(act: Act) -> SourceQuery:
    """The open query on 4c."""
    return act("4c").source_queries.get()


def answer_page(query: SourceQuery) -> str:
    return f"{URL}{query.pk}/answer/"


def main(answer: object) -> str:
    return texts(answer).partition("<main")[2]


def test_open_ones_first_by_priority_and_action(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    plan = ActionPlan.objects.get()
    said = {"plan": plan, "by": people.cora, "now": NOW}
    ask_source_query(**said, question="On the plan?")
    ask_source_query(**said, question="On priority 4?", priority=act("4c").priority)
    ask_source_query(**said, question="On 1a?", action=act("1a"))
    answer_query(query=act("4c").source_queries.get(), by=people.cora, now=NOW, **ANSWER)
    page = main(as_("mo").get(URL))
    told = ["On the plan?", "On 1a?", "On priority 4?", 'id="answered"', "That reviews are on time."]
    assert [page.index(words) for words in told] == sorted(page.index(words) for words in told)
    assert "The plan as a whole" in page
    assert "As printed: “Improve EHCP review process to ensure”" in page
    assert "Cora Vale, 4 September 2024: The report’s author, by telephone" in page
    assert "Open since 28 June 2023" in page
    assert "Raise a query" not in page
    assert "Answer it" not in page


def test_nothing_open(as_: As, people: types.SimpleNamespace) -> None:
    for one in SourceQuery.objects.all():
        answer_query(query=one, by=people.cora, now=NOW, **ANSWER)
    assert "There are no open queries." in main(as_("mo").get(URL))


def test_numbers_and_pages_lead_here(as_: As) -> None:
    assert f'href="{URL}"' in texts(as_("mo").get(PLAN)).partition('id="coverage"')[2]
    assert f'href="{URL}#query-' in texts(as_("mo").get(PLAN + "actions/4c/"))
    assert as_("mo").get("/queries/")["Location"] == URL


def test_answer_is_recorded_and_shown(as_: As, query: SourceQuery) -> None:
    client = as_("cora")
    assert answer_page(query) in texts(client.get(PLAN + "actions/4c/"))
    assert query.question in main(client.get(answer_page(query))).replace("&#x27;", "'")
    done = client.post(answer_page(query), ANSWER | {"revision": 1})
    assert (done.status_code, done["Location"]) == (302, URL)
    page = main(client.get(URL))
    assert "The query has been answered." in page
    assert "<strong>Answer:</strong> That reviews are on time." in page
    assert f'href="{EDIT}">Change the agreed wording of 4c now</a>' in page
    assert EDIT in main(client.get(URL))
    assert EDIT not in main(as_("mo").get(URL))
    assert client.get(EDIT).status_code == 200
    history = texts(client.get(PLAN + "actions/4c/history/"))
    assert "<strong>Answer:</strong> nothing → That reviews are on time." in history
    assert "Reason: “The report’s author, by telephone”" in history


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Enter the answer"),
        ({"answer": "x"}, "Enter where the answer comes from"),
        ({"answer": " ", "reason": "x"}, "Enter the answer"),
        (ANSWER | {"answer": "x" * 2001}, "must be 2000 characters or fewer"),
        (ANSWER | {"answer": "a\x00b"}, "contains a character that cannot be shown"),
    ],
)
def test_wrong_answer_changes_nothing(sent: dict[str, str], words: str, as_: As, query: SourceQuery) -> None:
    answer = as_("cora").post(answer_page(query), sent | {"revision": 1})
    assert answer.status_code == 422
    assert words in texts(answer)
    assert SourceQuery.objects.get(pk=query.pk).answered_at is None


def test_what_looks_personal_is_asked_about_once(as_: As, query: SourceQuery) -> None:
    sent = ANSWER | {"revision": 1, "answer": "Date of birth: 3 May"}
    first = as_("cora").post(answer_page(query), sent)
    assert first.status_code == 422
    assert "a date of birth" in texts(first)
    assert as_("cora").post(answer_page(query), sent | {"considered": asked(first)}).status_code == 302


def test_repeated_post_is_one_answer(as_: As, query: SourceQuery) -> None:
    client, sent = as_("cora"), ANSWER | {"revision": 1}
    assert [client.post(answer_page(query), sent).status_code for _ in range(2)] == [302, 302]
    assert SourceQuery.history.filter(id=query.pk).count() == 2


def test_an_answered_one_looks_answered(as_: As, query: SourceQuery) -> None:
    action = query.action.get_absolute_url()
    mark = f'portal-query--answered" aria-labelledby="query-{query.pk}"'
    assert mark not in texts(as_("mo").get(action))
    as_("cora").post(answer_page(query), ANSWER | {"revision": query.revision})
    assert mark in texts(as_("mo").get(action))


def test_wrong_answer_is_corrected_and_stays_in_sight(as_: As, query: SourceQuery) -> None:
    client = as_("cora")
    client.post(answer_page(query), ANSWER | {"revision": 1})
    assert "Correct an answer" in main(client.get(answer_page(query)))
    refused = client.post(answer_page(query), {"answer": "That all are heard.", "reason": " ", "revision": 2})
    assert refused.status_code == 422
    assert "Enter why the answer was wrong" in texts(refused)
    sent = {"answer": "That all are heard.", "reason": "Misheard on the telephone", "revision": 2}
    assert client.post(answer_page(query), sent).status_code == 302
    page = main(as_("mo").get(URL))
    assert "<strong>Answer:</strong> That all are heard." in page
    assert "Misheard on the telephone" in page
    assert "<strong>Earlier answer:</strong> <del>That reviews are on time.</del>" in page
    assert "That reviews are on time. → That all are heard." in texts(client.get(PLAN + "actions/4c/history/"))


@pytest.mark.parametrize("who", ["olive", "dev", "sara", "mo", "pat", "ada", "ian"])
def test_wrong_person_changes_nothing(who: str, as_: As, query: SourceQuery) -> None:
    client, before = as_(who), SourceQuery.objects.count()
    for page, sent in ((ASK, {"question": "Why?"}), (answer_page(query), ANSWER | {"revision": 1})):
        for answer in (client.get(page), client.post(page, sent)):
            assert answer.status_code == 403
            assert "Ask the co-ordinator" in texts(answer)
    assert SourceQuery.objects.count() == before
    assert SourceQuery.objects.get(pk=query.pk).answer == ""


@pytest.mark.parametrize("page", ["0/answer/", "999999/answer/", f"{HUGE}/answer/", "x/answer/", "new/?action=9z",
                                  "new/?action=%00", f"new/?action={HUGE}"])  # fmt: skip
def test_what_does_not_exist_is_not_found(page: str, as_: As) -> None:
    assert as_("cora").get(URL + page).status_code == 404


def test_wrong_method(as_: As) -> None:
    assert as_("cora").post(URL).status_code == 405


@pytest.mark.parametrize(
    ("sent", "where"),
    [({}, "the plan"), ({"priority": "2"}, "priority 2"), ({"action": " 3F(i) "}, "3f(i)")],
)
def test_query_is_raised_on_plan_priority_or_action(sent: dict[str, str], where: str, as_: As) -> None:
    asked = as_("cora").post(ASK, sent | {"question": "Who is meant by partners?"})
    query = SourceQuery.objects.latest("pk")
    assert (asked.status_code, asked["Location"]) == (302, URL)
    assert (query.where, query.question) == (where, "Who is meant by partners?")
    assert "Who is meant by partners?" in main(as_("mo").get(URL))


def test_form_opens_for_an_action(as_: As) -> None:
    client = as_("cora")
    assert f'href="{ASK}?action=3f.i"' in texts(client.get(PLAN + "actions/3f.i/"))
    assert 'value="3f(i)"' in texts(client.get(f"{ASK}?action=3f.i"))


def test_answer_about_the_plan_offers_no_wording(as_: As, people: types.SimpleNamespace) -> None:
    query = ask_source_query(plan=ActionPlan.objects.get(), by=people.cora, now=NOW, question="On the plan?")
    client = as_("cora")
    client.post(answer_page(query), ANSWER | {"revision": 1})
    page = main(client.get(URL))
    assert "The query has been answered." in page
    assert "Change the agreed wording" not in page


def test_repeated_question_is_one_query(as_: As) -> None:
    before, sent = SourceQuery.objects.count(), {"question": "Who?", "action": "1a"}
    assert [as_("cora").post(ASK, sent).status_code for _ in range(2)] == [302, 302]
    assert SourceQuery.objects.count() == before + 1


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"question": " "}, "Enter what the source leaves open"),
        ({"question": "Who?", "action": "9z"}, "Enter the reference of an action of this plan"),
        ({"question": "Who?", "action": "()"}, "Enter the reference of an action of this plan"),
        ({"question": "Who?", "priority": "8"}, "Select one of these options"),
        ({"question": "Who?", "priority": "1", "action": "1a"}, "Choose the action or the priority, not both"),
    ],
)
def test_wrong_question_raises_nothing(sent: dict[str, str], words: str, as_: As) -> None:
    before = SourceQuery.objects.count()
    answer = as_("cora").post(ASK, sent)
    assert answer.status_code == 422
    assert words in texts(answer)
    assert SourceQuery.objects.count() == before


def test_services_refuse(query: SourceQuery, people: types.SimpleNamespace) -> None:
    said = {"query": query, "by": people.cora, "now": NOW}
    with pytest.raises(Refused, match="Enter the answer"):
        answer_query(**said, answer=" ")
    with pytest.raises(Refused, match="no answer yet"):
        correct_answer(**said, answer="Another", reason="Wrong")
    answer_query(**said, answer="The first")
    with pytest.raises(Refused, match="already been answered"):
        answer_query(**said, answer="The second")
    with pytest.raises(Refused, match="Say why the answer was wrong"):
        correct_answer(**said, answer="The second", reason=" ")
    with pytest.raises(Refused, match="Enter the answer"):
        correct_answer(**said, answer=" ", reason="Wrong")
    assert SourceQuery.objects.get(pk=query.pk).answer == "The first"
    assert SourceQuery.history.filter(id=query.pk).count() == 2
