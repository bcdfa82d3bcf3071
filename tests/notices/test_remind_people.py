"""Reminders from the desk: seen as they will be sent, then sent by one click."""

import types
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.models import Organisation
from accounts.repeats import SAVED_ALREADY
from accounts.services import add_person, change_person
from actions.models import Action
from actions.services import edit_action, record_no_update
from notices.desk import recipients
from tests.actions.reading import texts, words
from tests.notices.working import DESK, line
from tests.world import NOW, PLANNED, TESTER, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
ALL = f"{DESK}remind/all/"


@pytest.fixture(autouse=True)
def with_address(settings: Any) -> None:
    """A mail needs to know where the portal is."""
    settings.PORTAL_URL = "https://portal.example"


@pytest.fixture
def send(as_: As, django_capture_on_commit_callbacks: Any) -> Callable[[str], Any]:
    """Open a preview and send what it shows."""

    def opened_and_sent(address: str, client: Client | None = None) -> Any:
        client = client or as_("cora")
        form = client.get(address).context["form"]
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, {"people": form["people"].value(), "writer": "one"})

    return opened_and_sent


def to_whom() -> set[str]:
    return {address for one in mail.outbox for address in one.to}


def test_one_lead(as_: As, send: Any, people: People) -> None:
    address = f"{DESK}remind/lead-{people.olive.pk}/"
    page = as_("cora").get(f"{address}?state=missing")
    assert "To Olive Marsh, olive@portal.example" in words(page)
    for action in ("1a", "1b", "3f", "4c"):
        assert Action.objects.get(key=action).title[:40] in texts(page)
    assert mail.outbox == []
    answer = send(f"{address}?state=missing")
    assert (answer.status_code, answer["Location"]) == (302, f"{DESK}?state=missing#lead-{people.olive.pk}")
    assert to_whom() == {"olive@portal.example"}
    assert "Reminded on 4 September 2024" in line(as_("cora").get(DESK).content.decode(), "1a")


def test_what_is_sent_is_what_was_shown(as_: As, send: Any, people: People) -> None:
    address = f"{DESK}remind/lead-{people.olive.pk}/"
    [shown] = as_("cora").get(address).context["mails"]
    send(address)
    assert (mail.outbox[0].subject, mail.outbox[0].body) == (shown.subject, shown.text)


def test_an_organisation_and_everybody(as_: As, send: Any, people: People, act: Act) -> None:
    council = Organisation.objects.get(sector="council")
    page = as_("cora").get(ALL)
    assert "Each of these 2 people gets one mail" in words(page)
    assert "Nobody can be reminded of 1c," in words(page)
    send(f"{DESK}remind/organisation-{council.pk}/")
    assert to_whom() == {"olive@portal.example", "otis@portal.example"}


def test_nobody_gets_two_a_day(as_: As, send: Any, people: People) -> None:
    """The preview and the desk promise no mail that will not go."""
    client, one = as_("cora"), f"{DESK}remind/lead-{people.olive.pk}/"
    assert "(2 people)" in words(client.get(DESK))
    ids = client.get(ALL).context["form"]["people"].value()
    send(one)
    desk = words(client.get(DESK))
    assert "(1 person)" in desk
    assert "Olive Marsh has had a mail today and gets no other." in desk
    assert f'href="{one}"' not in texts(client.get(DESK))
    page = client.get(ALL)
    assert "No mail goes to Olive Marsh, who had one today." in words(page)
    assert "Send it" in words(page)
    assert "To Olive Marsh" not in words(page)
    client.post(ALL, {"people": ids, "writer": "opened before"})
    assert "No second mail goes today to Olive Marsh, who had one already." in words(client.get(DESK))


def test_where_everybody_had_a_mail_there_is_nothing_to_send(as_: As, send: Any, people: People) -> None:
    send(ALL)
    client = as_("cora")
    for address in (ALL, f"{DESK}remind/lead-{people.olive.pk}/"):
        page = client.get(address)
        assert "Nobody here can be reminded: whoever is asked has had a mail today." in words(page)
        assert page.content.decode().count("<form") == 1, "that of signing out"
    assert "remind/" not in texts(client.get(DESK))


def test_twice_is_once(as_: As, django_capture_on_commit_callbacks: Any) -> None:
    client = as_("cora")
    said = {"people": client.get(ALL).context["form"]["people"].value(), "writer": "one"}
    with django_capture_on_commit_callbacks(execute=True):
        assert [client.post(ALL, said).status_code for _ in range(2)] == [302, 302]
    assert SAVED_ALREADY in texts(client.get(DESK))
    assert len(mail.outbox) == 2


def test_who_gave_theirs_meanwhile_gets_none(as_: As, people: People, act: Act) -> None:
    client = as_("cora")
    ids = client.get(ALL).context["form"]["people"].value()
    for key in ("2a", "3f.i"):
        give_update(act(key), people.otis)
    client.post(ALL, {"people": ids})
    assert "A reminder goes to Olive Marsh." in words(client.get(DESK))
    for key in ("1a", "1b", "3f", "4c"):
        give_update(act(key), people.olive)
    answer = client.post(ALL, {"people": ids, "writer": "two"})
    assert answer.status_code == 422
    assert "Nobody of them owes an update any more" in texts(answer)


def test_nobody_is_added_by_what_is_posted(as_: As, people: People, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_("cora").post(ALL, {"people": f"{people.olive.pk} {people.mo.pk} x 99999999999999999999 -1"})
    assert (answer.status_code, to_whom()) == (302, {"olive@portal.example"})


@pytest.mark.parametrize("ids", ["", "x", "\x00", "1" * 30_000])
def test_what_names_nobody(ids: str, as_: As) -> None:
    answer = as_("cora").post(ALL, {"people": ids})
    assert answer.status_code == 422
    assert "Enter people" not in words(answer)
    assert mail.outbox == []


def test_whoever_is_recorded_as_silent_is_not_chased_with_all(as_: As, people: People, act: Act) -> None:
    for key in ("2a", "3f.i"):
        record_no_update(action=act(key), by=people.cora, now=NOW)
    assert "Otis Field" not in words(as_("cora").get(ALL))
    assert "To Otis Field" in words(as_("cora").get(f"{DESK}remind/lead-{people.otis.pk}/"))


def test_who_has_no_account_that_opens(as_: As, people: People, act: Act) -> None:
    idle = add_person(by=TESTER, now=PLANNED, email="idle@portal.example", name="Idle Finch",
                      organisation=people.mo.organisation)  # fmt: skip
    edit_action(action=act("5b"), by=people.cora, now=PLANNED, lead=idle)
    change_person(person=people.otis, by=people.ada, now=NOW, reason="Left", is_active=False)
    page = words(as_("cora").get(ALL))
    assert "To Olive Marsh" in page
    assert "To Idle Finch" not in page
    assert "To Otis Field" not in page
    assert "5b" in page.partition("Nobody can be reminded of")[2]
    for person in (idle, people.otis, people.mo):
        page = as_("cora").get(f"{DESK}remind/lead-{person.pk}/")
        assert f"{person.name} Send reminders Nobody here can be reminded" in words(page)
        assert page.content.decode().count("<form") == 1, "that of signing out"


def test_one_who_has_answered_meanwhile_is_said_to_owe_nothing(
    as_: As, people: People, act: Act, django_capture_on_commit_callbacks: Any
) -> None:
    client, address = as_("cora"), f"{DESK}remind/lead-{people.otis.pk}/?state=missing"
    ids = client.get(address).context["form"]["people"].value()
    for key in ("2a", "3f.i"):
        give_update(act(key), people.otis)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, {"people": ids, "writer": "one"})
    assert answer.status_code == 422
    assert "Nobody of them owes an update any more, so nothing was sent." in words(answer)
    assert "Otis Field" in words(answer)
    assert f'href="{DESK}?state=missing">Back to the desk</a>' in texts(answer)
    assert mail.outbox == []
    assert "Nobody here can be reminded" in words(client.get(address))


def test_nothing_to_remind_of(as_: As, people: People, act: Act) -> None:
    nobody = f"{DESK}remind/organisation-none/"
    page = as_("cora").get(nobody)
    assert "Nobody here can be reminded" in words(page)
    assert page.content.decode().count("<form") == 1, "that of signing out"


def test_many_are_named_and_the_first_are_shown(as_: As, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notices.desk.views.SHOWN", 1)
    page = texts(as_("cora").get(ALL))
    assert "To Olive Marsh" in page
    assert "To Otis Field" not in page
    assert (
        f'And, each with a mail of their own: <a class="govuk-link" href="{DESK}remind/lead-{people.otis.pk}/">'
        in page
    )


@pytest.mark.parametrize(
    "scope", ["lead-0", "lead-x", "lead-987654", f"lead-{9**20}", "organisation-999", "x", "lead-"]
)
def test_no_such_people(scope: str, as_: As, db: None) -> None:
    assert as_("cora").get(f"{DESK}remind/{scope}/").status_code == 404
    assert as_("cora").post(f"{DESK}remind/{scope}/", {"people": "1"}).status_code == 404


@pytest.mark.parametrize("who", ["olive", "dev", "sara", "mo", "ada", "ian"])
def test_who_else(who: str, as_: As) -> None:
    for answer in (as_(who).get(ALL), as_(who).post(ALL, {"people": "1"})):
        assert answer.status_code == 403
        assert "Ask the co-ordinator" in texts(answer)


def test_names_in_a_sentence(people: People) -> None:
    several = [people.olive, people.otis, people.mo]
    assert recipients.names_of(several[:1]) == "Olive Marsh"
    assert recipients.names_of(several) == "Olive Marsh, Otis Field and Mo Brook"
    assert recipients.names_of([people.olive] * 12).endswith("Olive Marsh and 2 others")
