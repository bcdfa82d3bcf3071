"""How actions ended with their plan, as it stood at the end of a period."""

from collections.abc import Iterator, Sequence
from typing import Any

from actions.as_at import ActionAt, PlanAt
from actions.files.outcomes import HEADINGS
from actions.models import Action, ActionOutcome
from actions.models.action import due_words
from audit.as_at import rows_at
from documents.cells import day_cell
from governance.bundle.period import File, Period, csv_file
from priorities.models import ActionPlan
from priorities.status import PlanState, Status
from send_portal import clock

WORDS = "How actions ended with the plan, as at the end of the period (CSV)"


def outcome_files(period: Period, later: PlanAt) -> Iterator[File]:
    """A line for each action that had an outcome; no file where none had. Three queries."""
    yield from csv_file("plan/outcomes.csv", WORDS, HEADINGS, list(_rows(period, later)))


def _rows(period: Period, later: PlanAt) -> Iterator[Sequence[str]]:
    rows = rows_at(ActionOutcome, period.ends, action__plan=period.plan)
    outcomes: dict[int, Any] = {row.action_id: row for row in rows}
    into = _goes_on_in(period, outcomes.values())
    for priority in later.priorities:
        for action in priority.actions:
            if action.pk in outcomes:
                yield _row(f"{priority.number}. {priority.title}", action, outcomes[action.pk], into)


def _goes_on_in(period: Period, outcomes: Any) -> dict[int, tuple[str, str]]:
    """By their ids the actions in which others go on: title of the plan and reference. None of a plan that was being
    prepared, which is the co-ordinator's.
    """
    wanted = {row.into_id for row in outcomes if row.into_id}
    if not wanted:
        return {}
    plans = rows_at(ActionPlan, period.ends).exclude(status=ActionPlan.State.DRAFT)
    titles = dict(plans.values_list("id", "title"))
    found = rows_at(Action, period.ends, id__in=wanted).filter(plan_id__in=titles)
    return {pk: (titles[plan], name) for pk, plan, name in found.values_list("id", "plan_id", "reference")}


def _row(priority: str, action: ActionAt, row: Any, into: dict[int, tuple[str, str]]) -> Sequence[str]:
    due = due_words(str(action.due or ""), is_ongoing=action.is_ongoing, as_printed=action.due_as_printed)
    return (
        action.reference,
        priority,
        action.parent,
        action.title,
        str(PlanState(action.plan_state).label),
        str(Status(action.status).label),
        due or "No date set",
        str(action.original_due or ""),
        str(ActionOutcome.Kind(row.outcome).label),
        *into.get(row.into_id, ("", "")),
        row.reason,
        day_cell(clock.london_date(row.history_date)),
    )
