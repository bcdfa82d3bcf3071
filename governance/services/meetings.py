"""What changes meetings: planning one, its details, how it stands, moving it to another day."""

import datetime
from typing import Any

from accounts.models import User
from audit.recording import Process, Refused, recording
from governance.models import Body, Meeting
from governance.services.addresses import dated_slug
from governance.services.agenda_copies import copy_agenda
from governance.services.cycles import hand_over_cycles, keep_cycles
from governance.services.locking import locked_body, locked_meeting, locked_with_body
from governance.services.meeting_rules import require_nothing_recorded, require_other_day, require_sound
from governance.services.numbering import renumber
from governance.services.packs import freeze_pack
from priorities.partial_date import PartialDate, Precision
from send_portal import clock

By = User | Process
State = Meeting.State

DETAILS = {
    "date", "starts_at", "ends_at", "place", "link", "papers_due_at", "business", "minute_reference", "minutes_url",
}  # fmt: skip
WHY = "Say why the meeting changes."
NOT_COMING = "This meeting was held, was cancelled or has moved. Open it to see how it stands."


def plan_meeting(
    *, by: By, now: datetime.datetime, body: Body, date: PartialDate, reason: str = "", **values: Any
) -> Meeting:
    """A meeting that is planned, with what is known of it (DETAILS). Its address is made of body and date and stays.

    Where its body sets the update cycles, it owns one of each current plan from then on. Raises Refused where the
    body has a meeting on that date already or has ended, its times do not fit (meeting_rules.py), or a cycle cannot
    stand so (priorities/cycle_rules.py).
    """
    _check_known(values)
    with recording(by=by, now=now, reason=reason):
        body = locked_body(body.pk)
        meeting = Meeting(body=body, slug=dated_slug(Meeting, date, body), **values)
        meeting.date = date
        require_sound(meeting)
        meeting.save()
        keep_cycles(meeting, now=now)
    return meeting


def edit_meeting(
    *,
    meeting: Meeting,
    by: By,
    now: datetime.datetime,
    reason: str = "",
    revision: int | None = None,
    **values: Any,
) -> Meeting:
    """Change what is known of a meeting (DETAILS); what is left out stays, and its address always does. The cycles
    that it owns follow.

    Raises Refused where something that stands changes without a reason, the day changes although papers are out (it
    moves then) or something is recorded (`require_nothing_recorded`), the meeting was cancelled or has moved, or as
    `plan_meeting`; StaleRecord where `revision` is not the meeting's any more.
    """
    _check_known(values)
    with recording(by=by, now=now, reason=reason):
        meeting = locked_with_body(meeting, revision)
        if meeting.is_off:
            raise Refused("This meeting was cancelled or has moved, so nothing of it changes.")
        date = values.get("date", meeting.date)
        if date != meeting.date:
            _require_day_may_change(meeting)
        was, was_due_at = (meeting.date, meeting.papers_due_at), meeting.papers_due_at
        meeting.set_values(values, reason=reason, why=WHY)
        require_sound(meeting)
        if meeting.status == State.HELD:
            _require_begun(meeting, now)
        meeting.save()
        if (meeting.date, meeting.papers_due_at) != was:
            keep_cycles(meeting, now=now, reason=reason, was_due_at=was_due_at)
    return meeting


def send_papers_out(*, meeting: Meeting, by: By, now: datetime.datetime, revision: int | None = None) -> Meeting:
    """Record that the papers of a meeting have gone out, now, and freeze its pack. What changes in them later is
    marked, and the numbers of the items stay from then on.

    Raises Refused where it is not planned, its day is not known or has passed, or its body is not run here;
    StaleRecord as `edit_meeting`.
    """
    with recording(by=by, now=now):
        meeting = locked_meeting(meeting, revision)
        if not meeting.body.is_run_here:
            raise Refused("This body sends its papers itself.")
        if meeting.status != State.PLANNED:
            raise Refused("Papers go out for a meeting that is planned. Open it to see how it stands.")
        if meeting.date_precision != Precision.DAY:
            raise Refused("Enter the day of the meeting first.")
        if meeting.date_on < clock.london_date(now):
            raise Refused("The day of this meeting has passed. Say what became of it instead.")
        renumber(meeting, now)
        meeting.status, meeting.papers_out_at = State.PAPERS_OUT, now
        meeting.save()
        freeze_pack(meeting, now)
    return meeting


def hold_meeting(*, meeting: Meeting, by: By, now: datetime.datetime, revision: int | None = None) -> Meeting:
    """Record that a meeting was held, from its day on.

    Raises Refused before its day, without a day where its body is run here, or where it was held, was cancelled or
    has moved; StaleRecord as `edit_meeting`.
    """
    with recording(by=by, now=now):
        meeting = locked_meeting(meeting, revision)
        _require_coming(meeting)
        _require_begun(meeting, now)
        meeting.status = State.HELD
        meeting.save()
    return meeting


def cancel_meeting(
    *, meeting: Meeting, by: By, now: datetime.datetime, reason: str, revision: int | None = None
) -> Meeting:
    """Cancel a meeting. Its cycles end on the day on which it was to be held.

    Raises Refused without a reason, where it was held, was cancelled or has moved, or something is recorded
    (`require_nothing_recorded`); StaleRecord as `edit_meeting`.
    """
    with recording(by=by, now=now, reason=reason):
        meeting = locked_meeting(meeting, revision)
        _require_coming(meeting)
        require_nothing_recorded(meeting)
        _require_reason(reason, "Say why the meeting is cancelled.")
        meeting.status = State.CANCELLED
        meeting.save()
    return meeting


def undo_state(
    *, meeting: Meeting, by: By, now: datetime.datetime, reason: str, revision: int | None = None
) -> Meeting:
    """Take back a state that was set by mistake: held or cancelled becomes what it was before, papers out becomes
    planned: its items are then numbered by their places again.

    Raises Refused without a reason, where the meeting is planned or has moved, its minutes are agreed, or it was held
    and something is recorded (`require_nothing_recorded`); StaleRecord as `edit_meeting`.
    """
    with recording(by=by, now=now, reason=reason):
        meeting = locked_with_body(meeting, revision)
        _require_reason(reason, "Say why this is taken back.")
        state = state_before(meeting)
        if state is None:
            raise Refused("There is nothing to take back: the meeting is planned, or it has moved.")
        if meeting.status == State.HELD:
            require_nothing_recorded(meeting)
        meeting.status = state
        if state == State.PLANNED:
            meeting.papers_out_at = None
        require_sound(meeting)
        meeting.save()
        renumber(meeting, now)
    return meeting


def state_before(meeting: Meeting) -> Meeting.State | None:
    """The state to which a meeting goes back when the one it has was a mistake; None where it has none."""
    if meeting.status in (State.HELD, State.CANCELLED):
        return State.PAPERS_OUT if meeting.papers_out_at else State.PLANNED
    return State.PLANNED if meeting.status == State.PAPERS_OUT else None


def move_meeting(
    *,
    meeting: Meeting,
    by: By,
    now: datetime.datetime,
    reason: str,
    date: PartialDate,
    revision: int | None = None,
    **values: Any,
) -> Meeting:
    """Move a meeting to another day: a new meeting with its own address, to which the old one leads. The agenda comes
    along, and the cycles go over. A papers deadline that has passed stays; the papers go out anew.

    Raises Refused without a reason, to the same day, to a day that has passed, where it was held, was cancelled or has
    moved, where something is recorded (`require_nothing_recorded`), or as `plan_meeting`; StaleRecord as
    `edit_meeting`.
    """
    _check_known(values)
    with recording(by=by, now=now, reason=reason):
        old = locked_with_body(meeting, revision)
        _require_coming(old)
        require_nothing_recorded(old)
        _require_reason(reason, "Say why the meeting moves.")
        require_other_day(old, date, now)
        new = _in_place_of(old, date, values, now)
        today = clock.london_date(now)
        if old.date_on >= today or date.on < today:
            hand_over_cycles(old, new)
        keep_cycles(new, now=now, reason=reason, was_due_at=old.papers_due_at)
        copy_agenda(old, new, now)
        old.status, old.moved_to = State.MOVED, new
        old.save()
    return new


def _in_place_of(old: Meeting, date: PartialDate, values: dict[str, Any], now: datetime.datetime) -> Meeting:
    values = {"business": old.business} | values
    if deadline_stays(old, now):
        values["papers_due_at"] = old.papers_due_at
    new = Meeting(body=old.body, slug=dated_slug(Meeting, date, old.body), **values)
    new.date = date
    require_sound(new, instead_of=old)
    new.save()
    return new


def deadline_stays(meeting: Meeting, now: datetime.datetime) -> bool:
    """Whether the papers deadline of a meeting to come has passed: it stays then, wherever the meeting moves."""
    has_passed = meeting.papers_due_at is not None and meeting.papers_due_at <= now
    return has_passed and meeting.date_on >= clock.london_date(now)


def _check_known(values: dict[str, Any]) -> None:
    unknown = values.keys() - DETAILS
    if unknown:
        raise TypeError(f"A meeting has no {', '.join(sorted(unknown))} to change.")


def _require_coming(meeting: Meeting) -> None:
    if not meeting.is_coming:
        raise Refused(NOT_COMING)


def _require_day_may_change(meeting: Meeting) -> None:
    require_nothing_recorded(meeting)
    if meeting.status == State.PAPERS_OUT:
        raise Refused("The papers are out, so the day does not change here. Move the meeting to another day.")


def _require_begun(meeting: Meeting, now: datetime.datetime) -> None:
    if meeting.has_begun(clock.london_date(now)):
        return
    if meeting.body.is_run_here and meeting.date_precision != Precision.DAY:
        raise Refused("Enter the day of the meeting first.")
    raise Refused(f"The meeting is on {meeting.date}. It can be held from that day on, not before.")


def _require_reason(reason: str, why: str) -> None:
    if not reason.strip():
        raise Refused(why)
