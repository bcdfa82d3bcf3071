"""Copies of what stands now, read from the tables as they are and not from their history.

What a table does not keep, a `Witness` has seen happen: who was called what, since when an action stands as it does.
"""

import datetime
from collections import defaultdict
from typing import Any

from accounts.models import User
from actions.as_at import ActionAt, PersonAt, PlanAt, PriorityAt, UpdateAt
from actions.as_at.building import COPIED, moment_of
from actions.as_at.parts import (
    CoProductionAt,
    CycleAt,
    DueDateChangeAt,
    EvidenceAt,
    FigureAt,
    JudgementAt,
    MilestoneAt,
    NoUpdateAt,
    OrganisationAt,
    OutcomeAt,
    PartnerAt,
    ProposalAt,
    StatusLine,
)
from actions.as_at.standing import Moment
from actions.models import Action, ActionOutcome, CoProduction, DueDateProposal, Evidence, ProgressUpdate
from audit.models import AppendOnlyModel, AuditedModel, append_only_models, audited_models
from priorities.models import ActionPlan, Priority
from priorities.status import GIVEN, IN_PLAN, PlanState
from tests.world import LOADED

Table = dict[int, dict[str, Any]]
SEEN_HERE = ("added_at", "state_since", "first_agreed_at")
DATES = ("planned_start", "review", "due", "original_due", "paused_until")
JOINED = ("objective", "parent", "replaced_by", "outcome__into__plan")
OWN = (
    "sub_actions", "updates", "due_date_changes", "due_date_proposals", "milestones", "evidence", "co_productions",
    "co_leads", "organisation_links__organisation", "no_updates",
)  # fmt: skip
TOLD = (
    "submitted_at", "author_role", "received_by", "printed_on", "status", "completed_on", "headline", "happened",
    "reason", "recovery", "consequence", "next_steps", "ask", "ask_text", "difference_made", "is_no_change",
)  # fmt: skip


def columns(model: type[AuditedModel]) -> list[str]:
    """What the history of a record keeps."""
    return [field.attname for field in model._meta.fields if field.name not in model.untracked]


def tables() -> dict[type[AuditedModel], Table]:
    """Every audited record, whole."""
    return {
        model: {row["id"]: row for row in model._base_manager.values(*columns(model))} for model in audited_models()
    }


def inserted() -> dict[type[AppendOnlyModel], set[int]]:
    """Every append-only record beside the histories."""
    records = [model for model in append_only_models() if issubclass(model, AppendOnlyModel)]
    return {model: set(model._base_manager.values_list("pk", flat=True)) for model in records}


class Witness:
    """Looks at the records after every change, and remembers what no table keeps."""

    def __init__(self, plan: ActionPlan, now: datetime.datetime) -> None:
        self.plan = plan
        self.people: list[tuple[datetime.datetime, dict[int, PersonAt]]] = []
        self.first_seen: dict[tuple[type, int], datetime.datetime] = {}
        self.states: dict[int, tuple[str, datetime.datetime]] = {}
        self.agreed: dict[int, datetime.datetime] = {}
        self._see(LOADED, now)

    def look(self, now: datetime.datetime) -> None:
        """See what stands after a change that was made now."""
        self._see(now, now)

    def _see(self, begun: datetime.datetime, now: datetime.datetime) -> None:
        people = User.objects.select_related("organisation")
        self.people.append((now, {one.pk: person_now(one) for one in people}))
        for model in (Action, Evidence, DueDateProposal, CoProduction):
            for pk in model.objects.values_list("pk", flat=True):
                self.first_seen.setdefault((model, pk), begun)
        for pk, state in Action.objects.values_list("pk", "plan_state"):
            if self.states.get(pk, ("", begun))[0] != state:
                self.states[pk] = (state, begun)
            if state == "agreed":
                self.agreed.setdefault(pk, begun)

    def person(self, pk: int | None, moment: datetime.datetime) -> PersonAt | None:
        """Somebody as they were then."""
        seen = [people for at, people in self.people if at <= moment] or [self.people[0][1]]
        return None if pk is None else seen[-1][pk]

    def plan_now(self, now: datetime.datetime) -> PlanAt:
        """The plan as its records have it, in the shape in which history tells it."""
        plan = ActionPlan.objects.get(pk=self.plan.pk)
        queries = defaultdict(list)
        for query in plan.source_queries.filter(answered_at=None).order_by("pk"):
            queries[query.priority_id, query.action_id].append(query.question)
        meanings = plan.meanings
        cycles = tuple(
            CycleAt(one.pk, one.meeting_on, one.papers_due_at)
            for one in plan.cycles.order_by("meeting_on", "papers_due_at")
        )
        moment = moment_of(plan, now, cycles)
        actions = defaultdict(list)
        for one in plan.actions.select_related(*JOINED).prefetch_related(*OWN).order_by("position", "pk"):
            actions[one.priority_id].append(self._action(one, moment, tuple(queries[None, one.pk])))
        return PlanAt(
            now=moment,
            **{name: getattr(plan, name) for name in ("slug", "title", "local_area", "starts", "ends")},
            first_level=plan.first_level,
            first_level_plural=plan.first_level_plural,
            key=tuple(StatusLine(one.value, str(one.label), meanings[one]) for one in GIVEN if one in meanings),
            cycles=cycles,
            asks_after=plan.asks_after,
            own_queries=tuple(queries[None, None]),
            follows=plan.predecessor.title if plan.predecessor else "",
            priorities=tuple(
                self._priority(one, moment, tuple(queries[one.pk, None]), tuple(actions[one.pk]))
                for one in plan.priorities.prefetch_related("judgements").order_by("number")
            ),
        )

    def _priority(
        self, priority: Priority, moment: Moment, queries: tuple[str, ...], actions: tuple[ActionAt, ...]
    ) -> PriorityAt:
        given = in_order(priority.judgements)[-1:]
        judgements = [
            JudgementAt(one.status, one.reason, one.recorded_at, self.person(one.recorded_by_id, one.recorded_at))
            for one in given
        ]
        return PriorityAt(
            **{name: getattr(priority, name) for name in ("pk", "number", "title", "focus", "is_placeholder")},
            sro=self.person(priority.sro_id, moment.at),
            judgement=judgements[0] if judgements else None,
            own_queries=queries,
            actions=actions,
        )

    def _action(self, action: Action, moment: Moment, queries: tuple[str, ...]) -> ActionAt:
        told = in_order(action.updates)
        corrected = {one.corrects_id for one in told}
        updates = tuple(self._update(one, one.pk in corrected) for one in told)
        objective = action.objective
        subs = sorted(action.sub_actions.all(), key=lambda one: (one.position, one.pk))
        return ActionAt(
            now=moment,
            pk=action.pk,
            **{name: getattr(action, name) for name in (*COPIED, *DATES) if name not in SEEN_HERE},
            added_at=self.first_seen[Action, action.pk],
            state_since=self.states[action.pk][1],
            first_agreed_at=self.agreed.get(action.pk),
            state_reason=action.plan_state_reason,
            objective=f"{objective.reference} {objective.title}" if objective else "",
            parent=action.parent.reference if action.parent else "",
            replaced_by=action.replaced_by.reference if action.replaced_by else "",
            sub_actions=tuple(one.reference for one in subs),
            **{name: self.person(getattr(action, f"{name}_id"), moment.at) for name in ("lead", "deputy", "sro")},
            co_leads=tuple(self.person(one.user_id, moment.at) for one in in_order(action.co_leads)),
            organisations=tuple(
                PartnerAt(organisation_now(one.organisation), one.part) for one in in_order(action.organisation_links)
            ),
            updates=updates,
            last_update=next((one for one in updates if one.pk == action.last_update_id), None),
            open_queries=queries,
            **self._belongings(action),
        )

    def _outcome(self, one: ActionOutcome | None) -> OutcomeAt | None:
        if one is None:
            return None
        into = one.into if one.outcome == "carried" else None
        asks = into is not None and into.plan.status == ActionPlan.State.CURRENT and into.plan_state in IN_PLAN
        agreed_at = _first_agreed(into.pk) if into is not None else None
        cycles = into.plan.cycles.all() if into is not None and asks and agreed_at is not None else ()
        days = [cycle.meeting_on for cycle in cycles if agreed_at is not None and agreed_at < cycle.papers_due_at]
        return OutcomeAt(one.outcome, one.words, one.reason, min(days, default=None))

    def _belongings(self, action: Action) -> dict[str, Any]:
        steps = sorted(action.milestones.all(), key=lambda one: (one.due.on if one.due else datetime.date.max, one.pk))
        together = sorted(action.co_productions.all(), key=lambda one: (one.on_date, one.pk), reverse=True)
        return {
            "date_changes": tuple(
                DueDateChangeAt(one.from_date, one.to_date, one.reason, one.recorded_at)
                for one in in_order(action.due_date_changes)
            ),
            "proposals": tuple(self._proposal(one) for one in in_order(action.due_date_proposals)),
            "milestones": tuple(
                MilestoneAt(one.pk, one.title, one.due, one.met_on, one.is_dropped, one.dropped_reason)
                for one in steps
            ),
            "evidence": tuple(self._evidence(one) for one in in_order(action.evidence)),
            "co_productions": tuple(
                CoProductionAt(
                    one.pk, one.on_date, one.who_took_part, one.you_said, one.we_did, one.could_not_because,
                    self.first_seen[CoProduction, one.pk],
                )
                for one in together
            ),
            "no_updates": tuple(
                NoUpdateAt(one.cycle_id, one.recorded_at, one.asked_by) for one in in_order(action.no_updates)
            ),
            "outcome": self._outcome(getattr(action, "outcome", None)),
        }  # fmt: skip

    def _update(self, update: ProgressUpdate, is_corrected: bool) -> UpdateAt:
        figure = (
            FigureAt(
                update.figure_what, update.figure_was, update.figure_was_on, update.figure_is, update.figure_is_on,
                update.figure_source,
            )
            if update.figure_what
            else None
        )  # fmt: skip
        return UpdateAt(
            pk=update.pk,
            **{name: getattr(update, name) for name in TOLD},
            author=self.person(update.author_id, update.submitted_at),
            on_behalf_of=self.person(update.on_behalf_of_id, update.submitted_at),
            figure=figure,
            corrects=update.corrects_id,
            is_corrected=is_corrected,
        )

    def _proposal(self, one: DueDateProposal) -> ProposalAt:
        decided_by = self.person(one.decided_by_id, one.decided_at) if one.decided_at else None
        proposed_at = self.first_seen[DueDateProposal, one.pk]
        return ProposalAt(
            one.pk, one.to, one.reason, one.state, proposed_at, one.update_id, decided_by, one.decided_at
        )

    def _evidence(self, one: Evidence) -> EvidenceAt:
        return EvidenceAt(
            one.pk, one.title, one.kind, one.get_kind_display(), one.url, one.dated_on,
            self.first_seen[Evidence, one.pk], one.update_id, one.is_withdrawn, one.withdrawn_reason,
        )  # fmt: skip


def in_order(related: Any) -> list[Any]:
    """In the order in which they came."""
    return sorted(related.all(), key=lambda one: one.pk)


def organisation_now(one: Any) -> OrganisationAt:
    return OrganisationAt(one.pk, one.name, one.short_name)


def person_now(one: User) -> PersonAt:
    return PersonAt(one.pk, one.name, one.job_title, organisation_now(one.organisation), one.is_active)


def _first_agreed(action: int) -> datetime.datetime | None:
    rows = Action.history.filter(id=action, plan_state=PlanState.AGREED).order_by("history_date")
    return rows.values_list("history_date", flat=True).first()
