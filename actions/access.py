"""Who may see and change what of a plan. Views fetch through here."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch
from django.http import Http404

from accounts.models import User
from actions.models import (
    Action,
    ActionCoLead,
    CoProduction,
    Driver,
    DueDateProposal,
    Evidence,
    ImportDraft,
    Milestone,
    ProgressUpdate,
    SourceQuery,
    Watch,
)
from design.fields import has_unprintable
from priorities.access import may_see_plan, plan_to_edit, require_coordinator, require_open
from priorities.models import ActionPlan
from priorities.status import PlanState

Part = ProgressUpdate.Part


def visible_action(user: User, plan: str, ref: str) -> Action:
    """The action with its people, and whether the person watches it (`is_watched`). Raises Http404 where the person
    may not see the plan or no such action is in it.
    """
    # An address never holds such a character; a query string may, and PostgreSQL refuses to look for it.
    if has_unprintable(ref):
        raise Http404("There is no such action in this plan.")
    action = (
        Action.objects.with_people()
        .with_flag_facts()
        .annotate(is_watched=Exists(Watch.objects.of(user).filter(action=OuterRef("pk"))))
        .select_related("plan", "priority__sro", "parent", "objective", "last_update", "replaced_by")
        .prefetch_related(Prefetch("co_leads", queryset=ActionCoLead.objects.select_related("user")))
        .filter(plan__slug=plan, key=ref)
        .first()
    )
    if action is None or not may_see_plan(user, action.plan):
        raise Http404("There is no such action in this plan.")
    return action


def part_in(user: User, action: Action) -> ProgressUpdate.Part | None:
    """In which part the person may update the action: lead before co-lead before deputy before co-ordinator."""
    if action.lead_id == user.pk:
        return Part.LEAD
    if any(link.user_id == user.pk for link in action.co_leads.all()):
        return Part.CO_LEAD
    if action.deputy_id == user.pk:
        return Part.DEPUTY
    if user.is_coordinator:
        return Part.COORDINATOR
    return None


def part_words(user: User, action: Action) -> str:
    """The part in words, as history keeps it: "deputy of 1a, for Olive Marsh"; empty for somebody without one.

    Nothing is done for a lead who has left.
    """
    part = part_in(user, action)
    if part is None:
        return ""
    words = part.label if part == Part.COORDINATOR else f"{part.label} of {action.reference}"
    if part in (Part.DEPUTY, Part.COORDINATOR) and action.has_lead:
        words += f", for {action.lead}"
    return words


def may_update(user: User, action: Action) -> bool:
    """Whether the update form is theirs now."""
    return _takes(action, PlanState.AGREED, PlanState.PAUSED) and part_in(user, action) is not None


def may_support(user: User, action: Action) -> bool:
    """Whether they may add and change its evidence and co-production: as for updates, and once it is closed."""
    return may_update(user, action) or (_takes(action, PlanState.CLOSED) and part_in(user, action) is not None)


def _takes(action: Action, *states: PlanState) -> bool:
    """Whether an action that stands so in a plan that is not closed takes something."""
    return action.plan_state in states and not action.plan.is_closed


def action_to_update(user: User, plan: str, ref: str) -> Action:
    """The action, for an update. Raises Http404 as `visible_action`, PermissionDenied saying whom to ask."""
    action = _with_part(user, plan, ref, "update it")
    if not may_update(user, action):
        raise PermissionDenied(_not_taken(action, "updates"))
    return action


def action_to_support(user: User, plan: str, ref: str) -> Action:
    """The action, for its evidence and co-production. Raises as `action_to_update`."""
    action = _with_part(user, plan, ref, "add to it")
    if not may_support(user, action):
        raise PermissionDenied(_not_taken(action, "evidence or co-production"))
    return action


def evidence_to_change(user: User, plan: str, ref: str, pk: int) -> Evidence:
    """A piece of evidence. Raises as `action_to_support`, Http404 where the action has no such piece."""
    action = action_to_support(user, plan, ref)
    evidence = action.evidence.filter(pk=pk).first()
    if evidence is None:
        raise Http404("This action has no such evidence.")
    evidence.action = action
    return evidence


def co_production_to_change(user: User, plan: str, ref: str, pk: int) -> CoProduction:
    """A piece of co-production. Raises as `action_to_support`, Http404 where the action has no such piece."""
    action = action_to_support(user, plan, ref)
    told = action.co_productions.filter(pk=pk).first()
    if told is None:
        raise Http404("This action has no such co-production.")
    told.action = action
    return told


def _with_part(user: User, plan: str, ref: str, what: str) -> Action:
    action = visible_action(user, plan, ref)
    require_open(action.plan)
    if part_in(user, action) is None:
        who = f"{action.lead}, who leads it, or" if action.has_lead else "the lead, once there is one, or"
        raise PermissionDenied(
            f"Only the people who lead {action.reference} and the co-ordinator can {what}. Ask {who} the co-ordinator."
        )
    return action


def _not_taken(action: Action, what: str) -> str:
    state = action.get_plan_state_display().lower()
    return f"{action.reference} is {state}, so you cannot add {what}. Ask the co-ordinator if that should change."


def action_to_edit(user: User, plan: str, ref: str) -> Action:
    """The action, for the co-ordinator. Raises Http404 as `visible_action`, PermissionDenied saying whom to ask."""
    action = visible_action(user, plan, ref)
    require_coordinator(user)
    require_open(action.plan)
    return action


def related_to_edit(user: User, plan: str, ref: str, other: str) -> tuple[Action, Action]:
    """The action and one that it is linked to. Raises as `action_to_edit`, Http404 where the two are not linked."""
    action = action_to_edit(user, plan, ref)
    linked = Action.objects.related_to(action).filter(key=other).first()
    if linked is None:
        raise Http404("These two are not linked.")
    return action, linked


def query_to_answer(user: User, plan: str, pk: int) -> SourceQuery:
    """A query of the plan, for the co-ordinator. Raises as `plan_to_edit`, Http404 where there is no such query."""
    queries = plan_to_edit(user, plan).source_queries
    query = queries.select_related("plan", "priority__plan", "action__plan").filter(pk=pk).first()
    if query is None:
        raise Http404("This plan has no such query.")
    return query


def milestone_to_edit(user: User, plan: str, ref: str, pk: int) -> Milestone:
    """A milestone of the action, for the co-ordinator. Raises as `action_to_edit`, Http404 for another action's."""
    action = action_to_edit(user, plan, ref)
    milestone = action.milestones.filter(pk=pk).first()
    if milestone is None:
        raise Http404("This action has no such milestone.")
    milestone.action = action
    return milestone


def driver_to_edit(user: User, plan: str, pk: int) -> Driver:
    """A driver of the plan, for the co-ordinator. Raises as `plan_to_edit`, Http404 for another plan's."""
    found = plan_to_edit(user, plan)
    driver = found.drivers.select_related("plan").filter(pk=pk).first()
    if driver is None:
        raise Http404("This plan has no such driver.")
    return driver


def sro_of(action: Action) -> User | None:
    """Whose word counts on a due date: the action's SRO or, where it has none who is active, the priority's."""
    return next((sro for sro in (action.sro, action.priority.sro) if sro is not None and sro.is_active), None)


def may_decide(user: User, action: Action) -> bool:
    """Whether the person may agree or decline a due date that is proposed for the action."""
    return not action.plan.is_closed and (user.is_coordinator or sro_of(action) == user)


def may_propose(user: User, action: Action) -> bool:
    """Whether the person may propose a due date for the action: who gives its updates, its SRO, the co-ordinator."""
    return action.is_open and (part_in(user, action) is not None or sro_of(action) == user)


def action_to_propose_for(user: User, plan: str, ref: str) -> Action:
    """The action, to propose a due date for it. Raises Http404 as `visible_action`, PermissionDenied saying whom to
    ask."""
    action = visible_action(user, plan, ref)
    require_open(action.plan)
    if not action.is_open:
        raise PermissionDenied(
            f"A due date is proposed only for what is agreed and not complete, and {action.reference} is not. "
            "Ask the co-ordinator if that should change."
        )
    if not may_propose(user, action):
        raise PermissionDenied(
            f"Only the people who lead {action.reference}, its senior responsible officer and the co-ordinator can "
            "propose a due date for it. Ask one of them."
        )
    return action


def proposal_to_decide(user: User, plan: str, ref: str, pk: int) -> DueDateProposal:
    """A due date that was proposed for the action. Raises Http404 as `visible_action` and for another action's,
    PermissionDenied saying whom to ask."""
    action = visible_action(user, plan, ref)
    proposal = action.due_date_proposals.with_outcomes().filter(pk=pk).first()
    if proposal is None:
        raise Http404("No such due date was proposed for this action.")
    require_open(action.plan)
    if not may_decide(user, action):
        sro = sro_of(action)
        who = f"{sro}, the senior responsible officer, or the co-ordinator" if sro else "the co-ordinator"
        raise PermissionDenied(f"You cannot decide the due date proposed for {action.reference}. Ask {who}.")
    proposal.action = action
    return proposal


def import_of(user: User, plan: ActionPlan, now: datetime.datetime) -> ImportDraft | None:
    """The spreadsheet that the person is bringing into the plan; None without one, or where it has lain too long."""
    mine = ImportDraft.objects.of(user, plan).select_related("plan")
    return mine.filter(created_at__gte=now - ImportDraft.KEPT_FOR).first()
