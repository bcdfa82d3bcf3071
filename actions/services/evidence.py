"""Showing what an action claims: evidence that comes with an update or by itself, and what becomes of it."""

import dataclasses
import datetime

from accounts.models import User
from actions.access import part_words
from actions.account import EvidenceGiven
from actions.models import Action, Evidence, ProgressUpdate
from actions.services.supporting import supported_action
from audit.recording import Refused, recording
from send_portal import clock


def add_evidence(*, action: Action, by: User, now: datetime.datetime, given: EvidenceGiven) -> Evidence:
    """A piece of evidence outside an update. What is there already, word for word, is given back and not added again.

    Raises Refused for a date that is still to come, PermissionDenied where the person has no part in the action.
    """
    with recording(by=by, now=now, role=part_words(by, action)):
        action = supported_action(action, by)
        _check_date(given, now)
        same = Evidence.objects.standing().filter(action=action, **dataclasses.asdict(given)).first()
        return same or record_evidence(action, given)


def record_evidence(action: Action, given: EvidenceGiven, update: ProgressUpdate | None = None) -> Evidence:
    """Write down a piece of evidence, with the update that it came with; inside `recording()`."""
    return Evidence.objects.create(action=action, update=update, **dataclasses.asdict(given))


def change_evidence(
    *, evidence: Evidence, by: User, now: datetime.datetime, given: EvidenceGiven, reason: str, revision: int
) -> Evidence:
    """Put right what a piece of evidence says. Raises as `add_evidence`; Refused without a reason (but where an empty
    field is filled) and for withdrawn evidence; StaleRecord where `revision` is not its own any more.
    """
    with recording(by=by, now=now, reason=reason, role=part_words(by, evidence.action)):
        evidence = _locked(evidence, by, revision)
        _check_date(given, now)
        evidence.set_values(dataclasses.asdict(given), reason=reason, why="Say why you are changing this.")
        evidence.save()
    return evidence


def withdraw_evidence(*, evidence: Evidence, by: User, now: datetime.datetime, reason: str, revision: int) -> Evidence:
    """Say that a piece of evidence does not hold; it stays in sight with the reason. Raises as `change_evidence`."""
    if not reason.strip():
        raise Refused("Say why you are withdrawing it.")
    with recording(by=by, now=now, reason=reason, role=part_words(by, evidence.action)):
        evidence = _locked(evidence, by, revision)
        evidence.is_withdrawn, evidence.withdrawn_reason = True, reason
        evidence.save()
    return evidence


def _locked(evidence: Evidence, by: User, revision: int) -> Evidence:
    action = supported_action(evidence.action, by)
    evidence = Evidence.objects.locked(evidence.pk, revision)
    if evidence.is_withdrawn:
        raise Refused("This evidence has been withdrawn. If it is right after all, add it again.")
    evidence.action = action
    return evidence


def _check_date(given: EvidenceGiven, now: datetime.datetime) -> None:
    if given.dated_on is not None and given.dated_on > clock.london_date(now):
        raise Refused("The date of the evidence must be today or in the past.")
