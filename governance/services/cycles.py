"""The update cycles that the meetings of the partnership own: one of each current plan, in step with the meeting."""

import datetime
from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import User
from audit.recording import Process, Refused, recording
from governance.models import Meeting, MeetingCycle
from governance.services.locking import locked_meeting
from priorities.cycle_rules import is_before_start
from priorities.models import ActionPlan, UpdateCycle
from priorities.partial_date import Precision
from priorities.services import move_cycle, new_cycle
from send_portal import clock

By = User | Process

NEEDS_BOTH = (
    "Updates are due by the papers deadline of this meeting. Enter its day and its papers deadline, or cancel the "
    "meeting."
)
FOLLOWS = "The cycle follows its meeting."


def sets_cycles(meeting: Meeting) -> bool:
    """Whether it is a meeting whose day and papers deadline are those of update cycles."""
    is_whole = meeting.date_precision == Precision.DAY and meeting.papers_due_at is not None
    return meeting.body.sets_cycles and is_whole


def plans_without_cycle(meeting: Meeting, now: datetime.datetime) -> list[ActionPlan]:
    """The current plans that lack a cycle for a meeting to come, whose papers deadline can still be kept; none that
    starts after that deadline, or leaves the meeting to the plan before it. A query at most."""
    if not sets_cycles(meeting) or not meeting.is_coming:
        return []
    if meeting.date_on < clock.london_date(now) or (meeting.papers_due_at or now) <= now:
        return []
    return _started(_current_plans().exclude(cycles__meeting_link__meeting=meeting), meeting)


def meetings_without_cycle(plan: ActionPlan, now: datetime.datetime) -> QuerySet[Meeting]:
    """The meetings to come that set cycles, whose papers deadline can still be kept and that have none of this plan,
    in the order of their ids; of a draft, those that it lacks once it is current. None before the plan starts, and
    none that it leaves to the plan before it."""
    coming = Meeting.objects.with_body().filter(
        body__sets_cycles=True, status__in=Meeting.COMING, date_precision=Precision.DAY,
        date_on__gte=clock.london_date(now), papers_due_at__gt=now,
    )  # fmt: skip
    if plan.starts is not None:
        begins = clock.london_moment(plan.starts.first_day, datetime.time())
        coming = coming.filter(papers_due_at__gte=begins)
    coming = coming.exclude(cycle_links__cycle__plan=plan)
    if plan.asks_after is not None:
        coming = coming.filter(date_on__gt=plan.asks_after)
    return coming.order_by("pk")


def add_missing_cycles(
    *, meeting: Meeting, by: By, now: datetime.datetime, revision: int | None = None
) -> list[ActionPlan]:
    """Give the meeting a cycle of each current plan that has none for it; the plans that had none.

    Raises Refused where a plan cannot have a cycle so (priorities/cycle_rules.py) or the minutes are agreed,
    StaleRecord where `revision` is not the meeting's any more.
    """
    with recording(by=by, now=now):
        meeting = locked_meeting(meeting, revision)
        plans = plans_without_cycle(meeting, now)
        for plan in plans:
            _give(meeting, plan, now)
    return plans


def keep_cycles(
    meeting: Meeting, *, now: datetime.datetime, reason: str = "", was_due_at: datetime.datetime | None = None
) -> None:
    """Bring the cycles of every current plan to the day and papers deadline of a meeting, and give it those that it
    lacks, but none of a plan that starts later; inside `recording()`. A deadline that has passed and stays
    (`was_due_at`) gives no plan a cycle any more.

    Raises Refused where a plan cannot have a cycle so (priorities/cycle_rules.py), or where a meeting that owns cycles
    would lose its day or its papers deadline.
    """
    if not sets_cycles(meeting):
        if meeting.cycle_links.exists():
            raise Refused(NEEDS_BOTH)
        return
    is_late = meeting.papers_due_at == was_due_at and was_due_at is not None and was_due_at <= now
    owned = {link.cycle.plan_id: link.cycle for link in meeting.cycle_links.select_related("cycle")}
    for plan in _current_plans().filter(pk__in=owned):
        _move(owned[plan.pk], meeting, now, reason)
    # Read anew: where a cycle moved, so did the meeting after which the next plan first asks.
    for plan in _current_plans().exclude(pk__in=owned):
        if not is_late and _started([plan], meeting):
            _give(meeting, plan, now)


def hand_over_cycles(old: Meeting, new: Meeting) -> None:
    """Let the cycles of a meeting go over to the one to which it moved; inside `recording()`."""
    for link in old.cycle_links.all():
        link.meeting = new
        link.save()


def _give(meeting: Meeting, plan: ActionPlan, now: datetime.datetime) -> None:
    """A cycle of the plan becomes the meeting's: the one of its day that no meeting owns, or a new one. A meeting that
    is past when it is entered had no cycle.
    """
    due_at = meeting.papers_due_at
    free = UpdateCycle.objects.filter(plan=plan, meeting_on=meeting.date_on, meeting_link__isnull=True).first()
    if free is not None:
        cycle = _move(free, meeting, now, FOLLOWS)
    elif meeting.date_on < clock.london_date(now) or due_at is None:
        return
    else:
        cycle = new_cycle(plan=plan, now=now, meeting_on=meeting.date_on, papers_due_at=due_at)
    MeetingCycle.objects.create(meeting=meeting, cycle=cycle)


def _move(cycle: UpdateCycle, meeting: Meeting, now: datetime.datetime, reason: str) -> UpdateCycle:
    due_at = meeting.papers_due_at or cycle.papers_due_at
    return move_cycle(
        cycle=cycle, now=now, reason=reason, meeting_on=meeting.date_on, papers_due_at=due_at, follows_meeting=True
    )


def _started(plans: Iterable[ActionPlan], meeting: Meeting) -> list[ActionPlan]:
    """Those that have started by the papers deadline of a meeting that sets cycles, and do not leave this one to the
    plan before them."""
    due_at = meeting.papers_due_at
    started = [plan for plan in plans if due_at is not None and not is_before_start(plan, due_at)]
    return [plan for plan in started if plan.asks_after is None or meeting.date_on > plan.asks_after]


def _current_plans() -> QuerySet[ActionPlan]:
    return ActionPlan.objects.filter(status=ActionPlan.State.CURRENT).order_by("pk")
