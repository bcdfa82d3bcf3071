"""What differs between a plan as at two moments."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.services import change_person
from actions.as_at import plan_as_at
from actions.as_at.changes import Changes, changes_between
from actions.models import Action
from actions.services import (
    add_action,
    add_milestone,
    edit_action,
    edit_milestone,
    set_due_date,
    set_plan_state,
    withdraw_evidence,
)
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from priorities.services import add_priority, edit_priority
from tests.growing import RISK
from tests.world import NOW, give_evidence, give_update

Act = Callable[[str], Action]
JULY = datetime.datetime(2024, 7, 13, 9, tzinfo=NOW.tzinfo)
AUGUST = JULY + datetime.timedelta(days=30)
DECEMBER, MARCH = PartialDate.day(2024, 12, 31), PartialDate.month(2025, 3)


@pytest.fixture
def changed(db: None) -> Callable[[], Changes]:
    """What has changed from 13 July to 4 September."""
    plan = ActionPlan.objects.get()
    return lambda: changes_between(plan_as_at(plan, JULY), plan_as_at(plan, NOW))


@pytest.fixture
def by(people: types.SimpleNamespace) -> dict[str, Any]:
    """The co-ordinator, in August."""
    return {"by": people.cora, "now": AUGUST}


def references(found: Any) -> list[str]:
    """Those of the actions, or of the changes of actions."""
    return [getattr(one, "action", one).reference for one in found]


def test_nothing(changed: Callable[[], Changes]) -> None:
    found = changed()
    assert found.is_empty
    assert (found.since, found.until) == (JULY, NOW)


def test_states_in_the_plan(changed: Callable[[], Changes], act: Act, by: dict[str, Any], people: Any) -> None:
    def state(key: str, state: str, now: datetime.datetime = AUGUST, **more: Any) -> None:
        if state == "paused":
            more["paused_until"] = MARCH
        set_plan_state(action=act(key), state=state, by=people.cora, now=now, reason=f"Why {state}", **more)

    early = JULY - datetime.timedelta(days=1)
    for key, before in (("1b", "paused"), ("2b", "withdrawn")):
        state(key, before, early)
        state(key, "agreed")
    state("1a", "paused")
    state("2a", "withdrawn")
    state("2c", "replaced", replaced_by=act("2d"))
    give_update(act("4c"), people.cora, early, status="complete", completed_on=early.date())
    state("4c", "closed")
    state("5a", "paused")
    state("5a", "agreed")
    plan = act("1a").plan
    new = {"plan": plan, "priority": act("1a").priority, "reason": "New", **by}
    for reference, at_first in (("1x", "agreed"), ("1y", "agreed"), ("1z", "proposed")):
        add_action(**new, reference=reference, title="New", plan_state=at_first)
    state("1y", "withdrawn")
    add_action(**new | {"now": early}, reference="1p", title="Proposed", plan_state="proposed")
    state("1p", "agreed")
    found = changed()
    told = {name: references(getattr(found, name)) for name in (
        "added", "agreed", "paused", "resumed", "closed", "replaced", "withdrawn", "brought_back", "completed"
    )}  # fmt: skip
    assert told == {
        "added": ["1x", "1y", "1z"], "agreed": ["1p"], "paused": ["1a"], "resumed": ["1b"], "closed": ["4c"],
        "replaced": ["2c"], "withdrawn": ["1y", "2a"], "brought_back": ["2b"], "completed": [],
    }  # fmt: skip
    assert found.replaced[0].replaced_by == "2d"
    assert found.withdrawn[1].state_reason == "Why withdrawn"


def test_statuses(changed: Callable[[], Changes], act: Act, people: Any) -> None:
    early = JULY - datetime.timedelta(days=1)
    give_update(act("1a"), people.olive, early)
    give_update(act("1a"), people.olive, AUGUST, status="off_track", headline="We are late.", **RISK)
    give_update(act("2a"), people.otis, AUGUST, status="complete", headline="Done.", completed_on=AUGUST.date())
    give_update(act("1b"), people.olive, early)
    give_update(act("1b"), people.olive, AUGUST, headline="As before.")
    found = changed()
    assert [(one.action.reference, one.before, one.after, one.headline) for one in found.statuses] == [
        ("1a", "on_track", "off_track", "We are late."),
        ("2a", "none", "complete", "Done."),
    ]
    assert references(found.completed) == ["2a"]


def test_due_dates(changed: Callable[[], Changes], act: Act, by: dict[str, Any]) -> None:
    """Set for the first time, moved, taken away; what moved there and back is no change."""
    set_due_date(**by, action=act("1a"), due=MARCH, reason="A vacant post")
    edit_action(**by, action=act("1b"), is_ongoing=True, review=MARCH, reason="It never ends")
    set_due_date(**by, action=act("2b"), due=DECEMBER)
    set_due_date(**by, action=act("2b"), due=MARCH, reason="Later")
    for due in (MARCH, DECEMBER):
        set_due_date(**by, action=act("2a"), due=due, reason="There and back")
    found = changed()
    assert [(one.action.reference, one.before, one.after, one.reason) for one in found.dates_moved] == [
        ("1a", DECEMBER, MARCH, "A vacant post"),
        ("1b", DECEMBER, None, "It never ends"),
    ]
    assert [(one.action.reference, one.before, one.after, one.reason) for one in found.dates_set] == [
        ("2b", None, MARCH, "Later")
    ]


def test_wording_and_leads(changed: Callable[[], Changes], act: Act, by: dict[str, Any], people: Any) -> None:
    before = act("1a").title
    edit_action(**by, action=act("1a"), title="Better words", difference="Families wait less", reason="Clearer")
    edit_action(**by, action=act("2a"), lead=people.mo, reason="Otis has moved on")
    edit_action(**by, action=act("4c"), co_leads=[], reason="Cole has moved on")
    change_person(**by, person=people.olive, reason="Married", name="Olive Quill")
    change_person(**by, person=people.otis, reason="Left", is_active=False)
    found = changed()
    assert [(one.action.reference, one.what, one.before, one.after) for one in found.reworded] == [
        ("1a", "agreed wording", before, "Better words"),
        ("1a", "the difference it should make", "", "Families wait less"),
    ]
    assert references(found.leads) == ["2a", "3f(i)", "4c"]
    handed_over, has_left, alone = found.leads
    assert (handed_over.lead_before.name, handed_over.lead_after.name) == ("Otis Field", "Mo Brook")
    assert (has_left.lead_before.is_active, has_left.lead_after.is_active) == (True, False)
    assert ([one.name for one in alone.co_leads_before], alone.co_leads_after) == (["Cole Ward"], ())


def test_milestones(changed: Callable[[], Changes], act: Act, by: dict[str, Any], people: Any) -> None:
    early = {"by": people.cora, "now": JULY - datetime.timedelta(days=1)}
    june, august = PartialDate.month(2024, 6), PartialDate.month(2024, 8)
    made = {
        title: add_milestone(**early, action=act("1a"), title=title, due=due)
        for title, due in (("Met", august), ("Missed", august), ("Missed long ago", june), ("Dropped", august),
                           ("Ahead", MARCH), ("Without a date", None))
    }  # fmt: skip
    edit_milestone(**by, milestone=made["Met"], met_on=AUGUST.date())
    edit_milestone(**by, milestone=made["Dropped"], is_dropped=True, reason="Not needed")
    add_milestone(**early, action=act("1b"), title="Of a paused one", due=august)
    set_plan_state(**by, action=act("1b"), state="paused", reason="No money", paused_until=MARCH)
    found = changed()
    assert [one.milestone.title for one in found.milestones_met] == ["Met"]
    assert [one.milestone.title for one in found.milestones_missed] == ["Missed"]


def test_evidence(changed: Callable[[], Changes], act: Act, by: dict[str, Any], people: Any) -> None:
    """What was added and withdrawn in the meantime is withdrawn, and still in sight."""
    old = give_evidence(act("1a"), people.cora, JULY - datetime.timedelta(days=1), title="Old")
    give_evidence(act("1a"), people.cora, AUGUST, title="New")
    brief = give_evidence(act("1a"), people.cora, AUGUST, title="Brief")
    for piece in (old, brief):
        withdraw_evidence(**by, evidence=piece, reason="It does not hold", revision=piece.revision)
    found = changed()
    assert [one.evidence.title for one in found.evidence_added] == ["New"]
    assert [(one.evidence.title, one.evidence.withdrawn_reason) for one in found.evidence_withdrawn] == [
        ("Old", "It does not hold"),
        ("Brief", "It does not hold"),
    ]


def test_priorities(changed: Callable[[], Changes], act: Act, by: dict[str, Any]) -> None:
    before = act("1a").priority.title
    edit_priority(**by, priority=act("1a").priority, title="Another name", reason="Clearer")
    add_priority(**by, plan=act("1a").plan, number=8, title="Another", reason="New")
    found = changed()
    assert [(one.before, one.priority.title) for one in found.priorities_renamed] == [(before, "Another name")]
    assert [one.number for one in found.priorities_added] == [8]


def test_asks_the_database_nothing(db: None) -> None:
    plan = ActionPlan.objects.get()
    before, after = plan_as_at(plan, JULY), plan_as_at(plan, NOW)
    with CaptureQueriesContext(connection) as captured:
        changes_between(before, after)
    assert len(captured) == 0
