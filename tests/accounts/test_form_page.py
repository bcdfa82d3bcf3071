"""A page with one form: it saves, says what is wrong, and loses no text."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action
from actions.services import edit_action
from tests.world import NOW

As = Callable[[str], Client]
Act = Callable[[str], Action]
URL = "/wording/1a/"
pytestmark = pytest.mark.urls("tests.accounts.form_page_urls")


def sent(action: Action, **fields: object) -> dict[str, object]:
    return {"plain_words": "Simply put.", "reason": "", "revision": action.revision} | fields


def texts(response: object) -> str:
    return " ".join(response.content.decode().split())  # type: ignore[attr-defined]


def test_saves_and_goes_on(as_: As, act: Act) -> None:
    client = as_("cora")
    opened = client.get(URL)
    assert opened.status_code == 200
    assert "data-unsaved" not in texts(opened)
    answer = client.post(URL, sent(act("1a")))
    assert (answer.status_code, answer["Location"]) == (302, "/plans/2023-24/actions/1a/")
    assert act("1a").plain_words == "Simply put."
    assert "Saved" in texts(client.get(answer["Location"]))


def test_wrong_field_keeps_the_text(as_: As, act: Act) -> None:
    answer = as_("cora").post(URL, sent(act("1a"), plain_words="x" * 101))
    assert answer.status_code == 422
    assert "must be 100 characters or fewer" in texts(answer)
    assert "data-unsaved" in texts(answer)
    assert "x" * 101 in texts(answer)
    assert act("1a").plain_words == ""


def test_refusal_stands_on_the_page(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    edit_action(action=act("1a"), by=people.cora, now=NOW, plain_words="Before")
    answer = as_("cora").post(URL, sent(act("1a")))
    assert answer.status_code == 422
    assert "Say why the wording" in texts(answer)
    assert "data-unsaved" in texts(answer)
    assert "Simply put." in texts(answer)
    assert act("1a").plain_words == "Before"


def test_change_meanwhile_is_shown_and_text_kept(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    opened = sent(act("1a"), reason="Clearer")
    edit_action(action=act("1a"), by=people.cora, now=NOW, plain_words="Another's words", difference="Less waiting")
    client = as_("cora")
    answer = client.post(URL, opened)
    assert answer.status_code == 409
    assert "Cora Vale" in texts(answer)
    assert "data-unsaved" in texts(answer)
    assert "Another&#x27;s words" in texts(answer)
    assert "Simply put." in texts(answer)
    assert act("1a").plain_words == "Another's words"
    assert f'name="revision" value="{act("1a").revision}"' in texts(answer)
    assert client.post(URL, opened | {"revision": act("1a").revision}).status_code == 302
    assert act("1a").plain_words == "Simply put."


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 40])
def test_broken_revision_is_renewed(revision: str, as_: As, act: Act) -> None:
    answer = as_("cora").post(URL, sent(act("1a"), revision=revision))
    assert answer.status_code in (409, 422)
    assert f'name="revision" value="{act("1a").revision}"' in texts(answer)
    assert "Simply put." in texts(answer)
    assert act("1a").plain_words == ""


def test_text_comes_back_after_sign_in(as_: As, act: Act) -> None:
    client = Client()
    page = client.post(URL, sent(act("1a")))
    assert page.status_code == 401
    carried = "plain_words=Simply+put.&reason="
    answer = client.post(
        "/sign-in/",
        {"login": "cora@portal.example", "password": "a long enough password", "next": URL, "carried": carried},
    )
    assert answer["Location"] == URL
    page = client.get(URL)
    assert "it has not been saved yet." in texts(page)
    assert "data-unsaved" in texts(page)
    assert "Simply put." in texts(page)
    assert act("1a").plain_words == ""


def test_wrong_person_changes_nothing(as_: As, act: Act) -> None:
    assert as_("olive").get(URL).status_code == 403
    answer = as_("olive").post(URL, sent(act("1a")))
    assert answer.status_code == 403
    assert "Ask the co-ordinator" in texts(answer)
    assert act("1a").plain_words == ""
