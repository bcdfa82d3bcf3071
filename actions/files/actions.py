"""Actions as rows of a file: everything in words, posts and organisations instead of persons."""

import datetime
import functools
import operator
from collections.abc import Iterator
from typing import Any

from django.db.models import Case, Value, When

from actions.models.action import due_words
from actions.named_lists import FLAGS
from actions.querysets import ActionQuerySet
from design.fields import sentence
from documents.cells import day_cell
from priorities.cycles import Window
from priorities.partial_date import PartialDate, Precision
from priorities.status import PlanState, Status
from send_portal import clock

HEADINGS = (
    "Reference", "Priority", "Part of", "Action", "In the plan", "Reason for this state", "Status", "Lead",
    "Due", "Original due date", "Flags", "Last update", "Headline", "Why at risk or off track",
)  # fmt: skip
COLUMNS = (
    "reference", "priority__number", "priority__title", "parent__reference", "title", "plan_state",
    "plan_state_reason", "status", "lead__is_active", "lead__job_title", "lead__organisation__name", "due_on",
    "due_precision", "is_ongoing", "due_as_printed", "original_due_on", "original_due_precision", "last_update_at",
    "last_update__headline", "last_update__reason",
)  # fmt: skip
ROWS_AT_ONCE = 2000
DATES_KEPT = 1000


def rows_of_file(actions: ActionQuerySet, today: datetime.date, window: Window | None) -> Iterator[list[str]]:
    """A row for each action, in their order, read from the database as the file is written."""
    bits = (
        Case(When(one.condition(today, window), then=Value(1 << number)), default=Value(0))
        for number, one in enumerate(FLAGS.values())
    )
    flagged = actions.annotate(flags=functools.reduce(operator.add, bits))
    return (_row(action) for action in flagged.values_list(*COLUMNS, "flags", named=True).iterator(ROWS_AT_ONCE))


def _row(action: Any) -> list[str]:
    return [
        action.reference,
        f"{action.priority__number}. {action.priority__title}",
        action.parent__reference or "",
        action.title,
        PlanState(action.plan_state).label,
        action.plan_state_reason,
        Status(action.status).label,
        _post(action),
        _due(action),
        _date(action.original_due_on, action.original_due_precision),
        _flags(action.flags),
        day_cell(clock.london_date(action.last_update_at)) if action.last_update_at else "",
        action.last_update__headline or "",
        action.last_update__reason or "",
    ]


def _post(action: Any) -> str:
    if not action.lead__is_active:
        return ""
    return ", ".join(filter(None, (action.lead__job_title, action.lead__organisation__name)))


def _due(action: Any) -> str:
    due = _date(action.due_on, action.due_precision)
    return due_words(due, is_ongoing=action.is_ongoing, as_printed=action.due_as_printed)


@functools.cache
def _flags(bits: int) -> str:
    return "; ".join(one.words for number, one in enumerate(FLAGS.values()) if bits & 1 << number)


@functools.lru_cache(DATES_KEPT)
def _date(on: datetime.date | None, precision: str) -> str:
    """A day for spreadsheets; what is known to the month, the season or the year in words."""
    if on is None or precision == Precision.DAY:
        return day_cell(on)
    return sentence(str(PartialDate(on, precision)))
