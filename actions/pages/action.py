"""One action with its whole story, as its page shows it."""

import dataclasses
import datetime
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from accounts.models import User
from actions import access, panels
from actions.from_sheet.leads import more_printed
from actions.models import (
    Action,
    ActionCoLead,
    ActionOrganisation,
    CoProduction,
    Driver,
    DueDateChange,
    DueDateProposal,
    Evidence,
    Milestone,
    ProgressUpdate,
    SourceQuery,
)
from actions.pages.left_draft import left_draft
from actions.pages.outcomes import Lineage, lineage_of
from actions.services.plan_states import TAKES_SUB_ACTIONS
from actions.strip import status_strip
from actions.table import Row, marked_row
from design.strip import StripCell
from priorities.cycles import Window, window_at, window_in, windows_of
from priorities.models import GlossaryTerm
from send_portal import clock

UPDATES_SHOWN = 5


@dataclasses.dataclass(frozen=True)
class Told:
    """One progress update with what came with it."""

    update: ProgressUpdate
    evidence: list[Evidence]
    proposals: list[DueDateProposal]
    printed: list[Any]
    came_after_papers: bool

    @property
    def has_details(self) -> bool:
        """Whether it says more than status, headline and what has happened."""
        update = self.update
        return bool(
            update.completed_on or update.reason or update.recovery or update.consequence or update.next_steps
            or update.ask != update.Ask.NOTHING or update.difference_made or update.figure_what
            or self.proposals or self.evidence
        )  # fmt: skip


class ActionPage:
    """What the page of an action shows one person at one moment; a fixed number of queries."""

    def __init__(self, action: Action, user: User, now: datetime.datetime, *, shows_all: bool) -> None:
        self.action, self.user, self.now, self.shows_all = action, user, now, shows_all
        self.today = clock.london_date(now)
        self.part = access.part_in(user, action)
        self.may_update = access.may_update(user, action)
        self.may_support = access.may_support(user, action)
        self.may_decide = access.may_decide(user, action)
        self.may_propose = access.may_propose(user, action)

    @cached_property
    def printed(self) -> list[Any]:
        """What finalised reports printed of it in place of a headline, as they printed it."""
        return list(self.action.board_wordings.printed())

    def _replaced(self, wording: Any) -> ProgressUpdate | None:
        """The update whose headline a report did not print: the newest at the moment of which it spoke."""
        return next((one for one in self.updates if one.submitted_at <= wording.spoke_of), None)

    @property
    def printed_without_update(self) -> list[Any]:
        """What reports printed of it before there was any update."""
        return [] if self.has_earlier else [one for one in self.printed if self._replaced(one) is None]

    @cached_property
    def lineage(self) -> Lineage:
        """From which plans it came, and how it ended or where it goes on."""
        return lineage_of(self.action, self.user)

    @cached_property
    def panels(self) -> list[panels.Panel]:
        """What higher apps tell of it."""
        return panels.shown(panel(self.user, self.action) for panel in panels.of_action)

    @cached_property
    def windows(self) -> list[Window]:
        return windows_of(self.action.plan)

    @cached_property
    def window(self) -> Window | None:
        return window_in(self.action.plan, self.now, self.windows)

    def _came_after_papers(self, update: ProgressUpdate) -> bool:
        window = window_at(self.windows, update.submitted_at)
        return window is not None and window.cycle.is_after_papers(update.submitted_at)

    @property
    def is_after_papers(self) -> bool:
        return self.window is not None and self.window.cycle.is_after_papers(self.now)

    @property
    def is_received(self) -> bool:
        """Whether an update came in this cycle."""
        at = self.action.last_update_at
        return self.window is not None and at is not None and self.window.holds(at)

    @cached_property
    def around(self) -> list[Action]:
        """The action, its sub-actions and those that overlap with it, with what their rows need; one query."""
        around = Action.objects.around(self.action).with_missing_update(self.window, self.today)
        return list(around.with_draft_of(self.user.pk))

    @property
    def own(self) -> Any:
        """The action itself, among those."""
        return next(one for one in self.around if one.pk == self.action.pk)

    @cached_property
    def rows(self) -> tuple[Row, list[Row]]:
        """The action's own row, and those of its sub-actions."""
        return self._row(self.own), [self._row(one) for one in self.around if one.parent_id == self.action.pk]

    def _row(self, action: Any) -> Row:
        return marked_row(action, self.today, self.window)

    @property
    def related(self) -> Sequence[Action]:
        return [one for one in self.around if one.is_related]  # type: ignore[attr-defined]

    @cached_property
    def date_changes(self) -> Sequence[DueDateChange]:
        """Every step of the agreed due date after the first; nothing is asked where it never moved."""
        return self.action.date_moves if self.action.times_moved else []  # type: ignore[attr-defined]

    @cached_property
    def evidence(self) -> Sequence[Evidence]:
        return list(Evidence.objects.filter(action=self.action).with_added())

    @cached_property
    def co_productions(self) -> Sequence[CoProduction]:
        return list(self.action.co_productions.all())

    @cached_property
    def proposals(self) -> Sequence[DueDateProposal]:
        return list(self.action.due_date_proposals.with_outcomes())

    @property
    def open_proposal(self) -> DueDateProposal | None:
        return next((one for one in self.proposals if one.is_open), None)

    @property
    def answered_proposal(self) -> DueDateProposal | None:
        """The proposed date on which there was a word since the last update."""
        return next((one for one in self.proposals[:1] if one.is_news), None)

    @cached_property
    def updates(self) -> Sequence[ProgressUpdate]:
        """All updates, or the newest and one more that tells whether there are earlier ones."""
        story = self.action.updates.for_story()
        return list(story if self.shows_all else story[: UPDATES_SHOWN + 1])

    @property
    def told(self) -> list[Told]:
        """The updates that are shown, newest first."""
        shown = self.updates if self.shows_all else self.updates[:UPDATES_SHOWN]
        return [
            Told(
                update,
                [one for one in self.evidence if one.update_id == update.pk],
                [one for one in self.proposals if one.update_id == update.pk],
                [one for one in self.printed if self._replaced(one) == update],
                self._came_after_papers(update),
            )
            for update in shown
        ]

    @property
    def has_earlier(self) -> bool:
        return not self.shows_all and len(self.updates) > UPDATES_SHOWN

    @cached_property
    def terms(self) -> list[GlossaryTerm]:
        return list(GlossaryTerm.objects.all())

    @property
    def agreed_texts(self) -> list[str]:
        """All that the page says of what was agreed."""
        action = self.action
        queries = [text for query in self.queries for text in (query.question, query.answer)]
        others = [milestone.title for milestone in self.milestones] + [one.title for one in self.related]
        own = [action.title, action.source_text, action.plain_words, action.difference, action.success_measure]
        return [*own, *queries, *others]

    @property
    def told_texts(self) -> list[str]:
        """All that the updates which are shown say."""
        return [text for told in self.told for text in told.update.texts]

    @cached_property
    def strip(self) -> list[StripCell]:
        return status_strip(self.action, self.windows, self.now)

    @cached_property
    def milestones(self) -> Sequence[Milestone]:
        return list(self.action.milestones.all())

    @cached_property
    def queries(self) -> Sequence[SourceQuery]:
        return list(SourceQuery.objects.filter(action=self.action).select_related("answered_by"))

    @cached_property
    def co_leads(self) -> Sequence[ActionCoLead]:
        return list(self.action.co_leads.all())

    @property
    def lead_also_printed(self) -> str:
        """What a source prints as its leads, where that is more than the people who are named."""
        if self.action.lead is None:
            return ""
        return more_printed(self.action.lead_as_printed, [self.action.lead, *(link.user for link in self.co_leads)])

    @cached_property
    def organisations(self) -> Sequence[ActionOrganisation]:
        return list(self.action.organisation_links.select_related("organisation"))

    @property
    def draft_saved_at(self) -> datetime.datetime | None:
        """When the person saved the draft of an update that they may still submit."""
        return self.own.draft_saved_at if self.may_update else None

    @cached_property
    def left_draft(self) -> list[tuple[str, str]]:
        """The person's draft that the closing of the plan overtook."""
        is_left = self.action.plan.is_closed and self.own.draft_saved_at is not None
        return left_draft(self.action, self.user) if is_left else []

    @cached_property
    def drivers(self) -> Sequence[Driver]:
        return list(Driver.objects.filter(action_links__action=self.action))

    @property
    def takes_sub_actions(self) -> bool:
        """Whether a sub-action may be added under it."""
        return not self.action.is_sub_action and self.action.plan_state in TAKES_SUB_ACTIONS
