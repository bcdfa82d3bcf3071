"""One action with its whole story, as its page shows it."""

import dataclasses
import datetime
from collections.abc import Sequence
from functools import cached_property

from accounts.models import User
from actions import access
from actions.models import (
    Action,
    ActionOrganisation,
    DueDateChange,
    DueDateProposal,
    Evidence,
    Milestone,
    ProgressDraft,
    ProgressUpdate,
    SourceQuery,
)
from actions.strip import status_strip
from actions.table import Row, missing_updates, row
from design.strip import StripCell
from priorities.cycles import Window, window_at, windows_of
from priorities.models import GlossaryTerm
from send_portal import clock

UPDATES_SHOWN = 5


@dataclasses.dataclass(frozen=True)
class Told:
    """One progress update with what came with it."""

    update: ProgressUpdate
    evidence: list[Evidence]
    proposals: list[DueDateProposal]
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

    @cached_property
    def windows(self) -> list[Window]:
        return windows_of(self.action.plan)

    @cached_property
    def window(self) -> Window | None:
        return window_at(self.windows, self.now)

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
    def rows(self) -> tuple[Row, list[Row]]:
        """The action's own row, and those of its sub-actions."""
        sub_actions = list(self.action.sub_actions.for_table())
        missing = missing_updates([self.action, *sub_actions], self.today, self.window)
        own, *others = (
            row(one, self.today, self.window, is_not_updated=one.pk in missing) for one in [self.action, *sub_actions]
        )
        return own, others

    @cached_property
    def date_changes(self) -> Sequence[DueDateChange]:
        return list(self.action.due_date_changes.all())

    @cached_property
    def evidence(self) -> Sequence[Evidence]:
        return list(Evidence.objects.filter(action=self.action).select_related("update__author"))

    @cached_property
    def proposals(self) -> Sequence[DueDateProposal]:
        return list(self.action.due_date_proposals.all())

    @property
    def open_proposal(self) -> DueDateProposal | None:
        return next((one for one in self.proposals if one.state == DueDateProposal.State.OPEN), None)

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
    def related(self) -> Sequence[Action]:
        return list(Action.objects.related_to(self.action))

    @cached_property
    def organisations(self) -> Sequence[ActionOrganisation]:
        return list(self.action.organisation_links.select_related("organisation"))

    @cached_property
    def draft(self) -> ProgressDraft | None:
        return self.action.drafts.filter(author=self.user).first() if self.may_update else None
