"""What changes plans and their status keys."""

import datetime
from typing import Any

from accounts.services import By
from audit.recording import Refused, recording
from priorities.models import ActionPlan, StatusDefinition
from priorities.partial_date import PartialDate
from priorities.references import named
from priorities.services.known import check_known
from priorities.status import DEFAULT_MEANINGS

PLAN_TEXTS = {
    "title", "local_area", "starts", "ends", "vision", "principles", "vision_source", "first_level",
    "first_level_plural", "status", "predecessor_title", "successor_title",
    "asks_after",
}  # fmt: skip


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
    check_known(values, PLAN_TEXTS)
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
        what = "Before the plan is closed, record what becomes of each of its actions."
        raise Refused(f"{what} Still open: {named(references)}.")
