"""Actions as rows of a file: everything in words, posts and organisations instead of persons."""

import datetime
import functools
import operator
from collections.abc import Iterator
from typing import Any

from django.db.models import Case, Value, When

from actions.as_at.outcomes import outcomes_at
from actions.as_at.records import PeopleThen, Then
from actions.models.action import due_words
from actions.models.outcomes import outcome_words
from actions.named_lists import FLAGS
from design.fields import sentence
from documents.cells import day_cell
from priorities.cycles import Window
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate, Precision
from priorities.status import PlanState, Status
from send_portal import clock

HEADINGS = (
    "Reference", "Priority", "Part of", "Action", "In the plan", "Reason for this state", "Status", "Lead",
    "Due", "Original due date", "Flags", "Last update", "Headline", "Why at risk or off track",
    "Outcome", "Reason for the outcome",
)  # fmt: skip
# What an action says itself, or what never changes.
OWN = (
    "reference", "priority__number", "parent__reference", "title", "plan_state", "plan_state_reason", "status",
    "due_on", "due_precision", "is_ongoing", "due_as_printed", "original_due_on", "original_due_precision",
    "last_update_at", "last_update__headline", "last_update__reason",
)  # fmt: skip
ENDING = (
    "plan_id", "outcome__outcome", "outcome__reason", "outcome__into__reference", "outcome__into__plan",
    "outcome__into__plan__title", "outcome__into__plan__status",
)  # fmt: skip
COLUMNS = (*OWN, *ENDING, "priority__title", "lead__is_active", "lead__job_title", "lead__organisation__name")
ROWS_AT_ONCE = 2000
DATES_KEPT = 1000


def rows_of_file(actions: Any, today: datetime.date, window: Window | None) -> Iterator[list[str]]:
    """A row for each action, in their order, read from the database as the file is written."""
    flagged = actions.annotate(flags=_flag_bits(today, window))
    for action in flagged.values_list(*COLUMNS, "flags", named=True).iterator(ROWS_AT_ONCE):
        yield [*_row(action, action.priority__title, _post(action)), *_ending(action)]


def rows_of_file_then(actions: Any, then: Then) -> Iterator[list[str]]:
    """The same of actions as they stood (their history rows), under the names and from the posts of that moment."""
    leads = actions.order_by().filter(lead_id__isnull=False).values_list("lead_id", flat=True).distinct()
    people = PeopleThen(leads, (), then.moment)
    flagged = actions.annotate(flags=_flag_bits(then.today, then.window, then.moment))
    outcomes = outcomes_at(list(actions.order_by().values_list("id", flat=True)), then.moment)
    names = (*OWN, "id", "priority_id", "lead_id", "flags")
    for action in flagged.values_list(*names, named=True).iterator(ROWS_AT_ONCE):
        lead = people.person(action.lead_id)
        post = _words_of_post(lead.job_title, lead.organisation.name) if lead and lead.is_active else ""
        ended = outcomes.get(action.id)
        ending = (ended.words, ended.reason) if ended is not None else ("", "")
        yield [*_row(action, then.priorities[action.priority_id].title, post), *ending]


def _flag_bits(today: datetime.date, window: Window | None, at: datetime.datetime | None = None) -> Any:
    """Every flag of an action as a bit of one number."""
    bits = (
        Case(When(one.condition(today, window, at), then=Value(1 << number)), default=Value(0))
        for number, one in enumerate(FLAGS.values())
    )
    return functools.reduce(operator.add, bits)


def _row(action: Any, priority: str, post: str) -> list[str]:
    return [
        action.reference,
        f"{action.priority__number}. {priority}",
        action.parent__reference or "",
        action.title,
        PlanState(action.plan_state).label,
        action.plan_state_reason,
        Status(action.status).label,
        post,
        _due(action),
        _date(action.original_due_on, action.original_due_precision),
        _flags(action.flags),
        day_cell(clock.london_date(action.last_update_at)) if action.last_update_at else "",
        action.last_update__headline or "",
        action.last_update__reason or "",
    ]


def _ending(action: Any) -> tuple[str, str]:
    """How it ended, and why; another plan that is a draft is not named."""
    if not action.outcome__outcome:
        return "", ""
    is_elsewhere = action.outcome__into__plan != action.plan_id
    is_hidden = is_elsewhere and action.outcome__into__plan__status == ActionPlan.State.DRAFT
    title = "" if is_hidden else action.outcome__into__plan__title or ""
    words = outcome_words(action.outcome__outcome, action.outcome__into__reference or "", title)
    return words, action.outcome__reason


def _post(action: Any) -> str:
    if not action.lead__is_active:
        return ""
    return _words_of_post(action.lead__job_title, action.lead__organisation__name)


def _words_of_post(job_title: str, organisation: str) -> str:
    return ", ".join(filter(None, (job_title, organisation)))


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
