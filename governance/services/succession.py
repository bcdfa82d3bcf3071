"""The plan that follows becomes the one that everybody works with."""

import datetime
from collections.abc import Sequence

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
from send_portal import clock


def begin_plan(
    *,
    plan: ActionPlan,
    by: By,
    now: datetime.datetime,
    revision: int | None = None,
    after: datetime.date | None = None,
) -> list[Meeting]:
    """Make a draft current, and give it an update cycle for each meeting to come that sets them; those meetings, in
    their order. `after`: it asks for none that is held by that day, and its first cycle begins after it; where that is
    not said, after a meeting to come whose papers deadline has passed.

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
            first = after or _left_to_predecessor(plan, lacking, now)
            edit_plan(plan=plan, by=by, now=now, revision=revision, status=ActionPlan.State.CURRENT, asks_after=first)
        for meeting in lacking:
            add_missing_cycles(meeting=meeting, by=by, now=now)
    return lacking


def _left_to_predecessor(
    plan: ActionPlan, meetings: Sequence[Meeting], now: datetime.datetime
) -> datetime.date | None:
    """Of the meetings to come that are held before the first of these: the last one for which the plan before it
    asked, and whose papers deadline has passed, so that this plan can have no cycle of it."""
    if plan.predecessor is None or plan.predecessor.is_closed or not meetings:
        return None
    coming = plan.predecessor.cycles.filter(
        meeting_on__gte=clock.london_date(now), meeting_on__lt=meetings[0].date_on, papers_due_at__lte=now
    )
    return coming.order_by("-meeting_on").values_list("meeting_on", flat=True).first()
