"""A plan as it was at a moment: frozen, without models and without a way back to the database."""

import dataclasses
import datetime
from collections.abc import Iterator

from actions.as_at.parts import (
    CoProductionAt,
    CycleAt,
    DueDateChangeAt,
    EvidenceAt,
    JudgementAt,
    MilestoneAt,
    NoUpdateAt,
    OutcomeAt,
    PartnerAt,
    PersonAt,
    ProposalAt,
    StatusLine,
    UpdateAt,
)
from actions.as_at.standing import Moment, Standing
from priorities.partial_date import PartialDate
from priorities.status import Status


@dataclasses.dataclass(frozen=True)
class ActionAt(Standing):
    """An action or sub-action; `Standing` has what the portal works out of it.

    `state_since`, `state_by` and `state_reason` say when, by whom and why it came to its `plan_state`. `parent`,
    `replaced_by` and `sub_actions` are references. Updates, changes of dates and evidence stand in the order in which
    they came, milestones by date, co-production newest first. `no_updates`: what was recorded of cycles without an
    update. `open_queries`: the questions that the source leaves. `outcome`: how it ended, once that was recorded.
    """

    now: Moment
    pk: int
    reference: str
    key: str
    title: str
    source_text: str
    plain_words: str
    difference: str
    success_measure: str
    objective: str
    parent: str
    sub_actions: tuple[str, ...]
    added_at: datetime.datetime
    plan_state: str
    state_since: datetime.datetime
    state_reason: str
    first_agreed_at: datetime.datetime | None
    paused_until: PartialDate | None
    replaced_by: str
    status: str
    completed_on: datetime.date | None
    planned_start: PartialDate | None
    is_ongoing: bool
    review: PartialDate | None
    due: PartialDate | None
    original_due: PartialDate | None
    date_changes: tuple[DueDateChangeAt, ...]
    proposals: tuple[ProposalAt, ...]
    lead: PersonAt | None
    co_leads: tuple[PersonAt, ...]
    deputy: PersonAt | None
    sro: PersonAt | None
    organisations: tuple[PartnerAt, ...]
    lead_as_printed: str
    due_as_printed: str
    status_as_printed: str
    progress_as_printed: str
    progress_printed_on: datetime.date | None
    last_update: UpdateAt | None
    updates: tuple[UpdateAt, ...]
    milestones: tuple[MilestoneAt, ...]
    evidence: tuple[EvidenceAt, ...]
    co_productions: tuple[CoProductionAt, ...]
    no_updates: tuple[NoUpdateAt, ...]
    open_queries: tuple[str, ...]
    outcome: OutcomeAt | None
    state_by: PersonAt | None = dataclasses.field(default=None, compare=False)

    @property
    def open_proposal(self) -> ProposalAt | None:
        """The proposed due date that waits for a word."""
        return next((proposal for proposal in self.proposals if proposal.is_open), None)

    @property
    def standing_evidence(self) -> tuple[EvidenceAt, ...]:
        """What has not been withdrawn."""
        return tuple(piece for piece in self.evidence if not piece.is_withdrawn)

    @property
    def complete_since(self) -> datetime.datetime | None:
        """When it was first said to be complete, of the updates in a row that say so; None where it is not."""
        since = None
        for update in self.updates:
            since = (since or update.submitted_at) if update.status == Status.COMPLETE else None
        return since if self.status == Status.COMPLETE else None

    @property
    def came_complete(self) -> bool:
        """Whether it was complete as a source printed it, before anybody told of it: no news of any period."""
        return (
            bool(self.updates) and self.updates[0].is_printed and self.complete_since == self.updates[0].submitted_at
        )

    def updates_since(self, since: datetime.datetime | None) -> tuple[UpdateAt, ...]:
        """The updates that stand, from that moment on (None: from the first), oldest first; corrected ones are out."""
        return tuple(
            one for one in self.updates if not one.is_corrected and (since is None or one.submitted_at >= since)
        )


@dataclasses.dataclass(frozen=True)
class PriorityAt:
    """A priority with its latest judgement and its actions, sub-actions among them, in the plan's order."""

    pk: int
    number: int
    title: str
    focus: str
    is_placeholder: bool
    sro: PersonAt | None
    judgement: JudgementAt | None
    own_queries: tuple[str, ...]
    actions: tuple[ActionAt, ...]

    @property
    def open_queries(self) -> int:
        """How many queries on the source are open about it and its actions."""
        return len(self.own_queries) + sum(len(action.open_queries) for action in self.actions)


@dataclasses.dataclass(frozen=True)
class PlanAt:
    """The whole plan at a moment. `own_queries`: what the source leaves open about the plan as a whole. `follows`: the
    title of the plan before it, where that is here.
    """

    now: Moment
    slug: str
    title: str
    local_area: str
    starts: PartialDate | None
    ends: PartialDate | None
    first_level: str
    first_level_plural: str
    key: tuple[StatusLine, ...]
    cycles: tuple[CycleAt, ...]
    asks_after: datetime.date | None
    own_queries: tuple[str, ...]
    follows: str
    priorities: tuple[PriorityAt, ...]

    @property
    def moment(self) -> datetime.datetime:
        return self.now.at

    @property
    def today(self) -> datetime.date:
        """The day in London."""
        return self.now.today

    @property
    def is_closed(self) -> bool:
        """Whether it had been closed."""
        return self.now.is_plan_closed

    @property
    def is_over(self) -> bool:
        """Whether the plan's period has passed."""
        return self.ends is not None and self.ends.on < self.today

    @property
    def actions(self) -> Iterator[ActionAt]:
        """Every action and sub-action, whatever its state, in the plan's order."""
        return (action for priority in self.priorities for action in priority.actions)

    @property
    def open_queries(self) -> int:
        """How many queries on the source are open, wherever."""
        return len(self.own_queries) + sum(priority.open_queries for priority in self.priorities)

    def action(self, reference: str) -> ActionAt | None:
        """The action with this reference; None where it was not there yet."""
        return next((action for action in self.actions if action.reference == reference), None)
