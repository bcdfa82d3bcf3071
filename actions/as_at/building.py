"""A plan as at a moment, put together from history tables and append-only tables; nothing else is read."""

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from actions import conditions
from actions.as_at.outcomes import outcomes_at
from actions.as_at.parts import CycleAt, JudgementAt, StatusLine
from actions.as_at.people import People
from actions.as_at.plan_at import ActionAt, PlanAt, PriorityAt
from actions.as_at.reading import Reading, partial_date
from actions.as_at.standing import Moment
from actions.models import SourceQuery
from audit.as_at import rows_at
from priorities.cycles import window_in, windows
from priorities.models import ActionPlan, Objective, Priority, PriorityJudgement, StatusDefinition, UpdateCycle
from priorities.status import GIVEN
from send_portal import clock


class NotThereYet(LookupError):
    """The plan was not recorded yet at the moment that was asked for."""


def plan_as_at(plan: ActionPlan, moment: datetime.datetime, told_since: datetime.datetime | None = None) -> PlanAt:
    """All that a report says of the plan, as it was at the moment; a fixed number of queries. `told_since`: of the
    updates before that moment only the last one of each action is told, and no others are read.

    What was recorded later, whatever it changes, makes no difference. A moment that lies ahead, or within the last
    few minutes while people write, is no moment of the past: it may be told otherwise the next time. Raises
    NotThereYet where the plan was not recorded then.
    """
    row = rows_at(ActionPlan, moment, id=plan.pk).first()
    if row is None:
        raise NotThereYet(f"{plan.title} was not recorded yet at {moment:%d %B %Y %H:%M}.")
    people = People(moment)
    cycles = _cycles(plan.pk, moment)
    then = row.as_instance()
    now = moment_of(then, moment, cycles)
    queries = _open_queries(plan.pk, moment)
    actions = _actions(Reading(plan.pk, moment, people, told_since=told_since), now, queries)
    return PlanAt(
        now=now,
        slug=row.slug,
        title=row.title,
        local_area=row.local_area,
        starts=partial_date(row, "starts"),
        ends=partial_date(row, "ends"),
        first_level=row.first_level,
        first_level_plural=row.first_level_plural,
        key=_key(plan.pk, moment),
        cycles=cycles,
        asks_after=row.asks_after,
        own_queries=queries.get((None, None), ()),
        follows=_follows(row, moment),
        priorities=_priorities(plan.pk, people, queries, actions),
    )


def action_as_at(plan: ActionPlan, moment: datetime.datetime, pk: int) -> ActionAt | None:
    """One action of the plan, as `plan_as_at` has it, without the rest of it; None where it was not there yet."""
    people = People(moment)
    row = rows_at(ActionPlan, moment, id=plan.pk).first()
    then = plan if row is None else row.as_instance()
    now = moment_of(then, moment, _cycles(plan.pk, moment))
    found = _actions(Reading(plan.pk, moment, people, only=(pk,)), now, _open_queries(plan.pk, moment))
    return next((action for actions in found.values() for action in actions), None)


def moment_of(then: ActionPlan, moment: datetime.datetime, cycles: Sequence[CycleAt]) -> Moment:
    """The moment in the plan as it stood then; a query of one that had been closed."""
    window = window_in(then, moment, windows(cycles, then.asks_after))
    if not then.is_closed:
        return Moment(moment, window)
    closed_at = conditions.closing_of(then.pk, moment).values_list("history_date", flat=True)[0]
    held = [cycle.meeting_on for cycle in cycles if cycle.meeting_on < clock.london_date(closed_at)]
    return Moment(moment, window, is_plan_closed=True, held_before=max(held, default=None))


def _follows(row: Any, moment: datetime.datetime) -> str:
    """The title that the plan before it had; empty where there is none here, or it was a draft. A query at most."""
    if row.predecessor_id is None:
        return ""
    before = rows_at(ActionPlan, moment, id=row.predecessor_id).exclude(status=ActionPlan.State.DRAFT)
    return before.values_list("title", flat=True).first() or ""


def _key(plan: int, moment: datetime.datetime) -> tuple[StatusLine, ...]:
    meanings = dict(rows_at(StatusDefinition, moment, plan_id=plan).values_list("status", "meaning"))
    return tuple(
        StatusLine(status.value, str(status.label), meanings[status]) for status in GIVEN if status in meanings
    )


def _cycles(plan: int, moment: datetime.datetime) -> tuple[CycleAt, ...]:
    rows = rows_at(UpdateCycle, moment, plan_id=plan).order_by("meeting_on", "papers_due_at")
    return tuple(CycleAt(*row) for row in rows.values_list("id", "meeting_on", "papers_due_at"))


def _open_queries(plan: int, moment: datetime.datetime) -> Mapping[tuple[int | None, int | None], tuple[str, ...]]:
    """The questions that nobody had answered, by the priority or action that they are about."""
    found = defaultdict(list)
    rows = rows_at(SourceQuery, moment, plan_id=plan).filter(answered_at__isnull=True)
    for priority, action, question in rows.values_list("priority_id", "action_id", "question"):
        found[priority, action].append(question)
    return {subject: tuple(questions) for subject, questions in found.items()}


def _priorities(
    plan: int, people: People, queries: Mapping[Any, tuple[str, ...]], actions: Mapping[int, list[ActionAt]]
) -> tuple[PriorityAt, ...]:
    judgements = _judgements(plan, people)
    rows = rows_at(Priority, people.moment, plan_id=plan).order_by("number").values_list(
        "id", "number", "title", "focus", "is_placeholder", "sro_id", named=True
    )  # fmt: skip
    return tuple(
        PriorityAt(
            pk=row.id,
            number=row.number,
            title=row.title,
            focus=row.focus,
            is_placeholder=row.is_placeholder,
            sro=people.person(row.sro_id),
            judgement=judgements.get(row.id),
            own_queries=queries.get((row.id, None), ()),
            actions=tuple(actions[row.id]),
        )
        for row in rows
    )


def _judgements(plan: int, people: People) -> dict[int, JudgementAt]:
    """The latest of each priority."""
    priorities = Priority.history.order_by().filter(plan_id=plan).values("id")
    given = PriorityJudgement.objects.filter(recorded_at__lte=people.moment, priority_id__in=priorities).newest()
    return {
        priority: JudgementAt(status, reason, at, people.person(by, at))
        for priority, status, reason, at, by in given.values_list(
            "priority_id", "status", "reason", "recorded_at", "recorded_by_id"
        )
    }


def _actions(
    reading: Reading, now: Moment, queries: Mapping[Any, tuple[str, ...]]
) -> defaultdict[int, list[ActionAt]]:
    """The actions of each priority by its id, in order."""
    rows = sorted(reading.actions(), key=lambda row: (row.priority_id, row.position, row.id))
    named = reading.references(rows)
    references = {pk: reference for pk, (reference, _) in named.items()}
    sub_actions = defaultdict(list)
    for reference, parent in named.values():
        sub_actions[parent].append(reference)
    objectives = _objectives(reading)
    parts = _Parts(reading, rows)
    found = defaultdict(list)
    for row in rows:
        found[row.priority_id].append(
            ActionAt(
                now=now,
                objective=objectives.get(row.objective_id, ""),
                parent=references.get(row.parent_id, ""),
                sub_actions=tuple(sub_actions[row.id]),
                replaced_by=references.get(row.replaced_by_id, ""),
                open_queries=queries.get((None, row.id), ()),
                **_own(row),
                **parts.of(row),
            )
        )
    return found


def _objectives(reading: Reading) -> dict[int, str]:
    priorities = Priority.history.order_by().filter(plan_id=reading.plan).values("id")
    rows = rows_at(Objective, reading.moment, priority_id__in=priorities).values_list("id", "reference", "title")
    return {pk: f"{reference} {title}" for pk, reference, title in rows}


COPIED = (
    "reference", "key", "title", "source_text", "plain_words", "difference", "success_measure", "added_at",
    "plan_state", "state_since", "first_agreed_at", "status", "completed_on", "is_ongoing", "lead_as_printed",
    "due_as_printed", "status_as_printed", "progress_as_printed", "progress_printed_on",
)  # fmt: skip
DATES = ("paused_until", "planned_start", "review", "due", "original_due")


def _own(row: Any) -> dict[str, Any]:
    """What an action's own row says."""
    values = {name: getattr(row, name) for name in COPIED}
    dates = {name: partial_date(row, name) for name in DATES}
    return {"pk": row.id, "state_reason": row.plan_state_reason, **values, **dates}


class _Parts:
    """What belongs to the actions of these rows, read for all of them at once."""

    def __init__(self, reading: Reading, rows: Sequence[Any]) -> None:
        reading = dataclasses.replace(reading, only=tuple(row.id for row in rows))
        self.reading, self.people = reading, reading.people
        self.updates = reading.updates([row.last_update_id for row in rows if row.last_update_id is not None])
        self.outcomes = outcomes_at(reading.only or (), reading.moment)
        self.read: dict[str, Mapping[int, tuple[Any, ...]]] = {
            "co_leads": reading.co_leads(),
            "organisations": reading.partners(),
            "milestones": reading.milestones(),
            "proposals": reading.proposals(),
            "date_changes": reading.date_changes(),
            "evidence": reading.evidence(),
            "co_productions": reading.co_productions(),
            "no_updates": reading.no_updates(),
        }

    def of(self, row: Any) -> dict[str, Any]:
        """The parts of one action, to be asked for once: the rows of a large plan's updates are let go on the way."""
        updates = self.reading.updates_until(row.last_update_id, self.updates.pop(row.id, ()))
        people = {name: self.people.person(getattr(row, f"{name}_id")) for name in ("lead", "deputy", "sro")}
        people["state_by"] = self.people.person(row.state_by_id, row.state_since)
        told: dict[str, Any] = {"updates": updates, "last_update": updates[-1] if updates else None}
        told["outcome"] = self.outcomes.get(row.id)
        return {name: parts.get(row.id, ()) for name, parts in self.read.items()} | people | told
