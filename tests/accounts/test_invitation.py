"""Adding a person in the administration, and the mail that invites them."""

import re
import types
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.services import add_person, change_person
from tests.accounts.signing_in import gets_in
from tests.actions.reading import texts
from tests.world import NOW
from tests.world import PEOPLE as EVERYBODY

As = Callable[[str], Client]
PEOPLE = "/admin/accounts/user/"


def test_invited_person_chooses_a_password_with_the_link_once(as_: As, people: types.SimpleNamespace) -> None:
    answer = as_("ada").post(
        f"{PEOPLE}add/",
        {
            "name": "Nell Gray",
            "email": "nell@portal.example",
            "organisation": people.ada.organisation_id,
            "send": "on",
        },
    )
    nell = User.objects.get(email="nell@portal.example")
    assert answer.url == f"{PEOPLE}{nell.pk}/change/"
    (message,) = mail.outbox
    assert message.to == ["nell@portal.example"]
    assert "Ada Stone has given you access to the SEND action plan" in message.body
    address = re.search(r"http://testserver(/\S+)", message.body)[1]
    page = Client().get(address, follow=True)
    assert page.status_code == 200
    client = Client()
    there = client.get(address, follow=True).request["PATH_INFO"]
    client.post(there, {"password1": "three random words", "password2": "three random words"})
    assert gets_in(Client(), login="nell@portal.example", password="three random words")
    assert "This link no longer works" in texts(Client().get(address, follow=True))
    assert nell.history.get().actor_name == "Ada Stone"


def test_person_may_be_added_without_an_invitation(as_: As, people: types.SimpleNamespace) -> None:
    fields = {"name": "Nell Gray", "email": "nell@portal.example", "organisation": people.ada.organisation_id}
    as_("ada").post(f"{PEOPLE}add/", fields)
    assert not User.objects.get(email="nell@portal.example").has_usable_password()
    assert not mail.outbox


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"email": "OLIVE@portal.example"}, "There is already a person with the address OLIVE@portal.example"),
        ({"email": "nonsense"}, "Enter an e-mail address like name@example.org"),
        ({"name": ""}, "Enter the name"),
        ({"organisation": ""}, "Select an organisation"),
        ({"organisation": "0"}, "There is a problem"),
        ({"name": "a\x00b"}, "contains a character that cannot be shown"),
    ],
)
def test_wrong_person_is_explained(
    fields: dict[str, object], words: str, as_: As, people: types.SimpleNamespace
) -> None:
    typed = {"name": "Nell", "email": "nell@portal.example", "organisation": people.ada.organisation_id, "send": "on"}
    answer = as_("ada").post(f"{PEOPLE}add/", typed | fields)
    assert answer.status_code == 422
    assert words in texts(answer)
    assert not mail.outbox
    assert User.objects.count() == len(EVERYBODY)


def test_dead_mail_server_loses_nobody(
    as_: As, people: types.SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    fields = {"name": "Nell", "email": "nell@portal.example", "organisation": people.ada.organisation_id, "send": "on"}
    page = as_("ada").post(f"{PEOPLE}add/", fields, follow=True)
    assert "could not be sent. Try again" in texts(page)
    assert User.objects.filter(email="nell@portal.example").exists()


def test_invitation_goes_again(as_: As, people: types.SimpleNamespace) -> None:
    nell = add_person(
        by=people.ada, now=NOW, email="nell@portal.example", name="Nell", organisation=people.ada.organisation
    )
    address = f"{PEOPLE}{nell.pk}/invite/"
    assert address in texts(as_("ada").get(f"{PEOPLE}{nell.pk}/change/"))
    as_("ada").post(address)
    assert [message.to for message in mail.outbox] == [["nell@portal.example"]]
    change_person(person=nell, by=people.ada, now=NOW, reason="Left", is_active=False)
    assert "The account of Nell is closed. Open it again" in texts(as_("ada").post(address, follow=True))
    assert len(mail.outbox) == 1


def test_whoever_has_a_password_needs_no_invitation(as_: As, people: types.SimpleNamespace) -> None:
    assert "/invite/" not in texts(as_("ada").get(f"{PEOPLE}{people.mo.pk}/change/"))
    answer = as_("ada").post(f"{PEOPLE}{people.mo.pk}/invite/", follow=True)
    assert "Mo Brook has chosen a password already, so no invitation was sent" in texts(answer)
    assert mail.outbox == []
