"""What somebody has typed when their session ends is carried through sign-in, unsaved."""

import html
import re
import types
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.services import change_person
from actions.models import Action, ProgressUpdate
from tests.accounts.signing_in import SIGN_IN, is_signed_in, sign_in
from tests.world import NOW, PASSWORD, typed

FORM = "/plans/2023-24/actions/1a/progress/"
TEXT = "Zwei Zeilen,\r\nund “mehr” & <so>"
Act = Callable[[str], Action]


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the page's sign-in form, as a browser sends them back."""
    form = page[page.index('action="/sign-in/"') :].split("</form>")[0]
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in fields}


def sent_too_late(act: Act, **said: str) -> tuple[Client, str]:
    """A browser whose session is over when its form is sent, and the page it gets."""
    client = Client()
    sign_in(client)
    client.cookies.pop("session")
    answer = client.post(FORM, typed(act("1a"), happened=TEXT) | said)
    assert answer.status_code == 401
    return client, answer.content.decode()


def test_it_comes_back_and_is_not_submitted(people: types.SimpleNamespace, act: Act) -> None:
    client, page = sent_too_late(act)
    assert "Sign in to get back what you have just sent" in page
    assert client.post("/sign-in/", SIGN_IN | hidden(page)).url == FORM
    for _ in range(2):
        filled = client.get(FORM).content.decode()
        assert "Your text is as you left it" in filled
        assert "und “mehr” &amp; &lt;so&gt;" in filled
    assert not ProgressUpdate.objects.exists()
    assert client.post(FORM, typed(act("1a"))).status_code == 302
    assert "Your text is as you left it" not in client.get(FORM).content.decode()


def test_it_survives_a_wrong_password(people: types.SimpleNamespace, act: Act) -> None:
    client, page = sent_too_late(act)
    page = client.post("/sign-in/", SIGN_IN | hidden(page) | {"password": "wrong"}).content.decode()
    client.post("/sign-in/", SIGN_IN | hidden(page))
    assert "und “mehr”" in client.get(FORM).content.decode()


def test_it_is_only_in_its_own_form(people: types.SimpleNamespace, act: Act) -> None:
    client, page = sent_too_late(act)
    client.post("/sign-in/", SIGN_IN | hidden(page))
    assert "und “mehr”" not in client.get(FORM.replace("1a", "1b")).content.decode()
    assert client.post(FORM.replace("1a", "1b"), typed(act("1b"))).status_code == 302
    assert "und “mehr”" in client.get(FORM).content.decode()


def test_whoever_signed_in_again_in_another_tab_keeps_it(people: types.SimpleNamespace, act: Act) -> None:
    client, page = sent_too_late(act)
    sign_in(client)
    assert client.post("/sign-in/", hidden(page)).url == FORM
    assert "und “mehr”" in client.get(FORM).content.decode()


def test_page_that_is_out_of_date_hands_it_back(people: types.SimpleNamespace, act: Act) -> None:
    _, page = sent_too_late(act)
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", SIGN_IN | hidden(page))
    assert answer.status_code == 403
    assert "und “mehr” &amp; &lt;so&gt;" in answer.content.decode()
    assert SIGN_IN["password"] not in answer.content.decode()


def test_much_text_is_carried_and_too_much_is_handed_back(people: types.SimpleNamespace, act: Act) -> None:
    arabic = "نص " * 12_000
    client, page = sent_too_late(act, happened=arabic)
    client.post("/sign-in/", SIGN_IN | hidden(page))
    assert arabic.strip() in client.get(FORM).content.decode()

    _, page = sent_too_late(act, happened=arabic + "نص " * 4_000)
    assert "carried" not in hidden(page)
    assert "Copy it from below" in page
    assert "نص " * 10_000 in page


def test_passwords_are_never_in_the_page(people: types.SimpleNamespace) -> None:
    secrets = {"oldpassword": "first secret", "password1": "second secret", "password2": "second secret"}
    answer = Client().post("/password/change/", secrets)
    assert answer.status_code == 401
    assert "secret" not in html.unescape(answer.content.decode()).replace("+", " ")
    assert "What you have just sent was not saved" in answer.content.decode()


def test_forged_fields_carry_no_password_and_not_too_much(people: types.SimpleNamespace) -> None:
    client = Client()
    client.post("/sign-in/", SIGN_IN | {"next": FORM, "carried": "password=secret&happened=" + "x" * 70_000})
    assert is_signed_in(client)
    assert "carried" not in client.session
    client = Client()
    client.post("/sign-in/", SIGN_IN | {"next": FORM, "carried": "password=secret&happened=x"})
    assert client.session["carried"]["fields"] == "happened=x"


def test_deactivated_person_saves_nothing(people: types.SimpleNamespace, act: Act) -> None:
    client = Client()
    sign_in(client)
    change_person(person=people.olive, by=people.ada, now=NOW, reason="Left", is_active=False)
    answer = client.post(FORM, typed(act("1a"), happened=TEXT))
    assert answer.status_code == 403
    assert "Your account is closed, so nothing was saved." in answer.content.decode()
    assert "Zwei Zeilen," in answer.content.decode()
    assert not ProgressUpdate.objects.exists()


@pytest.mark.parametrize("address", ["/plans/2023-24/", "/my-actions/", "/plans/2023-24/actions/1a/no-change/"])
def test_post_without_text_asks_for_sign_in_alone(address: str, people: types.SimpleNamespace) -> None:
    answer = Client().post(address, {"submit": "1", "revision": "1"})
    assert answer.status_code == 401
    assert "carried" not in hidden(answer.content.decode())


def test_text_of_somebody_else_is_not_handed_over(as_: Callable[[str], Client], act: Callable[[str], Action]) -> None:
    form = "/plans/2023-24/actions/1a/progress/"
    writer = as_("olive").get(form).context["page"].writer
    page = Client().post(form, typed(act("1a"), happened="Olive's words", writer=writer))
    carried = page.context["carried"]
    visitor = Client()
    fields = {"login": "dev@portal.example", "password": PASSWORD, "next": form, "carried": carried}
    refused = visitor.post("/sign-in/", fields)
    assert "This text was written by Olive Marsh." in refused.content.decode()
    assert visitor.get("/me/").status_code == 302
    assert visitor.post("/sign-in/", fields | {"login": "olive@portal.example"}).url == form
    assert "Olive&#x27;s words" in visitor.get(form).content.decode()
