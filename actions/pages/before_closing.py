"""What of the outcomes of a plan should be looked at once more before it is closed, in words."""

import datetime
from typing import NamedTuple

from django.db import models
from django.db.models import Count, F, Q

from actions import conditions
from actions.flags import day_words
from actions.models import Action, ActionOutcome, Milestone
from actions.numbers import Numbers
from actions.services.plan_states import ENDED
from design.fields import date_words
from design.moments import clock_time
from priorities.cycles import window_in
from priorities.models import ActionPlan
from priorities.status import PlanState

Kind = ActionOutcome.Kind
LEFT = tuple(state for state in ENDED if state != PlanState.CLOSED)


class Coming(NamedTuple):
    """What has come for a meeting that is still ahead: by when, and of how many actions."""

    meeting_on: datetime.date
    papers_due_at: datetime.datetime
    received: Numbers

    @property
    def words(self) -> str:
        """What becomes of it where the plan is closed before that meeting."""
        due = f"{clock_time(self.papers_due_at)} on {day_words(self.papers_due_at)}"
        return (
            f"Updates of {self.received} have come for the meeting of {date_words(self.meeting_on)} (papers due by "
            f"{due}). Once this plan is closed, the pack of that meeting tells nothing of it."
        )

    @property
    def question(self) -> str:
        return f"{self.words} Close it before that meeting, and not after it?"


def come_for_next_meeting(plan: ActionPlan, now: datetime.datetime) -> Coming | None:
    """None where no meeting is ahead, or nothing has come for it. Two queries."""
    window = window_in(plan, now)
    if window is None:
        return None
    apart = Count("pk", filter=conditions.IS_SUB_ACTION)
    came = Action.objects.filter(plan=plan).received_in(window).order_by().aggregate(all=Count("pk"), apart=apart)
    if not came["all"]:
        return None
    return Coming(window.meeting_on, window.papers_due_at, Numbers(came["all"] - came["apart"], came["apart"]))


def dates_that_differ(plan: ActionPlan) -> list[str]:
    """The carried actions whose due date here is another than the one there: "3f (March 2025 here, July 2025 as 2b)".
    One query."""
    same = Q(action__due_on=F("into__due_on"), action__due_precision=F("into__due_precision"))
    neither = Q(action__due_on__isnull=True, into__due_on__isnull=True)
    found = _of(plan).filter(outcome=Kind.CARRIED).exclude(same | neither).exclude(into__plan_state__in=ENDED)
    return [
        f"{one.action.reference} ({_due(one.action)} here, {_due(one.into)} as {one.into.reference})" for one in found
    ]


def merged_into_ended(plan: ActionPlan) -> list[str]:
    """The actions that were merged into one that ends: dropped by its own outcome, or withdrawn or replaced: "1b (into
    1c)". One query."""
    ends = Q(into__plan_state__in=LEFT) | Q(into__outcome__outcome=Kind.DROPPED)
    return [
        f"{one.action.reference} (into {one.into.reference}{_there(one, plan)})"
        for one in _of(plan).filter(ends, outcome=Kind.MERGED)
    ]


def milestones_left(plan: ActionPlan) -> list[str]:
    """The milestones that are neither met nor dropped, of actions that are merged or dropped: "1b “Pilot begun” (March
    2025)". One query. Those of what is carried go along."""
    ended = (Kind.MERGED, Kind.DROPPED)
    found = Milestone.objects.open().filter(action__plan=plan, action__outcome__outcome__in=ended)
    ordered = found.select_related("action").order_by("action__priority__number", "action__position", "action", "pk")
    return [f"{one.action.reference} “{one.title}”" + (f" ({one.due})" if one.due else "") for one in ordered]


def _of(plan: ActionPlan) -> models.QuerySet:
    rows = ActionOutcome.objects.with_ends().filter(action__plan=plan)
    return rows.order_by("action__priority__number", "action__position", "action")


def _due(action: Action) -> str:
    return str(action.due) if action.due else "no date"


def _there(one: ActionOutcome, plan: ActionPlan) -> str:
    return f" of {one.into.plan.title}" if one.into is not None and one.into.plan_id != plan.pk else ""
