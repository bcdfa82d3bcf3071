"""Whoever has left is named as such, and nothing is done for them any more."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from accounts.services import change_person
from actions.models import Action, ProgressUpdate
from actions.services import edit_action
from tests.actions.editing import PLAN, one
from tests.actions.reading import texts
from tests.world import NOW, typed

As = Callable[[str], Client]
Act = Callable[[str], Action]


@pytest.fixture
def leaves(people: types.SimpleNamespace) -> Callable[[str], User]:
    """`leaves("olive")`: the account of that person is closed."""
    return lambda who: change_person(
        person=getattr(people, who), by=people.ada, now=NOW, reason="Left", is_active=False
    )


def test_the_co_ordinator_gives_it_for_nobody(leaves: Callable[[str], User], as_: As, act: Act) -> None:
    leaves("olive")
    client, address = as_("cora"), one("1a", "progress/")
    assert "You are entering this for an action whose lead has left" in texts(client.get(address))
    answer = client.post(address, typed(act("1a"), received_by="telephone"), follow=True)
    assert "The record says that you entered it." in texts(answer)
    update = ProgressUpdate.objects.get()
    assert (update.on_behalf_of, update.by_line) == (None, "Cora Vale, by telephone")
    history = texts(as_("mo").get(one("1a", "history/")))
    assert "Cora Vale, co-ordinator, by telephone" in history
    assert "for Olive Marsh" not in history
    no_change = texts(client.get(one("1a", "no-change/")))
    assert "You are entering this for an action whose lead has left" in no_change
    assert "You are doing this for" not in texts(client.get(one("1a", "evidence/")))


def test_the_deputy_gives_it_for_nobody(leaves: Callable[[str], User], as_: As, act: Act) -> None:
    leaves("olive")
    client = as_("dev")
    assert "for Olive Marsh" not in texts(client.get(one("1a", "progress/")))
    client.post(one("1a", "progress/"), typed(act("1a")))
    assert ProgressUpdate.objects.get().by_line == "Dev Anand"
    assert "Dev Anand, deputy of 1a" in texts(as_("mo").get(one("1a", "history/")))


def test_nobody_is_sent_to_a_lead_who_has_left(leaves: Callable[[str], User], as_: As) -> None:
    leaves("olive")
    answer = texts(as_("otis").get(one("1a", "progress/")))
    assert "Ask the lead, once there is one, or the co-ordinator." in answer


def test_everybody_on_the_page_of_an_action(
    leaves: Callable[[str], User], as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    edit_action(action=act("1a"), by=people.cora, now=NOW, co_leads=[people.cole])
    council = people.sara.organisation.label
    for who in ("olive", "cole", "dev", "sara"):
        assert "(has left)" not in texts(as_("mo").get(one("1a"))).partition(str(getattr(people, who)))[2][:20]
        leaves(who)
    page = texts(as_("mo").get(one("1a")))
    for who in ("olive", "dev", "sara"):
        assert f"{getattr(people, who)}, {council} (has left)" in page
    assert "Cole Ward (has left)" in page


def test_the_sro_of_a_priority(leaves: Callable[[str], User], as_: As, people: types.SimpleNamespace) -> None:
    page, report = f"{PLAN}priorities/1/", f"{PLAN}priorities/1/highlight/"
    assert f"Senior responsible officer: {people.sara.post}." in texts(as_("mo").get(report))
    leaves("sara")
    assert f"Sara Quill, {people.sara.organisation.label} (has left)" in texts(as_("mo").get(page))
    assert "No senior responsible officer: the last one has left." in texts(as_("mo").get(report))
