"""The whole history of an action: itself and everything that belongs to it."""

from django.db.models import Q

from accounts.models import User
from actions.models import Action, DueDateChange, ProgressUpdate, RelatedAction
from audit.describe import Entry, entries

BELONGING = (
    "co_leads", "organisation_links", "driver_links", "milestones", "due_date_proposals", "evidence", "co_productions",
    "source_queries",
)  # fmt: skip


def history_of(action: Action, user: User) -> list[Entry]:
    """Every change, newest first, as far as the person may see it. A fixed number of queries."""
    histories = [Action.visible_history(Action.history.filter(id=action.pk), user)]
    for name in BELONGING:
        model = getattr(Action, name).rel.related_model
        histories.append(model.visible_history(model.history.filter(action_id=action.pk), user))
    joined = RelatedAction.history.filter(Q(first_id=action.pk) | Q(second_id=action.pk))
    histories.append(RelatedAction.visible_history(joined, user))
    records = [*ProgressUpdate.objects.filter(action=action), *DueDateChange.objects.filter(action=action)]
    return entries(histories, records)
