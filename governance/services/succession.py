"""The plan that follows becomes the one that everybody works with."""

import datetime

from django.db import transaction
from django.db.models import Q

from accounts.services import By
from audit.recording import Refused
from governance.models import Meeting
from governance.services.cycles import add_missing_cycles, meetings_without_cycle
from governance.services.locking import locked_meeting
from priorities.locking import lock_plans
from priorities.models import ActionPlan
from priorities.services import edit_plan


def begin_plan(
    *,
    plan: ActionPlan,
    by: By,
    now: datetime.datetime,
    revision: int | None = None,
    after: datetime.date | None = None,
) -> list[Meeting]:
    """Make a draft current, and give it an update cycle for each meeting to come that sets them; those meetings, in
    their order. `after`: it asks for none that is held by that day.

    One that is current already stays so, and only what it lacks is added. Another current plan that lacks a cycle for
    one of these meetings is given one too. Raises Refused where it is closed, as `edit_plan`, and where a plan cannot
    have such a cycle (priorities/cycle_rules.py), StaleRecord where `revision` is not the plan's any more.
    """
    with transaction.atomic():
        lacking = [locked_meeting(meeting) for meeting in meetings_without_cycle(plan, now)]
        lacking = sorted((one for one in lacking if after is None or one.date_on > after), key=lambda one: one.date_on)
        locked = lock_plans(Q(pk=plan.pk) | Q(status=ActionPlan.State.CURRENT))[plan.pk]
        if locked.is_closed:
            raise Refused(f"{locked.title} is closed. Make it current again on the page that changes the plan.")
        if locked.status == ActionPlan.State.DRAFT:
            edit_plan(plan=plan, by=by, now=now, revision=revision, status=ActionPlan.State.CURRENT)
        for meeting in lacking:
            add_missing_cycles(meeting=meeting, by=by, now=now)
    return lacking
