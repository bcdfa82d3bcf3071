"""One plan follows another: starting the successor, naming it, and closing the plan."""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from accounts.services import By
from actions.models import ActionOutcome
from audit.recording import Refused, recording
from priorities.locking import lock_plans
from priorities.models import ActionPlan, Priority
from priorities.partial_date import PartialDate
from priorities.references import named
from priorities.services import add_objective, add_plan, add_priority, edit_plan, edit_status_meaning


def start_successor(
    *,
    plan: ActionPlan,
    by: By,
    now: datetime.datetime,
    slug: str,
    title: str,
    local_area: str,
    priorities: Sequence[Priority] = (),
    starts: PartialDate | None = None,
    ends: PartialDate | None = None,
) -> ActionPlan:
    """A draft that follows the plan: its key, its words for the first level, and those of its priorities that are
    named, with their SROs and objectives and without actions.

    Raises Refused where another plan follows already, or as `add_plan`.
    """
    why = f"Follows {plan.title}"
    with transaction.atomic():
        successor = add_plan(
            by=by, now=now, reason=why, slug=slug, title=title, local_area=local_area, starts=starts, ends=ends,
            status=ActionPlan.State.DRAFT, first_level=plan.first_level, first_level_plural=plan.first_level_plural,
            predecessor=plan,
        )  # fmt: skip
        _copy_key(plan, successor, by, now, why)
        for priority in priorities:
            _copy_priority(priority, successor, by, now, why)
    return successor


def name_successor(*, plan: ActionPlan, successor: ActionPlan, by: By, now: datetime.datetime) -> ActionPlan:
    """Let a plan that is here already follow this one; where it does so, nothing is written.

    Raises Refused where either has another neighbour on that side, is closed, or the two would follow each other.
    """
    with recording(by=by, now=now, reason=f"Follows {plan.title}"):
        held = lock_plans(Q(pk__in=(plan.pk, successor.pk)))
        plan, successor = held[plan.pk], held[successor.pk]
        if successor.predecessor_id == plan.pk:
            return successor
        if follows := ActionPlan.objects.filter(predecessor=plan).first():
            raise Refused(f"{follows.title} already follows {plan.title}.")
        if successor not in may_follow(plan):
            raise Refused(f"{successor.title} cannot follow {plan.title}. Choose another plan.")
        successor.predecessor = plan
        successor.save()
    return successor


def unlink_successor(
    *,
    plan: ActionPlan,
    successor: ActionPlan,
    by: By,
    now: datetime.datetime,
    reason: str,
    revision: int | None = None,
) -> ActionPlan:
    """Let a plan that was never current, and in which no action of this one goes on, follow it no longer; it stays as
    it is else. Where it does not follow this one any more, nothing is written.

    Raises Refused for another plan and without a reason, StaleRecord where `revision` is not the successor's any more.
    """
    with recording(by=by, now=now, reason=reason):
        lock_plans(Q(pk__in=(plan.pk, successor.pk)))
        successor = ActionPlan.objects.locked(successor.pk)
        if successor.predecessor_id != plan.pk:
            return successor
        successor.require_revision(revision)
        if problem := unlink_problem(successor):
            raise Refused(f"{problem}.")
        successor.set_values({"predecessor": None}, reason=reason, why="Say why it does not follow any more.")
        successor.save()
    return successor


def unlink_problem(successor: ActionPlan) -> str:
    """Why a plan must go on following another, without a full stop; empty where it need not. Two queries at most."""
    if successor.history.filter(status=ActionPlan.State.CURRENT).exists():
        return f"{successor.title} has been current, so it stays the next plan"
    ending = ActionOutcome.objects.filter(action__plan=successor.predecessor_id, into__plan=successor)
    in_order = ending.order_by("action__priority__number", "action__position")
    found = list(in_order.values_list("action__reference", flat=True))
    if found:
        goes = "goes" if len(found) == 1 else "go"
        until = "so it stays the next plan until what goes on there has another outcome"
        return f"{named(found)} {goes} on in {successor.title}, {until}"
    return ""


def may_follow(plan: ActionPlan) -> list[ActionPlan]:
    """The plans that are not closed, follow none, and do not come before this one; a query, and one for each plan that
    does. After a draft only drafts: what everybody reads would name it."""
    before: set[int] = set()
    earlier: ActionPlan | None = plan
    while earlier is not None and earlier.pk not in before:
        before.add(earlier.pk)
        earlier = earlier.predecessor
    free = ActionPlan.objects.filter(predecessor__isnull=True).exclude(status=ActionPlan.State.CLOSED)
    if plan.status == ActionPlan.State.DRAFT:
        free = free.filter(status=ActionPlan.State.DRAFT)
    return list(free.exclude(pk__in=before))


def _copy_key(plan: ActionPlan, successor: ActionPlan, by: By, now: datetime.datetime, why: str) -> None:
    meanings = plan.meanings
    for definition in successor.status_definitions.all():
        meaning = meanings.get(definition.status, definition.meaning)
        if meaning != definition.meaning:
            edit_status_meaning(definition=definition, meaning=meaning, by=by, now=now, reason=why)


def _copy_priority(priority: Priority, successor: ActionPlan, by: By, now: datetime.datetime, why: str) -> None:
    if priority.plan_id != successor.predecessor_id:
        raise Refused(f"Choose from those of {successor.predecessor}.")
    sro = priority.sro if priority.sro is not None and priority.sro.is_active else None
    copy = add_priority(
        plan=successor, by=by, now=now, reason=why, number=priority.number, title=priority.title, focus=priority.focus,
        is_placeholder=priority.is_placeholder, sro=sro,
    )  # fmt: skip
    for one in priority.objectives.all():
        add_objective(
            priority=copy, by=by, now=now, reason=why, reference=one.reference, title=one.title, position=one.position
        )


def close_plan(
    *, plan: ActionPlan, by: By, now: datetime.datetime, reason: str, revision: int | None = None
) -> ActionPlan:
    """Close a plan, each of whose agreed and paused actions has its outcome; one that is closed stays so.

    Raises Refused, naming them, while an action has none, without a reason, and for a draft, which is given up on the
    page that changes it; StaleRecord as `edit_plan`.
    """
    with transaction.atomic():
        locked: ActionPlan = ActionPlan.objects.locked(plan.pk)
        if locked.is_closed:
            return locked
        if locked.status == ActionPlan.State.DRAFT:
            raise Refused(f"{locked.title} is a draft, so there is nothing to close. To give it up, change the plan.")
        return edit_plan(plan=plan, by=by, now=now, reason=reason, revision=revision, status=ActionPlan.State.CLOSED)
