"""Co-production of an action: who took part, you said, we did, we could not because."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action, CoProduction
from actions.services import change_co_production
from actions.services.co_production import CoProductionTold
from audit.recording import Refused
from tests.actions.reading import texts
from tests.world import NOW, asked, tell_co_production

As = Callable[[str], Client]
Act = Callable[[str], Action]
ONE = "/plans/2023-24/actions/1a/"
RECORD = ONE + "co-production/"
DAY = {"on_date_0": "20", "on_date_1": "8", "on_date_2": "2024"}
GOOD = {"who_took_part": "Eleven parent carers", "you_said": "We wait too long.", **DAY}


@pytest.fixture
def evening(act: Act, people: types.SimpleNamespace) -> CoProduction:
    """An evening with parent carers, recorded by Olive for 1a."""
    return tell_co_production(act("1a"), people.olive)


def test_none_recorded_is_said(as_: As) -> None:
    assert "No co-production recorded." in texts(as_("mo").get(ONE))


def test_is_recorded_and_shown(as_: As, act: Act) -> None:
    client = as_("dev")
    assert "You are doing this for Olive Marsh, as the deputy." in texts(client.get(RECORD))
    answer = client.post(RECORD, GOOD | {"could_not_because": "The budget is\r\nspent."})
    assert (answer.status_code, answer["Location"]) == (302, ONE)
    told = CoProduction.objects.get()
    assert (told.action, told.on_date) == (act("1a"), datetime.date(2024, 8, 20))
    assert told.could_not_because == "The budget is\nspent."
    page = texts(as_("mo").get(ONE))
    for words in ("20 August 2024", "Eleven parent carers", "We wait too long.", "We could not, because"):
        assert words in page
    assert page.index('id="updates"') < page.index('id="co-production"') < page.index('id="evidence"')
    history = texts(client.get(ONE + "history/"))
    assert "Co-production “Eleven parent carers”: added" in history
    assert "<strong>You said:</strong> We wait too long." in history
    assert "Dev Anand, deputy of 1a, for Olive Marsh" in history


def test_repeated_post_is_one_record(as_: As) -> None:
    client = as_("olive")
    assert [client.post(RECORD, GOOD).status_code for _ in range(2)] == [302, 302]
    again = texts(client.post(RECORD, GOOD | {"writer": "a form opened anew"}, follow=True))
    assert f"“{GOOD['who_took_part']}” was there already. Nothing has been added." in again
    assert CoProduction.objects.count() == CoProduction.history.count() == 1
    client.post(RECORD, GOOD | {"we_did": "Twelve more appointments a week."})
    assert CoProduction.objects.count() == 2


WRONG = {
    "nothing": ({}, "Enter the date"),
    "nobody": (GOOD | {"who_took_part": " "}, "Enter who took part"),
    "nothing said": (GOOD | {"you_said": ""}, "Enter what they said, what you did, or what you could not do"),
    "a day to come": (GOOD | {"on_date_1": "10"}, "must be on or before 4 September 2024"),
    "too long": (GOOD | {"we_did": "x" * 2001}, "must be 2000 characters or fewer"),
    "unprintable": (GOOD | {"we_did": "a\x00b"}, "contains a character that cannot be shown"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_form_changes_nothing(case: str, as_: As) -> None:
    sent, words = WRONG[case]
    answer = as_("olive").post(RECORD, sent)
    assert answer.status_code == 422
    assert words in texts(answer)
    assert CoProduction.objects.count() == 0


def test_what_looks_personal_is_asked_about_once(as_: As) -> None:
    client, sent = as_("olive"), GOOD | {"you_said": "EHCP for Anna Smith comes late"}
    first = client.post(RECORD, sent)
    assert first.status_code == 422
    assert "The text seems to contain the name of a child." in texts(first)
    assert "EHCP for Anna Smith comes late" in texts(first)
    assert CoProduction.objects.count() == 0
    assert client.post(RECORD, sent | {"considered": asked(first)}).status_code == 302


@pytest.mark.parametrize("who", ["otis", "sara", "mo", "pat", "ada", "ian"])
@pytest.mark.parametrize("page", ["", "{pk}/"])
def test_wrong_person_changes_nothing(who: str, page: str, as_: As, evening: CoProduction) -> None:
    address = RECORD + page.format(pk=evening.pk)
    assert "co-production/" not in texts(as_(who).get(ONE))
    for answer in (as_(who).get(address), as_(who).post(address, GOOD | {"revision": 1, "reason": "So"})):
        assert answer.status_code == 403
        assert "Ask Olive Marsh" in texts(answer)
    assert CoProduction.objects.get().you_said == "We wait too long."


@pytest.mark.parametrize("page", ["0/", "999999/", "x/", "9" * 30 + "/"])
def test_unknown_record_is_not_found(page: str, as_: As) -> None:
    assert as_("olive").get(RECORD + page).status_code == 404


def test_wrong_method(as_: As) -> None:
    assert as_("olive").put(RECORD).status_code == 405


def test_what_was_done_is_added_later_without_a_reason(as_: As, evening: CoProduction) -> None:
    client, address = as_("olive"), f"{RECORD}{evening.pk}/"
    assert "We wait too long." in texts(client.get(address))
    sent = GOOD | {"we_did": "Twelve more appointments a week.", "revision": 1, "reason": ""}
    assert client.post(address, sent).status_code == 302
    assert "Twelve more appointments a week." in texts(client.get(ONE))


def test_change_says_why(as_: As, evening: CoProduction) -> None:
    client, address = as_("olive"), f"{RECORD}{evening.pk}/"
    sent = GOOD | {"who_took_part": "Twelve parent carers", "revision": 1, "reason": ""}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "Say why you are changing this" in texts(refused)
    assert CoProduction.objects.get().who_took_part == "Eleven parent carers"
    assert client.post(address, sent | {"reason": "One came late"}).status_code == 302
    history = texts(client.get(ONE + "history/"))
    assert "<strong>Who took part:</strong> Eleven parent carers → Twelve parent carers" in history
    assert "Reason: “One came late”" in history


def test_somebody_was_faster(as_: As, evening: CoProduction, people: types.SimpleNamespace) -> None:
    told = CoProductionTold(evening.on_date, "Twelve parent carers", "We wait too long.")
    change_co_production(co_production=evening, by=people.dev, now=NOW, told=told, reason="One came late", revision=1)
    sent = GOOD | {"we_did": "Mine, typed first", "revision": 1, "reason": "So"}
    answer = as_("olive").post(f"{RECORD}{evening.pk}/", sent)
    assert answer.status_code == 409
    assert "Twelve parent carers" in texts(answer)
    assert "Mine, typed first" in texts(answer)
    assert CoProduction.objects.get().we_did == ""


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"who_took_part": " "}, "Say who took part"),
        ({"you_said": ""}, "Say what they said"),
        ({"on_date": datetime.date(2024, 9, 5)}, "must be today or in the past"),
    ],
)
def test_service_refuses(said: dict[str, object], words: str, act: Act, people: types.SimpleNamespace) -> None:
    with pytest.raises(Refused, match=words):
        tell_co_production(act("1a"), people.olive, **said)
    assert CoProduction.objects.count() == 0
