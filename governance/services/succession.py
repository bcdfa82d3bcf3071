"""The plan that follows becomes the one that everybody works with."""

import datetime

from django.db import transaction

from accounts.services import By
from audit.recording import Refused
from governance.models import Meeting
from governance.services.cycles import add_missing_cycles, plans_without_cycle
from priorities.models import ActionPlan
from priorities.services import edit_plan
from send_portal import clock


def begin_plan(*, plan: ActionPlan, by: By, now: datetime.datetime, revision: int | None = None) -> list[Meeting]:
    """Make a draft current, and give it an update cycle for each meeting to come that sets them; those meetings.

    One that is current already stays so, and only what it lacks is added. Raises Refused where it is closed or cannot
    have such a cycle (priorities/cycle_rules.py), StaleRecord where `revision` is not the plan's any more.
    """
    with transaction.atomic():
        locked: ActionPlan = ActionPlan.objects.locked(plan.pk)
        if locked.is_closed:
            raise Refused(f"{locked.title} is closed. Make it current again on the page that changes the plan.")
        if locked.status == ActionPlan.State.DRAFT:
            edit_plan(plan=plan, by=by, now=now, revision=revision, status=ActionPlan.State.CURRENT)
        coming = Meeting.objects.with_body().filter(
            body__sets_cycles=True, status__in=Meeting.COMING, date_on__gte=clock.london_date(now)
        )
        lacking = [one for one in coming.order_by("date_on", "pk") if plan in plans_without_cycle(one, now)]
        for meeting in lacking:
            add_missing_cycles(meeting=meeting, by=by, now=now)
    return lacking
