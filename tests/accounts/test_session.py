"""How long a session lasts, and what ends it. Real time, whatever the portal's clock says."""

import datetime
import types
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.services import change_person
from tests.accounts.signing_in import gets_in, is_signed_in, sign_in
from tests.world import NOW, PASSWORD

START = datetime.datetime(2026, 3, 2, 7, tzinfo=datetime.UTC)
NEW = "three random words"
To = Callable[..., None]


@pytest.fixture
def to(people: types.SimpleNamespace) -> Iterator[To]:
    """`to(minutes=50)`: so long after the start."""
    with time_machine.travel(START, tick=False) as traveller:
        yield lambda **after: traveller.move_to(START + datetime.timedelta(**after))


def test_it_ends_after_an_hour_without_a_visit(to: To) -> None:
    client = Client()
    sign_in(client)
    assert is_signed_in(client)
    for minutes in (55, 114):
        to(minutes=minutes)
        assert is_signed_in(client)
    to(minutes=176)
    assert not is_signed_in(client)
    assert not Session.objects.exists()


def test_closed_while_writing(people: types.SimpleNamespace) -> None:
    client = Client()
    sign_in(client)
    change_person(person=people.olive, by=people.ada, now=NOW, reason="Left", is_active=False)
    answer = client.post("/plans/2023-24/actions/1a/progress/", {"headline": "Nearly there."})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Your account is closed, so nothing was saved" in page
    assert "Nearly there." in page
    assert "is back in its form" not in page
    assert not is_signed_in(client)


def test_it_counts_from_sign_in_and_not_from_the_visit_after_it(to: To) -> None:
    client = Client()
    sign_in(client)
    to(minutes=61)
    assert not is_signed_in(client)


def test_it_ends_after_twelve_hours(to: To) -> None:
    client = Client()
    sign_in(client)
    for minutes in range(0, 12 * 60 + 1, 30):
        to(minutes=minutes)
        assert is_signed_in(client)
    to(hours=12, minutes=1)
    assert not is_signed_in(client)


def test_whoever_signs_in_again_starts_anew(to: To) -> None:
    client = Client()
    sign_in(client)
    to(hours=13)
    assert not is_signed_in(client)
    assert gets_in(client)
    to(hours=13, minutes=50)
    assert is_signed_in(client)


def test_visits_are_written_every_five_minutes_at_most(to: To) -> None:
    client = Client()
    sign_in(client)

    def written() -> list[str]:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert is_signed_in(client)
        return [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]

    assert not written()
    to(minutes=4)
    assert not written()
    to(minutes=6)
    assert "UPDATE" in "".join(written())
    to(minutes=10)
    assert not written()


def test_person_comes_in_few_queries(to: To, django_assert_num_queries: Callable[[int], object]) -> None:
    client = Client()
    sign_in(client)
    with django_assert_num_queries(3):  # the session; the person with their organisation; granted roles
        client.get("/me/")


def test_sign_in_gives_a_new_session(people: types.SimpleNamespace) -> None:
    client = Client()
    planted = client.session
    planted["planted"] = "by somebody else"
    planted.save()
    sign_in(client)
    cookie = client.cookies["session"]
    assert cookie.value != planted.session_key
    assert not Session.objects.filter(pk=planted.session_key).exists()
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_signing_out_ends_it_for_good(people: types.SimpleNamespace) -> None:
    client, copy = Client(), Client()
    sign_in(client)
    copy.cookies["session"] = client.cookies["session"].value
    assert is_signed_in(copy)
    client.post("/sign-out/")
    assert not is_signed_in(copy)


def test_new_password_ends_other_sessions(people: types.SimpleNamespace) -> None:
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    new = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert here.post("/password/change/", new).status_code == 302
    assert is_signed_in(here)
    assert not is_signed_in(there)
    assert gets_in(Client(), password=NEW)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"password1": "password123", "password2": "password123"}, "The password must be 12 characters or more"),
        ({"password1": "1qaz2wsx3edc", "password2": "1qaz2wsx3edc"}, "Choose a password that is less common"),
        ({"password2": "three other words"}, "The passwords do not match. Enter the new password again"),
        ({"oldpassword": "not it"}, "The current password is wrong. Enter it again"),
        ({"password1": "olive marsh x", "password2": "olive marsh x"}, "less like your name"),
        ({"password1": "", "password2": ""}, "Enter a new password"),
        ({"password1": PASSWORD, "password2": PASSWORD}, "Choose a password that is different from your current one"),
    ],
)
def test_unfit_password_is_refused(wrong: dict[str, str], message: str, people: types.SimpleNamespace) -> None:
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    new = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW} | wrong
    page = here.post("/password/change/", new).content.decode()
    assert message in page
    assert "There is a problem" in page
    assert not any(value in page for value in new.values() if value)
    assert is_signed_in(there)
