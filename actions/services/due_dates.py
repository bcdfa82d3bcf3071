"""How an agreed due date moves, how another one is proposed, and what becomes of it."""

import datetime

from django.core.exceptions import PermissionDenied

from accounts.models import User
from actions.access import Part, may_decide, may_propose, part_in, part_words, sro_of
from actions.models import Action, DueDateChange, DueDateProposal
from actions.rules import AGREED_DATE, PAST_DATE
from audit.recording import Refused, recording
from priorities.partial_date import PartialDate
from send_portal import clock

State = DueDateProposal.State


def propose_due_date(
    *, action: Action, due: PartialDate, reason: str, by: User, now: datetime.datetime
) -> DueDateProposal:
    """Propose a due date without an update, in place of a proposal that waits; the agreed one counts until there is a
    word on it.

    The same proposal a second time, while it waits, changes nothing. Raises Refused for a date that has passed or is
    agreed already and without a reason, PermissionDenied where it is not for this person to propose one.
    """
    with recording(by=by, now=now, reason=reason, role=_proposer(by, action)):
        action = Action.objects.locked(action.pk)
        if not may_propose(by, action):
            raise PermissionDenied("A due date of this action is not yours to propose.")
        if due.on <= clock.london_date(now):
            raise Refused(f"{PAST_DATE}.")
        if due == action.due:
            raise Refused(f"{AGREED_DATE}. Propose another.")
        if not reason.strip():
            raise Refused("Say why you are proposing this date.")
        waiting = action.due_date_proposals.open().first()
        if waiting is not None and (waiting.to, waiting.reason) == (due, reason):
            return waiting
        overtake_proposals(action)
        proposal = DueDateProposal(action=action, reason=reason)
        proposal.to = due
        proposal.save()
    return proposal


def decide_due_date(
    *, proposal: DueDateProposal, agree: bool, by: User, now: datetime.datetime, reason: str = ""
) -> DueDateProposal:
    """Agree or decline a proposed due date; an agreed one becomes the due date, with the lead's reason.

    The same word from the same person a second time changes nothing. Raises Refused where somebody has decided
    otherwise or the proposal was overtaken, PermissionDenied where the word is somebody else's.
    """
    wanted = State.AGREED if agree else State.DECLINED
    why = reason or (proposal.reason if agree else "")
    with recording(by=by, now=now, reason=why, role=_role(by, proposal.action)):
        action = Action.objects.locked(proposal.action_id)
        proposal = DueDateProposal.objects.locked(proposal.pk)
        if not may_decide(by, action):
            raise PermissionDenied("You cannot decide this due date.")
        if proposal.state == wanted and proposal.decided_by_id == by.pk:
            return proposal
        if not proposal.is_open:
            raise Refused(f"{proposal.to} was already {proposal.outcome}. Nothing has changed.")
        proposal.state = wanted
        proposal.decided_by, proposal.decided_at = by, now
        proposal.save()
        if agree:
            action.is_ongoing, action.review = False, None
            move_due_date(action, proposal.to, proposal.reason, proposal)
            action.save()
    return proposal


def _proposer(by: User, action: Action) -> str:
    """In which part somebody proposes a date: the co-ordinator in their own right, as an SRO does."""
    return _role(by, action) if part_in(by, action) in (Part.COORDINATOR, None) else part_words(by, action)


def _role(by: User, action: Action) -> str:
    if sro_of(action) != by:
        return ""
    of = action.reference if action.sro_id == by.pk else f"{action.plan.first_level} {action.priority.number}"
    return f"SRO of {of}"


def move_due_date(
    action: Action, due: PartialDate | None, reason: str, proposal: DueDateProposal | None = None
) -> None:
    """Set, move or take away the agreed due date of an action that is about to be saved; inside `recording()`.

    The first one becomes the original due date for good. Raises Refused without a reason for any but the first.
    """
    if due == action.due:
        return
    is_first = action.original_due is None
    if not is_first and not reason.strip():
        raise Refused("Say why the due date moves.")
    before = action.due
    action.due = due
    if is_first:
        action.original_due = due
    record_due_date(action, before, due, "" if is_first else reason, proposal)
    overtake_proposals(action)


def record_due_date(
    action: Action,
    before: PartialDate | None,
    after: PartialDate | None,
    reason: str,
    proposal: DueDateProposal | None = None,
) -> None:
    """Write down that the agreed due date was set, moved or taken away; inside `recording()`."""
    change = DueDateChange(action=action, reason=reason, proposal=proposal)
    change.from_date, change.to_date = before, after
    change.save()


def overtake_proposals(action: Action) -> None:
    """Nobody waits for a word on a proposed date any more; inside `recording()`."""
    for proposal in action.due_date_proposals.filter(state=State.OPEN):
        proposal.state = State.OVERTAKEN
        proposal.save()
