"""What is true of actions at a moment, recounted from what was recorded, for test_recount.py.

It reads only what is never changed (updates, changes of due dates, history), and knows the cycles from the world of
the tests. It shares no code with `actions`.
"""

import dataclasses
import datetime
from collections import defaultdict
from typing import Any

from accounts.models import User
from actions.models import (
    Action,
    CoProduction,
    DueDateChange,
    Evidence,
    ProgressUpdate,
    Question,
    SourceQuery,
)
from actions.named_lists import COUNTED, FLAGS
from tests.world import MEETINGS, PLANNED


@dataclasses.dataclass
class Facts:
    """What was written down of each action, by its id, oldest first; who is active; what is asked of the source."""

    updates: dict[int, list[Any]]
    dates: dict[int, list[Any]]
    history: dict[int, list[Any]]
    active: set[int]
    queried: set[int]
    evidenced: set[int]
    co_produced: set[int]
    asked: set[int]


def recorded() -> Facts:
    updates, dates, history = defaultdict(list), defaultdict(list), defaultdict(list)
    for update in ProgressUpdate.objects.order_by("pk"):
        updates[update.action_id].append(update)
    for change in DueDateChange.objects.order_by("pk"):
        dates[change.action_id].append(change)
    for row in Action.history.order_by("history_id"):
        history[row.id].append(row)
    active = set(User.objects.filter(is_active=True).values_list("pk", flat=True))
    queried = set(SourceQuery.objects.filter(answer="", action__isnull=False).values_list("action", flat=True))
    evidenced = set(Evidence.objects.filter(is_withdrawn=False).values_list("action", flat=True))
    co_produced = set(CoProduction.objects.values_list("action", flat=True))
    asked = {one.action_id for one in Question.objects.all() if not one.answer and not one.closed_reason}
    return Facts(updates, dates, history, active, queried, evidenced, co_produced, asked)


class Recount:
    """What is true of an action at a moment, from what was recorded of it."""

    def __init__(self, action: Action, now: datetime.datetime, found: Facts) -> None:
        self.today, self.is_sub_action = self.day(now), action.parent_id is not None
        updates, dates, states = found.updates[action.pk], found.dates[action.pk], found.history[action.pk]
        update, newest = updates[-1] if updates else None, states[-1]
        self.status = update.status if update else "none"
        self.completed_on = update.completed_on if update else None
        self.told_on = self.day(update.submitted_at) if update else None
        self.agreed_at = [row.history_date for row in states if row.plan_state == "agreed"]
        self.state, self.starts_on, self.is_ongoing = newest.plan_state, newest.planned_start_on, newest.is_ongoing
        self.due_on = dates[-1].to_on if dates else None
        self.first_due_on = dates[0].to_on if dates else None
        self.is_in_plan = self.state in ("agreed", "closed")
        self.is_open = self.state == "agreed" and self.status != "complete"
        self.asks = self.is_open and update is not None and update.ask in ("decision", "help")
        self.has_lead = newest.lead_id in found.active
        self.has_date = self.due_on is not None or self.is_ongoing
        self.has_query = action.pk in found.queried
        self.has_evidence, self.is_co_produced = action.pk in found.evidenced, action.pk in found.co_produced
        self.is_asked = action.pk in found.asked
        # The number of the cycle that goes on; None once the last meeting is over.
        self.cycle = next((number for number, meeting in enumerate(MEETINGS) if self.today <= meeting), None)

    @staticmethod
    def day(moment: datetime.datetime) -> datetime.date:
        return moment.astimezone(PLANNED.tzinfo).date()

    def told_since_cycle(self, number: int) -> bool:
        """Whether an update came in that cycle or later."""
        return self.told_on is not None and (number == 0 or self.told_on > MEETINGS[number - 1])

    def owed_in_cycle(self, number: int, started_by: datetime.date) -> bool:
        deadline_on = MEETINGS[number] - datetime.timedelta(days=7)
        deadline = datetime.datetime.combine(deadline_on, datetime.time(12), PLANNED.tzinfo)
        has_started = self.starts_on is None or self.starts_on <= started_by
        return self.is_open and has_started and any(at < deadline for at in self.agreed_at)

    @property
    def is_not_updated(self) -> bool:
        number = self.cycle
        return number is not None and self.owed_in_cycle(number, self.today) and not self.told_since_cycle(number)

    @property
    def is_silent(self) -> bool:
        if self.cycle is None:
            return False
        deadlines = [meeting - datetime.timedelta(days=7) for meeting in MEETINGS[: self.cycle + 1]]
        passed = [number for number, deadline in enumerate(deadlines) if deadline < self.today]
        if len(passed) < 2:
            return False
        first = passed[-2]
        return self.owed_in_cycle(first, deadlines[first]) and not self.told_since_cycle(first)

    @property
    def lists(self) -> set[str]:
        """The named lists that it is on."""
        today, due = self.today, self.due_on
        was_told_now = self.cycle is not None and self.is_in_plan and self.told_since_cycle(self.cycle)
        is_old = self.cycle is not None and self.told_on is not None and not self.told_since_cycle(self.cycle)
        is_new = self.status in ("none", "not_started")
        on = {
            "overdue": self.is_open and due is not None and due < today,
            "due-soon": self.is_open and due is not None and 0 <= (due - today).days <= 28,
            "start-overdue": self.is_open and is_new and self.starts_on is not None and self.starts_on < today,
            "slipped": due is not None and self.first_due_on is not None and due > self.first_due_on,
            "not-updated": self.is_not_updated,
            "silent": self.is_silent,
            "carried-over": self.is_open and is_old,
            "asked": self.asks,
            "no-lead": self.is_open and not self.has_lead,
            "no-date": self.is_open and not self.has_date,
            "query": self.has_query,
            "in-plan": self.is_in_plan,
            "open": self.is_open,
            "in-progress": self.is_in_plan and self.status in ("on_track", "at_risk", "off_track"),
            "no-outcome": self.is_in_plan and self.status != "complete",
            "no-completion-date": self.is_in_plan and self.status == "complete" and self.completed_on is None,
            "owed": was_told_now or self.is_not_updated,
            "updated": was_told_now,
            "with-lead": self.is_open and self.has_lead,
            "with-date": self.is_open and self.has_date,
            "evidence": self.is_in_plan and self.has_evidence,
            "no-evidence": self.is_in_plan and not self.has_evidence,
            "co-production": self.is_in_plan and self.is_co_produced,
            "sub-actions": self.is_in_plan and self.is_sub_action,
            "open-question": self.is_asked,
        }
        assert on.keys() == FLAGS.keys() | COUNTED.keys()
        return {name for name, is_on in on.items() if is_on}

    @property
    def shown(self) -> set[str]:
        """The flags beside its status: of what is said of its updates, the most pressing alone."""
        of_updates = [name for name in ("silent", "not-updated", "carried-over") if name in self.lists]
        return self.lists & FLAGS.keys() - set(of_updates[1:])
