"""Planning an action: what the services refuse, and what becomes of proposed dates."""

import datetime
import types
from collections.abc import Callable

import pytest

from actions.models import Action, DueDateProposal
from actions.services import (
    add_action,
    decide_due_date,
    edit_action,
    relate_actions,
    set_due_date,
    set_plan_state,
)
from audit.recording import Refused
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from priorities.services import add_cycle, add_plan, add_priority, name_priority_sro
from send_portal import clock
from tests.world import NOW, TESTER, give_update

Act = Callable[[str], Action]
PROPOSED = {"proposed_due": PartialDate.month(2025, 3), "proposed_reason": "Posts vacant"}


def test_wording_and_people_change_with_a_reason(act: Act, people: types.SimpleNamespace) -> None:
    for values in ({"title": "Another"}, {"lead": people.otis}):
        with pytest.raises(Refused, match="Say why"):
            edit_action(action=act("1a"), by=people.cora, now=NOW, reason=" ", **values)
    assert act("1a").lead == people.olive
    assert edit_action(action=act("1a"), by=people.cora, now=NOW, plain_words="Simply put").plain_words == "Simply put"


def test_date_moves_with_a_reason(act: Act, people: types.SimpleNamespace) -> None:
    with pytest.raises(Refused, match="Say why the due date moves"):
        set_due_date(action=act("1a"), due=PartialDate.month(2025, 3), by=people.cora, now=NOW)
    assert str(act("1a").due) == "31 December 2024"


def test_sub_action_stands_one_level_deep(act: Act, people: types.SimpleNamespace) -> None:
    parent = act("3f.i")
    with pytest.raises(Refused, match="not a sub-action itself"):
        add_action(
            plan=parent.plan, priority=parent.priority, parent=parent, by=people.cora, now=NOW, reason="New",
            reference="3f(i)a", title="Too deep", position=99, plan_state="agreed",
        )  # fmt: skip


@pytest.mark.parametrize("state", ["closed", "replaced"])
def test_states_that_need_more(state: str, act: Act, people: types.SimpleNamespace) -> None:
    with pytest.raises(Refused):
        set_plan_state(action=act("1a"), state=state, by=people.cora, now=NOW, reason="Agreed so")
    with pytest.raises(Refused, match="Say why"):
        set_plan_state(action=act("1a"), state="withdrawn", by=people.cora, now=NOW, reason=" ")
    assert act("1a").plan_state == "agreed"


def test_action_is_not_replaced_by_itself(act: Act, people: types.SimpleNamespace) -> None:
    with pytest.raises(Refused, match="Choose another action in the same plan"):
        set_plan_state(action=act("1a"), state="replaced", by=people.cora, now=NOW, reason="So", replaced_by=act("1a"))


def test_action_is_replaced_by_one_of_its_own_plan(act: Act, people: types.SimpleNamespace) -> None:
    said = {"by": people.cora, "now": NOW, "reason": "New"}
    plan = add_plan(**said, slug="other", title="Other", local_area="Else", status=ActionPlan.State.CURRENT)
    priority = add_priority(**said, plan=plan, number=1, title="First")
    elsewhere = add_action(
        **said, plan=plan, priority=priority, reference="9z", title="New", plan_state="agreed", position=1
    )
    own = {"action": act("1a"), "state": "replaced", **said}
    with pytest.raises(Refused, match="Choose another action in the same plan"):
        set_plan_state(**own, replaced_by=elsewhere)
    set_plan_state(action=act("1b"), state="withdrawn", **said)
    with pytest.raises(Refused, match="1b is withdrawn"):
        set_plan_state(**own, replaced_by=act("1b"))
    assert act("1a").plan_state == "agreed"


def test_edit_changes_only_what_it_knows(act: Act, people: types.SimpleNamespace) -> None:
    with pytest.raises(TypeError, match="edit_action does not change original_due, status"):
        edit_action(
            action=act("1a"),
            by=people.cora,
            now=NOW,
            reason="So",
            status="complete",
            original_due=None,
            title="Another",
        )
    assert act("1a").title != "Another"


def test_ongoing_has_no_due_date(act: Act, people: types.SimpleNamespace) -> None:
    said = {"by": people.cora, "now": NOW, "reason": "So"}
    date = PartialDate.month(2025, 3)
    with pytest.raises(Refused, match="Choose one of the two"):
        edit_action(action=act("1a"), is_ongoing=True, due=date, **said)
    with pytest.raises(Refused, match="Only an ongoing action has a review date"):
        edit_action(action=act("1a"), review=date, **said)
    with pytest.raises(Refused, match="An ongoing action has a review date"):
        edit_action(action=act("1a"), is_ongoing=True, **said)
    assert (str(act("1a").due), act("1a").is_ongoing, act("1a").review) == ("31 December 2024", False, None)


def test_pause_has_an_end(act: Act, people: types.SimpleNamespace) -> None:
    with pytest.raises(Refused, match="Enter the date"):
        set_plan_state(action=act("1a"), state="paused", by=people.cora, now=NOW, reason="A vacant post")
    assert act("1a").plan_state == "agreed"


def test_another_sro_of_a_priority_needs_a_reason(act: Act, people: types.SimpleNamespace) -> None:
    said = {"priority": act("1a").priority, "by": people.cora, "now": NOW}
    name_priority_sro(sro=people.sara, **said)
    for sro in (people.pat, None):
        with pytest.raises(Refused, match="Say why you are changing it"):
            name_priority_sro(sro=sro, reason=" ", **said)
    assert act("1a").priority.sro == people.sara
    assert name_priority_sro(sro=people.pat, reason="Sara moves on", **said).sro == people.pat


def test_proposal_is_decided_once_and_in_whose_words(act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, **PROPOSED)
    proposal = DueDateProposal.objects.get()
    decide_due_date(proposal=proposal, agree=False, by=people.sara, now=NOW)
    row = DueDateProposal.objects.get().history.first()
    assert (row.state, row.history_change_reason, row.actor_role) == ("declined", "", "SRO of 1a")
    with pytest.raises(Refused, match="was already declined by Sara Quill on 4 September 2024"):
        decide_due_date(proposal=proposal, agree=True, by=people.sara, now=NOW)
    assert str(act("1a").due) == "31 December 2024"


def agreed_otherwise(action: Action, people: types.SimpleNamespace) -> None:
    set_due_date(action=action, due=PartialDate.month(2025, 6), by=people.cora, now=NOW, reason="Agreed so")


def completed(action: Action, people: types.SimpleNamespace) -> None:
    give_update(action, people.olive, status="complete", completed_on=datetime.date(2024, 9, 1))


def proposed_anew(action: Action, people: types.SimpleNamespace) -> None:
    give_update(action, people.olive, **PROPOSED | {"proposed_due": PartialDate.month(2025, 6)})


@pytest.mark.parametrize("what", [agreed_otherwise, completed, proposed_anew], ids=lambda what: what.__name__)
def test_proposal_is_overtaken(
    what: Callable[[Action, types.SimpleNamespace], None], act: Act, people: types.SimpleNamespace
) -> None:
    give_update(act("1a"), people.olive, **PROPOSED)
    what(act("1a"), people)
    proposal = DueDateProposal.objects.earliest("pk")
    assert (proposal.state, proposal.get_state_display()) == ("overtaken", "overtaken")


def test_open_proposal_lets_an_overdue_action_be_on_track(act: Act, people: types.SimpleNamespace) -> None:
    set_due_date(action=act("1a"), due=PartialDate.month(2024, 7), by=people.cora, now=NOW, reason="Agreed so")
    give_update(act("1a"), people.olive, **PROPOSED)
    give_update(act("1a"), people.olive)
    assert DueDateProposal.objects.get().state == "open"


def test_related_actions_are_listed_once(act: Act, people: types.SimpleNamespace) -> None:
    relate_actions(one=act("1b"), other=act("1a"), by=people.cora, now=NOW)
    relate_actions(one=act("1b"), other=act("1c"), by=people.cora, now=NOW)
    assert [action.key for action in Action.objects.related_to(act("1b"))] == ["1a", "1c"]
    around = Action.objects.around(act("1b"))
    assert [(action.key, action.is_related) for action in around] == [("1a", True), ("1b", False), ("1c", True)]


def test_deadline_is_not_after_the_meeting(people: types.SimpleNamespace) -> None:
    late = datetime.datetime(2025, 1, 10, 9, tzinfo=clock.LONDON)
    with pytest.raises(Refused, match="must not be after"):
        add_cycle(
            plan=ActionPlan.objects.get(), by=TESTER, now=NOW, meeting_on=datetime.date(2025, 1, 9), papers_due_at=late
        )
