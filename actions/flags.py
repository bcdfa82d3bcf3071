"""What the portal works out of an action and shows beside its status; never stored, never coloured."""

import dataclasses
import datetime

from actions.models import Action
from priorities.cycles import Window
from priorities.status import PlanState, Status
from send_portal import clock


@dataclasses.dataclass(frozen=True)
class Flag:
    """A computed fact: the name of its symbol and its words."""

    name: str
    text: str


def flags(action: Action, today: datetime.date, window: Window | None, *, is_not_updated: bool) -> list[Flag]:
    """Everything to be shown beside the status, most pressing first. `action` comes with lead and `times_moved`."""
    found = []
    if action.is_overdue(today):
        found.append(Flag("overdue", f"Overdue by {counted(action.days_overdue(today), 'day')}"))
    elif action.is_due_soon(today):
        days = (action.due_on - today).days
        found.append(Flag("due-soon", f"Due in {counted(days, 'day')}" if days else "Due today"))
    if action.is_start_overdue(today):
        found.append(Flag("start-overdue", f"Start was planned for {action.planned_start}"))
    if is_not_updated:
        found.append(Flag("not-updated", not_updated_words(action)))
    elif is_carried_over(action, window) and action.last_update_at is not None:
        found.append(Flag("carried-over", f"As last reported on {day_words(action.last_update_at)}"))
    if action.has_slipped:
        times = getattr(action, "times_moved", 0)
        found.append(Flag("slipped", "Slipped" + (f", date moved {times_words(times)}" if times else "")))
    if action.is_open and not action.has_lead:
        found.append(Flag("no-lead", "No lead yet" if action.lead is None else f"No lead: {action.lead} has left"))
    if action.is_open and not action.has_date:
        found.append(Flag("no-date", "No date set"))
    return found


def not_updated_words(action: Action) -> str:
    """ "Not updated since 3 July 2024"; "No update yet" where there was none."""
    if action.last_update_at is None:
        return "No update yet"
    return f"Not updated since {day_words(action.last_update_at)}"


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


def is_carried_over(action: Action, window: Window | None) -> bool:
    """Whether the status is from an earlier cycle."""
    return (
        window is not None
        and window.began_at is not None
        and action.is_open
        and action.status != Status.NONE
        and action.last_update_at is not None
        and action.last_update_at < window.began_at
    )


def counted(number: int, noun: str) -> str:
    """ "1 day", "35 days"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def times_words(times: int) -> str:
    """ "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(times, f"{times} times")
