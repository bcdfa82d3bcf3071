"""Loading a plan from a plan file: what is missing is added by its key, and nothing that stands is changed."""

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import Organisation
from accounts.services import add_organisation
from actions.models import Action, Milestone, RelatedAction, SourceQuery
from actions.services import add_action, add_milestone, ask_source_query, relate_actions
from audit.recording import Process
from priorities.models import ActionPlan, GlossaryTerm, Objective, Priority
from priorities.plan_file import ActionEntry, PlanFile, PriorityEntry
from priorities.references import reference_key
from priorities.services import add_objective, add_plan, add_priority, add_term

PROCESS = Process("load_plan")


@dataclasses.dataclass
class Loaded:
    """What a run did: how many of each kind it added, and what stands otherwise than in the file."""

    added: dict[str, int] = dataclasses.field(default_factory=dict)
    differs: list[str] = dataclasses.field(default_factory=list)

    def count(self, kind: str) -> None:
        """One more of a kind was added."""
        self.added[kind] = self.added.get(kind, 0) + 1


@transaction.atomic
def load_plan(file: PlanFile, *, now: datetime.datetime, reason: str) -> Loaded:
    """Add what the database lacks of the file, each through its service, all or nothing."""
    return _Loading(file, now, reason).run()


class _Loading:
    def __init__(self, file: PlanFile, now: datetime.datetime, reason: str) -> None:
        self.file, self.loaded = file, Loaded()
        self.change: dict[str, Any] = {"by": PROCESS, "now": now, "reason": reason}

    def run(self) -> Loaded:
        for entry in self.file.organisations:
            standing = Organisation.objects.filter(name__iexact=entry.name).first()
            if standing is not None:
                self._compare(f"The organisation {entry.name}", standing, {"sector": entry.sector})
            else:
                add_organisation(name=entry.name, sector=entry.sector, **self.change)
                self.loaded.count("organisations")
        self.plan = self._plan()
        for priority in self.file.priorities:
            self._priority(priority)
        for one, other in self.file.related:
            self._relate(one, other)
        for term in self.file.glossary:
            self._term(term)
        return self.loaded

    def _plan(self) -> ActionPlan:
        plan = ActionPlan.objects.filter(slug=self.file.plan["slug"]).first()
        if plan is None:
            self.loaded.count("plans")
            return add_plan(**self.change, **self.file.plan)
        self._compare(f"The plan {plan.slug}", plan, self.file.plan)
        return plan

    def _priority(self, entry: PriorityEntry) -> None:
        values: dict[str, Any] = {
            "title": entry.title,
            "focus": entry.focus,
            "source": entry.source,
            "is_placeholder": entry.is_placeholder,
        }
        priority = Priority.objects.filter(plan=self.plan, number=entry.number).first()
        if priority is None:
            priority = add_priority(plan=self.plan, number=entry.number, **values, **self.change)
            self.loaded.count("priorities")
        else:
            self._compare(f"Priority {entry.number}", priority, values)
        objectives = {}
        for position, objective in enumerate(entry.objectives, 1):
            objectives[objective.reference] = self._objective(priority, objective.reference, objective.title, position)
        self._query(entry.query, priority=priority)
        for action in entry.actions:
            self._action(priority, action, objectives.get(action.objective))

    def _objective(self, priority: Priority, reference: str, title: str, position: int) -> Objective:
        found = Objective.objects.filter(priority=priority, reference=reference).first()
        if found is None:
            self.loaded.count("objectives")
            return add_objective(priority=priority, reference=reference, title=title, position=position, **self.change)
        self._compare(f"Objective {reference}", found, {"title": title})
        return found

    def _action(
        self, priority: Priority, entry: ActionEntry, objective: Objective | None, parent: Action | None = None
    ) -> None:
        action = Action.objects.filter(plan=self.plan, key=entry.key).first()
        if action is None:
            action = add_action(
                plan=self.plan,
                priority=priority,
                parent=parent,
                objective=objective,
                reference=entry.reference,
                title=entry.title,
                position=priority.actions.count() + 1,
                plan_state=entry.plan_state,
                due=entry.due,
                planned_start=entry.planned_start,
                **{**entry.texts, **self.change},
            )
            self.loaded.count("sub-actions" if parent else "actions")
        else:
            place = {"priority": priority, "parent": parent, "objective": objective}
            self._compare(f"Action {entry.reference}", action, _told(entry) | place)
        self._query(entry.query, action=action)
        standing = {milestone.title: milestone for milestone in Milestone.objects.filter(action=action)}
        for milestone in entry.milestones:
            if milestone.title in standing:
                name = f"Action {entry.reference}, milestone {milestone.title!r}"
                self._compare(name, standing[milestone.title], {"due": milestone.due})
            else:
                add_milestone(action=action, title=milestone.title, due=milestone.due, **self.change)
                self.loaded.count("milestones")
        for sub_action in entry.sub_actions:
            self._action(priority, sub_action, objective, action)

    def _query(self, question: str, **subject: Any) -> None:
        """What the file leaves open of a subject, one query at most; those that people have raised are theirs."""
        standing = {query.pk: query for query in SourceQuery.objects.filter(plan=self.plan, **subject)}
        if not question or any(query.question == question for query in standing.values()):
            return
        loaded = SourceQuery.history.filter(id__in=standing, history_type="+", actor_name=PROCESS.name)
        if row := loaded.order_by("history_id").first():
            (about,) = subject.values()
            self._compare(f"The query on {about}", standing[row.id], {"question": question})
            return
        ask_source_query(plan=self.plan, question=question, **subject, **self.change)
        self.loaded.count("open queries")

    def _relate(self, one: str, other: str) -> None:
        pair = sorted(
            (Action.objects.get(plan=self.plan, key=reference_key(reference)) for reference in (one, other)),
            key=lambda action: action.pk,
        )
        if not RelatedAction.objects.filter(first=pair[0], second=pair[1]).exists():
            relate_actions(one=pair[0], other=pair[1], **self.change)
            self.loaded.count("related pairs")

    def _term(self, entry: Any) -> None:
        values: dict[str, Any] = {"meaning": entry.meaning, "is_confirmed": entry.is_confirmed}
        term = GlossaryTerm.objects.filter(term=entry.term).first()
        if term is None:
            add_term(term=entry.term, **values, **self.change)
            self.loaded.count("glossary terms")
        else:
            self._compare(f"The term {entry.term}", term, values)

    def _compare(self, name: str, record: Any, values: Mapping[str, Any]) -> None:
        for field, value in values.items():
            stands = getattr(record, field)
            if stands != value:
                self.loaded.differs.append(
                    f"{name}, {field}: the portal has {_words(stands)}, the file has {_words(value)}"
                )


def _told(entry: ActionEntry) -> dict[str, Any]:
    """What the file says of an action; dates that it leaves out are the co-ordinator's."""
    dates = {name: getattr(entry, name) for name in ("due", "planned_start") if getattr(entry, name) is not None}
    return {"title": entry.title, "plan_state": entry.plan_state, **entry.texts, **dates}


def _words(value: Any) -> str:
    return "nothing" if value in (None, "") else repr(str(value))
