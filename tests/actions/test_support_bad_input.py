"""Nonsense in the forms of evidence, co-production and queries: a message or a record, never a fault."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from actions.models import Action, CoProduction, Evidence, SourceQuery
from tests.hostile import HUGE, UNPRINTABLE, URLENCODED, WORDS, encoded, often
from tests.world import give_evidence, tell_co_production

As = Callable[[str], Client]
Act = Callable[[str], Action]
PLAN = "/plans/2023-24/"
ONE = PLAN + "actions/1a/"
READ_BACK = (ONE, ONE + "history/", PLAN + "evidence/", PLAN + "evidence.csv", PLAN + "queries/", PLAN)
FIELDS = (
    "title", "kind", "url", "dated_on_0", "dated_on_1", "dated_on_2", "reason", "revision", "on_date_0", "on_date_1",
    "on_date_2", "who_took_part", "you_said", "we_did", "could_not_because", "question", "priority", "action",
    "answer", "considered", "writer",
)  # fmt: skip
GOOD = {
    "title": "Survey", "kind": "survey", "on_date_0": "1", "on_date_1": "8", "on_date_2": "2024", "revision": "1",
    "who_took_part": "Parents", "you_said": "We wait.", "question": "Who?", "answer": "All.", "reason": "By mail",
}  # fmt: skip


@pytest.fixture
def forms(act: Act, people: object) -> list[str]:
    """Every form of this part, those that change something included."""
    evidence = give_evidence(act("1a"), act("1a").lead)
    told = tell_co_production(act("1a"), act("1a").lead)
    query = act("4c").source_queries.get()
    return [
        ONE + "evidence/", f"{ONE}evidence/{evidence.pk}/", f"{ONE}evidence/{evidence.pk}/withdraw/",
        ONE + "co-production/", f"{ONE}co-production/{told.pk}/", PLAN + "queries/new/",
        f"{PLAN}queries/{query.pk}/answer/",
    ]  # fmt: skip


def records() -> int:
    return sum(model.history.count() for model in (Evidence, CoProduction, SourceQuery))


@often
@given(fields=st.dictionaries(st.sampled_from(FIELDS), WORDS, max_size=8), place=st.integers(0, 6))
def test_whatever_is_typed(fields: dict[str, str], place: int, forms: list[str], as_: As) -> None:
    with transaction.atomic():
        before, client = records(), as_("cora")
        answer = client.post(forms[place], encoded(GOOD | fields), content_type=URLENCODED)
        assert answer.status_code in (302, 409, 422)
        if answer.status_code != 302:
            assert records() == before
        for address in READ_BACK if answer.status_code == 302 else ():
            assert b"".join(client.get(address))
        transaction.set_rollback(True)


@pytest.mark.parametrize("text", [*UNPRINTABLE, "\ud800"], ids=ascii)
def test_unprintable_characters_meet_a_message_or_are_kept(text: str, forms: list[str], as_: As) -> None:
    for address in forms:
        sent = GOOD | dict.fromkeys(("title", "who_took_part", "question", "answer", "reason"), text)
        answer = as_("cora").post(address, encoded(sent), content_type=URLENCODED)
        assert answer.status_code in (302, 409, 422), address
        if min(text) < " " or "\x7f" in text or "\x9f" in text:
            assert answer.status_code == 422, address


@pytest.mark.parametrize("revision", ["", "x", "-1", "0", HUGE, "\x00"])
def test_broken_revision_is_renewed_with_the_text(revision: str, forms: list[str], as_: As) -> None:
    before = records()
    for address in (forms[1], forms[4], forms[6]):
        answer = as_("cora").post(address, GOOD | {"revision": revision, "reason": "Kept as typed"})
        assert answer.status_code in (409, 422)
        assert "Kept as typed" in answer.content.decode()
        assert 'name="revision" value="1"' in answer.content.decode()
    assert records() == before


@pytest.mark.parametrize("body", [b"", b"\x00", b"%", b"title=%FF%FE&answer=%ED%A0%80", b"a=b;" * 400, b"=&=&"])
def test_a_body_that_no_browser_sends(body: bytes, forms: list[str], as_: As) -> None:
    before = records()
    for address in forms:
        assert as_("cora").post(address, body, content_type=URLENCODED).status_code in (400, 422)
    assert records() == before
