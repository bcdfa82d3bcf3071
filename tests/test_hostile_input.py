"""Whatever is typed into a form or an address, nothing breaks and no markup of a stranger reaches a page."""

import datetime
import re
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.forms import NewPasswordForm
from actions.models import Action, ProgressUpdate
from tests.hostile import HUGE, URLENCODED, WORDS, encoded, often
from tests.world import NOW, PASSWORD, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
PLAN = "/plans/2023-24/"
ONE = PLAN + "actions/1a/"
SIGNED_IN = {"login": "olive@portal.example", "password": PASSWORD}
CHANGED = {"oldpassword": PASSWORD, "password1": "three random words", "password2": "three random words"}
# Each form: who posts it where, what would be right, and the names of its other fields.
FORMS: dict[str, tuple[str, dict[str, str], list[str]]] = {
    "/sign-in/": ("anon", SIGNED_IN, ["remember", "next", "carried"]),
    "/sign-out/": ("olive", {}, ["next"]),
    "/password/reset/": ("anon", {"email": "olive@portal.example"}, ["next"]),
    "/password/change/": ("olive", CHANGED, ["next"]),
    ONE + "no-change/": ("olive", {"revision": "2", "submit": "1"}, ["submission", "received_by", "writer"]),
}
QUERIES = {
    PLAN + "actions/": ["status", "show", "priority", "page"],
    ONE: ["updates"],
    ONE + "history/": ["page"],
    ONE + "progress/": ["corrects"],
    "/sign-in/": ["next"],
}


@pytest.fixture(autouse=True)
def without_rate_limits(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = False


def assert_sound(response: Any, *expected: int) -> None:
    """One of these answers, and none that hands markup on."""
    assert response.status_code in expected
    assert b"<b>" not in response.content
    assert not set("\r\n\x00") & set(response.get("Location", ""))


@pytest.mark.parametrize("address", FORMS)
def test_whatever_is_posted(address: str, as_: As, act: Act, people: types.SimpleNamespace) -> None:
    who, right, others = FORMS[address]
    give_update(act("1a"), people.olive, NOW - datetime.timedelta(days=60))

    @often
    @given(fields=st.dictionaries(st.sampled_from([*right, *others]), WORDS, max_size=3))
    def post(fields: dict[str, object]) -> None:
        with transaction.atomic():
            response = as_(who).post(address, encoded(right | fields), content_type=URLENCODED)
            assert_sound(response, 200, 302, 409, 422)
            transaction.set_rollback(True)

    post()
    assert ProgressUpdate.objects.count() == 1


@often
@given(fields=st.dictionaries(st.sampled_from(list(NewPasswordForm.base_fields)), WORDS))
def test_whatever_is_chosen_for_a_new_password(fields: dict[str, object], people: types.SimpleNamespace) -> None:
    with transaction.atomic():
        client = Client()
        client.post("/password/reset/", {"email": people.olive.email})
        link = re.search(r"http://testserver(/\S+)", mail.outbox.pop().body)
        assert link
        page = client.get(link[1], follow=True).request["PATH_INFO"]
        assert_sound(client.post(page, encoded(fields), content_type=URLENCODED), 200, 302, 422)
        transaction.set_rollback(True)


@pytest.mark.parametrize("address", QUERIES)
def test_whatever_is_asked(address: str, as_: As, people: types.SimpleNamespace) -> None:
    client = as_("anon" if address == "/sign-in/" else "olive")

    @often
    @given(asked=st.dictionaries(st.sampled_from(QUERIES[address]) | st.text(max_size=8), WORDS, max_size=4))
    def get(asked: dict[str, object]) -> None:
        assert_sound(client.get(f"{address}?{encoded(asked)}"), 200, 404)

    get()


LONG = {
    "NUL": {"login": "\x00", "password": "\x00"},
    "a long address": {"login": "x" * 10_000, "password": "y"},
    "half a character": {"login": "olive@portal.example", "password": "\ud800"},
    "a long password": {"login": "👩@x.example", "password": "y" * 100_000},
    "a huge number": {"login": HUGE, "password": HUGE},
}


@pytest.mark.parametrize("case", LONG)
def test_nonsense_at_the_door(case: str, people: types.SimpleNamespace) -> None:
    client = Client()
    assert_sound(client.post("/sign-in/", encoded(LONG[case]), content_type=URLENCODED), 200)
    assert "_auth_user_id" not in client.session
