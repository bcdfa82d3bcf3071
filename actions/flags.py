"""What the portal works out of an action and shows beside its status; never stored, never coloured."""

import dataclasses
import datetime
from collections.abc import Iterator

from actions.models import Action
from design.fields import sentence
from priorities.cycles import Window
from priorities.status import PlanState
from send_portal import clock


@dataclasses.dataclass(frozen=True)
class Flag:
    """A computed fact: the name of its symbol and its words."""

    name: str
    text: str


def flags(
    action: Action,
    today: datetime.date,
    window: Window | None,
    *,
    is_not_updated: bool,
    is_silent: bool,
    no_update_at: datetime.datetime | None = None,
) -> list[Flag]:
    """Everything to be shown beside the status, most pressing first.

    `action` comes with lead, last update and what `ActionQuerySet.with_flag_facts` adds. `no_update_at`: when it was
    recorded that the cycle has brought no update.
    """
    return [
        *_date_flags(action, today),
        *_update_flags(action, window, is_not_updated=is_not_updated, is_silent=is_silent, no_update_at=no_update_at),
        *_gap_flags(action),
    ]


def _date_flags(action: Action, today: datetime.date) -> Iterator[Flag]:
    if action.is_overdue(today):
        yield Flag("overdue", f"Overdue by {counted(action.days_overdue(today), 'day')}")
    elif action.is_due_soon(today):
        days = (action.due_on - today).days
        yield Flag("due-soon", f"Due in {counted(days, 'day')}" if days else "Due today")
    if action.is_start_overdue(today):
        yield Flag("start-overdue", f"Start was planned for {action.planned_start}")


def _update_flags(
    action: Action,
    window: Window | None,
    *,
    is_not_updated: bool,
    is_silent: bool,
    no_update_at: datetime.datetime | None,
) -> Iterator[Flag]:
    recorded = f". {no_update_words(no_update_at)}" if is_not_updated and no_update_at is not None else ""
    if is_silent:
        yield Flag("silent", silent_words(action) + recorded)
    elif is_not_updated:
        yield Flag("not-updated", not_updated_words(action) + recorded)
    elif action.is_carried_over(window) and action.last_update is not None:
        yield Flag("carried-over", sentence(action.last_update.told_words))
    if action.asks_partnership and action.last_update is not None:
        yield Flag("asked", action.last_update.asked_words)


def _gap_flags(action: Action) -> Iterator[Flag]:
    if action.has_slipped:
        times = getattr(action, "times_moved", 0)
        yield Flag("slipped", "Slipped" + (f", date moved {times_words(times)}" if times else ""))
    if action.is_open and not action.has_lead:
        yield Flag("no-lead", "No lead yet" if action.lead is None else f"No lead: {action.lead} has left")
    if action.is_open and not action.has_date:
        yield Flag("no-date", "No date set")
    if getattr(action, "has_open_query", False):
        yield Flag("query", "Open query")


def no_lead_words(action: Action) -> str:
    """Why nobody leads it, inside a sentence and without a name: papers print posts, not persons."""
    return "no lead yet" if action.lead is None else "no lead: the last one has left"


def silent_words(action: Action) -> str:
    """ "No update for two cycles, last on 3 July 2024"; "No update yet, for two cycles" where there was none."""
    if action.last_update_at is None:
        return f"No update yet, for two cycles{_printed_words(action)}"
    return f"No update for two cycles, last on {day_words(action.last_update_at)}"


def not_updated_words(action: Action) -> str:
    """ "Not updated since 3 July 2024"; "No update yet" where there was none."""
    if action.last_update_at is None:
        return f"No update yet{_printed_words(action)}"
    return f"Not updated since {day_words(action.last_update_at)}"


def _printed_words(action: Action) -> str:
    """What a source prints of an action that nobody has given an update on: ", status as printed on 3 July 2023"."""
    told = action.last_update
    return f", status {told.told_words}" if told is not None and told.is_printed else ""


def no_update_words(recorded_at: datetime.datetime) -> str:
    """ "No update received, recorded on 12 September 2024"."""
    return f"No update received, recorded on {day_words(recorded_at)}"


def day_words(moment: datetime.datetime) -> str:
    """The London day of a moment: "3 July 2024"."""
    day = clock.london_date(moment)
    return f"{day.day} {day:%B %Y}"


def state_words(action: Action) -> str:
    """The state in the plan in words: "Paused until spring 2025"."""
    words = action.get_plan_state_display()
    if action.plan_state == PlanState.PAUSED and action.paused_until:
        return f"{words} until {action.paused_until}"
    return words


def counted(number: int, noun: str) -> str:
    """ "1 day", "35 days"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def times_words(times: int) -> str:
    """ "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(times, f"{times} times")
