"""A next plan that was started by mistake follows no longer."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.services import add_action, unlink_successor
from audit.recording import Refused
from governance.services.succession import begin_plan
from priorities.models import ActionPlan
from priorities.services import edit_plan
from tests.actions.reading import texts, words
from tests.actions.succeeding import (
    NEXT,
    OUTCOMES,
    PLAN,
    SUCCESSION,
    carried,
    closed,
    ended,
    new,
    old,
    plan,
    rows_sent,
    successor_of,
)
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


def test_one_in_which_actions_go_on_stays(following: ActionPlan, as_: As, people: People) -> None:
    carried("1a", people.cora)
    ended("1b", people.cora, "merged", into=new("1a"))
    assert f'href="{UNLINK}"' not in texts(as_("cora").get(SUCCESSION))
    assert as_("cora").get(UNLINK)["Location"] == SUCCESSION
    answer = as_("cora").post(UNLINK, sent())
    assert (answer.status_code, successor().predecessor) == (422, plan())
    stays = "1a, 1b go on in Inclusion plan, so it stays the next plan until what goes on there has another outcome"
    assert stays in words(answer)
    assert stays in words(as_("cora").get(SUCCESSION))


def another_follows(client: Client) -> None:
    """Whoever comes to the steps finds the way to another next plan, and can carry actions to it."""
    assert f'href="{UNLINK}"' in texts(client.get(SUCCESSION))
    assert client.post(UNLINK, sent()).status_code == 302
    assert successor().predecessor is None
    begun = {"slug": "other", "title": "Other plan", "local_area": "Stockton-on-Tees", "kept": [
        str(pk) for pk in plan().priorities.values_list("pk", flat=True)
    ]}  # fmt: skip
    assert f'href="{SUCCESSION}start/"' in texts(client.get(SUCCESSION))
    answer = client.post(SUCCESSION + "start/", begun)
    assert (answer.status_code, answer["Location"]) == (302, SUCCESSION)
    assert plan().successor.slug == "other"  # type: ignore[attr-defined]
    row = {"1a-outcome": "carried", "1a-reference": "1a", "1a-reason": "Goes on",
           "1a-priority": str(plan().successor.priorities.get(number=1).pk)}  # type: ignore[attr-defined]  # fmt: skip
    assert client.post(OUTCOMES, rows_sent(client, **row)).status_code == 302
    assert old("1a").outcome.into.plan.slug == "other"  # type: ignore[union-attr]


def test_after_an_empty_one_another_follows(following: ActionPlan, as_: As) -> None:
    another_follows(as_("cora"))


def test_so_it_does_after_one_that_has_actions_of_its_own(following: ActionPlan, as_: As, people: People) -> None:
    """Such as one from a spreadsheet, chosen by mistake."""
    priority = following.priorities.get(number=1)
    said = {"by": people.cora, "now": NOW, "reason": "New", "plan_state": "agreed"}
    add_action(plan=following, priority=priority, reference="9x", title="Own", **said)
    another_follows(as_("cora"))


def test_so_it_does_once_what_was_carried_has_another_outcome(following: ActionPlan, as_: As, people: People) -> None:
    carried("1a", people.cora)
    ended("1a", people.cora, "dropped", reason="Not there", revision=old("1a").outcome.revision)
    another_follows(as_("cora"))


def test_so_it_does_after_a_draft_that_was_given_up_with_what_was_carried(
    following: ActionPlan, as_: As, people: People
) -> None:
    carried("1a", people.cora)
    edit_plan(plan=following, by=people.cora, now=NOW, status="closed", reason="Given up")
    client = as_("cora")
    assert (
        "It was given up. To let another plan follow this one, record another outcome for what goes on there, then "
        "say that it should not follow this plan."
    ) in words(client.get(SUCCESSION))
    row = {"1a-outcome": "dropped", "1a-reason": "The next plan was given up"}
    assert client.post(OUTCOMES, rows_sent(client, **row)).status_code == 302
    another_follows(client)


def test_so_it_does_after_the_plan_was_closed(following: ActionPlan, as_: As, people: People) -> None:
    closed(plan(), people.cora)
    edit_plan(plan=following, by=people.cora, now=NOW, status="closed", reason="Given up")
    client = as_("cora")
    assert "To let another plan follow this one, make this plan current again, then say" in words(
        client.get(SUCCESSION)
    )
    edit_plan(plan=plan(), by=people.cora, now=NOW, status="current", reason="Closed too early")
    another_follows(client)


def test_one_that_is_here_already_may_take_its_place(following: ActionPlan, as_: As, people: People) -> None:
    client = as_("cora")
    client.post(UNLINK, sent())
    assert f'href="{SUCCESSION}choose/"' in texts(client.get(SUCCESSION))
    assert client.post(SUCCESSION + "choose/", {"successor": str(following.pk)}).status_code == 302
    assert successor().predecessor == plan()


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
