"""The rules that the database itself holds: for each constraint a row that it lets in, and one that it refuses."""

import contextlib
import datetime
import types
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from accounts.models import LastSignIn, Organisation, RoleGrant, User
from actions.models import (
    Action,
    ActionCoLead,
    ActionDriver,
    ActionOrganisation,
    ActionOutcome,
    CoProduction,
    Driver,
    DueDateChange,
    DueDateProposal,
    Evidence,
    ImportDraft,
    Milestone,
    NoUpdateReceived,
    ProgressDraft,
    ProgressUpdate,
    Question,
    RelatedAction,
    SourceQuery,
    Watch,
)
from audit.models import AppendOnlyModel, audited_models
from priorities.models import (
    ActionPlan,
    GlossaryTerm,
    Objective,
    Priority,
    PriorityJudgement,
    StatusDefinition,
    UpdateCycle,
)
from send_portal.settings import ROOT
from tests.governance import constraints as governed
from tests.notices import constraints as mailed
from tests.world import NOW

# Rows go in past the services here.
pytestmark = pytest.mark.breaks_history
DAY = datetime.date(2024, 12, 31)
Good = Callable[[type[models.Model]], dict[str, Any]]


def unread(name: str) -> dict[str, object]:
    """A partial date with a precision and no day."""
    return {f"{name}_precision": "day"}


# By constraint (or model and unique field): the model, and what turns a good row into one that the constraint refuses.
CHECKS: dict[str, tuple[type[models.Model], dict[str, object]]] = {
    "role_grant_reader_ends": (RoleGrant, {"until_on": None}),
    "plan_starts_whole": (ActionPlan, unread("starts")),
    "plan_ends_whole": (ActionPlan, unread("ends")),
    "status_definition_given": (StatusDefinition, {"status": "none"}),
    "judgement_status_given": (PriorityJudgement, {"status": "none"}),
    "judgement_reason": (PriorityJudgement, {"reason": ""}),
    **{
        f"action_{name}_whole": (Action, unread(name))
        for name in ("planned_start", "original_due", "due", "review", "paused_until")
    },
    "action_completed_when_complete": (Action, {"completed_on": DAY, "status": "on_track"}),
    "action_closed_when_complete": (Action, {"plan_state": "closed", "status": "on_track"}),
    "action_replaced_by_when_replaced": (Action, {"replaced_by_id": 1}),
    "action_state_has_reason": (Action, {"plan_state": "withdrawn", "plan_state_reason": ""}),
    "action_printed_on_has_progress": (Action, {"progress_printed_on": DAY}),
    "action_ongoing_has_review": (Action, {"is_ongoing": True}),
    "action_paused_has_end": (Action, {"plan_state": "paused", "plan_state_reason": "Vacant"}),
    "action_due_has_original": (Action, {"due_on": DAY, "due_precision": "day"}),
    "action_ongoing_has_no_due": (
        Action,
        {
            "is_ongoing": True, "due_on": DAY, "due_precision": "day", "original_due_on": DAY,
            "original_due_precision": "day", "review_on": DAY, "review_precision": "day",
        },
    ),
    "outcome_goes_on_into": (ActionOutcome, {"into": None}),
    "outcome_into_another_action": (ActionOutcome, {"into": lambda row: row["action"]}),
    "outcome_dropped_has_reason": (ActionOutcome, {"outcome": "dropped", "into": None}),
    "co_production_who": (CoProduction, {"who_took_part": ""}),
    "due_date_proposal_to_whole": (DueDateProposal, {"to_precision": ""}),
    "due_date_proposal_reason": (DueDateProposal, {"reason": ""}),
    "evidence_withdrawn_reason": (Evidence, {"is_withdrawn": True}),
    "milestone_due_whole": (Milestone, unread("due")),
    "milestone_met_or_dropped": (Milestone, {"met_on": DAY, "is_dropped": True, "dropped_reason": "Not needed"}),
    "milestone_dropped_reason": (Milestone, {"is_dropped": True}),
    "related_action_ordered": (RelatedAction, {"second_id": 1}),
    "question_asked_whole": (Question, {"text": ""}),
    "question_answered_whole": (Question, {"answer": "Yes"}),
    "question_closed_whole": (Question, {"closed_as": "meeting"}),
    "question_closed_as_answered_has_answer": (
        Question,
        {"closed_as": "answered", "closed_reason": "Said", "closed_by_id": 1, "closed_at": NOW},
    ),
    "source_query_one_subject": (SourceQuery, {"priority_id": 1, "action_id": 1}),
    "source_query_answered_whole": (SourceQuery, {"answer": "Yes"}),
    "due_date_change_from_whole": (DueDateChange, unread("from")),
    "due_date_change_to_whole": (DueDateChange, {"to_precision": ""}),
    "due_date_change_reason": (DueDateChange, {"from_on": DAY, "from_precision": "day"}),
    "update_explains_risk": (ProgressUpdate, {"status": "at_risk", "reason": "Vacant", "recovery": "Advertised"}),
    "update_completed_when_complete": (ProgressUpdate, {"completed_on": DAY}),
    "update_complete_has_date": (ProgressUpdate, {"status": "complete"}),
    "update_ask_has_text": (ProgressUpdate, {"ask": "help"}),
    "update_status_given": (ProgressUpdate, {"status": "none"}),
    "update_printed_when_imported": (ProgressUpdate, {"printed_on": DAY}),
    "watch_of_one_thing": (Watch, {"action": None}),
    **governed.CHECKS,
    **mailed.CHECKS,
}  # fmt: skip
UNIQUES: dict[str, tuple[type[models.Model], dict[str, object]]] = {
    "organisation_name_unique": (Organisation, {"name": "NORTH TRUST"}),
    "user_email_unique": (User, {"email": "NEW@portal.example"}),
    "User.email": (User, {}),
    "role_grant_unique": (RoleGrant, {}),
    "ActionPlan.slug": (ActionPlan, {}),
    "ActionPlan.predecessor": (ActionPlan, {"slug": "after-that"}),
    "priority_number_unique": (Priority, {}),
    "objective_reference_unique": (Objective, {}),
    "status_definition_unique": (StatusDefinition, {}),
    "cycle_deadline_unique": (UpdateCycle, {}),
    "GlossaryTerm.term": (GlossaryTerm, {}),
    "action_reference_unique": (Action, {"key": "another"}),
    "action_key_unique": (Action, {"reference": "Another"}),
    "co_lead_unique": (ActionCoLead, {}),
    "action_driver_unique": (ActionDriver, {}),
    "action_organisation_unique": (ActionOrganisation, {"part": "supporting"}),
    "ActionOutcome.action": (ActionOutcome, {"outcome": "dropped", "into": None, "reason": "Not needed"}),
    "outcome_carried_once": (ActionOutcome, {"action": lambda row: row["action"].plan.actions.get(key="1c")}),
    "driver_title_unique": (Driver, {"title": "WAITING TIMES"}),
    "due_date_proposal_one_open": (DueDateProposal, {}),
    "related_action_unique": (RelatedAction, {}),
    "ProgressUpdate.submission": (ProgressUpdate, {"corrects": None}),
    "ProgressUpdate.corrects": (ProgressUpdate, {"submission": uuid.uuid4()}),
    "LastSignIn.user": (LastSignIn, {}),
    "draft_one_a_person": (ProgressDraft, {}),
    "no_update_one_a_cycle": (NoUpdateReceived, {}),
    "import_one_a_person": (ImportDraft, {}),
    "watch_action_once": (Watch, {}),
    "watch_priority_once": (Watch, {}),
    **governed.UNIQUES,
    **mailed.UNIQUES,
}
# By constraint: what both rows say otherwise than a good one.
BOTH: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "watch_priority_once": lambda row: {"action": None, "priority": row["action"].priority},
    **mailed.BOTH,
}


@pytest.fixture
def good(people: types.SimpleNamespace, act: Callable[[str], Action]) -> Good:
    """Values of a row that the database lets in."""
    plan = ActionPlan.objects.get()
    priority, action, later = plan.priorities.first(), act("1a"), act("1b")
    driver = put(Driver, {"plan": plan, "kind": "strategy", "title": "Inclusion"})
    update = put(ProgressUpdate, {**update_of(action, people.olive), "submission": uuid.uuid4()})
    values: dict[type[models.Model], dict[str, Any]] = {
        Organisation: {"name": "North Trust", "sector": "health"},
        User: {"email": "new@portal.example", "name": "New", "organisation": people.mo.organisation},
        RoleGrant: {"user": people.mo, "role": "reader", "until_on": DAY},
        ActionPlan: {"slug": "after", "title": "After", "local_area": "North", "predecessor": plan},
        Priority: {"plan": plan, "number": 99, "title": "More"},
        Objective: {"priority": priority, "reference": "O1", "title": "More", "position": 1},
        StatusDefinition: {"plan": put(ActionPlan, {"slug": "keyless"}), "status": "on_track", "meaning": "Fine"},
        UpdateCycle: {"plan": plan, "meeting_on": DAY, "papers_due_at": NOW},
        GlossaryTerm: {"term": "NEW", "meaning": "New"},
        PriorityJudgement: {"priority": priority, "status": "on_track", "reason": "Fine"},
        Action: {"plan": plan, "priority": priority, "position": 99, "reference": "9z", "key": "9z", "title": "More"},
        ActionCoLead: {"action": action, "user": people.mo},
        ActionDriver: {"action": action, "driver": driver},
        ActionOrganisation: {"action": action, "organisation": people.mo.organisation, "part": "lead"},
        ActionOutcome: {"action": action, "outcome": "carried", "into": later},
        CoProduction: {"action": action, "on_date": DAY, "who_took_part": "The forum"},
        Driver: {"plan": plan, "kind": "strategy", "title": "Waiting times"},
        DueDateProposal: {"action": action, "to_on": DAY, "to_precision": "day", "reason": "A vacancy"},
        Evidence: {"action": action, "title": "Survey", "kind": "survey"},
        Milestone: {"action": action, "title": "Pilot"},
        NoUpdateReceived: {"action": action, "cycle": plan.cycles.first()},
        RelatedAction: {"first": action, "second": later},
        Question: {
            "action": action,
            "asked_by": people.mo,
            "asked_as": "reader",
            "asked_at": NOW,
            "text": "Which?",
        },
        SourceQuery: {"plan": plan, "question": "Which?"},
        LastSignIn: {"user": people.mo, "at": NOW},
        ProgressDraft: {
            "action": action,
            "author": people.olive,
            "fields": {},
            "revision_seen": 1,
            "saved_at": NOW,
        },
        ImportDraft: {"plan": plan, "user": people.cora, "file_name": "plan.csv", "sha256": "0", "created_at": NOW},
        Watch: {"user": people.mo, "action": action},
        DueDateChange: {"action": action, "to_on": DAY, "to_precision": "day"},
        ProgressUpdate: {**update_of(action, people.olive), "submission": uuid.uuid4(), "corrects": update},
        **governed.good_rows(put, plan, action),
        **mailed.good_rows(put, people.mo, people.pat),
    }
    return values.__getitem__


def update_of(action: Action, author: User) -> dict[str, Any]:
    return {"action": action, "author": author, "submitted_at": NOW, "status": "on_track", "author_role": "lead"}


def put(model: type[models.Model], values: dict[str, Any]) -> models.Model:
    """Insert a row as plain SQL would: no service, no cleaning, no history."""
    recorded = {"recorded_at": NOW, "recorded_as": "tests"} if issubclass(model, AppendOnlyModel) else {}
    (row,) = models.QuerySet(model).bulk_create([model(**values | recorded)])
    return row


@contextlib.contextmanager
def refused(name: str) -> Iterator[None]:
    """The database refuses, by that constraint; SQLite does not name unique ones."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        yield
    if "." not in name and (connection.vendor == "postgresql" or name in CHECKS):
        assert name in str(error.value)


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_refuses(name: str, good: Good) -> None:
    model, told = CHECKS[name]
    values = good(model)
    wrong = told_of(told, values)
    with refused(name):
        put(model, without(values, wrong) | wrong)
    put(model, values)


@pytest.mark.parametrize("name", UNIQUES)
def test_the_second_is_refused(name: str, good: Good) -> None:
    model, other = UNIQUES[name]
    values = good(model)
    values |= BOTH[name](values) if name in BOTH else {}
    put(model, values)
    with refused(name):
        put(model, good(model) | values | told_of(other, values))


def told_of(told: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """What is told of a row, worked out from it where it depends on it."""
    return {field: value(values) if callable(value) else value for field, value in told.items()}


def without(values: dict[str, Any], wrong: dict[str, object]) -> dict[str, Any]:
    """The values, less the objects whose ids are given otherwise."""
    return {field: value for field, value in values.items() if f"{field}_id" not in wrong}


def test_every_constraint_is_tried() -> None:
    """Of what is audited and of what is somebody's own and in no history."""
    ours = {app.label for app in apps.get_app_configs() if Path(app.path).parent == ROOT}
    histories = {model.history.model for model in audited_models()}
    standing = set()
    for model in {model for model in apps.get_models() if model._meta.app_label in ours} - histories:
        standing |= {constraint.name for constraint in model._meta.constraints}
        standing |= {
            f"{model.__name__}.{field.name}" for field in model._meta.fields if field.unique and not field.primary_key
        }
    assert {*CHECKS, *UNIQUES} == standing
