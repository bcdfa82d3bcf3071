"""What meetings ask people to do: added, put right, done, withdrawn."""

import datetime
from collections.abc import Collection

from accounts.models import User
from actions.models import Action
from audit.recording import Process, Refused, recording
from governance.models import AgendaItem, Decision, Meeting, MeetingAction, MeetingActionLink
from governance.services.agendas import locked_item
from governance.services.locking import locked_meeting
from send_portal import clock

By = User | Process
NOT_DONE_YET = "Enter the day on which it was done. It must not be in the future"
CANNOT_SEE = "This item is exempt. Choose somebody who may see it"


def add_meeting_action(
    *,
    by: By,
    now: datetime.datetime,
    meeting: Meeting,
    text: str,
    assigned_to: User,
    due_on: datetime.date | None = None,
    item: AgendaItem | None = None,
    decision: Decision | None = None,
    actions: Collection[Action] = (),
) -> MeetingAction:
    """Somebody is to do something until a day because a meeting said so; it may concern actions of a plan.

    That of a decision is of the decision's item, and as exempt. Raises Refused where the minutes of the meeting are
    agreed, it says nothing, item or decision are not of the meeting or not of each other, the item was taken off, or
    the person may not see the exempt item.
    """
    with recording(by=by, now=now):
        meeting = locked_meeting(meeting)
        if any(one is not None and one.meeting_id != meeting.pk for one in (item, decision)):
            raise Refused("Choose an item of this meeting.")
        if decision is not None:
            if item is not None and item.pk != decision.item_id:
                raise Refused("This is not the item of this decision.")
            item = decision.item
        item = item and locked_item(item)
        added = MeetingAction(meeting=meeting, item=item, decision=decision)
        _word(added, text, assigned_to, due_on)
        added.save()
        _link(added, actions)
    return added


def change_meeting_action(
    *,
    meeting_action: MeetingAction,
    by: By,
    now: datetime.datetime,
    reason: str,
    text: str,
    assigned_to: User,
    due_on: datetime.date | None = None,
    actions: Collection[Action] = (),
    revision: int | None = None,
) -> MeetingAction:
    """Put right what is to be done, by whom and until when. Raises Refused as `add_meeting_action`, without a reason,
    and where it is withdrawn; StaleRecord where `revision` is not its any more.
    """
    with recording(by=by, now=now, reason=reason):
        locked_meeting(meeting_action.meeting)
        changed = _locked(meeting_action, revision)
        if not reason.strip():
            raise Refused("Say why this changes.")
        _word(changed, text, assigned_to, due_on)
        revised = changed.revision
        changed.save()
        if _link(changed, actions) and changed.revision == revised:
            changed.touch()
    return changed


def report_meeting_action(
    *,
    meeting_action: MeetingAction,
    by: By,
    now: datetime.datetime,
    done_on: datetime.date | None,
    note: str = "",
    revision: int | None = None,
) -> MeetingAction:
    """Say on which day it was done, or that it is open still, with a note. This is no part of the minutes: it may be
    said after they are agreed.

    Raises Refused where the day is still to come or it is withdrawn, StaleRecord where `revision` is not its any more.
    """
    with recording(by=by, now=now):
        told = _locked(meeting_action, revision)
        if done_on is not None and done_on > clock.london_date(now):
            raise Refused(f"{NOT_DONE_YET}.")
        told.done_on, told.note = done_on, note
        told.save()
    return told


def withdraw_meeting_action(
    *, meeting_action: MeetingAction, by: By, now: datetime.datetime, reason: str, revision: int | None = None
) -> MeetingAction:
    """Say that it is no longer needed. Raises Refused without a reason, where it is done or withdrawn already;
    StaleRecord where `revision` is not its any more.
    """
    with recording(by=by, now=now, reason=reason):
        found = _locked(meeting_action, revision)
        if not reason.strip():
            raise Refused("Say why it is no longer needed.")
        if found.done_on is not None:
            raise Refused("It is done already.")
        found.withdrawn_reason = reason
        found.save()
    return found


def may_be_given(item: AgendaItem | None, person: User) -> bool:
    """Whether a person may see the item of what they are to do; a query where it is exempt."""
    if item is None or not item.is_exempt:
        return True
    return not AgendaItem.objects.hidden_from(person).filter(pk=item.pk).exists()


def _locked(meeting_action: MeetingAction, revision: int | None) -> MeetingAction:
    found: MeetingAction = MeetingAction.objects.locked(meeting_action.pk, revision)
    if found.withdrawn_reason:
        raise Refused("This meeting action is no longer needed, so it does not change any more.")
    return found


def _word(one: MeetingAction, text: str, assigned_to: User, due_on: datetime.date | None) -> None:
    if not text.strip():
        raise Refused("Enter what is to be done.")
    if not may_be_given(one.item, assigned_to):
        raise Refused(f"{CANNOT_SEE}.")
    one.text, one.assigned_to, one.due_on = text, assigned_to, due_on


def _link(one: MeetingAction, actions: Collection[Action]) -> bool:
    """Whether any has changed."""
    standing = {link.action_id: link for link in one.action_links.all()}
    wanted = {action.pk: action for action in actions}
    for pk in sorted(standing.keys() - wanted.keys()):
        standing[pk].delete()
    for pk in sorted(wanted.keys() - standing.keys()):
        MeetingActionLink.objects.create(meeting_action=one, action=wanted[pk])
    return wanted.keys() != standing.keys()
