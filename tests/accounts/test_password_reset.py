"""A new password by mail."""

import re
import types

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from accounts.forms import ResetPasswordForm
from accounts.models import User
from accounts.password_reset import AnswerFirst
from accounts.services import add_person, change_person
from tests.accounts.signing_in import gets_in, is_signed_in
from tests.world import NOW, TESTER

NEW = "three random words"


def ask(email: str) -> HttpResponse:
    return Client().post("/password/reset/", {"email": email})


def link() -> str:
    """The address in the one mail that went out."""
    (message,) = mail.outbox
    return re.search(r"http://testserver(/\S+)", message.body)[1]


def choose(client: Client, address: str, password: str = NEW) -> HttpResponse:
    page = client.get(address, follow=True)
    return client.post(page.request["PATH_INFO"], {"password1": password, "password2": password})


def test_link_gives_a_new_password_once(people: types.SimpleNamespace) -> None:
    before = people.olive.history.count()
    assert ask("Olive@portal.example").url == "/password/reset/sent/"
    address = link()
    assert mail.outbox[0].to == ["olive@portal.example"]
    assert choose(Client(), address).url == "/password/reset/done/"
    assert gets_in(Client(), password=NEW)
    assert not gets_in(Client())
    assert User.objects.get(pk=people.olive.pk).history.count() == before
    assert "This link no longer works" in Client().get(address, follow=True).content.decode()


def test_mail_names_the_service(people: types.SimpleNamespace, settings: types.SimpleNamespace) -> None:
    settings.PORTAL_SERVICE_NAME = "Area plan & more"
    ask("olive@portal.example")
    (message,) = mail.outbox
    assert message.subject == "Choose a new password for the portal “Area plan & more”"
    assert "on the portal “Area plan & more”." in message.body


def test_link_keeps_its_key_out_of_the_page(people: types.SimpleNamespace) -> None:
    ask("olive@portal.example")
    client = Client()
    page = client.get(link(), follow=True)
    key = link().rstrip("/").rsplit("-", 1)[1]
    assert page.status_code == 200
    assert "Choose a new password" in page.content.decode()
    assert key not in page.request["PATH_INFO"] + page.content.decode()


def test_other_sessions_end(people: types.SimpleNamespace) -> None:
    elsewhere = Client()
    assert gets_in(elsewhere)
    ask("olive@portal.example")
    choose(Client(), link())
    assert not is_signed_in(elsewhere)


def test_known_and_unknown_addresses_get_the_same_answer(people: types.SimpleNamespace) -> None:
    known, unknown = ask("olive@portal.example"), ask("nobody@portal.example")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url) == (302, "/password/reset/sent/")
    assert [message.to for message in mail.outbox] == [["olive@portal.example"]]


def test_nothing_is_made_or_sent_before_the_answer_is_out(
    people: types.SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a known address takes no longer than an unknown one."""
    done: list[str] = []
    close, send = AnswerFirst.close, ResetPasswordForm.send
    monkeypatch.setattr(AnswerFirst, "close", lambda self: (done.append("answered"), close(self)))
    monkeypatch.setattr(ResetPasswordForm, "send", lambda *args: (done.append("sent"), send(*args)))
    for address in ("olive@portal.example", "nobody@portal.example"):
        ask(address)
        assert done == ["answered", "sent"]
        done.clear()
    assert len(mail.outbox) == 1


def test_what_fails_after_the_answer_is_logged(
    people: types.SimpleNamespace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(ResetPasswordForm, "send", lambda *args: 1 / 0)
    assert ask("olive@portal.example").url == "/password/reset/sent/"
    assert "What was left for after the answer has failed" in caplog.text


def test_closed_account_gets_no_link(people: types.SimpleNamespace) -> None:
    change_person(person=people.olive, by=people.ada, now=NOW, reason="Left", is_active=False)
    assert ask("olive@portal.example").url == "/password/reset/sent/"
    assert not mail.outbox


def test_person_without_a_password_chooses_their_first(people: types.SimpleNamespace) -> None:
    new = add_person(
        by=TESTER, now=NOW, email="new@portal.example", name="New Person", organisation=people.ada.organisation
    )
    assert not new.has_usable_password()
    ask("new@portal.example")
    choose(Client(), link())
    assert gets_in(Client(), login="new@portal.example", password=NEW)


@pytest.mark.parametrize("password", ["short", "password1234", "olivemarsh12"])
def test_weak_password_is_refused(password: str, people: types.SimpleNamespace) -> None:
    ask("olive@portal.example")
    answer = choose(Client(), link(), password)
    assert "There is a problem" in answer.content.decode()
    assert gets_in(Client())


def test_wrong_address_is_explained() -> None:
    answer = ask("nonsense")
    assert "Enter an e-mail address like name@example.org" in answer.content.decode()
    assert not mail.outbox


def test_many_requests_are_stopped(people: types.SimpleNamespace) -> None:
    answers = [ask("olive@portal.example").status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]
    assert len(mail.outbox) == 5


def test_dead_mail_server_looks_the_same(people: types.SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    assert ask("olive@portal.example").url == "/password/reset/sent/"
    assert not mail.outbox
