"""The lists of actions that have a name: what the portal works out (flags), and what counts count."""

import datetime
from typing import NamedTuple, Protocol

from django.db.models import Q

from actions import conditions
from priorities.cycles import Window


class Condition(Protocol):
    """Which actions are on a list: on that day, in that cycle; `at`: asked of history rows (`actions.conditions`)."""

    def __call__(self, today: datetime.date, window: Window | None, at: datetime.datetime | None = None, /) -> Q: ...


class NamedList(NamedTuple):
    """Its words, and which actions are on it at a moment."""

    words: str
    condition: Condition


FLAGS = {
    "overdue": NamedList("Overdue", lambda today, window, at=None: conditions.is_overdue(today, at)),
    "due-soon": NamedList("Due soon", lambda today, window, at=None: conditions.is_due_soon(today, at)),
    "start-overdue": NamedList("Start overdue", lambda today, window, at=None: conditions.is_start_overdue(today, at)),
    "slipped": NamedList("Slipped", lambda today, window, at=None: conditions.HAS_SLIPPED),
    "not-updated": NamedList(
        "Not updated", lambda today, window, at=None: conditions.not_updated_in(window, today, at)
    ),
    "silent": NamedList(
        "No update for two cycles", lambda today, window, at=None: conditions.is_silent(window, today, at)
    ),
    "carried-over": NamedList("Carried over", lambda today, window, at=None: conditions.is_carried_over(window, at)),
    "asked": NamedList("Asks the partnership", lambda today, window, at=None: conditions.asks_partnership(at)),
    "no-lead": NamedList("No lead", lambda today, window, at=None: conditions.has_no_lead(at)),
    "no-date": NamedList("No date", lambda today, window, at=None: conditions.has_no_date(at)),
    "query": NamedList("Open query", lambda today, window, at=None: conditions.has_open_query(at)),
}

COUNTED = {
    "in-plan": NamedList("In the plan", lambda today, window, at=None: conditions.IS_IN_PLAN),
    "open": NamedList("Open", lambda today, window, at=None: conditions.is_open(at)),
    "in-progress": NamedList("In progress", lambda today, window, at=None: conditions.IS_IN_PROGRESS),
    "no-outcome": NamedList("No recorded outcome", lambda today, window, at=None: conditions.is_without_outcome(at)),
    "owed": NamedList(
        "Update owed in this cycle",
        lambda today, window, at=None: conditions.received_in(window) | conditions.not_updated_in(window, today, at),
    ),
    "updated": NamedList("Updated in this cycle", lambda today, window, at=None: conditions.received_in(window)),
    "with-lead": NamedList("Open, with a lead", lambda today, window, at=None: conditions.has_lead(at)),
    "no-completion-date": NamedList(
        "Complete, without the day", lambda today, window, at=None: conditions.HAS_NO_COMPLETION_DATE
    ),
    "with-date": NamedList("Open, with a due date", lambda today, window, at=None: conditions.has_date(at)),
    "evidence": NamedList(
        "With evidence", lambda today, window, at=None: conditions.IS_IN_PLAN & conditions.has_evidence(at)
    ),
    "no-evidence": NamedList(
        "Without evidence", lambda today, window, at=None: conditions.IS_IN_PLAN & ~conditions.has_evidence(at)
    ),
    "co-production": NamedList(
        "With co-production recorded",
        lambda today, window, at=None: conditions.IS_IN_PLAN & conditions.has_co_production(at),
    ),
    "sub-actions": NamedList(
        "Sub-actions", lambda today, window, at=None: conditions.IS_IN_PLAN & conditions.IS_SUB_ACTION
    ),
    "open-question": NamedList(
        "With an open question", lambda today, window, at=None: conditions.has_open_question(at)
    ),
}
