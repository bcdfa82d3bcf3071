"""Rows of actions as lists show them: the action, its flags, whether its update is missing."""

import dataclasses
import datetime
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from actions.as_at.records import Then, states_since
from actions.flags import Flag, flags, no_lead_words, state_words
from actions.models import Action
from actions.numbers import Numbers
from priorities.cycles import Window
from priorities.status import SET_ASIDE, PlanState, Status


class Missing(NamedTuple):
    """What is known of an update that the cycle still wants: whether two cycles brought none, and when it was recorded
    that this one has not."""

    is_silent: bool
    no_update_at: datetime.datetime | None


@dataclasses.dataclass(frozen=True)
class Row:
    """An action in a list. `state` is empty for one that is simply agreed. `since`: of one that is shown as it stood,
    what has become of it since. `no_update_at`: when it was recorded that no update was received.
    """

    action: Action
    flags: list[Flag]
    is_not_updated: bool
    state: str
    since: Sequence[str] = ()
    no_update_at: datetime.datetime | None = None

    @property
    def is_set_aside(self) -> bool:
        """Whether it rests or has left the plan unfinished: the state then says more than the status."""
        return self.action.plan_state in SET_ASIDE

    @property
    def ending(self) -> str:
        """How it ended, in a line; empty where that is not recorded. It comes `with_ending`."""
        outcome = getattr(self.action, "outcome", None)
        return outcome.line if outcome is not None else ""

    @property
    def last_reported(self) -> str:
        """Its last status in words: "On track, as last reported on 3 July 2024"; empty where none was reported."""
        told = self.action.last_update
        return f"{Status(self.action.status).label}, {told.told_words}" if told is not None else ""


def rows(actions: Sequence[Action], today: datetime.date, window: Window | None) -> list[Row]:
    """The rows of these actions, in their order; one query."""
    missing = missing_updates(actions, today, window)
    return [row(action, today, window, missing.get(action.pk)) for action in actions]


def marked_row(action: Any, today: datetime.date, window: Window | None) -> Row:
    """The row of an action that comes `with_missing_update`; no query."""
    missing = Missing(action.is_silent, action.no_update_at) if action.is_not_updated else None
    return row(action, today, window, missing)


def rows_then(actions: Sequence[Any], then: Then) -> list[Row]:
    """The rows of actions as they stood, each with what has become of it since; a query."""
    since = states_since(then.moment, actions)
    return [
        dataclasses.replace(marked_row(action, then.today, then.window), since=since[action.pk]) for action in actions
    ]


def row(action: Action, today: datetime.date, window: Window | None, missing: Missing | None) -> Row:
    """One row, where the caller knows whether the update is missing."""
    state = "" if action.plan_state == PlanState.AGREED else state_words(action)
    no_update_at = missing.no_update_at if missing else None
    flagged = flags(
        action,
        today,
        window,
        is_not_updated=missing is not None,
        is_silent=missing is not None and missing.is_silent,
        no_update_at=no_update_at,
    )
    return Row(action, flagged, missing is not None, state, no_update_at=no_update_at)


def missing_updates(actions: Sequence[Action], today: datetime.date, window: Window | None) -> dict[int, Missing]:
    """Those whose update the cycle still wants, by id. One query, if any."""
    if window is None or not actions:
        return {}
    among = Action.objects.filter(pk__in=[action.pk for action in actions]).not_updated_in(window, today)
    told = among.with_missing_update(window, today).order_by().values_list("pk", "is_silent", "no_update_at")
    return {pk: Missing(bool(is_silent), no_update_at) for pk, is_silent, no_update_at in told}


def counted_apart(shown: Iterable[Row]) -> Numbers:
    """How many actions and how many sub-actions these are."""
    parts = [row.action.is_sub_action for row in shown]
    return Numbers(len(parts) - sum(parts), sum(parts))


def missing_by_organisation(shown: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Rows of actions `with_leading` whose update is still to come, each once, by `_whose`, most first."""
    found: dict[str, list[Row]] = {}
    for row in shown:
        if row.is_not_updated:
            found.setdefault(_whose(row.action), []).append(row)
    return sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _whose(action: Any) -> str:
    """The first organisation that is named as leading it; where none is, that of its lead; what says why without."""
    if action.leading:
        return str(action.leading[0].organisation.label)
    return action.lead.organisation.label if action.has_lead else no_lead_words(action)
