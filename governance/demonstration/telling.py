"""What the leads, co-leads and deputies tell in the story, and the co-ordinator for them."""

import datetime
import uuid
from typing import Any

from accounts.models import User
from actions import services
from actions.models import Action
from governance.demonstration.planning import Stage
from governance.demonstration.story import account


def tell(stage: Stage, update: dict[str, Any], *, now: datetime.datetime) -> None:
    """One progress update, or the confirmation that nothing has changed."""
    action = stage.action
    by = _author(stage, action, update)
    if update.get("no_change"):
        services.confirm_no_change(action=action, by=by, now=now, submission=uuid.uuid4())
        return
    milestones = dict(action.milestones.values_list("title", "pk"))
    services.submit_progress(
        action=action,
        by=by,
        now=now,
        submission=uuid.uuid4(),
        account=account(update, milestones),
        corrects=action.last_update_id if update.get("corrects") else None,
        received_by=update.get("received", "portal"),
    )


def _author(stage: Stage, action: Action, update: dict[str, Any]) -> User:
    if "by" in update:
        return stage.people[update["by"]]
    if action.lead is None:
        raise ValueError(f"{stage.reference} has no lead: the story must say who tells.")
    return action.lead
