"""The status key: read by all, changed by the co-ordinator with a reason."""

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from priorities.models import ActionPlan, StatusDefinition
from tests.hostile import URLENCODED, WORDS, encoded, often
from tests.priorities.conftest import words

As = Callable[[str], Client]
KEY = "/plans/2023-24/key/"
URL = KEY + "on_track/"
MEANING = "We will finish by the agreed day."


@pytest.fixture
def definition(db: None) -> StatusDefinition:
    return StatusDefinition.objects.get(status="on_track")


def test_everybody_reads_it_the_most_pressing_first(as_: As) -> None:
    page = words(as_("mo").get(KEY))
    places = [page.index(word) for word in ("Off track", "At risk", "On track", "Complete", "Not started")]
    assert places == sorted(places)
    assert "We expect to finish by the due date" in page
    assert URL not in page
    assert URL in words(as_("cora").get(KEY))


def test_every_page_leads_to_it(as_: As) -> None:
    assert '<a class="govuk-footer__link" href="/key/">What the statuses mean</a>' in words(as_("mo").get("/roles/"))
    assert as_("mo").get("/key/")["Location"] == KEY


def test_new_words_stand_wherever_the_key_does(
    as_: As, definition: StatusDefinition, told: Callable[[StatusDefinition], list[str]]
) -> None:
    client = as_("cora")
    before = definition.meaning
    assert before in words(client.get(URL))
    answer = client.post(URL, {"meaning": MEANING, "reason": "Plainer", "revision": definition.revision})
    assert (answer.status_code, answer["Location"]) == (302, KEY)
    for address in (KEY, "/plans/2023-24/actions/1a/progress/"):
        assert MEANING in words(as_("olive" if "progress" in address else "mo").get(address))
    definition.refresh_from_db()
    assert told(definition) == ["Cora Vale, co-ordinator", "Plainer", f"Meaning: {before} > {MEANING}"]


@pytest.mark.parametrize(
    ("meaning", "reason", "message"),
    [
        ("", "So", "Enter what it means"),
        (MEANING, "", "Enter why you are changing this"),
        ("x" * 301, "So", "must be 300 characters or fewer"),
        ("a\x00b", "So", "character that cannot be shown"),
    ],
)
def test_what_is_wrong_changes_nothing(
    meaning: str, reason: str, message: str, as_: As, definition: StatusDefinition
) -> None:
    answer = as_("cora").post(URL, {"meaning": meaning, "reason": reason, "revision": definition.revision})
    assert answer.status_code == 422
    assert message in words(answer)
    assert StatusDefinition.objects.get(pk=definition.pk).revision == definition.revision


def test_a_second_click_meets_what_the_first_did(as_: As, definition: StatusDefinition) -> None:
    client = as_("cora")
    fields = {"meaning": MEANING, "reason": "Plainer", "revision": definition.revision}
    assert [client.post(URL, fields).status_code for _ in range(2)] == [302, 302]
    assert StatusDefinition.history.filter(id=definition.pk).count() == 2


@pytest.mark.parametrize("status", ["none", "purple", "on-track", "%00", "9" * 40])
def test_no_such_status(status: str, as_: As, plan: ActionPlan) -> None:
    assert as_("cora").get(f"{KEY}{status}/").status_code == 404


@pytest.mark.parametrize("who", ["olive", "sara", "mo", "ada", "ian"])
def test_wrong_person(who: str, as_: As, definition: StatusDefinition) -> None:
    fields = {"meaning": MEANING, "reason": "Plainer", "revision": definition.revision}
    assert as_(who).post(URL, fields).status_code == 403
    assert StatusDefinition.objects.get(pk=definition.pk).meaning == definition.meaning


@often
@given(fields=st.dictionaries(st.sampled_from(["meaning", "reason", "revision"]), WORDS))
def test_whatever_is_typed(fields: dict[str, str], as_: As, definition: StatusDefinition) -> None:
    body = {"meaning": MEANING, "reason": "Plainer", "revision": 1} | fields
    assert as_("cora").post(URL, encoded(body), content_type=URLENCODED).status_code in (302, 409, 422)
