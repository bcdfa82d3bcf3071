"""Telling how an action goes: submit, correct, confirm no change."""

import contextlib
import dataclasses
import datetime
import uuid
from collections.abc import Iterator, Sequence

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from accounts.models import User
from actions import rules
from actions.access import may_update, part_in, part_words
from actions.account import TOLD, Account
from actions.models import Action, DueDateProposal, Milestone, ProgressDraft, ProgressUpdate
from actions.said import account_of
from actions.services.drafts import discard_draft
from actions.services.evidence import record_evidence
from audit.recording import Refused, StaleRecord, recording
from priorities.status import Status
from send_portal import clock

Part = ProgressUpdate.Part
USED = "This form was used for another update. Open the form again."


def submit_progress(
    *,
    action: Action,
    by: User,
    now: datetime.datetime,
    submission: uuid.UUID,
    account: Account,
    revision: int | None = None,
    corrects: int | None = None,
    received_by: str = ProgressUpdate.ReceivedBy.PORTAL,
    draft: ProgressDraft | None = None,
) -> ProgressUpdate:
    """Write one progress update and all that comes with it; the action then says what the update says.

    The `draft` that the person has seen goes with it. A repeated `submission` gives the update that it made and writes
    nothing; an account that just repeats the newest update, the person's own of the same day, gives that one. Raises
    StaleRecord where `revision` is not the action's any more or a repeated submission says something else, Refused
    where the account breaks a rule or `corrects` is not the newest update, PermissionDenied where the person has no
    part in the action.
    """
    with (
        _one_update_a_form(submission),
        recording(by=by, now=now, reason=account.reason, role=_role(by, action, received_by)),
    ):
        action = Action.objects.with_people().select_related("plan").locked(action.pk)
        repeated = _made_by(submission)
        if repeated is not None:
            return _same_submission(repeated, action, by, account)
        action.require_revision(revision)
        newest = action.last_update
        if newest is not None and _is_of_today(newest, by, now, received_by) and _still_says(newest, account):
            _let_go(draft, by)
            return newest
        proposal = action.due_date_proposals.open().first()
        _check(action, by, account, now, corrects)
        update = _write(action, by, now, submission, account, corrects=corrects, received_by=received_by)
        _meet_milestones(action, account)
        _propose_due_date(action, update, account, proposal)
        if account.evidence is not None:
            record_evidence(action, account.evidence, update)
        tell(action, update)
        _let_go(draft, by)
    return update


def confirm_no_change(
    *,
    action: Action,
    by: User,
    now: datetime.datetime,
    submission: uuid.UUID,
    revision: int | None = None,
    received_by: str = ProgressUpdate.ReceivedBy.PORTAL,
) -> ProgressUpdate:
    """Confirm the last update in one click, as an update of its own. Repeats and raises as `submit_progress`."""
    with _one_update_a_form(submission), recording(by=by, now=now, role=_role(by, action, received_by)):
        action = Action.objects.with_people().select_related("plan").locked(action.pk)
        repeated = _made_by(submission)
        if repeated is not None:
            return _same_submission(repeated, action, by)
        action.require_revision(revision)
        if not may_update(by, action):
            raise PermissionDenied("You cannot give an update on this action.")
        recent = recent_updates(action)
        if recent and recent[0].is_no_change and _is_of_today(recent[0], by, now, received_by):
            return recent[0]
        problem = rules.no_change_problem(
            action, clock.london_date(now), milestones=action.milestones.open(), recent=recent
        )
        if problem:
            raise Refused(problem)
        account = confirmed(action, recent[0])
        update = _write(action, by, now, submission, account, received_by=received_by, is_no_change=True)
        tell(action, update)
    return update


def recent_updates(action: Action) -> Sequence[ProgressUpdate]:
    """The last two updates that stand, newest first; corrected ones are left out."""
    return list(action.updates.filter(correction__isnull=True).order_by("-pk")[:2])


def confirmed(action: Action, last: ProgressUpdate) -> Account:
    """What "no change" says: the last status and due date, and what was said of risk and asked for then."""
    due = f", still due {action.due}" if action.due else ", no due date set" if not action.is_ongoing else ""
    return Account(
        status=action.status,
        headline=f"Still {Status(action.status).label.lower()}{due}.",
        reason=last.reason,
        recovery=last.recovery,
        consequence=last.consequence,
        ask=last.ask,
        ask_text=last.ask_text,
    )


@contextlib.contextmanager
def _one_update_a_form(submission: uuid.UUID) -> Iterator[None]:
    """Refuses the second of two updates that one form sends at once for two actions, each locked by its own."""
    try:
        yield
    except IntegrityError as error:
        if ProgressUpdate.objects.filter(submission=submission).exists():
            raise Refused(USED) from error
        raise


def _made_by(submission: uuid.UUID) -> ProgressUpdate | None:
    """The update that a form has made already."""
    return ProgressUpdate.objects.filter(submission=submission).first()


def _role(by: User, action: Action, received_by: str) -> str:
    words = part_words(by, action)
    if words and received_by != ProgressUpdate.ReceivedBy.PORTAL:
        words += f", {ProgressUpdate.ReceivedBy(received_by).label}"
    return words


def _same_submission(
    update: ProgressUpdate, action: Action, by: User, account: Account | None = None
) -> ProgressUpdate:
    """The update that this form has made. Raises StaleRecord where the form now says something else."""
    if update.action_id != action.pk or update.author_id != by.pk:
        raise Refused(USED)
    if account is not None and not _says_just_this(update, account):
        raise StaleRecord(f"{action} has changed since the form was opened.", action)
    return update


def _says_just_this(update: ProgressUpdate, account: Account) -> bool:
    """Whether the update, with all that came with it, is what the account says.

    A form that is sent again has no field any more for a milestone that it has met.
    """
    said = account_of(update)
    return (
        dataclasses.replace(said, milestones_met={}) == dataclasses.replace(account, milestones_met={})
        and account.milestones_met.items() <= said.milestones_met.items()
    )


def _let_go(draft: ProgressDraft | None, by: User) -> None:
    if draft is not None:
        discard_draft(draft=draft, by=by)


def _is_of_today(update: ProgressUpdate, by: User, now: datetime.datetime, received_by: str) -> bool:
    """Whether the person gave the update today, the same way: to say just the same once more is a slip."""
    return (
        update.author_id == by.pk
        and update.received_by == received_by
        and clock.london_date(update.submitted_at) == clock.london_date(now)
    )


def _still_says(update: ProgressUpdate, account: Account) -> bool:
    """Whether the update is what the account says, and all that came with it stands."""
    return (
        _says_just_this(update, account)
        and (account.proposed_due is None or update.due_date_proposals.open().exists())
        and not update.evidence.filter(is_withdrawn=True).exists()
    )


def _check(action: Action, by: User, account: Account, now: datetime.datetime, corrects: int | None) -> None:
    if not may_update(by, action):
        raise PermissionDenied("You cannot give an update on this action.")
    if corrects is not None and corrects != action.last_update_id:
        raise Refused("Only the newest update can be corrected. Submit a new update instead.")
    problems = rules.problems(account, action, clock.london_date(now), corrects=corrects)
    if problems:
        raise Refused(". ".join(problem.message for problem in problems) + ".")


def _write(
    action: Action,
    by: User,
    now: datetime.datetime,
    submission: uuid.UUID,
    account: Account,
    *,
    corrects: int | None = None,
    received_by: str = ProgressUpdate.ReceivedBy.PORTAL,
    is_no_change: bool = False,
) -> ProgressUpdate:
    part = part_in(by, action)
    return ProgressUpdate.objects.create(
        action=action,
        submission=submission,
        submitted_at=now,
        author=by,
        on_behalf_of=action.lead if action.has_lead and part in (Part.DEPUTY, Part.COORDINATOR) else None,
        author_role=part or "",
        received_by=received_by,
        is_no_change=is_no_change,
        corrects_id=corrects,
        **{name: getattr(account, name) for name in TOLD},
    )


def tell(action: Action, update: ProgressUpdate) -> None:
    """Let the action say what its newest update says; inside `recording()`."""
    action.status = update.status
    action.completed_on = update.completed_on
    action.last_update = update
    # What a source prints is no word of anybody's in this cycle: the action still owes one.
    action.last_update_at = None if update.is_printed else update.submitted_at
    action.save()


def _meet_milestones(action: Action, account: Account) -> None:
    for milestone in Milestone.objects.open().filter(action=action, pk__in=account.milestones_met):
        milestone.met_on = account.milestones_met[milestone.pk]
        milestone.save()


def _propose_due_date(
    action: Action, update: ProgressUpdate, account: Account, standing: DueDateProposal | None
) -> None:
    """What the update proposes takes the place of the proposal that stands; so does that it is complete. A correction
    that keeps the date keeps the proposal.
    """
    proposes = account.proposed_due is not None
    is_kept = standing is not None and not rules.keeps(standing, update.corrects_id)
    if standing is not None and is_kept and standing.to == account.proposed_due:
        standing.update, standing.reason = update, account.proposed_reason
        standing.save()
        return
    ends = proposes or update.status == Status.COMPLETE or not rules.keeps(standing, update.corrects_id)
    if standing is not None and ends:
        standing.state = DueDateProposal.State.OVERTAKEN
        standing.save()
    if proposes:
        proposal = DueDateProposal(action=action, update=update, reason=account.proposed_reason)
        proposal.to = account.proposed_due
        proposal.save()
