"""What can be said of an action at a moment, each rule once more as `actions.conditions` and `Action` say it.

The rules read the dataclass alone. That they mean the same as the database's is tested action by action.
"""

import dataclasses
import datetime
import functools

from actions.as_at.parts import DueDateChangeAt, NoUpdateAt, OutcomeAt, PersonAt, UpdateAt
from actions.conditions import DUE_SOON
from priorities.cycles import Window
from priorities.partial_date import PartialDate
from priorities.status import IN_PLAN, PlanState, Status
from send_portal import clock


@dataclasses.dataclass(frozen=True)
class Moment:
    """A moment with the day in London and the update cycle that it falls into (None: no papers deadline is set).

    `is_plan_closed`: whether the plan had been closed by then; `held_before`: the last meeting before that, of those
    that its cycles led to.
    """

    at: datetime.datetime
    window: Window | None
    is_plan_closed: bool = False
    held_before: datetime.date | None = None

    @functools.cached_property
    def today(self) -> datetime.date:
        return clock.london_date(self.at)

    @functools.cached_property
    def first_of_two(self) -> Window | None:
        """Of the last two cycles whose papers deadline has passed, the earlier; None without two."""
        return self.window and self.window.first_of_two(self.today)


class Standing:
    """The rules of an action at its moment; `ActionAt` has the facts that they read."""

    now: Moment
    parent: str
    plan_state: str
    status: str
    is_ongoing: bool
    planned_start: PartialDate | None
    due: PartialDate | None
    original_due: PartialDate | None
    first_agreed_at: datetime.datetime | None
    lead: PersonAt | None
    last_update: UpdateAt | None
    date_changes: tuple[DueDateChangeAt, ...]
    no_updates: tuple[NoUpdateAt, ...]
    outcome: OutcomeAt | None

    @property
    def is_sub_action(self) -> bool:
        return bool(self.parent)

    @property
    def is_in_plan(self) -> bool:
        """Agreed or closed."""
        return self.plan_state in IN_PLAN

    @property
    def counts_in_totals(self) -> bool:
        """In the plan, and not a sub-action."""
        return self.is_in_plan and not self.is_sub_action

    @property
    def is_open(self) -> bool:
        """Agreed and not complete, in a plan that is not closed."""
        is_unfinished = self.plan_state == PlanState.AGREED and self.status != Status.COMPLETE
        return is_unfinished and not self.now.is_plan_closed

    @property
    def has_no_lead(self) -> bool:
        """Open, and nobody leads it who is active."""
        return self.is_open and (self.lead is None or not self.lead.is_active)

    @property
    def has_no_date(self) -> bool:
        """Open, with no due date and not ongoing."""
        return self.is_open and self.due is None and not self.is_ongoing

    @property
    def is_overdue(self) -> bool:
        """Open, and the agreed due date has passed."""
        return self.is_open and self.due is not None and self.due.on < self.now.today

    @property
    def days_overdue(self) -> int:
        return (self.now.today - self.due.on).days if self.due is not None and self.is_overdue else 0

    @property
    def is_due_soon(self) -> bool:
        """Open, and due within 28 days."""
        today = self.now.today
        return self.is_open and self.due is not None and today <= self.due.on <= today + DUE_SOON

    @property
    def is_start_overdue(self) -> bool:
        """Open and not started, and the planned start has passed."""
        start = self.planned_start
        is_new = self.status in (Status.NONE, Status.NOT_STARTED)
        return self.is_open and is_new and start is not None and start.on < self.now.today

    @property
    def is_slipped(self) -> bool:
        """The agreed due date is later than the original one."""
        return self.due is not None and self.original_due is not None and self.due.on > self.original_due.on

    @property
    def times_moved(self) -> int:
        """How often an agreed due date was moved or taken away."""
        return sum(change.from_date is not None for change in self.date_changes)

    @property
    def asks_partnership(self) -> bool:
        """Open, and its last update asks for a decision or for help."""
        return self.is_open and self.last_update is not None and self.last_update.ask != "nothing"

    @property
    def last_update_at(self) -> datetime.datetime | None:
        """When somebody last gave an update; what a source prints is none."""
        told = self.last_update
        return None if told is None or told.is_printed else told.submitted_at

    @property
    def is_received(self) -> bool:
        """In the plan, with an update in the cycle."""
        return (
            self.now.window is not None
            and self.is_in_plan
            and self.last_update_at is not None
            and not self._told_before(self.now.window)
        )

    @property
    def is_not_updated(self) -> bool:
        """Owed in the cycle and not received."""
        return self._missing_in(self.now.window, self.now.today)

    @property
    def no_update_at(self) -> datetime.datetime | None:
        """Where it is not updated: when it was recorded that the cycle had brought no update, if it was."""
        window = self.now.window
        if window is None or not self.no_updates or not self.is_not_updated:
            return None
        return next((one.recorded_at for one in self.no_updates if one.cycle == window.cycle.pk), None)

    @property
    def is_carried_over(self) -> bool:
        """Open, with a status from an earlier cycle, or as a source prints it; in a closed plan as it was at the
        close."""
        window = self.now.window
        if self.now.is_plan_closed:
            return self.plan_state == PlanState.AGREED and self._was_old_at_the_close
        is_old = self.last_update_at is None or (window is not None and self._told_before(window))
        return self.is_open and self.status != Status.NONE and is_old

    @property
    def _was_old_at_the_close(self) -> bool:
        if self.status in (Status.NONE, Status.COMPLETE):
            return False
        told_at, held = self.last_update_at, self.now.held_before
        return told_at is None or (held is not None and clock.london_date(told_at) <= held)

    @property
    def is_silent(self) -> bool:
        """Owed in each of the last two cycles whose papers deadline has passed, and nothing received since."""
        first = self.now.first_of_two
        return first is not None and self._missing_in(first, clock.london_date(first.papers_due_at))

    @property
    def needs_attention(self) -> bool:
        """Agreed and off track or at risk, or silent whatever its colour."""
        is_alarming = self.plan_state == PlanState.AGREED and self.status in (Status.OFF_TRACK, Status.AT_RISK)
        return is_alarming or self.is_silent

    def _told_before(self, window: Window) -> bool:
        """Whether the last update came before the cycle began."""
        told_at = self.last_update_at
        return window.began_at is not None and told_at is not None and told_at < window.began_at

    def _missing_in(self, window: Window | None, today: datetime.date) -> bool:
        """Owed in the cycle, started on that day, and nothing received since the cycle began."""
        if window is None or not self.is_open or self._is_asked_for_in_next(window):
            return False
        is_agreed_in_time = self.first_agreed_at is not None and self.first_agreed_at < window.papers_due_at
        has_started = self.planned_start is None or self.planned_start.on <= today
        return is_agreed_in_time and has_started and (self.last_update_at is None or self._told_before(window))

    def _is_asked_for_in_next(self, window: Window) -> bool:
        """Whether it is carried to a plan that was current and asked for it by this cycle."""
        asked_from = self.outcome.asked_from if self.outcome is not None else None
        return asked_from is not None and asked_from <= window.meeting_on
