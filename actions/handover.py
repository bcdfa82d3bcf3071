"""What people who have left still hold in a plan, and what was said when an action changed hands."""

import dataclasses
import datetime
from collections import defaultdict

from accounts.models import User
from actions.models import Action, ActionCoLead
from priorities.models import ActionPlan

# Parts that a column of the action names; co-leads and the SROs of priorities are rows of their own kind.
COLUMNS = {"lead": "lead", "deputy": "deputy", "sro": "senior responsible officer"}


@dataclasses.dataclass(frozen=True)
class Held:
    """One part that somebody holds: of an action, or (`sro` alone) of a priority."""

    kind: str  # lead, deputy, sro, co_lead, priority_sro
    pk: int
    words: str

    @property
    def code(self) -> str:
        """Names it in a form."""
        return f"{self.kind}-{self.pk}"


@dataclasses.dataclass(frozen=True)
class HandedOver:
    """That an action came to its lead from somebody else, and why."""

    at: datetime.datetime
    by: str
    note: str


def held_by_leavers(plan: ActionPlan) -> dict[User, list[Held]]:
    """What each person who has left holds of what still goes on in the plan, by name; a fixed number of queries."""
    found = defaultdict[User, list[Held]](list)
    going_on = Action.objects.filter(plan=plan).going_on()
    for column, words in COLUMNS.items():
        for action in going_on.filter(**{f"{column}__is_active": False}).select_related(column).order_by("position"):
            found[getattr(action, column)].append(
                Held(column, action.pk, f"{action.reference}, {words}: {action.title}")
            )
    links = ActionCoLead.objects.filter(action__in=going_on, user__is_active=False).select_related("action", "user")
    for link in links:
        held = Held("co_lead", link.action_id, f"{link.action.reference}, co-lead: {link.action.title}")
        found[link.user].append(held)
    for priority in plan.priorities.filter(sro__is_active=False).select_related("sro"):
        words = f"{priority}: senior responsible officer"
        found[priority.sro].append(Held("priority_sro", priority.pk, words))
    return dict(sorted(found.items(), key=lambda item: (item[0].name, item[0].pk)))


def handed_over(action: Action) -> HandedOver | None:
    """How the action came to its lead from another; None once they have given an update of their own. Two queries."""
    if action.lead_id is None:
        return None
    history = Action.history.filter(id=action.pk)
    before = history.exclude(lead_id=action.lead_id).order_by("-history_id").first()
    if before is None or before.lead_id is None:
        return None
    change = history.filter(history_id__gt=before.history_id).order_by("history_id").first()
    if change is None:
        return None
    told = action.last_update
    if told is not None and told.author_id == action.lead_id and told.submitted_at >= change.history_date:
        return None
    return HandedOver(change.history_date, change.actor_name, change.history_change_reason)
