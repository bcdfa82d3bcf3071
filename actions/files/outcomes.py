"""How the actions of a plan ended, as rows of a file: everything in words, nobody's name."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Max

from accounts.models import User
from actions.models import ActionOutcome
from documents.cells import day_cell
from send_portal import clock

HEADINGS = (
    "Reference", "Priority", "Part of", "Action", "In the plan", "Status", "Due", "Original due date", "Outcome",
    "Goes on in", "As", "Reason", "Recorded",
)  # fmt: skip


def rows_of_outcomes(actions: Any, user: User) -> Iterator[list[str]]:
    """A row for each action that has an outcome, in their order; two queries."""
    found = list(actions)
    newest = ActionOutcome.history.filter(action_id__in=[action.pk for action in found]).order_by()
    recorded = dict(newest.values_list("action_id").annotate(at=Max("history_date")))
    for action in found:
        record: ActionOutcome = action.outcome
        into = None if record.goes_on_unseen_by(user) else record.into
        yield [
            action.reference,
            str(action.priority),
            action.parent.reference if action.parent else "",
            action.title,
            action.get_plan_state_display(),
            action.status_look.word,
            action.due_words,
            str(action.original_due or ""),
            record.get_outcome_display(),
            into.plan.title if into else "",
            into.reference if into else "",
            record.reason,
            day_cell(clock.london_date(recorded[action.pk])),
        ]
