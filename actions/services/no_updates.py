"""Recording that no update was received."""

import datetime

from accounts.models import User
from actions.flags import no_update_words
from actions.models import Action, NoUpdateReceived
from audit.recording import Refused, recording
from priorities.access import require_coordinator, require_open
from priorities.cycles import Window, window_in
from send_portal import clock

NO_DEADLINE = "No papers deadline is set, so no update is owed. Set one first."


def record_no_update(*, action: Action, by: User, now: datetime.datetime, asked_by: str = "") -> NoUpdateReceived:
    """Record that the present cycle has brought no update of the action, though it was asked for (`asked_by`: how).

    The action stays not updated; a repeat gives the record that stands. Raises PermissionDenied for everybody but the
    co-ordinator and in a plan that is closed, Refused where the cycle has its update or wants none, and where the
    record that stands says otherwise how it was asked for.
    """
    require_coordinator(by)
    with recording(by=by, now=now):
        action = Action.objects.select_related("plan").locked(action.pk)
        require_open(action.plan)
        window = window_in(action.plan, now)
        if window is None:
            raise Refused(NO_DEADLINE)
        if problem := _missing_problem(action, window, now):
            raise Refused(problem)
        standing = NoUpdateReceived.objects.filter(action=action, cycle=window.cycle.pk).first()
        if standing is not None:
            _require_same(standing, asked_by)
            return standing
        return NoUpdateReceived.objects.create(action=action, cycle_id=window.cycle.pk, asked_by=asked_by)


def no_update_problem(action: Action, now: datetime.datetime) -> str:
    """Why nothing is to be recorded of the action in the present cycle; empty where something is. Three queries at
    most."""
    window = window_in(action.plan, now)
    if window is None:
        return NO_DEADLINE
    standing = NoUpdateReceived.objects.filter(action=action, cycle=window.cycle.pk).first()
    if standing is not None and not _has_come(action, window):
        return f"{no_update_words(standing.recorded_at)}. That stays."
    return _missing_problem(action, window, now)


def _missing_problem(action: Action, window: Window, now: datetime.datetime) -> str:
    """That the cycle has its update of the action, or wants none."""
    if _has_come(action, window):
        return f"An update of {action.reference} has come in this cycle, so there is nothing to record."
    if not Action.objects.filter(pk=action.pk).not_updated_in(window, clock.london_date(now)).exists():
        return f"No update of {action.reference} is owed in this cycle, so there is nothing to record."
    return ""


def _has_come(action: Action, window: Window) -> bool:
    return action.last_update_at is not None and window.holds(action.last_update_at)


def _require_same(standing: NoUpdateReceived, asked_by: str) -> None:
    """Raises Refused where it is recorded already, but not with these words: a record is not written over."""
    if standing.asked_by != asked_by:
        how = f"asked for {standing.get_asked_by_display()}" if standing.asked_by else "without how it was asked for"
        raise Refused(f"It is recorded already that no update was received in this cycle, {how}. That stays.")
