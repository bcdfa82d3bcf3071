"""A person's own actions, sorted by what they have to do about each."""

import dataclasses
import datetime
from typing import Any

from django.db.models import Prefetch

from accounts.models import User
from actions.models import Action, ProgressDraft, ProgressUpdate
from actions.rules import no_change_problem
from actions.table import Row, rows
from priorities.cycles import Window, window_at, windows
from priorities.models import ActionPlan, UpdateCycle
from send_portal import clock


@dataclasses.dataclass(frozen=True)
class Task:
    """One of my actions: its row, my draft, whether "no change" is offered, whether I am its deputy."""

    row: Row
    draft: ProgressDraft | None
    offers_no_change: bool
    is_deputy: bool


@dataclasses.dataclass(frozen=True)
class PlanTasks:
    """My actions in one plan."""

    plan: ActionPlan
    window: Window | None
    now: datetime.datetime
    to_update: list[Task]
    without_date: list[Task]
    nothing_to_do: list[Task]

    @property
    def is_after_papers(self) -> bool:
        return self.window is not None and self.window.cycle.is_after_papers(self.now)

    @property
    def overdue(self) -> int:
        """How many of those to update are overdue."""
        today = clock.london_date(self.now)
        return sum(task.row.action.is_overdue(today) for task in self.to_update)


def my_tasks(user: User, now: datetime.datetime) -> list[PlanTasks]:
    """What this person leads, co-leads or deputises in the current plans; a fixed number of queries."""
    today = clock.london_date(now)
    last_two = ProgressUpdate.objects.filter(correction__isnull=True).order_by("-pk")[:2]
    actions = list(
        Action.objects.mine(user.pk)
        .filter(plan__status=ActionPlan.State.CURRENT)
        .for_table()
        .with_open_milestones()
        .prefetch_related(Prefetch("updates", queryset=last_two, to_attr="recent_updates"))
    )
    drafts = {draft.action_id: draft for draft in ProgressDraft.objects.filter(author=user)}
    cycles = list(UpdateCycle.objects.filter(plan__in={action.plan_id for action in actions}))
    found = []
    for plan in sorted({action.plan for action in actions}, key=lambda plan: plan.slug, reverse=True):
        window = window_at(windows(cycle for cycle in cycles if cycle.plan_id == plan.pk), now)
        mine = rows([action for action in actions if action.plan_id == plan.pk], today, window)
        found.append(_sorted(plan, window, now, [_task(row, user, drafts, today) for row in mine]))
    return found


def _task(row: Row, user: User, drafts: dict[int, ProgressDraft], today: datetime.date) -> Task:
    action: Any = row.action  # with what my_tasks prefetched
    problem = no_change_problem(action, today, milestones=action.open_milestones, recent=action.recent_updates)
    return Task(row, drafts.get(action.pk), not problem, action.deputy_id == user.pk and action.lead_id != user.pk)


def _sorted(plan: ActionPlan, window: Window | None, now: datetime.datetime, tasks: list[Task]) -> PlanTasks:
    to_update = [task for task in tasks if task.row.is_not_updated]
    rest = [task for task in tasks if not task.row.is_not_updated]
    without_date = [t for t in rest if t.row.action.is_open and not t.row.action.has_date]
    return PlanTasks(plan, window, now, to_update, without_date, [task for task in rest if task not in without_date])


def still_to_update(user: User, plan: ActionPlan, window: Window | None, today: datetime.date) -> list[Action]:
    """My actions of the plan whose update the cycle still wants, in the plan's order."""
    if window is None:
        return []
    return list(Action.objects.mine(user.pk).filter(plan=plan).not_updated_in(window, today).for_table())
