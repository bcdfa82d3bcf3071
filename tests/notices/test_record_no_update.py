"""The page in a line of the desk that records that no update was received."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.repeats import SAVED_ALREADY
from actions.models import Action, NoUpdateReceived
from tests.actions.reading import texts, words
from tests.notices.conftest import at
from tests.notices.working import DESK, entry, line
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
ONE = f"{entry('1a')}no-update/"
SURE = {"considered": "before-deadline"}  # the papers deadline is tomorrow


def test_it_opens_in_its_line(as_: As, db: None) -> None:
    page = texts(as_("cora").get(ONE))
    assert page.index('id="line-1a"') < page.index("Record: no update received") < page.index('id="line-1b"')
    assert "an update that comes later takes its place" in page


def test_it_is_recorded_and_one_goes_on(as_: As, people: People) -> None:
    client = as_("cora")
    answer = client.post(f"{ONE}?state=missing", {"asked_by": "telephone", **SURE})
    assert (answer.status_code, answer["Location"]) == (302, f"{DESK}?state=missing#line-1b")
    recorded = NoUpdateReceived.objects.get()
    assert (recorded.recorded_by, recorded.recorded_at, recorded.asked_by) == (people.cora, NOW, "telephone")
    page = client.get(DESK)
    assert "1a: No update received, recorded on 4 September 2024." in words(page)
    assert "No update received, recorded on 4 September 2024" in line(page.content.decode(), "1a")


def test_before_the_deadline_it_is_asked_whether_it_is_certain(as_: As, db: None) -> None:
    client = as_("cora")
    answer = client.post(ONE, {"asked_by": "telephone"})
    assert answer.status_code == 422
    assert "due by 12 noon on Thursday 5 September 2024, and may still come in time" in words(answer)
    assert 'name="considered" value="before-deadline"' in answer.content.decode()
    assert not NoUpdateReceived.objects.exists()


def test_after_the_deadline_nothing_is_asked(as_: As, clock_stands: Callable[..., None], db: None) -> None:
    clock_stands(at("2024-09-05", "12:01"))
    assert as_("cora").post(ONE, {"asked_by": "telephone"}).status_code == 302


def test_how_it_was_asked_for_may_be_left_out(as_: As, db: None) -> None:
    assert as_("cora").post(ONE, SURE).status_code == 302
    assert NoUpdateReceived.objects.get().asked_by == ""


@pytest.mark.parametrize("way", ["portal", "import", "pigeon", "x" * 400, "\x00"])
def test_another_way_is_none(way: str, as_: As, db: None) -> None:
    assert as_("cora").post(ONE, {"asked_by": way, **SURE}).status_code == 422
    assert not NoUpdateReceived.objects.exists()


def test_twice_is_once(as_: As, db: None) -> None:
    client = as_("cora")
    answers = [client.post(ONE, {"asked_by": "telephone", **SURE}) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert SAVED_ALREADY in texts(client.get(DESK))


def test_what_is_recorded_is_not_written_over(as_: As, db: None) -> None:
    as_("cora").post(ONE, {"asked_by": "telephone", **SURE})
    answer = as_("cora").post(ONE, {"asked_by": "meeting", **SURE})
    assert answer.status_code == 422
    assert "recorded already that no update was received in this cycle, asked for by telephone" in words(answer)
    assert NoUpdateReceived.objects.get().asked_by == "telephone"


def test_an_update_has_come_since_it_was_recorded(as_: As, act: Act, people: People) -> None:
    as_("cora").post(ONE, {"asked_by": "telephone", **SURE})
    give_update(act("1a"), people.olive)
    answer = as_("cora").post(ONE, {"asked_by": "telephone", **SURE})
    assert answer.status_code == 422
    assert "An update of 1a has come in this cycle" in texts(answer)


def test_an_update_has_come_meanwhile(as_: As, act: Act, people: People) -> None:
    """The form that was opened before it changes nothing, and says what has happened."""
    client = as_("cora")
    client.get(ONE)
    give_update(act("1a"), people.olive)
    answer = client.post(ONE, {"asked_by": "telephone", **SURE})
    assert answer.status_code == 422
    assert "An update of 1a has come in this cycle, so there is nothing to record" in texts(answer)
    assert not NoUpdateReceived.objects.exists()


@pytest.mark.parametrize("who", ["olive", "dev", "sara", "mo", "ada", "ian"])
def test_who_else(who: str, as_: As) -> None:
    answer = as_(who).post(ONE, SURE)
    assert answer.status_code == 403
    assert "Ask the co-ordinator" in texts(answer)
    assert not NoUpdateReceived.objects.exists()


def test_no_such_action(as_: As, db: None) -> None:
    assert as_("cora").post(f"{entry('9z')}no-update/", SURE).status_code == 404
    assert as_("cora").put(ONE).status_code == 405


def test_where_there_is_nothing_to_record_the_page_says_so_at_once(as_: As, act: Act, people: People) -> None:
    as_("cora").post(ONE, SURE)
    page = texts(as_("cora").get(ONE))
    assert "No update received, recorded on 4 September 2024. That stays." in page
    assert "Record: no update received" not in page
    give_update(act("1a"), people.olive)
    page = texts(as_("cora").get(ONE))
    assert "An update of 1a has come in this cycle, so there is nothing to record." in page
    assert "Record: no update received" not in page
