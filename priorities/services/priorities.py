"""What changes the priorities of a plan, their objectives, and what is made of them."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.services import By
from audit.recording import Refused, recording
from priorities.models import ActionPlan, Objective, Priority, PriorityJudgement
from priorities.services.known import check_known
from send_portal import clock

PRIORITY_TEXTS = {"title", "focus", "source", "is_placeholder", "sro"}


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
    sro: User | None = None,
) -> Priority:
    """A new priority of a plan."""
    _check_sro(sro)
    with recording(by=by, now=now, reason=reason):
        return Priority.objects.create(
            plan=plan, number=number, title=title, focus=focus, source=source, is_placeholder=is_placeholder, sro=sro
        )


def edit_priority(
    *, priority: Priority, by: By, now: datetime.datetime, reason: str = "", revision: int | None = None, **values: Any
) -> Priority:
    """Change what a priority says and who answers for it (PRIORITY_TEXTS); its number stays.

    Raises Refused where something that stands changes without a reason, somebody who has left is named, or a priority
    with actions would become a placeholder; StaleRecord as `edit_plan`.
    """
    check_known(values, PRIORITY_TEXTS)
    with recording(by=by, now=now, reason=reason):
        priority = Priority.objects.locked(priority.pk, revision)
        if values.get("sro") != priority.sro:
            _check_sro(values.get("sro"))
        if values.get("is_placeholder") and priority.actions.exists():
            raise Refused("A placeholder cannot have actions, and this one has some.")
        priority.set_values(values, reason=reason, why="Say why you are changing it.")
        priority.save()
    return priority


def add_objective(
    *, priority: Priority, by: By, now: datetime.datetime, reason: str, reference: str, title: str, position: int
) -> Objective:
    """A heading between a priority and its actions."""
    with recording(by=by, now=now, reason=reason):
        return Objective.objects.create(priority=priority, reference=reference, title=title, position=position)


def edit_objective(
    *, objective: Objective, by: By, now: datetime.datetime, reason: str, revision: int | None = None, title: str
) -> Objective:
    """Change the wording of an objective. Raises Refused without a reason, StaleRecord as `edit_plan`."""
    with recording(by=by, now=now, reason=reason):
        objective = Objective.objects.locked(objective.pk, revision)
        objective.set_values({"title": title}, reason=reason, why="Say why you are changing it.")
        objective.save()
    return objective


def name_priority_sro(
    *, priority: Priority, sro: User | None, by: By, now: datetime.datetime, reason: str = ""
) -> Priority:
    """Name the senior responsible officer of a priority; a change of somebody named needs a reason."""
    return edit_priority(priority=priority, by=by, now=now, reason=reason, sro=sro)


def give_judgement(
    *, priority: Priority, by: User, now: datetime.datetime, status: str, reason: str
) -> PriorityJudgement:
    """What the senior responsible officer makes of their priority; the earlier ones stay.

    Said again in the same words on the same day, it is the one that stands: a second click writes nothing. Raises
    PermissionDenied for anybody else.
    """
    with recording(by=by, now=now, role=f"SRO of {priority.plan.first_level} {priority.number}"):
        priority = Priority.objects.locked(priority.pk)
        if priority.sro_id != by.pk:
            raise PermissionDenied("Only the senior responsible officer of a priority can give a judgement on it.")
        last = priority.judgements.first()
        if last is not None and (last.status, last.reason, last.recorded_by_id) == (status, reason, by.pk):
            if clock.london_date(last.recorded_at) == clock.london_date(now):
                return last
        return PriorityJudgement.objects.create(priority=priority, status=status, reason=reason)


def _check_sro(sro: User | None) -> None:
    if sro is not None and not sro.is_active:
        raise Refused(f"{sro} has left. Name somebody who is active.")
