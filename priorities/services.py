"""What changes plans, priorities, keys, cycles and the glossary."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied

from accounts.models import User
from audit.recording import Process, Refused, recording
from priorities.cycle_rules import OWNED, check_cycle
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

PLAN_TEXTS = {
    "title", "local_area", "starts", "ends", "vision", "principles", "vision_source", "first_level",
    "first_level_plural", "status", "predecessor_title", "successor_title",
}  # fmt: skip
NAMED = 40  # references in a message
PRIORITY_TEXTS = {"title", "focus", "source", "is_placeholder", "sro"}


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
    first_level: str = "priority",
    first_level_plural: str = "priorities",
    predecessor: ActionPlan | None = None,
) -> ActionPlan:
    """A new plan with its status key. Raises Refused where it ends before it begins, or another plan follows its
    predecessor already."""
    _check_period(starts, ends)
    with recording(by=by, now=now, reason=reason):
        if predecessor is not None:
            _check_predecessor(predecessor)
        plan = ActionPlan(
            predecessor=predecessor,
            slug=slug,
            title=title,
            local_area=local_area,
            status=status,
            vision=vision,
            vision_source=vision_source,
            principles=principles,
            predecessor_title=predecessor_title,
            successor_title=successor_title,
            first_level=first_level,
            first_level_plural=first_level_plural,
        )
        plan.starts, plan.ends = starts, ends
        plan.save()
        for code, meaning in DEFAULT_MEANINGS.items():
            StatusDefinition.objects.create(plan=plan, status=code, meaning=meaning)
    return plan


def edit_plan(
    *, plan: ActionPlan, by: By, now: datetime.datetime, reason: str = "", revision: int | None = None, **values: Any
) -> ActionPlan:
    """Change what a plan says of itself (PLAN_TEXTS); what is left out stays, and its slug always does.

    A draft becomes current without a reason. Raises Refused where something else that stands changes without one, the
    plan ends before it begins, one that was in use would become a draft again, it would become current while the one
    that it follows is a draft, it is closed and stays so, or it would close while an agreed action has no outcome;
    StaleRecord where `revision` is not the plan's any more.
    """
    _check_known(values, PLAN_TEXTS)
    with recording(by=by, now=now, reason=reason):
        plan = ActionPlan.objects.locked(plan.pk, revision)
        draft = ActionPlan.State.DRAFT
        if plan.status != draft and values.get("status") == draft:
            raise Refused("People have read this plan, so it cannot become a draft again. Close it instead.")
        if plan.is_closed and values.get("status", plan.status) == plan.status:
            raise Refused("This plan is closed. Make it current again to change it.")
        _check_period(values.get("starts", plan.starts), values.get("ends", plan.ends))
        was_current = plan.status == ActionPlan.State.CURRENT
        if plan.status == draft and values.get("status") == ActionPlan.State.CURRENT:
            _check_may_begin(plan)
            plan.status = values["status"]  # it begins, which needs no reason
        plan.set_values(values, reason=reason, why="Say why the plan changes.")
        if was_current and plan.is_closed:
            _check_outcomes(plan)
        plan.save()
    return plan


def edit_status_meaning(
    *,
    definition: StatusDefinition,
    meaning: str,
    by: By,
    now: datetime.datetime,
    reason: str,
    revision: int | None = None,
) -> StatusDefinition:
    """Change what a status means in a plan. Raises Refused without a reason, StaleRecord as `edit_plan`."""
    with recording(by=by, now=now, reason=reason):
        definition = StatusDefinition.objects.locked(definition.pk, revision)
        definition.set_values({"meaning": meaning}, reason=reason, why="Say why the key changes.")
        definition.save()
    return definition


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
    _check_known(values, PRIORITY_TEXTS)
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
    cycle.set_values(values, reason=reason, why="Say why the dates are changing.")
    cycle.save()
    return cycle


def add_term(
    *, by: By, now: datetime.datetime, reason: str, term: str, meaning: str, is_confirmed: bool
) -> GlossaryTerm:
    """A new abbreviation of the glossary."""
    with recording(by=by, now=now, reason=reason):
        return GlossaryTerm.objects.create(term=term, meaning=meaning, is_confirmed=is_confirmed)


def _check_known(values: Mapping[str, Any], known: set[str]) -> None:
    unknown = set(values) - known
    if unknown:
        raise TypeError(f"There is nothing to change in {', '.join(sorted(unknown))}.")


def _check_period(starts: PartialDate | None, ends: PartialDate | None) -> None:
    if starts is not None and ends is not None and ends.on < starts.on:
        raise Refused("The plan ends before it begins. Correct one of the two dates.")


def _check_predecessor(predecessor: ActionPlan) -> None:
    ActionPlan.objects.locked(predecessor.pk)
    if follows := ActionPlan.objects.filter(predecessor=predecessor).first():
        raise Refused(f"{follows.title} already follows {predecessor.title}.")


def _check_may_begin(plan: ActionPlan) -> None:
    """What everybody reads names the plan before it, so that one must not be a draft."""
    before = plan.predecessor
    if before is not None and before.status == ActionPlan.State.DRAFT:
        raise Refused(f"{before.title}, which it follows, is a draft. Make that current first, or close it.")


def _check_outcomes(plan: ActionPlan) -> None:
    """Raises Refused, naming them, while an agreed or paused action has no outcome."""
    references = [action.reference for action in plan.actions_without_outcome()]
    if references:
        more = len(references) - NAMED
        named = ", ".join(references[:NAMED]) + (f" and {more} more" if more > 0 else "")
        raise Refused(f"Before the plan is closed, record what becomes of each of its actions. Still open: {named}.")


def _check_sro(sro: User | None) -> None:
    if sro is not None and not sro.is_active:
        raise Refused(f"{sro} has left. Name somebody who is active.")
