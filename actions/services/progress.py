"""Telling how an action goes: submit, correct, confirm no change."""

import datetime
import uuid
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied

from accounts.models import User
from actions import rules
from actions.access import may_update, part_in
from actions.account import Account
from actions.models import Action, DueDateProposal, Evidence, Milestone, ProgressUpdate
from actions.services.due_dates import overtake_proposals
from audit.recording import Refused, StaleRecord, recording
from priorities.status import Status
from send_portal import clock

Part = ProgressUpdate.Part

# What an update takes over from an account as it is.
TOLD = (
    "status", "completed_on", "headline", "happened", "reason", "recovery", "consequence", "next_steps", "ask",
    "ask_text", "difference_made", "figure_what", "figure_was", "figure_was_on", "figure_is", "figure_is_on",
    "figure_source",
)  # fmt: skip


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
) -> ProgressUpdate:
    """Write one progress update and all that comes with it; the action then says what the update says.

    A repeated `submission` gives the update that it made and writes nothing. Raises StaleRecord where `revision` is
    not the action's any more or a repeated submission says something else, Refused where the account breaks a rule or
    `corrects` is not the newest update, PermissionDenied where the person has no part in the action.
    """
    with recording(by=by, now=now, reason=account.reason, role=_role(by, action, received_by)):
        action = Action.objects.with_people().locked(action.pk)
        repeated = ProgressUpdate.objects.filter(submission=submission).first()
        if repeated is not None:
            return _same_submission(repeated, action, by, account)
        if revision is not None and action.revision != revision:
            raise _stale(action)
        _check(action, by, account, now, corrects)
        update = _write(action, by, now, submission, account, corrects=corrects, received_by=received_by)
        _meet_milestones(action, account)
        _propose_due_date(action, update, account)
        if account.evidence is not None:
            given = account.evidence
            Evidence.objects.create(
                action=action,
                update=update,
                title=given.title,
                kind=given.kind,
                url=given.url,
                dated_on=given.dated_on,
            )
        _tell(action, update)
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
    """Confirm the last update in one click, as an update of its own. Raises as `submit_progress`."""
    with recording(by=by, now=now, role=_role(by, action, received_by)):
        action = Action.objects.with_people().locked(action.pk)
        repeated = ProgressUpdate.objects.filter(submission=submission).first()
        if repeated is not None:
            return _same_submission(repeated, action, by)
        if revision is not None and action.revision != revision:
            raise _stale(action)
        if not may_update(by, action):
            raise PermissionDenied("This action takes no update from you.")
        recent = recent_updates(action)
        problem = rules.no_change_problem(
            action, clock.london_date(now), milestones=action.milestones.open(), recent=recent
        )
        if problem:
            raise Refused(problem)
        account = confirmed(action, recent[0])
        update = _write(action, by, now, submission, account, received_by=received_by, is_no_change=True)
        _tell(action, update)
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


def _stale(action: Action) -> StaleRecord:
    return StaleRecord(f"{action.reference} has changed since the form was opened.", action)


def _role(by: User, action: Action, received_by: str) -> str:
    part = part_in(by, action)
    if part is None:
        return ""
    words = part.label if part == Part.COORDINATOR else f"{part.label} of {action.reference}"
    if part in (Part.DEPUTY, Part.COORDINATOR) and action.lead is not None:
        words += f", for {action.lead}"
    if received_by != ProgressUpdate.ReceivedBy.PORTAL:
        words += f", {ProgressUpdate.ReceivedBy(received_by).label}"
    return words


def _same_submission(
    update: ProgressUpdate, action: Action, by: User, account: Account | None = None
) -> ProgressUpdate:
    """The update that this form has made. Raises StaleRecord where the form now says something else."""
    if update.action_id != action.pk or update.author_id != by.pk:
        raise Refused("This form was used for another update. Open the form again.")
    if account is not None and not _says_just_this(update, account):
        raise _stale(action)
    return update


def _says_just_this(update: ProgressUpdate, account: Account) -> bool:
    """Whether the update, with all that came with it, is what the account says."""
    proposal = update.due_date_proposals.first()
    evidence = update.evidence.first()
    met = dict(Milestone.objects.filter(pk__in=account.milestones_met).values_list("pk", "met_on"))
    return (
        all(getattr(update, name) == getattr(account, name) for name in TOLD)
        and account.proposed_due == (proposal.to if proposal else None)
        and (account.evidence.title if account.evidence else None) == (evidence.title if evidence else None)
        and met == dict(account.milestones_met)
    )


def _check(action: Action, by: User, account: Account, now: datetime.datetime, corrects: int | None) -> None:
    if not may_update(by, action):
        raise PermissionDenied("This action takes no update from you.")
    if corrects is not None and corrects != action.last_update_id:
        raise Refused("Only the newest update can be corrected. Submit a new update instead.")
    problems = rules.problems(account, action, clock.london_date(now))
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
        on_behalf_of=action.lead if part in (Part.DEPUTY, Part.COORDINATOR) else None,
        author_role=part or "",
        received_by=received_by,
        is_no_change=is_no_change,
        corrects_id=corrects,
        **{name: getattr(account, name) for name in TOLD},
    )


def _tell(action: Action, update: ProgressUpdate) -> None:
    action.status = update.status
    action.completed_on = update.completed_on
    action.last_update = update
    action.last_update_at = update.submitted_at
    action.save()
    outdated = action.due_date_proposals.filter(state=DueDateProposal.State.OPEN)
    if update.status != Status.COMPLETE:
        outdated = outdated.filter(update_id=update.corrects_id, update_id__isnull=False)
    for proposal in outdated:
        proposal.state = DueDateProposal.State.OVERTAKEN
        proposal.save()


def _meet_milestones(action: Action, account: Account) -> None:
    for milestone in Milestone.objects.open().filter(action=action, pk__in=account.milestones_met):
        milestone.met_on = account.milestones_met[milestone.pk]
        milestone.save()


def _propose_due_date(action: Action, update: ProgressUpdate, account: Account) -> None:
    if account.proposed_due is None:
        return
    overtake_proposals(action)
    proposal = DueDateProposal(action=action, update=update, reason=account.proposed_reason)
    proposal.to = account.proposed_due
    proposal.save()
