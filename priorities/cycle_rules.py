"""Where a meeting and its papers deadline may stand: what was said in a cycle stays in it."""

import datetime

from audit.recording import Refused
from design.fields import date_words
from priorities.models import ActionPlan, UpdateCycle
from send_portal import clock

PASSED = "The papers deadline must be in the future, or nobody can keep it"
OWNED = "This cycle belongs to a meeting of the partnership. Change the meeting, and the cycle follows"


def is_before_start(plan: ActionPlan, papers_due_at: datetime.datetime) -> bool:
    """Whether a papers deadline comes before the plan starts: no update can be due by it."""
    return plan.starts is not None and clock.london_date(papers_due_at) < plan.starts.first_day


def check_cycle(
    plan: ActionPlan,
    cycle: UpdateCycle,
    now: datetime.datetime,
    *,
    was: UpdateCycle | None,
    follows_meeting: bool = False,
) -> None:
    """Raises Refused where the cycle cannot stand so. `was`: the cycle as it stands until now; None for a new one.

    One that follows the meeting that owns it (`follows_meeting`) may go before the start of the plan with it: a
    meeting of the partnership does not wait for one plan.
    """
    today, held = clock.london_date(now), was.meeting_on if was else None
    others = list(UpdateCycle.objects.filter(plan=plan).exclude(pk=cycle.pk).order_by("meeting_on"))
    papers_on = clock.london_date(cycle.papers_due_at)
    if papers_on > cycle.meeting_on:
        raise Refused("The papers deadline must not be after the day of the meeting.")
    if any(other.meeting_on == cycle.meeting_on for other in others):
        raise Refused("There is already a meeting on this day. Change that one, or choose another day.")
    if any(other.papers_due_at == cycle.papers_due_at for other in others):
        raise Refused("Another meeting already has this papers deadline. Choose another time.")
    if held != cycle.meeting_on:
        _check_past(cycle.meeting_on, today, held)
    place = held or cycle.meeting_on
    before = next((other for other in reversed(others) if other.meeting_on < place), None)
    after = next((other for other in others if other.meeting_on > place), None)
    _check_between(cycle.meeting_on, before, after)
    _check_papers(papers_on, before)
    if before is None and not follows_meeting and is_before_start(plan, cycle.papers_due_at):
        raise Refused(f"The papers deadline must not be before the plan starts, {plan.starts}.")
    if after is not None and clock.london_date(after.papers_due_at) <= cycle.meeting_on:
        raise Refused(
            f"The papers deadline of the next meeting is {date_words(clock.london_date(after.papers_due_at))}. "
            "This meeting must be before it."
        )
    if is_in_vain(cycle.meeting_on, cycle.papers_due_at, now, was=was):
        raise Refused(f"{PASSED}.")


def is_in_vain(
    meeting_on: datetime.date, papers_due_at: datetime.datetime, now: datetime.datetime, *, was: UpdateCycle | None
) -> bool:
    """Whether a deadline is set, or moved, to a time that has passed, for a meeting still to come.

    One that has passed by itself stays as it is; that it cannot be moved is another rule.
    """
    if meeting_on < clock.london_date(now) or papers_due_at > now:
        return False
    return was is None or was.papers_due_at > now


def _check_past(meeting_on: datetime.date, today: datetime.date, was: datetime.date | None) -> None:
    """What has been held stays in the past, and what is to come stays to come: an update keeps its cycle."""
    if was is not None and was < today:
        if meeting_on >= today:
            raise Refused("This meeting has been held. It can only move to another day in the past.")
    elif meeting_on < today:
        raise Refused("The day of the meeting must be today or later.")


def _check_between(meeting_on: datetime.date, before: UpdateCycle | None, after: UpdateCycle | None) -> None:
    if before is not None and meeting_on < before.meeting_on:
        raise Refused(f"This meeting must stay after the one before it, of {date_words(before.meeting_on)}.")
    if after is not None and meeting_on > after.meeting_on:
        raise Refused(f"This meeting must stay before the next one, of {date_words(after.meeting_on)}.")


def _check_papers(papers_on: datetime.date, before: UpdateCycle | None) -> None:
    if before is not None and papers_on <= before.meeting_on:
        raise Refused(f"The papers deadline must be after the meeting before it, of {date_words(before.meeting_on)}.")
