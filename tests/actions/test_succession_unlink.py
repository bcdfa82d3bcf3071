"""A next plan that was started by mistake follows no longer."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.services import unlink_successor
from audit.recording import Refused
from governance.services.succession import begin_plan
from priorities.models import ActionPlan
from priorities.services import edit_plan
from tests.actions.reading import texts, words
from tests.actions.succeeding import NEXT, PLAN, SUCCESSION, carried, plan, successor_of
from tests.world import NOW

As = Callable[[str], Client]
People = types.SimpleNamespace
UNLINK = SUCCESSION + "unlink/"


@pytest.fixture
def following(people: People) -> ActionPlan:
    return successor_of(plan(), people.cora)


def sent(**said: object) -> dict[str, object]:
    return {"reason": "Started too early", "revision": successor().revision, **said}


def successor() -> ActionPlan:
    return ActionPlan.objects.get(slug="2025-28")


def test_an_empty_draft_is_unlinked(following: ActionPlan, as_: As, people: People) -> None:
    client = as_("cora")
    assert f'href="{UNLINK}"' in texts(client.get(SUCCESSION))
    assert "stays a draft by itself" in words(client.get(UNLINK))
    answer = client.post(UNLINK, sent())
    assert (answer.status_code, answer["Location"]) == (302, SUCCESSION)
    page = words(client.get(SUCCESSION))
    assert "Inclusion plan does not follow SEND Action Plan 2023/24 any more." in page
    assert "Start the next plan" in page
    last = successor().history.first()
    assert (successor().predecessor, successor().status) == (None, "draft")
    assert (last.actor_name, last.history_change_reason) == ("Cora Vale", "Started too early")
    assert "Started too early" in words(client.get(NEXT + "history/"))
    assert "Started too early" not in words(as_("mo").get(PLAN + "history/"))
    successor_of(plan(), people.cora, slug="other", title="Other plan")


def test_so_is_one_that_was_given_up(following: ActionPlan, as_: As, people: People) -> None:
    edit_plan(plan=following, by=people.cora, now=NOW, status="closed", reason="Given up")
    assert as_("cora").post(UNLINK, sent()).status_code == 302
    assert successor().predecessor is None


def test_a_repeat_writes_nothing(following: ActionPlan, as_: As, people: People) -> None:
    client, fields = as_("cora"), sent()
    assert [client.post(UNLINK, fields).status_code for _ in range(2)] == [302, 302]
    rows = ActionPlan.history.count()
    unlink_successor(plan=plan(), successor=successor(), by=people.cora, now=NOW, reason="Again")
    assert ActionPlan.history.count() == rows
    assert client.get(UNLINK)["Location"] == SUCCESSION


def test_without_a_reason_nothing_changes(following: ActionPlan, as_: As) -> None:
    assert as_("cora").post(UNLINK, sent(reason="")).status_code == 422
    assert successor().predecessor == plan()


def test_an_old_page_changes_nothing(following: ActionPlan, as_: As, people: People) -> None:
    fields = sent()
    edit_plan(plan=following, by=people.cora, now=NOW, title="Other", reason="Clearer")
    assert as_("cora").post(UNLINK, fields).status_code == 409
    assert successor().predecessor == plan()


def test_one_with_actions_stays(following: ActionPlan, as_: As, people: People) -> None:
    carried("1a", people.cora)
    assert f'href="{UNLINK}"' not in texts(as_("cora").get(SUCCESSION))
    assert as_("cora").get(UNLINK)["Location"] == SUCCESSION
    answer = as_("cora").post(UNLINK, sent())
    assert (answer.status_code, successor().predecessor) == (422, plan())
    assert "Inclusion plan has actions, so it stays the next plan" in words(answer)


def test_one_that_was_current_stays(following: ActionPlan, people: People) -> None:
    begin_plan(plan=following, by=people.cora, now=NOW)
    with pytest.raises(Refused, match="has been current"):
        unlink_successor(plan=plan(), successor=following, by=people.cora, now=NOW, reason="So")


@pytest.mark.parametrize("who", ["olive", "sara", "mo", "ada"])
def test_wrong_person(who: str, following: ActionPlan, as_: As) -> None:
    assert as_(who).get(UNLINK).status_code == 403
    assert as_(who).post(UNLINK, sent()).status_code == 403
    assert successor().predecessor == plan()


def test_no_such_plan(as_: As, people: People) -> None:
    assert as_("cora").get("/plans/none/succession/unlink/").status_code == 404
