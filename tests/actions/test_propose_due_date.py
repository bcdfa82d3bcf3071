"""A due date proposed without an update: by whoever gives the updates, the SRO or the co-ordinator."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action, DueDateProposal
from actions.services import decide_due_date
from priorities.partial_date import PartialDate
from tests.actions.editing import one, told
from tests.actions.reading import texts
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
URL = one("1a", "due-date/")
SENT = {"due_0": "", "due_1": "3", "due_2": "2025", "reason": "Posts vacant"}


@pytest.mark.parametrize(
    ("who", "as_whom"),
    [
        ("sara", "Sara Quill, SRO of 1a"),
        ("olive", "Olive Marsh, lead of 1a"),
        ("dev", "Dev Anand, deputy of 1a, for Olive Marsh"),
        ("cora", "Cora Vale, co-ordinator"),
    ],
)
def test_waits_for_a_word(who: str, as_whom: str, as_: As, act: Act, people: types.SimpleNamespace) -> None:
    client = as_(who)
    assert f'href="{URL}">Propose another due date</a>' in texts(client.get(one("1a")))
    answer = client.post(URL, SENT)
    assert (answer.status_code, answer["Location"]) == (302, one("1a"))
    proposal = DueDateProposal.objects.get()
    assert (str(proposal.to), proposal.update, proposal.is_open) == ("March 2025", None, True)
    assert str(act("1a").due) == "31 December 2024"
    assert f"{as_whom} | Posts vacant | Due date proposal March 2025: added" in told(act("1a"), people.cora)
    assert f"{getattr(people, who)} proposes <strong>March 2025</strong>" in texts(as_("cora").get(one("1a")))
    waiting = texts(as_("sara").get("/accountable/"))
    assert f"Proposed by {getattr(people, who)} on 4 September 2024" in waiting
    assert f", by {getattr(people, who)} on 4 September 2024" in texts(as_("sara").get(f"{URL}{proposal.pk}/"))
    decide_due_date(proposal=proposal, agree=True, by=people.sara, now=NOW)
    assert str(act("1a").due) == "March 2025"


def test_takes_the_place_of_one_that_waits(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, proposed_due=PartialDate.month(2025, 5), proposed_reason="More schools join")
    client = as_("sara")
    assert "Olive Marsh has proposed <strong>May 2025</strong>: “More schools join”" in texts(client.get(URL))
    client.post(URL, SENT)
    states = {str(one): one.state for one in DueDateProposal.objects.all()}
    assert states == {"May 2025": "overtaken", "March 2025": "open"}


def test_outlives_an_update_that_names_no_date(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    as_("sara").post(URL, SENT)
    give_update(act("1a"), people.olive)
    assert DueDateProposal.objects.get().is_open


def test_a_repeated_post_changes_nothing(as_: As) -> None:
    client = as_("sara")
    assert [client.post(URL, SENT).status_code for _ in range(2)] == [302, 302]
    assert DueDateProposal.objects.get().revision == 1


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"due_1": "8", "due_2": "2024"}, "The proposed due date must be in the future"),
        ({"due_0": "31", "due_1": "12", "due_2": "2024"}, "This is already the agreed due date. Propose another"),
        ({"due_0": "31", "due_1": "2"}, "real date"),
        ({"due_1": "", "due_2": ""}, "Enter the proposed due date"),
        ({"reason": " "}, "Enter why you are proposing this date"),
    ],
)
def test_what_is_refused_changes_nothing(changed: dict[str, str], message: str, as_: As) -> None:
    answer = as_("sara").post(URL, SENT | changed)
    assert answer.status_code == 422
    assert message in texts(answer)
    assert not DueDateProposal.objects.exists()


@pytest.mark.parametrize("who", ["otis", "mo", "pat", "ada", "ian"])
def test_wrong_person(who: str, as_: As) -> None:
    client = as_(who)
    assert "due-date/" not in texts(client.get(one("1a")))
    answer = client.post(URL, SENT)
    assert answer.status_code == 403
    assert "Only the people who lead 1a, its senior responsible officer and the co-ordinator" in texts(answer)
    assert not DueDateProposal.objects.exists()


def test_not_for_what_is_complete(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, status="complete", completed_on=NOW.date())
    client = as_("sara")
    assert "due-date/" not in texts(client.get(one("1a")))
    assert client.post(URL, SENT).status_code == 403
    assert not DueDateProposal.objects.exists()
