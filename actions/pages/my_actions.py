"""A person's own actions, sorted by what they have to do about each, and the drafts they have begun."""

import dataclasses
import datetime
import itertools
from collections.abc import Callable
from typing import Any

from django.db.models import Case, Prefetch, When

from accounts.models import User
from actions import access
from actions.models import Action, ProgressDraft, ProgressUpdate, Question, SourceQuery
from actions.rules import no_change_problem
from actions.table import Row, rows
from priorities.access import may_see_plan
from priorities.cycles import Window, window_in, windows
from priorities.models import ActionPlan, UpdateCycle
from send_portal import clock

# So many of the questions that one asked are shown.
QUESTIONS = 20
# Whose actions are mine: a co-ordinator's are those that they lead themselves.
MINE = (access.Part.LEAD, access.Part.CO_LEAD, access.Part.DEPUTY)


@dataclasses.dataclass(frozen=True)
class Task:
    """An action on my page: its row, my draft, my part in it, whether the form and "no change" are offered to me."""

    row: Row
    draft: ProgressDraft | None
    part: access.Part | None
    may_update: bool
    offers_no_change: bool

    @property
    def is_mine(self) -> bool:
        return self.part in MINE

    @property
    def is_deputy(self) -> bool:
        return self.part == access.Part.DEPUTY


@dataclasses.dataclass(frozen=True)
class PlanTasks:
    """My actions in one plan, each once in the first list that fits, what people ask of me about them, and what the
    source leaves open."""

    plan: ActionPlan
    window: Window | None
    now: datetime.datetime
    to_update: list[Task]
    overdue: list[Task]
    without_date: list[Task]
    drafted: list[Task]
    nothing_to_do: list[Task]
    queries: list[SourceQuery]
    questions: list[Question]

    @property
    def is_after_papers(self) -> bool:
        return self.window is not None and self.window.cycle.is_after_papers(self.now)

    @property
    def has_mine(self) -> bool:
        """Whether any of it is mine to lead, and not only a draft for somebody else."""
        lists = (self.to_update, self.overdue, self.without_date, self.drafted, self.nothing_to_do)
        return any(task.is_mine for tasks in lists for task in tasks)

    @property
    def has_given(self) -> bool:
        """Whether an update of one that is mine came in this cycle."""
        lists = (self.overdue, self.without_date, self.drafted, self.nothing_to_do)
        given = [task.row.action.last_update_at for tasks in lists for task in tasks if task.is_mine]
        return self.window is not None and any(self.window.holds(at) for at in given if at is not None)

    @property
    def overdue_to_update(self) -> int:
        """How many of those to update are overdue."""
        today = clock.london_date(self.now)
        return sum(task.row.action.is_overdue(today) for task in self.to_update)


def my_tasks(user: User, now: datetime.datetime) -> list[PlanTasks]:
    """What this person leads, co-leads or deputises in the current plans, and all their drafts; a fixed number of
    queries for a plan."""
    today = clock.london_date(now)
    drafts = {draft.action_id: draft for draft in ProgressDraft.objects.filter(author=user)}
    actions = [action for action in _actions(user, drafts) if may_see_plan(user, action.plan)]
    cycles = list(UpdateCycle.objects.filter(plan__in={action.plan_id for action in actions}))
    about = {"action__in": [action.pk for action in actions]}
    order = ("action__priority_id", "action__position", "pk")
    queried = list(SourceQuery.objects.open().filter(**about).select_related("action").order_by(*order))
    with_people = Question.objects.open().filter(**about).select_related("asked_by", "action__plan")
    asked = list(with_people.order_by(*order))
    found = []
    for plan in sorted({action.plan for action in actions}, key=lambda plan: plan.slug, reverse=True):
        window = window_in(plan, now, windows((one for one in cycles if one.plan_id == plan.pk), plan.asks_after))
        listed = rows([action for action in actions if action.plan_id == plan.pk], today, window)
        tasks = [_task(row, user, drafts, today) for row in listed]
        mine = {task.row.action.pk for task in tasks if task.is_mine}
        queries = [query for query in queried if query.action_id in mine]
        questions = [question for question in asked if question.action_id in mine]
        found.append(PlanTasks(plan, window, now, queries=queries, questions=questions, **_sorted(tasks, today)))
    return found


def asked_by(user: User) -> list[Question]:
    """Questions that this person asked, of plans that they may see, with what became of them: those without an answer
    first, then the newest; so many as are shown. A query.
    """
    waits = Case(When(answered_at__isnull=True, closed_at__isnull=True, then=0), default=1)
    found = Question.objects.filter(asked_by=user).with_people().select_related("action__plan")
    in_order = found.order_by(waits, "-asked_at", "-pk")
    seen = (question for question in in_order if may_see_plan(user, question.action.plan))
    return list(itertools.islice(seen, QUESTIONS))


def closed_plans(user: User) -> list[ActionPlan]:
    """Plans that are closed and in which this person leads, co-leads or deputises something; the newest first."""
    mine = Action.objects.mine(user.pk).values("plan")
    closed = ActionPlan.objects.filter(pk__in=mine, status=ActionPlan.State.CLOSED).order_by("-slug")
    return [plan for plan in closed if may_see_plan(user, plan)]


def _actions(user: User, drafts: dict[int, ProgressDraft]) -> list[Action]:
    """Those that are mine and those that I have a draft of, with all that a task needs."""
    mine = Action.objects.mine(user.pk).filter(plan__status=ActionPlan.State.CURRENT)
    drafted = Action.objects.filter(pk__in=list(drafts)).exclude(plan__status=ActionPlan.State.CLOSED)
    last_two = ProgressUpdate.objects.filter(correction__isnull=True).order_by("-pk")[:2]
    return list(
        (mine | drafted)
        .for_table()
        .with_open_milestones()
        .prefetch_related("co_leads", Prefetch("updates", queryset=last_two, to_attr="recent_updates"))
    )


def _task(row: Row, user: User, drafts: dict[int, ProgressDraft], today: datetime.date) -> Task:
    action: Any = row.action  # with what _actions prefetched
    problem = no_change_problem(action, today, milestones=action.open_milestones, recent=action.recent_updates)
    part = access.part_in(user, action)
    return Task(row, drafts.get(action.pk), part, access.may_update(user, action), not problem)


def _sorted(tasks: list[Task], today: datetime.date) -> dict[str, list[Task]]:
    """The lists of a page by their names, each task in the first that it fits."""
    fits: dict[str, Callable[[Task], bool]] = {
        "to_update": lambda task: task.is_mine and task.row.is_not_updated,
        "overdue": lambda task: task.is_mine and task.row.action.is_overdue(today),
        "without_date": lambda task: task.is_mine and task.row.action.is_open and not task.row.action.has_date,
        "drafted": lambda task: task.draft is not None,
        "nothing_to_do": lambda task: True,
    }
    lists: dict[str, list[Task]] = {name: [] for name in fits}
    for task in tasks:
        lists[next(name for name, fit in fits.items() if fit(task))].append(task)
    return lists


def still_to_update(user: User, plan: ActionPlan, window: Window | None, today: datetime.date) -> list[Action]:
    """My actions of the plan whose update the cycle still wants, in the plan's order."""
    if window is None or plan.is_closed:
        return []
    return list(Action.objects.mine(user.pk).filter(plan=plan).not_updated_in(window, today).for_table())
