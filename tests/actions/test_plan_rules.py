"""Whatever people do to an action, one after another, some things stay true."""

import datetime
import types
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from actions.models import Action, DueDateChange, DueDateProposal
from actions.services import decide_due_date, edit_action, set_plan_state
from audit import reconciliation
from audit.recording import Refused
from priorities.partial_date import PartialDate
from priorities.status import PlanState, Status
from tests.hostile import often
from tests.world import NOW, give_update

Act = Callable[[str], Action]
DATES = st.builds(PartialDate.month, st.just(2025), st.integers(1, 12))
REASONS = st.sampled_from(["Agreed so", "A vacant post", ""])
RISK = {"reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}
UPDATES = st.fixed_dictionaries(
    {"status": st.sampled_from(["on_track", "at_risk", "complete", "not_started"])},
    optional={"proposed_due": DATES},
)
EDITS = st.one_of(
    st.fixed_dictionaries({"due": st.none() | DATES}),
    st.fixed_dictionaries({"is_ongoing": st.booleans()}, optional={"review": DATES}),
    st.fixed_dictionaries({"title": st.sampled_from(["One", "Two"])}, optional={"planned_start": DATES}),
)
STATES = st.fixed_dictionaries({"state": st.sampled_from(PlanState.values)}, optional={"paused_until": DATES})
STEPS = st.one_of(
    st.tuples(st.just("edit"), EDITS, REASONS),
    st.tuples(st.just("update"), UPDATES, REASONS),
    st.tuples(st.just("decide"), st.booleans(), REASONS),
    st.tuples(st.just("state"), STATES, REASONS),
)


def edit(action: Action, said: dict[str, Any], values: Any, reason: str) -> None:
    edit_action(action=action, reason=reason, **said, **values)


def update(action: Action, said: dict[str, Any], values: dict[str, Any], reason: str) -> None:
    account = dict(values)
    if values["status"] == "at_risk":
        account |= RISK
    if values["status"] == "complete":
        account |= {"completed_on": datetime.date(2024, 9, 1)}
    if "proposed_due" in values:
        account |= {"proposed_reason": reason}
    give_update(action, said["by"], said["now"], **account)


def decide(action: Action, said: dict[str, Any], agree: bool, reason: str) -> None:
    for proposal in action.due_date_proposals.all():
        decide_due_date(proposal=proposal, agree=agree, reason=reason, **said)


def state(action: Action, said: dict[str, Any], values: dict[str, Any], reason: str) -> None:
    other = Action.objects.get(key="1b") if values["state"] == PlanState.REPLACED else None
    set_plan_state(action=action, reason=reason, replaced_by=other, **said, **values)


DO: dict[str, Callable[..., None]] = {"edit": edit, "update": update, "decide": decide, "state": state}


def assert_true_always(action: Action, original: PartialDate | None) -> None:
    """What no sequence of changes may break."""
    assert original is None or action.original_due == original
    assert action.due is None or action.original_due is not None
    assert action.plan_state != PlanState.CLOSED or action.status == Status.COMPLETE
    assert (action.replaced_by is not None) == (action.plan_state == PlanState.REPLACED)
    assert (action.paused_until is not None) == (action.plan_state == PlanState.PAUSED)
    assert not (action.is_ongoing and action.due)
    assert action.is_ongoing == (action.review is not None)
    moves = DueDateChange.objects.filter(action=action, from_on__isnull=False)
    assert Action.objects.for_table().get(pk=action.pk).times_moved == moves.count()
    assert all(change.reason for change in moves)
    assert_story_of_dates(action)
    waiting = action.due_date_proposals.filter(state=DueDateProposal.State.OPEN)
    assert waiting.count() <= 1
    ended = (PlanState.CLOSED, PlanState.REPLACED, PlanState.WITHDRAWN)
    assert action.plan_state not in ended or not waiting.exists()


def assert_story_of_dates(action: Action) -> None:
    """Every change of the due date begins where the one before it ended, and the last one ends where it stands."""
    stands = None
    for change in DueDateChange.objects.filter(action=action).order_by("pk"):
        assert change.from_date == stands
        stands = change.to_date
    assert stands == action.due


@often
@given(key=st.sampled_from(["1a", "1c"]), steps=st.lists(STEPS, min_size=1, max_size=12))
def test_any_sequence_of_changes(
    key: str, steps: list[tuple[str, Any, str]], act: Act, people: types.SimpleNamespace
) -> None:
    with transaction.atomic():
        take(steps, key, act, people.cora)
        assert list(reconciliation.findings()) == []
        transaction.set_rollback(True)


def take(steps: list[tuple[str, Any, str]], key: str, act: Act, by: User) -> None:
    """One step after the other; what is refused changes nothing."""
    original = act(key).original_due
    for minute, (what, values, reason) in enumerate(steps):
        before = act(key)
        said = {"by": by, "now": NOW + datetime.timedelta(minutes=minute)}
        try:
            with transaction.atomic():
                DO[what](before, said, values, reason)
        except (Refused, PermissionDenied, ValidationError):
            assert act(key).revision == before.revision
        assert_true_always(act(key), original)
        original = original or act(key).original_due
