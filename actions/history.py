"""The whole history of a plan, a priority or an action: itself and everything that belongs to it."""

from typing import Any

from django.db.models import Q

from accounts.models import User
from actions.models import (
    Action,
    ActionOutcome,
    Driver,
    DueDateChange,
    NoUpdateReceived,
    ProgressUpdate,
    RelatedAction,
    SourceQuery,
)
from audit.describe import Entry, Line, entries
from audit.recording import author_words
from priorities.models import ActionPlan, Objective, Priority, StatusDefinition, UpdateCycle

BELONGING = (
    "co_leads", "organisation_links", "driver_links", "milestones", "due_date_proposals", "evidence", "co_productions",
    "source_queries", "questions", "outcome", "item_links", "decision_links", "meeting_action_links",
)  # fmt: skip


def history_of(action: Action, user: User) -> list[Entry]:
    """Every change, newest first, as far as the person may see it. A fixed number of queries."""
    histories = [Action.visible_history(Action.history.filter(id=action.pk), user)]
    for name in BELONGING:
        model: Any = Action._meta.get_field(name).related_model
        histories.append(model.visible_history(model.history.filter(action_id=action.pk), user))
    joined = RelatedAction.history.filter(Q(first_id=action.pk) | Q(second_id=action.pk))
    histories.append(RelatedAction.visible_history(joined, user))
    records = [
        *ProgressUpdate.objects.filter(action=action),
        *DueDateChange.objects.filter(action=action).with_ongoing(),
        *NoUpdateReceived.objects.filter(action=action).told(),
    ]
    return _with_unnamed(entries(histories, records), action, user)


def _with_unnamed(found: list[Entry], action: Action, user: User) -> list[Entry]:
    """With the outcomes that name a draft, which is not named: the page of the action shows them so as well."""
    rows = ActionOutcome.hidden_history(ActionOutcome.history.filter(action_id=action.pk), user)
    unnamed = [
        Entry(
            row.history_date,
            author_words(row.actor_name, row.actor_role),
            row.history_change_reason,
            row.change_id,
            [Line(f"Outcome: {row.as_instance().told_to(user)}")],
        )
        for row in rows.select_related("into__plan").order_by("-history_id")
    ]
    return sorted([*unnamed, *found], key=lambda entry: entry.at, reverse=True) if unnamed else found


def history_of_plan(plan: ActionPlan, user: User) -> list[Entry]:
    """Every change of the plan itself: its words, key, cycles, drivers, and the queries on it as a whole. As
    `history_of`; what belongs to a priority or an action is in the history of that one.
    """
    on_the_whole = Q(plan_id=plan.pk, priority_id__isnull=True, action_id__isnull=True)
    belonging = [(model, Q(plan_id=plan.pk)) for model in (StatusDefinition, UpdateCycle, Driver)]
    return entries(_seen([(ActionPlan, Q(id=plan.pk)), *belonging, (SourceQuery, on_the_whole)], user))


def history_of_priority(priority: Priority, user: User) -> list[Entry]:
    """Every change of the priority itself, its headings, judgements and queries on it. As `history_of`."""
    belonging = [(model, Q(priority_id=priority.pk)) for model in (Objective, SourceQuery)]
    return entries(_seen([(Priority, Q(id=priority.pk)), *belonging], user), priority.judgements.all())


def _seen(wanted: list[tuple[Any, Q]], user: User) -> list[Any]:
    """The history rows of each of these that the person may see."""
    return [model.visible_history(model.history.filter(rows), user) for model, rows in wanted]
