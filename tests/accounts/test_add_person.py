"""The command that makes a portal's first administrator."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organisation, User

ARGUMENTS = ["new@portal.example", "New Person", "--organisation", "Stockton-on-Tees Borough Council", "--no-password"]


def test_it_adds_and_records(db: None) -> None:
    call_command("add_person", *ARGUMENTS, "--role", "administrator")
    person = User.objects.get(email="new@portal.example")
    assert person.is_administrator
    assert not person.has_usable_password()
    assert (person.history.get().actor_name, person.history.get().actor_role) == ("add_person", "process")


def test_it_asks_for_a_password(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getpass", lambda prompt: "three random words")
    call_command("add_person", *ARGUMENTS[:-1])
    assert User.objects.get(email="new@portal.example").check_password("three random words")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["olive@portal.example", *ARGUMENTS[1:]], "already"),
        (["nonsense", *ARGUMENTS[1:]], "is not an e-mail address"),
        ([*ARGUMENTS[:3], "Another Council", "--no-password"], "add --sector"),
        ([*ARGUMENTS[:3], "Another Council"], "add --sector"),
        (["new@portal.example", "", *ARGUMENTS[2:]], "cannot be blank"),
        (["new@portal.example", "x" * 201, *ARGUMENTS[2:]], "200"),
        ([*ARGUMENTS[:3], "x" * 201, "--sector", "health", "--no-password"], "200"),
        ([*ARGUMENTS[:3], "Another Council", "--sector", "council", "--no-password", "--job-title", "x" * 201], "200"),
        ([*ARGUMENTS, "--role", "reader"], "add --until"),
        ([*ARGUMENTS, "--role", "reader", "--until", "soon"], "like 2025-03-31"),
    ],
)
def test_mistakes_write_nothing(db: None, arguments: list[str], message: str) -> None:
    people, organisations = User.objects.count(), Organisation.objects.count()
    with pytest.raises(CommandError, match=message):
        call_command("add_person", *arguments)
    assert (User.objects.count(), Organisation.objects.count()) == (people, organisations)


def test_weak_password_is_refused(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getpass", lambda prompt: "password")
    with pytest.raises(CommandError):
        call_command("add_person", *ARGUMENTS[:-1])
    assert not User.objects.filter(email="new@portal.example").exists()


@pytest.mark.parametrize(
    ("answers", "message"), [(["three random words", "two random words"], "differ"), ([], "add --no-password")]
)
def test_password_that_is_not_given_twice(
    answers: list[str], message: str, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(prompt: str) -> str:
        if not answers:
            raise EOFError
        return answers.pop(0)

    monkeypatch.setattr("getpass.getpass", answer)
    with pytest.raises(CommandError, match=message):
        call_command("add_person", *ARGUMENTS[:-1])
    assert not User.objects.filter(email="new@portal.example").exists()


def test_organisation_is_added_or_found_whatever_the_capitals(db: None) -> None:
    new = [*ARGUMENTS[:3], "Another Council", "--sector", "council", "--no-password"]
    call_command("add_person", *new)
    call_command(
        "add_person", "second@portal.example", "Second Person", "--organisation", "ANOTHER council", *new[-1:]
    )
    assert {person.email for person in Organisation.objects.get(name="Another Council").people.all()} == {
        "new@portal.example",
        "second@portal.example",
    }
    row = Organisation.objects.get(name="Another Council").history.get()
    assert (row.actor_name, row.actor_role) == ("add_person", "process")
