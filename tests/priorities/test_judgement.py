"""What a senior responsible officer makes of their priority: theirs alone, dated, never edited, never worked out."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.services import change_person
from audit.describe import entries
from priorities.models import ActionPlan, Priority, PriorityJudgement
from priorities.services import give_judgement, name_priority_sro
from tests.actions.reading import texts
from tests.hostile import UNPRINTABLE, URLENCODED, WORDS, encoded, often
from tests.world import NOW

As = Callable[[str], Client]
PAGE = "/plans/2023-24/priorities/1/"
URL = PAGE + "judgement/"
SAID = {"status": "at_risk", "reason": "The Local Offer is late."}


@pytest.fixture
def priority(db: None) -> Priority:
    """Sara's."""
    return ActionPlan.objects.get(slug="2023-24").priorities.get(number=1)


def test_stands_on_the_priority_with_its_date_and_who(as_: As) -> None:
    client = as_("sara")
    assert "Give your judgement" in texts(client.get(PAGE))
    assert "None given yet." in texts(client.get(PAGE))
    answer = client.post(URL, SAID)
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    page = texts(as_("mo").get(PAGE))
    assert "The Local Offer is late." in page
    assert "Sara Quill, Stockton-on-Tees Borough Council, 4 September 2024" in page
    assert "Give your judgement" not in page
    assert "Earlier judgements" not in page


def test_a_later_one_stands_above_it(as_: As, clock_stands: Callable[[datetime.datetime], None]) -> None:
    as_("sara").post(URL, SAID)
    clock_stands(NOW + datetime.timedelta(days=30))
    assert "Last time, 4 September 2024" in texts(as_("sara").get(URL))
    as_("sara").post(URL, {"status": "on_track", "reason": "It is published."})
    page = texts(as_("mo").get(PAGE))
    places = [
        page.index(words) for words in ("It is published.", "Earlier judgements (1)", "The Local Offer is late.")
    ]
    assert places == sorted(places)
    assert "4 October 2024" in page


def test_is_recorded(as_: As, priority: Priority) -> None:
    as_("sara").post(URL, SAID)
    (entry,) = entries([], PriorityJudgement.objects.all())
    assert entry.actor == "Sara Quill, SRO of priority 1"
    assert entry.at == NOW
    assert entry.lines[0].text == "Judgement on priority 1: at risk. The Local Offer is late."


def test_a_second_click_changes_nothing(as_: As, clock_stands: Callable[[datetime.datetime], None]) -> None:
    client = as_("sara")
    for _ in range(2):
        assert client.post(URL, SAID).status_code == 302
    assert PriorityJudgement.objects.count() == 1
    clock_stands(NOW + datetime.timedelta(days=1))
    client.post(URL, SAID | {"writer": "opened anew"})
    assert PriorityJudgement.objects.count() == 2, "said again on another day it is another judgement"


@pytest.mark.parametrize("who", ["cora", "olive", "mo", "ada", "ian"])
def test_nobody_else_gives_it(who: str, as_: As) -> None:
    for answer in (as_(who).get(URL), as_(who).post(URL, SAID)):
        assert answer.status_code == 403
        assert "Ask Sara Quill, or the co-ordinator" in texts(answer)
    assert not PriorityJudgement.objects.exists()


def test_without_an_sro_the_coordinator_is_named(as_: As, priority: Priority, people: types.SimpleNamespace) -> None:
    answer = as_("sara").get("/plans/2023-24/priorities/2/judgement/")
    assert answer.status_code == 403
    assert "Ask the co-ordinator" in texts(answer)
    change_person(person=people.sara, by=people.ada, now=NOW, reason="Left", is_active=False)
    assert "Ask the co-ordinator" in texts(as_("olive").get(URL))


def test_who_is_no_longer_the_sro_gives_none(priority: Priority, people: types.SimpleNamespace) -> None:
    name_priority_sro(priority=priority, sro=people.pat, by=people.cora, now=NOW, reason="Handed over")
    with pytest.raises(PermissionDenied):
        give_judgement(priority=priority, by=people.sara, now=NOW, **SAID)
    assert not PriorityJudgement.objects.exists()


@pytest.mark.parametrize(
    ("number", "method", "status"), [(1, "put", 405), (1, "delete", 405), (99, "get", 404), (99, "post", 404)]
)
def test_wrong_method_and_wrong_number(number: int, method: str, status: int, as_: As) -> None:
    answer = getattr(as_("sara"), method)(f"/plans/2023-24/priorities/{number}/judgement/")
    assert answer.status_code == status


WRONG = {
    "nothing": {"status": "", "reason": ""},
    "no reason": {"reason": "  "},
    "no status": {"status": ""},
    "no status yet": {"status": "none"},
    "an unknown status": {"status": "purple"},
    "too long": {"reason": "x" * 2001},
} | {ascii(text): {"reason": text} for text in UNPRINTABLE if min(text) < " " or "\x7f" in text or "\x9f" in text}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_form_changes_nothing_and_keeps_the_text(case: str, as_: As) -> None:
    answer = as_("sara").post(URL, SAID | WRONG[case])
    assert answer.status_code == 422
    assert "There is a problem" in texts(answer)
    if "reason" not in WRONG[case]:
        assert SAID["reason"] in texts(answer)
    assert not PriorityJudgement.objects.exists()


def test_text_comes_back_after_sign_in(as_: As) -> None:
    assert as_("anon").post(URL, SAID).status_code == 401
    client = Client()
    client.post(
        "/sign-in/",
        {"login": "sara@portal.example", "password": "a long enough password", "next": URL,
         "carried": "status=at_risk&reason=Half+a+sentence"},
    )  # fmt: skip
    assert "Half a sentence" in texts(client.get(URL))
    assert not PriorityJudgement.objects.exists()


def test_hostile_text_is_shown_as_text(as_: As) -> None:
    as_("sara").post(URL, SAID | {"reason": "<script>alert(1)</script> {{ 7|add:1 }}"})
    for address in (PAGE, PAGE + "highlight/"):
        page = texts(as_("mo").get(address))
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7|add:1 }}" in page


@often
@given(fields=st.dictionaries(st.sampled_from(["status", "reason", "writer", "submit"]), WORDS, max_size=4))
def test_whatever_is_typed(fields: dict[str, str], as_: As) -> None:
    before = PriorityJudgement.objects.count()
    answer = as_("sara").post(URL, encoded(SAID | fields), content_type=URLENCODED)
    assert answer.status_code in (302, 422)
    if answer.status_code == 422:
        assert PriorityJudgement.objects.count() == before
    assert as_("sara").get(PAGE).status_code == 200
