"""A year of a plan replayed: whatever happens in it, any moment of it can be told afterwards.

Copies are taken of all tables while it goes on. At its end history tells each of those moments as its copy has it,
field by field; and what the feed says changed between two of them, applied to the earlier copy, gives the later one.
"""

import dataclasses
import datetime
import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.services import end_role, grant_role
from actions.account import EvidenceGiven
from actions.as_at import PlanAt, plan_as_at
from actions.as_at.parts import CycleAt
from actions.models import Action, Driver, Evidence
from actions.services import (
    add_driver,
    change_evidence,
    edit_action,
    edit_driver,
    relate_actions,
    unrelate_actions,
)
from actions.strip import said_over, strip_of
from audit.as_at import rows_at
from audit.feed import came_back, net_changes, net_rows, touched
from audit.models import AppendOnlyModel, AuditedModel, audited_models
from audit.recording import recording
from governance.models import AgendaItem, Body, Decision, Meeting
from governance.services.decisions import change_decision, record_decision, withdraw_decision
from governance.services.meeting_actions import add_meeting_action
from priorities.cycles import windows
from priorities.models import ActionPlan, GlossaryTerm
from priorities.partial_date import PartialDate
from priorities.services import add_term
from tests.actions.agreeing import KEYS
from tests.actions.happenings import EVERYTHING, WHY, Happening, Moment, People, within_the_rules
from tests.copying import Table, Witness, columns, inserted, tables
from tests.hostile import often
from tests.world import PLANNED, TESTER

HELD = "2024-07-11-replayed"
QUARTER = datetime.timedelta(days=91)
# More cycles than a strip has cells.
CYCLES = [
    CycleAt(number, (PLANNED + number * QUARTER / 6).date(), PLANNED + number * QUARTER / 6 - QUARTER / 13)
    for number in range(1, 30)
]


def related(action: Action, people: People, now: Moment) -> Any:
    relate_actions(one=action, other=Action.objects.get(key="5b"), by=people.cora, now=now)


def related_no_more(action: Action, people: People, now: Moment) -> Any:
    unrelate_actions(one=action, other=Action.objects.get(key="5b"), by=people.cora, now=now, reason=WHY)


def driver_comes(action: Action, people: People, now: Moment) -> Any:
    driver = add_driver(plan=action.plan, by=people.cora, now=now, kind="strategy", title=f"Strategy of {now}")
    edit_action(action=action, by=people.cora, now=now, reason=WHY, drivers=[driver])


def driver_is_reworded_and_goes(action: Action, people: People, now: Moment) -> Any:
    if driver := Driver.objects.filter(action_links__action=action).first():
        edit_driver(driver=driver, by=people.cora, now=now, reason=WHY, kind="strategy", title=f"Words of {now}")
        edit_action(action=action, by=people.cora, now=now, reason=WHY, drivers=[])


def evidence_is_put_right(action: Action, people: People, now: Moment) -> Any:
    if piece := Evidence.objects.standing().filter(action=action).first():
        right = EvidenceGiven(f"Title of {now}", "audit", "", None)
        change_evidence(evidence=piece, by=people.cora, now=now, given=right, reason=WHY, revision=piece.revision)


def role_comes_or_goes(action: Action, people: People, now: Moment) -> Any:
    if grant := people.mo.role_grants.first():
        end_role(grant=grant, by=people.ada, now=now, reason=WHY)
    else:
        grant_role(to=people.mo, role="coordinator", by=people.ada, now=now)


def term_comes(action: Action, people: People, now: Moment) -> Any:
    number = GlossaryTerm.objects.count()
    add_term(by=people.cora, now=now, reason=WHY, term=f"T{number}", meaning=f"Term of {now}", is_confirmed=True)


def decided(action: Action, people: People, now: Moment) -> Any:
    meeting = Meeting.objects.get(slug=HELD)
    decision = record_decision(
        by=people.cora, now=now, body=meeting.body, meeting=meeting, item=meeting.items.get(),
        text=f"the plan is as of {now}.", effects={action: "discussed"},
    )  # fmt: skip
    add_meeting_action(
        by=people.cora, now=now, meeting=meeting, decision=decision, text="Write", assigned_to=people.mo
    )


def decision_is_put_right(action: Action, people: People, now: Moment) -> Any:
    if decision := Decision.objects.filter(meeting__slug=HELD, withdrawn_reason="").first():
        change_decision(decision=decision, by=people.cora, now=now, reason=WHY, text=f"the plan is better, {now}.")


def decision_is_withdrawn(action: Action, people: People, now: Moment) -> Any:
    if decision := Decision.objects.filter(meeting__slug=HELD, withdrawn_reason="").last():
        withdraw_decision(decision=decision, by=people.cora, now=now, reason=WHY)


BESIDE: tuple[Happening, ...] = (
    related, related_no_more, driver_comes, driver_is_reworded_and_goes, evidence_is_put_right, role_comes_or_goes,
    term_comes, decided, decision_is_put_right, decision_is_withdrawn,
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Step:
    """Something happens to an action, so long after what came before it; and perhaps a copy is taken then."""

    after: datetime.timedelta
    happens: Happening
    key: str
    is_copied: bool

    def __repr__(self) -> str:
        return f"Step({self.after!r}, {self.happens.__qualname__}, {self.key!r}, {self.is_copied})"


STEPS = st.builds(
    Step,
    st.integers(1, 7 * 24 * 60).map(lambda minutes: datetime.timedelta(minutes=minutes)),
    st.sampled_from((*EVERYTHING, *BESIDE)),
    st.sampled_from(KEYS),
    st.sampled_from((False, True, False)),
)
YEARS = st.tuples(*[st.lists(STEPS, max_size=8)] * 4)
Years = tuple[list[Step], ...]


@dataclasses.dataclass(frozen=True)
class Copy:
    """What stood at a moment."""

    moment: datetime.datetime
    tables: dict[type[AuditedModel], Table]
    inserted: dict[type[AppendOnlyModel], set[int]]
    plan: PlanAt


@pytest.fixture
def plan(db: None, people: People) -> ActionPlan:
    """The plan, and a meeting that decides."""
    with recording(by=TESTER, now=PLANNED):
        body = Body.objects.get(slug="local-inclusion-partnership")
        body.is_run_here, body.resolution_form = True, "The Partnership agreed"
        body.save()
        meeting = Meeting(body=body, slug=HELD, status="held")
        meeting.date = PartialDate.day(2024, 7, 11)
        meeting.save()
        AgendaItem.objects.create(meeting=meeting, position=1, number=1, title="Waits")
    return ActionPlan.objects.get()


def replayed(year: Years, plan: ActionPlan, people: People) -> list[Copy]:
    """Let the year happen; the copies that were taken in it, its first and its last moment among them."""
    now = PLANNED + datetime.timedelta(minutes=1)
    witness = Witness(plan, now)
    copies = [copy_of(witness, now)]
    for number, steps in enumerate(year):
        now = max(now, PLANNED + number * QUARTER)
        for step in steps:
            now += step.after
            with within_the_rules():
                step.happens(Action.objects.get(key=step.key), people, now)
            witness.look(now)
            if step.is_copied:
                copies.append(copy_of(witness, now))
    return [*copies, copy_of(witness, now + datetime.timedelta(minutes=1))]


def copy_of(witness: Witness, now: datetime.datetime) -> Copy:
    return Copy(now, tables(), inserted(), witness.plan_now(now))


def assert_told_as_copied(copy: Copy, plan: ActionPlan) -> None:
    """History tells the moment of the copy as the copy has it."""
    for model, table in copy.tables.items():
        told = {row["id"]: row for row in rows_at(model, copy.moment).values(*columns(model))}
        assert told == table, model._meta.label
    for model, known in copy.inserted.items():
        told_of = model._base_manager.filter(recorded_at__lte=copy.moment).values_list("pk", flat=True)
        assert set(told_of) == known, model._meta.label
    told_plan = plan_as_at(plan, copy.moment)
    for at, copied in zip(told_plan.actions, copy.plan.actions, strict=True):
        assert at == copied
    assert told_plan == copy.plan
    assert_told_since(told_plan, plan)


def assert_told_since(whole: PlanAt, plan: ActionPlan) -> None:
    """What is told since a moment has all but the older updates, and of those the last one of each action; what is
    told for strips gives the same strips.
    """
    since = whole.moment - datetime.timedelta(days=40)
    for action, told in zip(whole.actions, plan_as_at(plan, whole.moment, told_since=since).actions, strict=True):
        kept = tuple(one for one in action.updates if one.submitted_at >= since or one == action.last_update)
        assert told == dataclasses.replace(action, updates=kept)
    last = {one.pk: one.last_update.pk for one in whole.actions if one.last_update is not None}
    for cycles in (windows(whole.cycles, None), windows(CYCLES, None)):
        said = said_over(plan.pk, last, cycles, whole.moment)
        for action in whole.actions:
            every = [(one.submitted_at, one.status) for one in action.updates]
            assert strip_of(said.get(action.pk, ()), (), cycles, whole.moment) == strip_of(
                every, (), cycles, whole.moment
            )


def assert_changes_lead_on(earlier: Copy, later: Copy) -> None:
    """What is said to have changed between the two, applied to the earlier, gives the later."""
    period = (earlier.moment, later.moment)
    are_touched = touched(audited_models(), *period)
    for model in audited_models():
        before, after = earlier.tables[model], later.tables[model]
        changes = net_changes(model, *period) if model in are_touched else {}
        assert applied(before, changes) == after, model._meta.label
        named = {net.pk: set(net.changed) for net in net_rows(model.history.all(), *period) if not net.is_none}
        assert named == dict(differences(model, before, after)), model._meta.label
        wavering = {net.pk for net in net_rows(model.history.all(), *period, is_wavering_told=True) if net.wavers}
        assert wavering == {net.pk for net in came_back(model.history.all(), *period)}, model._meta.label


def applied(table: Table, changes: dict[int, Any]) -> Table:
    """The records after the changes, each of which says truly what it found."""
    found = dict(table)
    for pk, (before, after) in changes.items():
        standing = found.pop(pk, None)
        if before is None:
            assert standing is None
        else:
            assert {name: standing[name] for name in before} == before
        if after is not None:
            found[pk] = (standing or {}) | after
    return found


def differences(model: type[AuditedModel], before: Table, after: Table) -> Iterator[tuple[int, set[str]]]:
    """The columns in which a record is another; of one that came those that hold something, of one that went none."""
    names = {field.attname: field.column for field in model._meta.fields if field.attname in columns(model)}
    for pk in before.keys() | after.keys():
        was, stands = before.get(pk, {}), after.get(pk, {})
        differ = {names[name] for name in names if was.get(name) != stands.get(name)} - {"id", "revision"}
        if differ:
            yield pk, differ if stands else set()


def assert_year_is_told(year: Years, plan: ActionPlan, people: People) -> None:
    copies = replayed(year, plan, people)
    for copy in copies:
        assert_told_as_copied(copy, plan)
    for earlier, later in {*itertools.pairwise(range(len(copies))), (0, len(copies) - 1)}:
        assert_changes_lead_on(copies[earlier], copies[later])


def test_a_full_year(plan: ActionPlan, people: People) -> None:
    """Everything that can happen, to one action after the other, and some of it twice."""
    order = [*EVERYTHING, *BESIDE, *reversed(BESIDE), *EVERYTHING[:12], related, role_comes_or_goes, decided]
    days = datetime.timedelta(days=5)
    steps = [Step(days, one, KEYS[n % 3], n % 6 == 0) for n, one in enumerate(order)]
    quarter = len(steps) // 4 + 1
    year = tuple(steps[at : at + quarter] for at in range(0, len(steps), quarter))
    assert_year_is_told(year, plan, people)


@settings(often, max_examples=max(5, often.max_examples // 4))  # each compares all tables many times over
@given(year=YEARS)
def test_any_year(year: Years, plan: ActionPlan, people: People) -> None:
    with transaction.atomic():
        assert_year_is_told(year, plan, people)
        transaction.set_rollback(True)


def test_all_that_happens_beside_the_plan_does(plan: ActionPlan, people: People) -> None:
    now, silent = PLANNED + datetime.timedelta(days=30), []
    order = [EVERYTHING[0], *BESIDE]
    for happens in order:
        before, now = tables(), now + datetime.timedelta(hours=1)
        happens(Action.objects.get(key="1a"), people, now)
        if tables() == before:
            silent.append(happens.__qualname__)
    assert silent == []
