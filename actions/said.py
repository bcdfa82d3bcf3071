"""What a submitted update said, in full: what a correction starts from, and what stands beside another's text."""

import datetime
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils import formats

from actions.account import TOLD, Account, EvidenceGiven
from actions.models import Action, DueDateProposal, Evidence, Milestone, ProgressUpdate

Line = tuple[str, str]


def account_of(update: ProgressUpdate) -> Account:
    """All that an update said, with the proposed date, the evidence and the milestones that came with it."""
    told: dict[str, Any] = {name: getattr(update, name) for name in TOLD}
    # A correction that keeps the date takes the proposal over: what this update said is in its history.
    proposed = DueDateProposal.history.filter(update=update.pk).order_by("history_id").first()
    evidence = update.evidence.first()
    if proposed is not None:
        proposal = proposed.as_instance()
        told |= {"proposed_due": proposal.to, "proposed_reason": proposal.reason}
    if evidence is not None:
        told["evidence"] = EvidenceGiven(evidence.title, evidence.kind, evidence.url, evidence.dated_on)
    return Account(**told, milestones_met={row.id: row.met_on for row in _met_with([update.change_id])})


def prefilled(update: ProgressUpdate) -> dict[str, Any]:
    """The fields that a correction starts from; a proposed date is among them while it waits for a word."""
    fields = {name: getattr(update, name) for name in TOLD}
    proposal = update.due_date_proposals.open().first()
    if proposal is not None:
        fields |= {"proposed_due": proposal.to, "proposed_reason": proposal.reason}
    return fields


def kept_with(update: ProgressUpdate) -> list[Line]:
    """The milestones and evidence of an update and of those that it corrects: a correction leaves them as they are."""
    rows = ProgressUpdate.objects.filter(action=update.action_id).values_list("pk", "corrects_id", "change_id")
    by_pk = {pk: (corrected, change) for pk, corrected, change in rows}
    chain, changes = [], []
    pk: int | None = update.pk
    while pk is not None:
        chain.append(pk)
        pk, change = by_pk[pk]
        changes.append(change)
    evidence = Evidence.objects.filter(update__in=chain, is_withdrawn=False).order_by("pk")
    return [
        *(("Milestone met", f"“{row.title}”, {_day(row.met_on)}") for row in _met_with(changes)),
        *(("Evidence", _evidence_words(one)) for one in evidence),
    ]


def lines_of(account: Account, action: Action) -> list[Line]:
    """All that an account says beside its status, line by line under the short names of its story. One query."""
    titles = dict(Milestone.objects.filter(action=action).values_list("pk", "title"))
    return [(label, text) for label, text in _lines(account, titles) if text]


def _lines(account: Account, titles: Mapping[int, str]) -> Iterator[Line]:
    yield "Headline", account.headline
    yield "What has happened", account.happened
    yield "Why", account.reason
    yield "What is being done", account.recovery
    yield "If nothing is done", account.consequence
    yield "Completed", _day(account.completed_on)
    for pk, met_on in account.milestones_met.items():
        yield "Milestone met", f"“{titles[pk]}”, {_day(met_on)}"
    yield "Next steps", account.next_steps
    if account.ask_text:
        yield "Asked of the partnership", f"{ProgressUpdate.Ask(account.ask).label}: {account.ask_text}"
    if account.proposed_due is not None:
        yield "Due date proposed", f"{account.proposed_due}: {account.proposed_reason}"
    yield "Difference made", account.difference_made
    if account.figure_what:
        yield account.figure_what, figure_words(account)
    if account.evidence is not None:
        yield "Evidence", _evidence_words(account.evidence)


def figure_words(account: Account | ProgressUpdate) -> str:
    """What the figure was and is, with the dates, and on a line of its own where it comes from."""
    was = _dated(account.figure_was, account.figure_was_on)
    now = _dated(account.figure_is, account.figure_is_on)
    return f"{was} to {now}\nSource: {account.figure_source}" if was else f"{now}\nSource: {account.figure_source}"


def _evidence_words(given: EvidenceGiven | Evidence) -> str:
    kind = Evidence.Kind(given.kind).label
    return _dated(", ".join(filter(None, (given.title, kind, given.url))), given.dated_on)


def _dated(text: str, on: datetime.date | None) -> str:
    return f"{text} ({_day(on)})" if on else text


def _day(on: datetime.date | None) -> str:
    return formats.date_format(on, "j F Y") if on else ""


def _met_with(changes: Iterable[uuid.UUID]) -> Any:
    """The history rows of the milestones that these changes met."""
    return Milestone.history.filter(change_id__in=list(changes), met_on__isnull=False).order_by("history_id")
