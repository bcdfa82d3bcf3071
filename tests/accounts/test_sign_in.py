"""Signing in and out."""

import datetime
import re
import types
from collections.abc import Callable

import pytest
import time_machine
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client

from accounts.models import User
from accounts.services import add_person, change_person, grant_role
from governance.models import Body
from governance.services.memberships import add_member
from send_portal.demonstration import ACCOUNTS
from tests.accounts.signing_in import gets_in, is_signed_in, sign_in
from tests.world import NOW, TESTER

FORM = "/plans/2023-24/actions/1a/progress/"
HOSTILE = [
    "\x00",
    "a\x00@portal.example",
    "x" * 100_000,
    "/a\r\nSet-Cookie: x=y",
    "<script>",
    "{{ 7|add:7 }}",
    "\u202e",
]
As = Callable[[str], Client]


def test_it_works_whatever_the_capitals(people: types.SimpleNamespace) -> None:
    client = Client()
    assert sign_in(client, login="Olive@Portal.example").status_code == 302
    assert is_signed_in(client)


def test_visitor_comes_to_the_page_they_asked_for(people: types.SimpleNamespace) -> None:
    client = Client()
    asked = client.get(FORM)
    assert asked.url == f"/sign-in/?next={FORM}"
    assert sign_in(client, next=FORM).url == FORM


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere(elsewhere: str, people: types.SimpleNamespace) -> None:
    assert sign_in(Client(), next=elsewhere).url == "/"


def test_known_and_unknown_addresses_get_the_same_answer(people: types.SimpleNamespace) -> None:
    known = sign_in(Client(), password="wrong")
    unknown = sign_in(Client(), login="nobody@portal.example", password="wrong")
    assert known.status_code == unknown.status_code
    pages = [
        re.sub(r'name="csrfmiddlewaretoken" value="\w+"|\w+@portal', "", answer.content.decode())
        for answer in (known, unknown)
    ]
    assert pages[0] == pages[1]
    assert "The e-mail address or the password is wrong" in pages[0]


def test_known_and_unknown_addresses_take_the_same_work(
    people: types.SimpleNamespace, settings: types.SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher"
    settings.PASSWORD_HASHERS = [hasher]
    hashed: list[str] = []
    encode = f"{hasher}.encode"
    monkeypatch.setattr(encode, lambda self, password, salt: hashed.append(password) or f"md5${salt}${password}")
    for number, login in enumerate(("olive@portal.example", "nobody@portal.example"), start=1):
        sign_in(Client(), login=login, password="wrong")
        assert hashed == ["wrong"] * number


def test_deactivated_person(people: types.SimpleNamespace) -> None:
    client = Client()
    assert gets_in(client)
    change_person(person=people.olive, by=people.ada, now=NOW, reason="Left", is_active=False)
    assert not is_signed_in(client)
    assert not gets_in(Client())


def test_person_without_a_password(people: types.SimpleNamespace) -> None:
    people.olive.set_unusable_password()
    people.olive.save()
    assert not gets_in(Client())
    assert not gets_in(Client(), password=people.olive.password)


def test_an_account_is_held_back_after_five_failures(people: types.SimpleNamespace) -> None:
    for _ in range(5):
        assert sign_in(Client(), password="wrong").status_code == 200
    refused = sign_in(Client())
    assert refused.status_code == 429
    assert "You have tried too many times" in refused.content.decode()
    assert not gets_in(Client(), login="Olive@Portal.example")
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=6)):
        assert gets_in(Client())


def test_a_visitor_is_held_back_after_ten_failures(people: types.SimpleNamespace) -> None:
    def try_as(number: int) -> int:
        forged = Client(headers={"X-Forwarded-For": f"10.1.2.{number}"})
        return sign_in(forged, login=f"guess{number}@portal.example", password="wrong").status_code

    assert [try_as(number) for number in range(11)] == [200] * 10 + [429]
    assert not gets_in(Client())
    assert gets_in(Client(REMOTE_ADDR="10.9.9.9"))


def test_many_posts_get_a_plain_page(people: types.SimpleNamespace) -> None:
    for number in range(30):
        sign_in(Client(), login=f"guess{number}@portal.example", password="wrong")
    refused = sign_in(Client())
    assert refused.status_code == 429
    assert "<h1" in refused.content.decode()
    assert "wait 5 minutes" in refused.content.decode()


def test_asking_to_sign_out_changes_nothing(as_: As) -> None:
    client = as_("olive")
    assert client.get("/sign-out/").status_code == 200
    assert is_signed_in(client)
    client.post("/sign-out/")
    assert not is_signed_in(client)


@pytest.mark.parametrize("address", ["/accounts/signup/", "/signup/", "/sign-up/", "/accounts/email/", "/email/"])
def test_nobody_signs_up(address: str, as_: As) -> None:
    assert as_("olive").get(address).status_code == 404


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("field", ["login", "password", "next", "carried"])
def test_hostile_input_is_no_fault(field: str, hostile: str, people: types.SimpleNamespace) -> None:
    answer = sign_in(Client(), **{field: hostile})
    assert answer.status_code in (200, 302)
    assert not set("\r\n\x00") & set(answer.get("Location", ""))
    assert "<script>" not in answer.content.decode().replace("<script src", "")
    assert Client().get("/sign-in/", {"next": hostile}).status_code == 200


@pytest.mark.parametrize("unsafe", ["%00", "/%00", "me/", "//evil.example/", "https://evil.example/"])
def test_unsafe_way_on_is_ignored(unsafe: str, people: types.SimpleNamespace) -> None:
    assert sign_in(Client(), next=unsafe)["Location"] == "/"
    assert sign_in(Client(), next="/me/")["Location"] == "/me/"


def test_a_stronger_hash_is_taken_at_sign_in(
    people: types.SimpleNamespace, settings: types.SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 1)
    pbkdf2 = "django.contrib.auth.hashers.PBKDF2PasswordHasher"
    settings.PASSWORD_HASHERS = [pbkdf2, *settings.PASSWORD_HASHERS]
    rows = people.olive.history.count()
    assert gets_in(Client())
    assert User.objects.get(pk=people.olive.pk).password.startswith("pbkdf2")
    assert people.olive.history.count() == rows


def test_reader_whose_access_has_ended(people: types.SimpleNamespace, as_: As) -> None:
    assert as_("ian").get("/plans/2023-24/").status_code == 200
    grant_role(to=people.ian, role="reader", by=TESTER, now=NOW, until_on=datetime.date(2024, 9, 3))
    refused = as_("ian").get("/plans/2023-24/")
    assert refused.status_code == 403
    assert "ask the partnership’s administrator" in refused.content.decode()
    assert '<a class="govuk-link" href="/sign-out/">Sign out</a>' in refused.content.decode()
    assert "Go to the plan" not in refused.content.decode()
    assert as_("ian").get("/privacy/").status_code == as_("ian").get("/sign-out/").status_code == 200
    assert as_("ian").post("/sign-out/").status_code == 302


READERS_PAGES = ("/plans/2023-24/", "/plans/2023-24/actions.csv", "/plans/2023-24/actions/1a/history/")


@pytest.mark.parametrize("until_on", [datetime.date(2025, 3, 31), datetime.date(2024, 9, 3)])
def test_ending_a_readers_role_lets_nobody_in(until_on: datetime.date, people: types.SimpleNamespace, as_: As) -> None:
    grant = grant_role(to=people.ian, role="reader", by=TESTER, now=NOW, until_on=until_on)
    ended = as_("ada").post(f"/admin/accounts/rolegrant/{grant.pk}/end/", {"reason": "The inspection is over"})
    assert ended.status_code == (302 if until_on > NOW.date() else 422)
    for address in READERS_PAGES:
        refused = as_("ian").get(address)
        assert refused.status_code == 403
        assert "ask the partnership’s administrator" in refused.content.decode()


@pytest.mark.parametrize(
    ("role", "from_on", "until_on", "status"),
    [
        ("member", datetime.date(2024, 9, 4), None, 200),
        ("chair", datetime.date(2024, 1, 1), datetime.date(2024, 9, 4), 200),
        ("co_chair", datetime.date(2024, 1, 1), datetime.date(2024, 9, 3), 403),
        ("member", datetime.date(2024, 9, 5), None, 403),
        ("in_attendance", datetime.date(2024, 1, 1), None, 403),
        ("minutes", datetime.date(2024, 1, 1), None, 403),
    ],
)
def test_a_reader_who_sits_on_a_body_reads_on(
    role: str, from_on: datetime.date, until_on: datetime.date | None, status: int,
    people: types.SimpleNamespace, as_: As,
) -> None:  # fmt: skip
    grant_role(to=people.ian, role="reader", by=TESTER, now=NOW, until_on=datetime.date(2024, 9, 3))
    add_member(
        body=Body.objects.get(slug="local-inclusion-partnership"), user=people.ian, by=people.cora, now=NOW,
        organisation=people.ian.organisation, role=role, is_voting=False, from_on=from_on, until_on=until_on,
    )  # fmt: skip
    assert as_("ian").get("/plans/2023-24/").status_code == status


def test_a_reader_who_takes_part_reads_on(people: types.SimpleNamespace, as_: As) -> None:
    over = datetime.date(2024, 9, 3)
    for one in ("olive", "dev", "cole", "sara", "cora"):
        grant_role(to=getattr(people, one), role="reader", by=TESTER, now=NOW, until_on=over)
        assert as_(one).get("/plans/2023-24/").status_code == 200, one


def test_demonstration_lists_its_accounts(
    people: types.SimpleNamespace, settings: types.SimpleNamespace, django_assert_num_queries: Callable[[int], object]
) -> None:
    address = next(iter(ACCOUNTS))
    add_person(
        by=TESTER, now=NOW, email=address, name="Al Day", organisation=people.ada.organisation, is_demonstration=True
    )
    page = Client().get("/sign-in/").content.decode()
    assert "Demonstration accounts" in page
    assert address in page
    assert "olive@portal.example" not in page
    settings.IS_DEMONSTRATION = False
    assert address not in Client().get("/sign-in/").content.decode()
    with django_assert_num_queries(0):
        Client().get("/sign-in/")
