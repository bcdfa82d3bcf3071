"""Who may see the outbox, and the deadlines of a plan."""

import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import User
from notices.topics import PlanCycle, plan_cycles_at
from priorities.access import visible_plan


def require_outbox(user: User) -> None:
    """Raises PermissionDenied, saying whom to ask, for everybody but the co-ordinator and the administrator."""
    if not (user.is_coordinator or user.is_administrator):
        raise PermissionDenied(
            "Only the co-ordinator and the administrator can see which mails the portal sends. Ask the co-ordinator "
            "whether a mail has gone to you."
        )


def deadline_to_come(user: User, plan: str, pk: int, now: datetime.datetime) -> PlanCycle:
    """The cycle of a plan whose papers deadline is next. Raises Http404 as `visible_plan`, and where it is over."""
    found = visible_plan(user, plan)
    one = next((one for one in plan_cycles_at(now).current if one.plan == found and one.cycle.pk == pk), None)
    if one is None or one.window.papers_due_at < now:
        raise Http404("This papers deadline has passed, or there is none of this number.")
    return one
