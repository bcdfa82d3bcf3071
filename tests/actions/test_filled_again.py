"""Only to fill something for the first time needs no reason: what was emptied is not filled again in silence."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action, DueDateChange
from actions.services import add_milestone, edit_action, edit_milestone, set_due_date
from priorities.partial_date import PartialDate
from priorities.services import name_priority_sro
from tests.actions.editing import PLAN, dated, edited, one, told
from tests.actions.reading import texts
from tests.actions.set_up_page import URL as SET_UP
from tests.actions.set_up_page import sent
from tests.world import NOW

As = Callable[[str], Client]
Act = Callable[[str], Action]
MAY = PartialDate.month(2025, 5)
WHY_WORDS = "Say why the wording, the people or the dates change"


@pytest.fixture
def emptied(act: Act, people: types.SimpleNamespace) -> Action:
    """1a, from which everybody and the due date have been taken, with a reason."""
    edit_action(
        action=act("1a"), by=people.cora, now=NOW, reason="The post ends", lead=None, deputy=None, sro=None, due=None
    )
    return act("1a")


def test_the_due_date_asks_why(emptied: Action, as_: As, act: Act, people: types.SimpleNamespace) -> None:
    client = as_("cora")
    answer = client.post(one("1a", "edit/"), edited(emptied, **dated("due", MAY)))
    assert answer.status_code == 422
    assert "Say why the due date moves" in texts(answer)
    assert act("1a").due is None
    fields = edited(emptied, **dated("due", MAY), reason="The new post starts in May")
    assert client.post(one("1a", "edit/"), fields).status_code == 302
    assert (act("1a").due, str(act("1a").original_due)) == (MAY, "31 December 2024")
    assert DueDateChange.objects.filter(action=emptied).latest("pk").reason == "The new post starts in May"
    assert "Due date set: May 2025: The new post starts in May" in told(act("1a"), people.cora)


@pytest.mark.parametrize("part", ["lead", "deputy", "sro"])
def test_people_ask_why(part: str, emptied: Action, as_: As, act: Act, people: types.SimpleNamespace) -> None:
    client = as_("cora")
    fields = edited(emptied, **{part: people.mo.pk})
    answer = client.post(one("1a", "edit/"), fields)
    assert answer.status_code == 422
    assert WHY_WORDS in texts(answer)
    assert getattr(act("1a"), part) is None
    assert client.post(one("1a", "edit/"), fields | {"reason": "Mo takes over"}).status_code == 302
    assert getattr(act("1a"), part) == people.mo


def test_what_never_held_anything_asks_nothing(emptied: Action, as_: As, act: Act) -> None:
    fields = edited(emptied, plain_words="Help comes sooner.", **dated("planned_start", PartialDate.year(2024)))
    assert as_("cora").post(one("1a", "edit/"), fields).status_code == 302
    assert act("1a").plain_words == "Help comes sooner."


def test_the_set_up_asks_why(emptied: Action, as_: As, act: Act, people: types.SimpleNamespace) -> None:
    client = as_("cora")
    fields = sent(client, **{"1a-due": "May 2025", "1a-lead": str(people.mo.pk), "1c-lead": str(people.mo.pk)})
    answer = client.post(SET_UP, fields)
    assert answer.status_code == 422
    assert '<a href="#id_reason">Enter why you are changing 1a<' in texts(answer)
    assert (act("1a").due, act("1a").lead, act("1c").lead) == (None, None, people.mo)
    fields = sent(client, **{"1a-due": "May 2025", "1a-lead": str(people.mo.pk), "reason": "Mo takes over"})
    assert client.post(SET_UP, fields).status_code == 302
    assert (act("1a").due, act("1a").lead) == (MAY, people.mo)
    assert act("1a").history.first().history_change_reason == "Mo takes over"


def test_a_milestone_asks_why(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    milestone = add_milestone(action=act("1a"), by=people.cora, now=NOW, title="Pilot", due=MAY)
    edit_milestone(milestone=milestone, by=people.cora, now=NOW, reason="Not known yet", due=None)
    client, address = as_("cora"), one("1a", f"milestones/{milestone.pk}/")
    fields = {"title": "Pilot", "standing": "open", "reason": "", "revision": 2} | dated("due", MAY)
    answer = client.post(address, fields)
    assert answer.status_code == 422
    assert "Say why the milestone changes" in texts(answer)
    assert client.post(address, fields | {"reason": "Known now"}).status_code == 302
    milestone.refresh_from_db()
    assert milestone.due == MAY


def test_the_sro_of_a_priority_asks_why(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    priority = name_priority_sro(priority=act("1a").priority, sro=None, by=people.cora, now=NOW, reason="Left")
    fields = {
        "title": priority.title, "focus": priority.focus, "source": priority.source, "sro": people.mo.pk,
        "reason": "", "revision": priority.revision,
    }  # fmt: skip
    client, address = as_("cora"), f"{PLAN}priorities/1/edit/"
    answer = client.post(address, fields)
    assert answer.status_code == 422
    assert "Say why you are changing it" in texts(answer)
    assert client.post(address, fields | {"reason": "Mo takes over"}).status_code == 302


def test_a_second_action_of_the_same_plan_is_no_history(
    emptied: Action, act: Act, people: types.SimpleNamespace
) -> None:
    """What another action has held does not count."""
    set_due_date(action=act("1c"), due=MAY, by=people.cora, now=NOW)
    assert act("1c").due == MAY
