"""What is said before a plan is closed and an outcome is changed: nothing is lost or withdrawn without a word."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import ActionOutcome
from actions.services import add_milestone, edit_milestone, save_draft, set_due_date
from audit.recording import Refused
from governance.services.succession import begin_plan
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from tests.actions.reading import texts, words
from tests.actions.succeeding import (
    NEXT,
    OUTCOMES,
    PLAN,
    SUCCESSION,
    carried,
    closed,
    ended,
    ended_all,
    new,
    old,
    plan,
    rows_sent,
    successor_of,
)
from tests.world import NOW, give_update

As = Callable[[str], Client]
People = types.SimpleNamespace
CLOSE = SUCCESSION + "close/"


@pytest.fixture
def following(people: People) -> ActionPlan:
    return successor_of(plan(), people.cora)


def test_a_date_that_is_agreed_afterwards_is_named(as_: As, following: ActionPlan, people: People) -> None:
    carried("1a", people.cora)
    carried("1b", people.cora)
    assert "another due date" not in words(as_("cora").get(SUCCESSION))
    was = new("1a").due
    set_due_date(action=old("1a"), due=PartialDate.month(2025, 7), by=people.cora, now=NOW, reason="Agreed late")
    for address in (SUCCESSION, CLOSE):
        assert f"Carried, with another due date: 1a (July 2025 here, {was} as 1a)" in words(as_("cora").get(address))
    closed(plan(), people.cora)
    assert "another due date" not in words(as_("cora").get(SUCCESSION))


def test_milestones_of_what_is_merged_or_dropped_are_named(as_: As, following: ActionPlan, people: People) -> None:
    """Those of what is carried go along, and what was met or dropped is over."""
    said = {"by": people.cora, "now": NOW}
    ahead = PartialDate.month(2025, 3)
    for key in ("1a", "1b", "1c"):
        add_milestone(action=old(key), title=f"Pilot of {key}", due=ahead, **said)
    met, gone = (add_milestone(action=old("1c"), title=title, **said) for title in ("Met", "Gone"))
    edit_milestone(milestone=met, met_on=NOW.date(), **said)
    edit_milestone(milestone=gone, is_dropped=True, reason="Not needed", **said)
    add_milestone(action=old("1c"), title="Without a date", **said)
    carried("1a", people.cora)
    ended("1b", people.cora, "merged", into=new("1a"))
    ended("1c", people.cora, "dropped", reason="Not needed")
    told = (
        "Milestones not met, of what is merged or dropped: 1b “Pilot of 1b” (March 2025), 1c “Pilot of 1c” (March "
        "2025), 1c “Without a date”. They stay here. Where one still counts, add it to the action that goes "
        "on."
    )
    for address in (SUCCESSION, CLOSE):
        page = words(as_("cora").get(address))
        assert told in page
        assert "Pilot of 1a" not in page
    closed(plan(), people.cora)
    assert "Milestones not met" not in words(as_("cora").get(SUCCESSION))


def test_open_milestones_go_along(following: ActionPlan, people: People) -> None:
    said = {"action": old("1a"), "by": people.cora, "now": NOW}
    add_milestone(title="Panel meets", due=PartialDate.month(2025, 3), **said)
    met, dropped = add_milestone(title="Met", **said), add_milestone(title="Dropped", **said)
    edit_milestone(milestone=met, by=people.cora, now=NOW, met_on=NOW.date())
    edit_milestone(milestone=dropped, by=people.cora, now=NOW, is_dropped=True, reason="Not needed")
    carried("1a", people.cora)
    assert [(one.title, str(one.due)) for one in new("1a").milestones.all()] == [("Panel meets", "March 2025")]
    assert old("1a").milestones.count() == 3


def test_nothing_is_merged_into_what_is_dropped(following: ActionPlan, people: People) -> None:
    ended("1c", people.cora, "dropped", reason="Not needed")
    with pytest.raises(Refused, match="1c is dropped, so 1b would end with it"):
        ended("1b", people.cora, "merged", into=old("1c"))


def test_what_is_dropped_after_the_merging_is_named(as_: As, following: ActionPlan, people: People) -> None:
    ended("1b", people.cora, "merged", into=old("1c"))
    assert "Merged into an action that ends" not in words(as_("cora").get(CLOSE))
    ended("1c", people.cora, "dropped", reason="Not needed")
    carried("2a", people.cora)
    ended("2b", people.cora, "merged", into=new("2a"))
    ended("2a", people.cora, "dropped", reason="Not needed")
    ended_all(plan(), people.cora)
    for address in (SUCCESSION, CLOSE):
        told = "Merged into an action that ends itself: 1b (into 1c), 2b (into 2a of Inclusion plan)"
        assert told in words(as_("cora").get(address))


def test_it_asks_before_it_withdraws_what_is_in_use(as_: As, following: ActionPlan, people: People) -> None:
    carried("1a", people.cora)
    begin_plan(plan=following, by=people.cora, now=NOW)
    give_update(new("1a"), people.olive)
    client = as_("cora")
    changed = {"1a-outcome": "dropped", "1a-reason": "After all not"}
    answer = client.post(OUTCOMES, rows_sent(client, **changed))
    page = words(answer)
    assert (answer.status_code, new("1a").plan_state) == (422, "agreed")
    assert "1a: this withdraws 1a of Inclusion plan, which is in use, with an update of 4 September 2024." in page
    again = rows_sent(client, answer.content.decode())
    assert client.post(OUTCOMES, again).status_code == 302
    assert new("1a").plan_state == "withdrawn"


def test_it_does_not_ask_of_a_draft(as_: As, following: ActionPlan, people: People) -> None:
    carried("1a", people.cora)
    client = as_("cora")
    changed = {"1a-outcome": "dropped", "1a-reason": "After all not"}
    assert client.post(OUTCOMES, rows_sent(client, **changed)).status_code == 302
    assert new("1a").plan_state == "withdrawn"


def test_what_stands_in_the_way_is_named_as_it_is_on_the_page(following: ActionPlan, people: People) -> None:
    carried("3f", people.cora, apart=[old("3f.ii").pk])
    carried("3f.ii", people.cora, reference="9.9")
    with pytest.raises(Refused, match=r"sub-actions in Inclusion plan: 3f\(ii\), carried to 9\.9\."):
        ended("3f", people.cora, "dropped", reason="Not needed")
    assert ActionOutcome.objects.get(action=old("3f")).outcome == "carried"


def test_home_leads_to_the_last_step(as_: As, following: ActionPlan, people: People) -> None:
    step = f'href="{SUCCESSION}current/"'
    carried("1a", people.cora)
    assert step in texts(as_("cora").get(NEXT))
    closed(plan(), people.cora)
    page = texts(as_("cora").get("/"))
    assert step in page
    assert f'href="{NEXT}edit/"' not in page


def test_a_draft_can_be_read_once_the_plan_is_closed(as_: As, people: People) -> None:
    fields = {"headline": ["The panel met"], "status": ["at_risk"], "proposed_due_1": ["3"], "happened": [""]}
    save_draft(action=old("1a"), by=people.olive, now=NOW, fields=fields, revision=1)
    assert "Your draft, saved on" not in words(as_("olive").get(PLAN + "actions/1a/"))
    closed(plan(), people.cora)
    assert f'href="{PLAN}actions/1a/#left-draft"' in texts(as_("olive").get("/my-actions/"))
    page = words(as_("olive").get(PLAN + "actions/1a/"))
    assert "Your draft, saved on 4 September 2024" in page
    assert "The panel met" in page
    assert "At risk" in page.partition("Your draft, saved on")[2]
    for who in ("dev", "cora", "mo"):
        assert "The panel met" not in words(as_(who).get(PLAN + "actions/1a/"))
        assert "#left-draft" not in texts(as_(who).get("/my-actions/"))
