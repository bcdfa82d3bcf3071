"""How an action stood at each of the last meetings."""

import datetime
from collections.abc import Sequence

from django.db.models import Min, Subquery

from actions.flags import day_words
from actions.models import Action
from design.look import Look
from design.strip import StripCell
from priorities.cycles import Window
from priorities.status import PlanState, Status
from send_portal import clock

CELLS = 8
NO_UPDATE = Look("No update", "not-updated", "dashed")
NOT_YET = Look("Not in the plan yet", "no-status", "dashed")
Said = tuple[datetime.datetime, str]


def status_strip(action: Action, windows: Sequence[Window], now: datetime.datetime) -> list[StripCell]:
    """A cell for each of the last eight cycles that have begun; none before the first update. One query.

    A cell has the status that stood at the end of the meeting's day where an update of its cycle gave it. A status
    that was only carried over is no update, and the words say which it was; a complete action stays complete.
    """
    agreed = Action.history.filter(id=action.pk, plan_state=PlanState.AGREED).order_by().values("id")
    agreed_at = Subquery(agreed.annotate(first=Min("history_date")).values("first"))
    rows = list(action.updates.order_by("pk").values_list("submitted_at", "status", agreed_at))
    if not rows:
        return []
    begun = [window for window in windows if window.began_at is None or window.began_at <= now]
    said, in_plan_from = [(at, status) for at, status, _ in rows], rows[0][2]
    return [_cell(window, said, in_plan_from, now) for window in begun[-CELLS:]]


def _cell(
    window: Window, said: Sequence[Said], in_plan_from: datetime.datetime | None, now: datetime.datetime
) -> StripCell:
    stood = next((one for one in reversed(said) if clock.london_date(one[0]) <= window.meeting_on), None)
    is_now = clock.london_date(now) <= window.meeting_on
    if stood is None:
        is_in_plan = in_plan_from is not None and clock.london_date(in_plan_from) <= window.meeting_on
        look = NO_UPDATE if is_in_plan else NOT_YET
        return StripCell(window.meeting_on, look, look.word, is_now)
    at, status = stood
    if window.holds(at) or status == Status.COMPLETE:
        look = Status(status).look
        return StripCell(window.meeting_on, look, look.word, is_now)
    words = f"{NO_UPDATE.word}; {Status(status).label.lower()} as last reported on {day_words(at)}"
    return StripCell(window.meeting_on, NO_UPDATE, words, is_now)
