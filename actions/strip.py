"""How an action stood at each of the last meetings."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Max, Q

from actions.flags import day_words
from actions.models import Action, ProgressUpdate
from design.look import Look
from design.strip import StripCell
from priorities.cycles import Window
from priorities.status import SET_ASIDE, PlanState, Status
from send_portal import clock

CELLS = 8
NO_UPDATE = Look("No update", "not-updated", "dashed")
NOT_YET = Look("Not in the plan yet", "no-status", "dashed")
# What a source prints is no update of the cycle in which it came; what it calls complete is complete all the same.
NO_WORD = Q(received_by=ProgressUpdate.ReceivedBy.IMPORT) & ~Q(status=Status.COMPLETE)
Said = tuple[datetime.datetime, str]
# With its day in London.
Dated = tuple[datetime.date, datetime.datetime, str]


def status_strip(action: Action, windows: Sequence[Window], now: datetime.datetime) -> list[StripCell]:
    """A cell for each of the last eight cycles that have begun; none before the first update. Two queries.

    A cell has the status that stood at the end of the meeting's day where an update of its cycle gave it. A status
    that was only carried over is no update, and the words say which it was; a complete action stays complete. One
    that was paused, replaced or withdrawn at the meeting owed nothing: its cell says so. `action` and `now` may be
    of the past.
    """
    given = action.updates.exclude(NO_WORD).filter(pk__lte=action.last_update_id or 0).order_by("pk")
    said = list(given.values_list("submitted_at", "status"))
    if not said:
        return []
    history = Action.history.filter(id=action.pk, history_date__lte=now).order_by("history_id")
    return strip_of(said, list(history.values_list("history_date", "plan_state")), windows, now)


def strip_of(
    said: Sequence[Said], states: Sequence[Said], windows: Sequence[Window], now: datetime.datetime
) -> list[StripCell]:
    """The cells of `status_strip` from what was said and in which state the action was, each when; without a query."""
    begun = [window for window in windows if window.began_at is None or window.began_at <= now]
    told, stood = ([(clock.london_date(at), at, what) for at, what in one] for one in (said, states))
    return [_cell(window, told, stood, now) for window in begun[-CELLS:]]


def said_over(
    plan: int, last: Mapping[int, int], windows: Sequence[Window], now: datetime.datetime
) -> dict[int, tuple[Said, ...]]:
    """What `strip_of` needs to be told was said of each action of a plan, by their ids: nothing that is older than the
    cells but the newest of it. `last`: the last update of each action. One query.
    """
    given = ProgressUpdate.objects.exclude(NO_WORD).filter(action__plan=plan, submitted_at__lte=now).order_by()
    begun = [window for window in windows if window.began_at is None or window.began_at <= now]
    first = begun[-CELLS:][0].began_at if begun else None
    if first is not None:
        older = given.filter(submitted_at__lt=first).values("action").annotate(newest=Max("pk")).values("newest")
        known = given.filter(submitted_at__gte=first).values("pk").union(older)
        given = ProgressUpdate.objects.filter(pk__in=known)
    found: dict[int, list[Said]] = defaultdict(list)
    for pk, action, at, status in given.order_by("pk").values_list("pk", "action_id", "submitted_at", "status"):
        if pk <= last.get(action, 0):
            found[action].append((at, status))
    return {action: tuple(said) for action, said in found.items()}


def _cell(window: Window, said: Sequence[Dated], states: Sequence[Dated], now: datetime.datetime) -> StripCell:
    stood, state = _last(said, window.meeting_on), _last(states, window.meeting_on)
    if state is not None and state[1] in SET_ASIDE:
        look = Look(PlanState(state[1]).label, state[1], "dashed")
    elif stood is None:
        was_agreed = any(one == PlanState.AGREED for day, _, one in states if day <= window.meeting_on)
        look = NO_UPDATE if was_agreed else NOT_YET
    elif window.holds(stood[0]) or stood[1] == Status.COMPLETE:
        look, stood = Status(stood[1]).look, None
    else:
        look = NO_UPDATE
    words = look.word
    if stood is not None:
        words += f"; {Status(stood[1]).label.lower()} as last reported on {day_words(stood[0])}"
    return StripCell(window.meeting_on, look, words, clock.london_date(now) <= window.meeting_on)


def _last(told: Sequence[Dated], day: datetime.date) -> Said | None:
    """What stood at the end of the day."""
    return next(((at, what) for on, at, what in reversed(told) if on <= day), None)
