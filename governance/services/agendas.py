"""What changes an agenda: items added, edited, moved, taken off, carried over."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from accounts.models import User
from actions.models import Action, ProgressUpdate, Question
from audit.recording import Refused, recording
from governance.models import AgendaItem, Meeting
from governance.services.agenda_copies import SAID, copy_what_hangs_on
from governance.services.locking import lock_actions, locked_meeting
from governance.services.numbering import place_item, renumber
from priorities.models import Priority
from send_portal import clock

EXEMPT_WHY = "Enter why the item is exempt, or take the tick away"
LIFTED_WHY = "Enter why the item is not exempt any more"
TAKEN_OFF = "This item has been taken off the agenda. Nothing of it changes any more."
OVER = "This meeting was cancelled or moved, so its agenda stays as it was."
NO_MEETING = "No meeting of the partnership is planned. Add the next meeting first."
QUESTION_CLOSED = "This question is closed, so it cannot go onto an agenda."
ABOUT_IT = "{} is on the agenda of {} already, item {}. Look at it before you put another item beside it."
NOT_ASKED = "This update asks nothing of the partnership any more."
Kind, Purpose = AgendaItem.Kind, AgendaItem.Purpose
OPEN_STATES = (Meeting.State.PLANNED, Meeting.State.PAPERS_OUT)


def add_item(
    *,
    meeting: Meeting,
    by: User,
    now: datetime.datetime,
    title: str,
    purpose: str,
    kind: str = Kind.OTHER,
    actions: Iterable[Action] = (),
    priorities: Iterable[Priority] = (),
    **values: Any,
) -> AgendaItem:
    """A new item at the end of the agenda. `values` are columns of it. Raises Refused where the meeting was cancelled
    or moved or its minutes are agreed, or an exempt item says not why.
    """
    with recording(by=by, now=now):
        return new_item(
            locked_meeting(meeting), now, {"title": title, "purpose": purpose, "kind": kind, **values},
            actions, priorities,
        )  # fmt: skip


def new_item(
    meeting: Meeting,
    now: datetime.datetime,
    values: Mapping[str, Any],
    actions: Iterable[Action] = (),
    priorities: Iterable[Priority] = (),
) -> AgendaItem:
    """The same within a change that goes on and has locked the meeting."""
    require_goes_on(meeting)
    item = AgendaItem(meeting=meeting)
    _set(item, values)
    place_item(item, now)
    _concern(item, actions, priorities)
    return item


def edit_item(
    *,
    item: AgendaItem,
    by: User,
    now: datetime.datetime,
    revision: int | None = None,
    reason: str = "",
    actions: Iterable[Action] | None = None,
    priorities: Iterable[Priority] | None = None,
    **values: Any,
) -> AgendaItem:
    """Other words for an item, and just these actions and priorities; None leaves them as they are. Raises as
    `add_item`, StaleRecord where `revision` is not its any more, Refused where it has been taken off, or
    an exemption is lifted without a reason.
    """
    with recording(by=by, now=now, reason=reason.strip()):
        meeting = locked_meeting(item.meeting)
        require_goes_on(meeting)
        item = locked_item(item, revision)
        item.meeting, was_exempt = meeting, item.is_exempt
        _set(item, values)
        if was_exempt and not item.is_exempt and not reason.strip():
            raise Refused(f"{LIFTED_WHY}.")
        item.save()
        _concern(item, actions, priorities)
    return item


def withdraw_item(
    *, item: AgendaItem, by: User, now: datetime.datetime, withdrawn_reason: str, revision: int | None = None
) -> AgendaItem:
    """Take an item off the agenda; it stays in sight. Raises Refused without a reason or where something hangs on it
    that the meeting has done, or it was cancelled or moved; StaleRecord where `revision` is not its any more.
    """
    if not withdrawn_reason.strip():
        raise Refused("Say why the item is taken off.")
    with recording(by=by, now=now):
        meeting = locked_meeting(item.meeting)
        require_goes_on(meeting)
        item = locked_item(item, revision)
        asked = item.meeting_actions.filter(withdrawn_reason="")
        if item.minutes or item.decisions.standing().exists() or asked.exists():
            raise Refused("This item has minutes, decisions or meeting actions, so it stays on the agenda.")
        item.withdrawn_reason = withdrawn_reason.strip()
        item.save()
        renumber(meeting, now)
        item.refresh_from_db()
    return item


def move_item(
    *, item: AgendaItem, by: User, now: datetime.datetime, is_up: bool, revision: int | None = None
) -> AgendaItem:
    """Change places with the item before or after it; the first and the last stay where they are. Raises StaleRecord
    where `revision` is not its any more, Refused where it has been taken off or the meeting was cancelled or moved.
    """
    with recording(by=by, now=now):
        meeting = locked_meeting(item.meeting)
        require_goes_on(meeting)
        item = locked_item(item, revision)
        standing = AgendaItem.objects.standing().filter(meeting=meeting)
        near = standing.filter(position__lt=item.position).last() if is_up else (
            standing.filter(position__gt=item.position).first()
        )  # fmt: skip
        if near is not None:
            item.position, near.position = near.position, item.position
            item.save()
            near.save()
            renumber(meeting, now)
            item.refresh_from_db()
    return item


def put_ask_on_agenda(*, ask: ProgressUpdate, by: User, now: datetime.datetime, is_beside: bool = False) -> AgendaItem:
    """An item of the partnership's next meeting about what an update asks; the same where it is on it already.

    Raises Refused where no meeting is planned or the update asks nothing any more, and, unless it is wanted beside
    others (`is_beside`), where an item about the action is there.
    """
    with recording(by=by, now=now):
        meeting = next_meeting(clock.london_date(now))
        if meeting is None:
            raise Refused(NO_MEETING)
        meeting = locked_meeting(meeting)
        standing = AgendaItem.objects.standing().filter(meeting=meeting)
        about = None if is_beside else standing.filter(action_links__action=ask.action_id).first()
        if about is not None and not standing.filter(ask=ask).exists():
            raise Refused(ABOUT_IT.format(ask.action.reference, meeting.date, about.number))
        return item_for_ask(meeting, ask, now)


def item_for_ask(meeting: Meeting, ask: ProgressUpdate, now: datetime.datetime) -> AgendaItem:
    """The item about an ask within a change that has locked the meeting: the one that there is, else a new one."""
    standing: AgendaItem | None = AgendaItem.objects.standing().filter(meeting=meeting, ask=ask).first()
    if standing is not None:
        return standing
    lock_actions([ask.action_id])
    action = Action.objects.get(pk=ask.action_id)
    if action.last_update_id != ask.pk or ask.ask == ProgressUpdate.Ask.NOTHING:
        raise Refused(NOT_ASKED)
    values = {"kind": Kind.ASK, "ask": ask, "title": ask_title(ask), "purpose": ask_purpose(ask)}
    return new_item(meeting, now, values, [action])


def put_question_on_agenda(*, question: Question, by: User, now: datetime.datetime) -> AgendaItem:
    """An item of the partnership's next meeting about a question on an action; the same where it is on it already.

    Raises Refused where no meeting is planned or the question is closed.
    """
    with recording(by=by, now=now):
        meeting = next_meeting(clock.london_date(now))
        if meeting is None:
            raise Refused(NO_MEETING)
        return item_for_question(locked_meeting(meeting), question, now)


def item_for_question(meeting: Meeting, question: Question, now: datetime.datetime) -> AgendaItem:
    """The item about a question, as `item_for_ask`."""
    standing: AgendaItem | None = AgendaItem.objects.standing().filter(meeting=meeting, question=question).first()
    if standing is not None:
        return standing
    lock_actions([question.action_id])
    question = Question.objects.select_related("action").locked(question.pk)
    if question.is_closed:
        raise Refused(QUESTION_CLOSED)
    values = {
        "kind": Kind.QUESTION, "question": question, "title": question_title(question), "purpose": Purpose.DISCUSS,
    }  # fmt: skip
    return new_item(meeting, now, values, [question.action])


def question_title(question: Question) -> str:
    """ "1a: Question. Which schools come next?", as long as a title may be."""
    return _as_title(f"{question.action.reference}: Question. {question.text}")


def ask_title(ask: ProgressUpdate) -> str:
    """ "1a: Decision asked. Fund two posts", as long as a title may be."""
    return _as_title(f"{ask.action.reference}: {ask.asked_words}. {ask.ask_text}")


def _as_title(text: str) -> str:
    """The text in one line, as long as a title may be."""
    title = " ".join(text.split())
    return title if len(title) <= 200 else f"{title[:199].rstrip()}…"


def ask_purpose(ask: ProgressUpdate) -> str:
    return Purpose.DECIDE if ask.ask == ProgressUpdate.Ask.DECISION else Purpose.DISCUSS


def next_meeting(today: datetime.date, after: Meeting | None = None) -> Meeting | None:
    """The next meeting that is still to come of the body that sets the update cycles, which is the partnership; with
    `after`, that body's next one behind that.
    """
    meetings = Meeting.objects.with_body().filter(status__in=OPEN_STATES, date_on__gte=today, body__is_run_here=True)
    if after is None:
        meetings = meetings.filter(body__sets_cycles=True)
    else:
        meetings = meetings.filter(body=after.body, date_on__gt=after.date_on)
    return meetings.order_by("date_on", "pk").first()


def carry_over(*, item: AgendaItem, by: User, now: datetime.datetime) -> AgendaItem:
    """The item once more, on the agenda of its body's next meeting: exempt as it was, with its links and papers. What
    the old minutes say stays as it is, agreed or not. The same where it is carried over already.

    Raises Refused where no next meeting is planned.
    """
    with recording(by=by, now=now):
        meeting = next_meeting(clock.london_date(now), after=item.meeting)
        if meeting is None:
            raise Refused(NO_MEETING)
        return carried(locked_meeting(meeting), item, now)


def carried(meeting: Meeting, item: AgendaItem, now: datetime.datetime) -> AgendaItem:
    """The item that carries another on, within a change that has locked the meeting."""
    item = AgendaItem.objects.select_related("question").get(pk=item.pk)
    standing: AgendaItem | None = item.carried_to.standing().filter(meeting=meeting).first()
    if standing is not None:
        return standing
    if item.is_withdrawn:
        raise Refused(TAKEN_OFF)
    if item.question is not None:
        lock_actions([item.question.action_id])
    values: dict[str, Any] = {name: getattr(item, name) for name in SAID}
    if item.ask_id and AgendaItem.objects.standing().filter(meeting=meeting, ask=item.ask_id).exists():
        values["ask"] = None
    if item.question_id and AgendaItem.objects.standing().filter(meeting=meeting, question=item.question_id).exists():
        values["question"] = None
    new = new_item(meeting, now, values | {"kind": Kind.CARRIED, "carried_from": item})
    copy_what_hangs_on(item, new)
    return new


def locked_item(item: AgendaItem, revision: int | None = None) -> AgendaItem:
    """The item, locked. Raises StaleRecord where `revision` is not its any more, Refused where it was taken off."""
    found: AgendaItem = AgendaItem.objects.locked(item.pk, revision)
    if found.is_withdrawn:
        raise Refused(TAKEN_OFF)
    return found


def require_goes_on(meeting: Meeting) -> None:
    """Raises Refused where the agenda stays as it is: the meeting was cancelled or moved."""
    if meeting.is_off:
        raise Refused(OVER)


def _set(item: AgendaItem, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name not in {field.name for field in AgendaItem._meta.fields}:
            raise TypeError(f"An agenda item has no {name}.")
        setattr(item, name, value)
    if item.is_exempt != bool(item.exempt_reason.strip()):
        raise Refused(f"{EXEMPT_WHY}.")


def _concern(
    item: AgendaItem, actions: Iterable[Action] | None = None, priorities: Iterable[Priority] | None = None
) -> None:
    """These actions and priorities and no others."""
    if actions is not None:
        _link(item.action_links, "action", actions)
    if priorities is not None:
        _link(item.priority_links, "priority", priorities)


def _link(links: Any, name: str, records: Iterable[Any]) -> None:
    wanted = {record.pk: record for record in records}
    standing = {getattr(link, f"{name}_id"): link for link in links.all()}
    for pk in sorted(standing.keys() - wanted.keys()):
        standing[pk].delete()
    for pk in sorted(wanted.keys() - standing.keys()):
        links.create(**{name: wanted[pk]})
