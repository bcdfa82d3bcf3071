"""A plan that comes to its end, and the one that follows it."""

import datetime
import re
from html import unescape
from typing import Any

from django.test import Client

from accounts.models import User
from actions.models import Action, ActionOutcome
from actions.services import close_plan, record_outcome, start_successor
from priorities.models import ActionPlan
from priorities.status import Status
from tests.actions.set_up_page import filled
from tests.world import NOW

PLAN, NEXT = "/plans/2023-24/", "/plans/2025-28/"
SUCCESSION = PLAN + "succession/"
OUTCOMES = SUCCESSION + "outcomes/"


def plan() -> ActionPlan:
    return ActionPlan.objects.get(slug="2023-24")


def old(key: str) -> Action:
    """An action of the plan that ends."""
    return Action.objects.get(plan__slug="2023-24", key=key)


def new(key: str) -> Action:
    """An action of the plan that follows."""
    return Action.objects.get(plan__slug="2025-28", key=key)


def successor_of(ends: ActionPlan, by: User, **said: Any) -> ActionPlan:
    """A draft that follows the plan, with all its priorities."""
    usual: dict[str, Any] = {
        "now": NOW,
        "slug": "2025-28",
        "title": "Inclusion plan",
        "local_area": "Stockton-on-Tees",
    }
    return start_successor(plan=ends, by=by, **usual | {"priorities": list(ends.priorities.all())} | said)


def carried(key: str, by: User, **said: Any) -> ActionOutcome:
    """The action goes on in the successor, under the priority of the same number and with its own reference."""
    action = old(key)
    priority = plan().successor.priorities.get(number=action.priority.number)  # type: ignore[attr-defined]
    return ended(key, by, "carried", **{"reference": action.reference, "priority": priority} | said)


def ended(key: str, by: User, outcome: str, **said: Any) -> ActionOutcome:
    return record_outcome(action=old(key), outcome=outcome, by=by, **{"now": NOW} | said)


def ended_all(ends: ActionPlan, by: User, now: datetime.datetime = NOW) -> None:
    """An outcome for whatever has none yet: done where it is complete, else dropped."""
    for action in ends.actions_without_outcome().filter(parent__isnull=True):
        done = action.status == Status.COMPLETE
        reason = "" if done else "Overtaken by the new plan"
        record_outcome(action=action, outcome="done" if done else "dropped", reason=reason, by=by, now=now)


def closed(ends: ActionPlan, by: User, reason: str = "Its period is over", now: datetime.datetime = NOW) -> ActionPlan:
    """The plan, closed, each of its actions with an outcome."""
    ended_all(ends, by, now)
    return close_plan(plan=ends, by=by, now=now, reason=reason)


def rows_sent(client: Client, page: str = "", **changed: Any) -> dict[str, Any]:
    """The page of the outcomes as a browser sends it back, with some fields typed anew; as it stands, or this one."""
    page = page or client.get(OUTCOMES).content.decode()
    texts = re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
    return filled(page) | {name: unescape(text) for name, text in texts} | changed
