"""A pack and the page of changes count the same under the same heading: one for each thing that happened."""

import datetime
import types
import uuid
from collections.abc import Callable

import pytest

from actions.account import Account
from actions.models import Action, DueDateProposal
from actions.services import (
    add_action,
    add_milestone,
    decide_due_date,
    edit_action,
    edit_milestone,
    propose_due_date,
    set_due_date,
    set_plan_state,
    submit_progress,
)
from governance.changes.told import Kind
from governance.models import Meeting
from governance.services.decisions import record_decision
from priorities.partial_date import PartialDate
from tests.governance.changing import between, lines
from tests.governance.deciding import partnership
from tests.governance.packing import AFTER_JULY, JULY, MINUTE, held_in_july, read_now, section, september
from tests.world import PLANNED, give_update

Act = Callable[[str], Action]
People = types.SimpleNamespace
MARCH, MAY = PartialDate.day(2025, 3, 31), PartialDate.day(2025, 5, 31)


@pytest.fixture
def meeting(people: People) -> Meeting:
    held_in_july(people)
    return september(people)


def counted(meeting: Meeting, people: People) -> dict[str, int]:
    """By heading what the page counts, once the pack was seen to count the same."""
    began = Meeting.objects.get(slug__startswith=JULY).starts_at
    found = between(people.mo, since=began)
    # The rest is no heading of a pack: here that the meeting of July was held.
    numbers = {str(group.kind.label): group.total for group in found.groups if group.kind != Kind.OTHER}
    said = section(read_now(meeting), "What changed")
    for heading, number in numbers.items():
        assert f"{heading}: {number}." in said, (heading, number, said)
    return numbers


def test_dates(meeting: Meeting, people: People, act: Act) -> None:
    """Agreed, declined, waiting, overtaken, kept by a correction, ongoing, milestones, and of a new action."""
    by, later = {"by": people.cora, "now": AFTER_JULY}, AFTER_JULY + MINUTE
    for key in ("1a", "1b", "2a", "2b"):
        propose_due_date(action=act(key), due=MARCH, reason="Posts", by=people.cora, now=AFTER_JULY)
    for key, agree in (("1a", True), ("1b", False)):
        proposal = DueDateProposal.objects.get(action=act(key))
        decide_due_date(proposal=proposal, agree=agree, by=people.cora, now=later, reason="So")
    propose_due_date(action=act("2a"), due=MAY, reason="More posts", by=people.cora, now=later)
    give_update(act("4c"), people.olive, PLANNED, proposed_due=MARCH, proposed_reason="Training")
    account = Account(status="on_track", headline="Right.", proposed_due=MARCH, proposed_reason="Training")
    submit_progress(
        action=act("4c"), by=people.olive, now=AFTER_JULY, submission=uuid.uuid4(), account=account,
        corrects=act("4c").last_update_id,
    )  # fmt: skip
    edit_action(**by, action=act("1c"), is_ongoing=True, review=MARCH, reason="Goes on")
    milestone = add_milestone(action=act("3f"), by=people.cora, now=PLANNED, title="Panel", due=MARCH)
    edit_milestone(**by, milestone=milestone, due=MAY, reason="Later")
    action = add_action(
        **by, plan=act("1a").plan, priority=act("1a").priority, reason="New", reference="1z", title="A new action",
        position=99, plan_state="agreed",
    )  # fmt: skip
    set_due_date(action=action, due=MARCH, by=people.cora, now=later, reason="")
    numbers = counted(meeting, people)
    assert numbers["Dates moved and proposed"] == 7
    assert numbers["New, paused, withdrawn, replaced and back in the plan"] == 1


def test_completed_and_closed(meeting: Meeting, people: People, act: Act) -> None:
    for key in ("1a", "2d"):
        give_update(act(key), people.cora, AFTER_JULY, status="complete", completed_on=AFTER_JULY.date())
    set_plan_state(action=act("2d"), state="closed", by=people.cora, now=AFTER_JULY, reason="Agreed so")
    numbers = counted(meeting, people)
    assert numbers == {"Completed and closed": 2}
    began = Meeting.objects.get(slug__startswith=JULY).starts_at
    both = lines(between(people.mo, since=began), Kind.COMPLETED)[1]
    assert (both.subject, both.before, both.after) == ("2d", "Agreed", "Closed")
    assert both.note == "Status: Complete; Completed: 12 July 2024"
    assert "2d | In the plan: Agreed → Closed. Status: Complete; Completed: 12 July 2024 | " in section(
        read_now(meeting), "What changed"
    )


def test_decided_and_milestones(meeting: Meeting, people: People, act: Act) -> None:
    by = {"by": people.cora, "now": AFTER_JULY}
    july = Meeting.objects.get(slug__startswith=JULY)
    partnership()
    effects = {act("1a"): "discussed", act("2a"): "discussed"}
    record_decision(**by, body=july.body, meeting=july, text="It goes on.", effects=effects)
    dropped = add_milestone(action=act("1b"), by=people.cora, now=PLANNED, title="Old panel", due=MARCH)
    edit_milestone(**by, milestone=dropped, is_dropped=True, reason="No panel")
    add_milestone(**by, action=act("1b"), title="Panel meets", due=MARCH)
    past = PartialDate(datetime.date(2024, 8, 1), "day")
    add_milestone(action=act("1c"), by=people.cora, now=PLANNED, title="Pilot", due=past)
    numbers = counted(meeting, people)
    assert numbers == {"Wording, people and measures": 1, "Milestones met and missed": 2, "Decided": 1}
