"""The demonstration's plan near its end: all but two of its actions have an outcome."""

from accounts.models import User
from actions.services import record_outcome
from priorities.models import ActionPlan
from send_portal import clock

LEFT = ("1a", "1b")


def add() -> None:
    """Record it in the portal that runs."""
    by, now = User.objects.get(email="coordinator@demo.example"), clock.now()
    plan = ActionPlan.objects.get(slug="2023-24")
    for action in plan.actions_without_outcome().filter(parent__isnull=True).exclude(key__in=LEFT):
        record_outcome(action=action, outcome="dropped", reason="The next plan does without", by=by, now=now)
