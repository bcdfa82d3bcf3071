"""What changes plans, priorities, keys, cycles and the glossary."""

import datetime

from django.core.exceptions import PermissionDenied

from accounts.models import User
from audit.recording import Process, Refused, recording
from priorities.models import (
    ActionPlan,
    GlossaryTerm,
    Objective,
    Priority,
    PriorityJudgement,
    StatusDefinition,
    UpdateCycle,
)
from priorities.partial_date import PartialDate
from priorities.status import DEFAULT_MEANINGS
from send_portal import clock

By = User | Process


def add_plan(
    *,
    by: By,
    now: datetime.datetime,
    reason: str,
    slug: str,
    title: str,
    local_area: str,
    status: str,
    starts: PartialDate | None = None,
    ends: PartialDate | None = None,
    vision: str = "",
    vision_source: str = "",
    principles: str = "",
    predecessor_title: str = "",
    successor_title: str = "",
) -> ActionPlan:
    """A new plan with its status key."""
    with recording(by=by, now=now, reason=reason):
        plan = ActionPlan(
            slug=slug,
            title=title,
            local_area=local_area,
            status=status,
            vision=vision,
            vision_source=vision_source,
            principles=principles,
            predecessor_title=predecessor_title,
            successor_title=successor_title,
        )
        plan.starts, plan.ends = starts, ends
        plan.save()
        for code, meaning in DEFAULT_MEANINGS.items():
            StatusDefinition.objects.create(plan=plan, status=code, meaning=meaning)
    return plan


def add_priority(
    *,
    plan: ActionPlan,
    by: By,
    now: datetime.datetime,
    reason: str,
    number: int,
    title: str,
    focus: str = "",
    source: str = "",
    is_placeholder: bool = False,
) -> Priority:
    """A new priority of a plan."""
    with recording(by=by, now=now, reason=reason):
        return Priority.objects.create(
            plan=plan, number=number, title=title, focus=focus, source=source, is_placeholder=is_placeholder
        )


def add_objective(
    *, priority: Priority, by: By, now: datetime.datetime, reason: str, reference: str, title: str, position: int
) -> Objective:
    """A heading between a priority and its actions."""
    with recording(by=by, now=now, reason=reason):
        return Objective.objects.create(priority=priority, reference=reference, title=title, position=position)


def name_priority_sro(
    *, priority: Priority, sro: User | None, by: By, now: datetime.datetime, reason: str = ""
) -> Priority:
    """Name the senior responsible officer of a priority; a change of somebody named needs a reason."""
    with recording(by=by, now=now, reason=reason):
        priority = Priority.objects.locked(priority.pk)
        if priority.sro_id and priority.sro != sro and not reason.strip():
            raise Refused("Say why the senior responsible officer changes.")
        priority.sro = sro
        priority.save()
    return priority


def give_judgement(
    *, priority: Priority, by: User, now: datetime.datetime, status: str, reason: str
) -> PriorityJudgement:
    """What the senior responsible officer makes of their priority; the earlier ones stay.

    Said again in the same words on the same day, it is the one that stands: a second click writes nothing. Raises
    PermissionDenied for anybody else.
    """
    with recording(by=by, now=now, role=f"SRO of priority {priority.number}"):
        priority = Priority.objects.locked(priority.pk)
        if priority.sro_id != by.pk:
            raise PermissionDenied("Only the senior responsible officer of a priority gives a judgement on it.")
        last = priority.judgements.first()
        if last is not None and (last.status, last.reason, last.recorded_by_id) == (status, reason, by.pk):
            if clock.london_date(last.recorded_at) == clock.london_date(now):
                return last
        return PriorityJudgement.objects.create(priority=priority, status=status, reason=reason)


def add_cycle(
    *, plan: ActionPlan, by: By, now: datetime.datetime, meeting_on: datetime.date, papers_due_at: datetime.datetime
) -> UpdateCycle:
    """A new update cycle. Raises Refused where the papers deadline lies after the meeting's day."""
    if clock.london_date(papers_due_at) > meeting_on:
        raise Refused("The papers deadline must not be after the day of the meeting.")
    with recording(by=by, now=now):
        return UpdateCycle.objects.create(plan=plan, meeting_on=meeting_on, papers_due_at=papers_due_at)


def add_term(
    *, by: By, now: datetime.datetime, reason: str, term: str, meaning: str, is_confirmed: bool
) -> GlossaryTerm:
    """A new abbreviation of the glossary."""
    with recording(by=by, now=now, reason=reason):
        return GlossaryTerm.objects.create(term=term, meaning=meaning, is_confirmed=is_confirmed)
