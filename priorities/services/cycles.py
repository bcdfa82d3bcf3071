"""What changes the update cycles of a plan."""

import datetime

from accounts.services import By
from audit.recording import Refused, recording
from priorities.cycle_rules import OWNED, check_cycle
from priorities.models import ActionPlan, UpdateCycle


def add_cycle(
    *, plan: ActionPlan, by: By, now: datetime.datetime, meeting_on: datetime.date, papers_due_at: datetime.datetime
) -> UpdateCycle:
    """A new update cycle, whose meeting and papers deadline are to come. Raises Refused where `check_cycle` does."""
    with recording(by=by, now=now):
        return new_cycle(plan=plan, now=now, meeting_on=meeting_on, papers_due_at=papers_due_at)


def new_cycle(
    *, plan: ActionPlan, now: datetime.datetime, meeting_on: datetime.date, papers_due_at: datetime.datetime
) -> UpdateCycle:
    """As `add_cycle`, inside the `recording()` of a larger change."""
    plan = ActionPlan.objects.locked(plan.pk)
    cycle = UpdateCycle(plan=plan, meeting_on=meeting_on, papers_due_at=papers_due_at)
    check_cycle(plan, cycle, now, was=None)
    cycle.save()
    return cycle


def edit_cycle(
    *,
    cycle: UpdateCycle,
    by: By,
    now: datetime.datetime,
    reason: str,
    meeting_on: datetime.date,
    papers_due_at: datetime.datetime,
    revision: int | None = None,
) -> UpdateCycle:
    """Move a cycle's meeting or papers deadline. Raises Refused as `add_cycle`, without a reason, for a deadline that
    has passed and where a meeting owns the cycle; StaleRecord as `edit_plan`."""
    with recording(by=by, now=now, reason=reason):
        ActionPlan.objects.locked(cycle.plan_id)
        if UpdateCycle.objects.filter(pk=cycle.pk, meeting_link__isnull=False).exists():
            raise Refused(f"{OWNED}.")
        return move_cycle(
            cycle=cycle, now=now, reason=reason, meeting_on=meeting_on, papers_due_at=papers_due_at, revision=revision
        )


def move_cycle(
    *,
    cycle: UpdateCycle,
    now: datetime.datetime,
    reason: str,
    meeting_on: datetime.date,
    papers_due_at: datetime.datetime,
    revision: int | None = None,
    follows_meeting: bool = False,
) -> UpdateCycle:
    """As `edit_cycle`, inside the `recording()` of a larger change, and whoever owns the cycle; one that follows the
    meeting that owns it (`follows_meeting`) may go before the start of the plan."""
    plan = ActionPlan.objects.locked(cycle.plan_id)
    cycle = UpdateCycle.objects.locked(cycle.pk, revision)
    if papers_due_at != cycle.papers_due_at and cycle.papers_due_at <= now:
        raise Refused("You cannot move a deadline that has passed.")
    values = {"meeting_on": meeting_on, "papers_due_at": papers_due_at}
    moved = UpdateCycle(pk=cycle.pk, plan=plan, **values)
    check_cycle(plan, moved, now, was=cycle, follows_meeting=follows_meeting)
    was_on = cycle.meeting_on
    cycle.set_values(values, reason=reason, why="Say why the dates are changing.")
    cycle.save()
    _move_beginning(plan, was_on, meeting_on)
    return cycle


def _move_beginning(plan: ActionPlan, was_on: datetime.date, meeting_on: datetime.date) -> None:
    """A plan that first asks after this meeting of the one before it still does so when the meeting moves."""
    following = ActionPlan.objects.filter(predecessor=plan, asks_after=was_on).first()
    if following is not None and meeting_on != was_on:
        locked = ActionPlan.objects.locked(following.pk)
        locked.asks_after = meeting_on
        locked.save()
