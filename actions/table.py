"""Rows of actions as lists show them: the action, its flags, whether its update is missing."""

import dataclasses
import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from actions.as_at.records import Then, states_since
from actions.flags import Flag, day_words, flags, no_lead_words, state_words
from actions.models import Action
from priorities.cycles import Window
from priorities.status import SET_ASIDE, PlanState, Status


@dataclasses.dataclass(frozen=True)
class Row:
    """An action in a list. `state` is empty for one that is simply agreed. `since`: of one that is shown as it stood,
    what has become of it since.
    """

    action: Action
    flags: list[Flag]
    is_not_updated: bool
    state: str
    since: Sequence[str] = ()

    @property
    def is_set_aside(self) -> bool:
        """Whether it rests or has left the plan unfinished: the state then says more than the status."""
        return self.action.plan_state in SET_ASIDE

    @property
    def last_reported(self) -> str:
        """Its last status in words: "On track, as last reported on 3 July 2024"; empty where none was reported."""
        if self.action.last_update_at is None:
            return ""
        return f"{Status(self.action.status).label}, as last reported on {day_words(self.action.last_update_at)}"


def rows(actions: Sequence[Action], today: datetime.date, window: Window | None) -> list[Row]:
    """The rows of these actions, in their order; one query."""
    missing = missing_updates(actions, today, window)
    return [
        row(action, today, window, is_not_updated=action.pk in missing, is_silent=missing.get(action.pk, False))
        for action in actions
    ]


def marked_row(action: Any, today: datetime.date, window: Window | None) -> Row:
    """The row of an action that comes `with_missing_update`; no query."""
    return row(action, today, window, is_not_updated=action.is_not_updated, is_silent=action.is_silent)


def rows_then(actions: Sequence[Any], then: Then) -> list[Row]:
    """The rows of actions as they stood, each with what has become of it since; a query."""
    since = states_since(then.moment, actions)
    return [
        dataclasses.replace(marked_row(action, then.today, then.window), since=since[action.pk]) for action in actions
    ]


def row(action: Action, today: datetime.date, window: Window | None, *, is_not_updated: bool, is_silent: bool) -> Row:
    """One row, where the caller knows whether the update is missing."""
    state = "" if action.plan_state == PlanState.AGREED else state_words(action)
    flagged = flags(action, today, window, is_not_updated=is_not_updated, is_silent=is_silent)
    return Row(action, flagged, is_not_updated, state)


def missing_updates(actions: Sequence[Action], today: datetime.date, window: Window | None) -> dict[int, bool]:
    """Those whose update the cycle still wants, by id: True where two cycles brought none. One query, if any."""
    if window is None or not actions:
        return {}
    among = Action.objects.filter(pk__in=[action.pk for action in actions]).not_updated_in(window, today)
    return dict(among.with_missing_update(window, today).order_by().values_list("pk", "is_silent"))


def missing_by_organisation(shown: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Rows whose update is still to come, by the lead's organisation, most first; what says why where nobody leads."""
    found: dict[str, list[Row]] = {}
    for row in shown:
        if row.is_not_updated:
            whose = row.action.lead.organisation.label if row.action.has_lead else no_lead_words(row.action)
            found.setdefault(whose, []).append(row)
    return sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
