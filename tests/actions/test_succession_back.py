"""An action that was carried into the next plan before, and what goes along with it."""

import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from actions.models import ActionOutcome
from actions.services import add_action, set_plan_state
from audit.recording import Refused
from priorities.models import ActionPlan
from priorities.services import edit_plan
from tests.actions.set_up_page import words
from tests.actions.succeeding import OUTCOMES, carried, ended, new, old, plan, rows_sent, successor_of
from tests.world import NOW, asked, give_update

As = Callable[[str], Client]
People = types.SimpleNamespace


@pytest.fixture
def following(people: People) -> ActionPlan:
    return successor_of(plan(), people.cora)


def save(client: Client, **changed: Any) -> Any:
    return client.post(OUTCOMES, rows_sent(client, **changed))


def test_the_row_says_as_what_it_comes_back(as_: As, following: ActionPlan, people: People) -> None:
    client = as_("cora")
    assert "it comes back as" not in words(client.get(OUTCOMES))
    carried("1a", people.cora, reference="2k")
    ended("1a", people.cora, "dropped", reason="Not needed")
    assert "It was in Inclusion plan before. If it is carried there again, it comes back as 2k" in words(
        client.get(OUTCOMES)
    )
    carried_again = {"1a-outcome": "carried", "1a-reference": "9z", "1a-reason": "After all"}
    assert save(client, **carried_again).status_code == 302
    assert (old("1a").outcome.into, new("2k").plan_state) == (new("2k"), "agreed")


def test_where_it_cannot_come_back_another_reference_is_asked_for(
    as_: As, following: ActionPlan, people: People
) -> None:
    """Its action has left the next plan, so the sub-action is made anew."""
    carried("3f", people.cora)
    ended("3f", people.cora, "dropped", reason="Too broad")
    client = as_("cora")
    typed = {"3f.i-outcome": "carried", "3f.i-reason": "It goes on alone"}
    answer = save(client, **typed)
    assert answer.status_code == 422
    assert "3f(i): 3f(i) is already in Inclusion plan" in words(answer)
    assert save(client, **typed, **{"3f.i-reference": "3z"}).status_code == 302
    assert (old("3f.i").outcome.into, new("3z").parent) == (new("3z"), None)


def test_a_sub_action_stays_carried_while_its_action_does_not(as_: As, following: ActionPlan, people: People) -> None:
    """Its action takes it out of the next plan in the same moment: it does not go on in what is withdrawn."""
    carried("3f", people.cora)
    typed = {
        "3f-outcome": "done", "3f-reason": "As good as", "3f.i-outcome": "carried", "3f.i-reason": "Goes on alone",
        "3f.i-reference": "3z",
    }  # fmt: skip
    assert save(as_("cora"), **typed).status_code == 302
    moved = old("3f.i").outcome
    assert (moved.outcome, moved.is_with_parent, moved.into) == ("carried", False, new("3z"))
    assert [new(key).plan_state for key in ("3f", "3f.i", "3z")] == ["withdrawn", "withdrawn", "agreed"]


def test_said_again_what_was_withdrawn_there_comes_back(people: People, following: ActionPlan) -> None:
    into = carried("1a", people.cora).into
    set_plan_state(action=into, state="withdrawn", by=people.cora, now=NOW, reason="A double")
    again = ended("1a", people.cora, "carried", reason="No double")
    assert (again.into, new("1a").plan_state) == (into, "agreed")


def test_a_sub_action_that_chooses_wrongly_does_not_go_along(as_: As, following: ActionPlan) -> None:
    client = as_("cora")
    fields = rows_sent(client, **{"3f-outcome": "carried", "3f.i-outcome": "dropped"})
    answer = client.post(OUTCOMES, fields)
    page = words(answer)
    assert (answer.status_code, "3f(i): Enter why it is dropped" in page) == (422, True)
    assert "1 outcome saved." in page
    assert not ActionOutcome.objects.filter(action=old("3f.i")).exists()
    assert not following.actions.filter(key="3f.i").exists()
    again = rows_sent(client, answer.content.decode(), **{"3f.i-reason": "Nobody needs it"})
    assert client.post(OUTCOMES, again).status_code == 302
    assert old("3f.i").outcome.outcome == "dropped"


def test_a_proposal_comes_back_as_the_same_proposal(people: People, following: ActionPlan) -> None:
    said = {"by": people.cora, "now": NOW, "reason": "An idea", "plan_state": "proposed", "title": "A hub"}
    add_action(plan=plan(), priority=old("3f").priority, parent=old("3f"), reference="3f(vi)", **said)
    carried("3f", people.cora)
    made = new("3f.vi")
    ended("3f", people.cora, "dropped", reason="Too broad")
    carried("3f", people.cora, reason="After all")
    assert (old("3f.vi").outcome.into, new("3f.vi").plan_state) == (made, "proposed")
    assert not following.actions.filter(reference="3f(vi)-2").exists()
    set_plan_state(action=made, state="agreed", by=people.cora, now=NOW, reason="Agreed there")
    ended("3f", people.cora, "dropped", reason="Too broad after all")
    carried("3f", people.cora, reason="And yet")
    assert new("3f.vi").plan_state == "agreed"


@pytest.mark.parametrize(
    "typed", [{"1a-outcome": "carried"}, {"1a-outcome": "carried", "1a-reason": "The head\r\nwas  too slow "}]
)
def test_another_outcome_has_a_reason_of_its_own(
    typed: dict[str, str], as_: As, following: ActionPlan, people: People
) -> None:
    """The reason that stood there says nothing of the change."""
    ended("1a", people.cora, "dropped", reason="The head was too slow")
    answer = save(as_("cora"), **typed)
    page = words(answer)
    assert (answer.status_code, "1a: Enter why the outcome changes" in page) == (422, True)
    assert "The head" in page
    assert (old("1a").outcome.outcome, following.actions.count()) == ("dropped", 0)
    with pytest.raises(Refused, match="Say why the outcome of 1a changes"):
        carried("1a", people.cora, reason="The head was  too slow")
    again = rows_sent(as_("cora"), answer.content.decode(), **{"1a-reason": "She has started"})
    assert as_("cora").post(OUTCOMES, again).status_code == 302
    assert (old("1a").outcome.outcome, old("1a").outcome.reason) == ("carried", "She has started")


def test_of_the_same_outcome_the_reason_may_be_corrected(as_: As, following: ActionPlan, people: People) -> None:
    ended("1a", people.cora, "dropped", reason="The hed was too slow")
    assert save(as_("cora"), **{"1a-reason": "The head was too slow"}).status_code == 302
    assert old("1a").outcome.reason == "The head was too slow"


def test_merged_into_another_one_has_a_reason_of_its_own(as_: As, following: ActionPlan, people: People) -> None:
    ended("1a", people.cora, "merged", into=old("1b"), reason="They overlap")
    answer = save(as_("cora"), **{"1a-reference": "1c"})
    assert (answer.status_code, "1a: Enter why the outcome changes" in words(answer)) == (422, True)
    assert old("1a").outcome.into == old("1b")


def test_taking_along_makes_no_circle(people: People) -> None:
    ended("1a", people.cora, "merged", into=old("3f.i"))
    with pytest.raises(Refused, match="1a was merged into 3f in its turn"):
        ended("3f", people.cora, "merged", into=old("1a"))
    ended("3f.i", people.cora, "dropped", reason="Overtaken")
    assert ended("3f", people.cora, "merged", into=old("1a")).outcome == "merged"


def test_from_a_successor_that_was_given_up_nothing_is_taken_back(people: People, following: ActionPlan) -> None:
    carried("1a", people.cora)
    edit_plan(plan=following, by=people.cora, now=NOW, status="closed", reason="Given up")
    ended("1a", people.cora, "dropped", reason="After all not")
    assert (old("1a").outcome.outcome, new("1a").plan_state) == ("dropped", "agreed")


def test_what_is_complete_is_carried_once_that_is_certain(as_: As, following: ActionPlan, people: People) -> None:
    give_update(old("1a"), people.olive, status="complete", completed_on=NOW.date())
    client = as_("cora")
    fields = rows_sent(client, **{"1a-outcome": "carried"})
    answer = client.post(OUTCOMES, fields)
    assert (answer.status_code, following.actions.count()) == (422, 0)
    assert "1a: it is complete, and begins anew in the next plan. Carry it there, not “Done”?" in words(answer)
    assert client.post(OUTCOMES, fields | {"considered": asked(answer)}).status_code == 302
    assert new("1a").status == "none"
