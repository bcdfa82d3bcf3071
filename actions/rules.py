"""What an update must say, what it is asked about, and when "no change" is enough."""

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Sequence

from actions.account import Account
from actions.models import Action, DueDateProposal, Milestone, ProgressUpdate
from design.soft_questions import Question, personal_questions
from priorities.status import Status

NEEDS_REASON = (Status.AT_RISK, Status.OFF_TRACK)
PAST_DATE = "The proposed due date must be in the future"
AGREED_DATE = "This is already the agreed due date"


@dataclasses.dataclass(frozen=True)
class Problem:
    """Why an account cannot stand: the form field and what to do."""

    field: str
    message: str


def problems(account: Account, action: Action, today: datetime.date, *, corrects: int | None = None) -> list[Problem]:
    """Everything that keeps the account from being submitted; empty where it may stand.

    One query, where the action is overdue and told to be on track.
    """
    return [
        *_status_problems(account, action, today, corrects),
        *_date_problems(account, action, today),
        *_ask_problems(account),
        *_figure_problems(account, today),
    ]


def keeps(proposal: DueDateProposal | None, corrects: int | None) -> bool:
    """Whether the open proposal outlives an update that names no date: all do but that of the update it corrects."""
    return proposal is not None and (corrects is None or proposal.update_id != corrects)


def _status_problems(
    account: Account, action: Action, today: datetime.date, corrects: int | None
) -> Iterable[Problem]:
    if not account.headline:
        yield Problem("headline", "Enter one sentence for the board report")
    yield from _risk_problems(account)
    if account.status == Status.ON_TRACK and action.is_overdue(today) and account.proposed_due is None:
        if not keeps(action.due_date_proposals.open().first(), corrects):
            yield Problem(
                "status", f"The due date, {action.due}, has passed. Propose a new due date, or choose another status"
            )
    if account.status == Status.COMPLETE and account.completed_on is None:
        yield Problem("completed_on", "Enter the date it was completed")
    if account.status != Status.COMPLETE and account.completed_on is not None:
        yield Problem("completed_on", "Choose “Complete” as the status, or remove the completion date")
    if account.completed_on is not None and account.completed_on > today:
        yield Problem("completed_on", "The completion date must be today or in the past")


def _risk_problems(account: Account) -> Iterable[Problem]:
    if account.status in NEEDS_REASON:
        word = Status(account.status).label.lower()
        if not account.reason:
            yield Problem("reason", f"Enter why it is {word}")
        if not account.recovery:
            yield Problem("recovery", "Enter what is being done about it")
        if not account.consequence:
            yield Problem("consequence", "Enter what happens if nothing is done")
    else:
        explained = [name for name in ("reason", "recovery", "consequence") if getattr(account, name)]
        if explained:
            yield Problem(explained[0], "Choose “At risk” or “Off track” as the status, or remove this text")


def _date_problems(account: Account, action: Action, today: datetime.date) -> Iterable[Problem]:
    if account.proposed_due is not None:
        if account.status == Status.COMPLETE:
            yield Problem("proposed_due", "A complete action does not need a new due date. Remove the date")
        elif account.proposed_due.on <= today:
            yield Problem("proposed_due", PAST_DATE)
        elif account.proposed_due == action.due:
            yield Problem("proposed_due", f"{AGREED_DATE}. Propose another, or remove it")
        if not account.proposed_reason:
            yield Problem("proposed_reason", "Enter why you are proposing this date")
    elif account.proposed_reason:
        yield Problem("proposed_due", "Enter the proposed due date, or remove the reason")
    for pk, met_on in account.milestones_met.items():
        if met_on > today:
            yield Problem(f"milestone_{pk}", "The date it was met must be today or in the past")


def _ask_problems(account: Account) -> Iterable[Problem]:
    if account.ask != ProgressUpdate.Ask.NOTHING and not account.ask_text:
        yield Problem("ask_text", "Enter what you are asking for, and from whom")
    if account.ask == ProgressUpdate.Ask.NOTHING and account.ask_text:
        yield Problem("ask", "Choose a decision or help, or remove what you are asking for")


def _figure_problems(account: Account, today: datetime.date) -> Iterable[Problem]:
    others = (
        account.figure_was, account.figure_was_on, account.figure_is, account.figure_is_on, account.figure_source
    )  # fmt: skip
    if any(others) and not account.figure_what:
        yield Problem("figure_what", "Enter what the figure counts")
    if account.figure_was_on and not account.figure_was:
        yield Problem("figure_was", "Enter what the figure was, or remove its date")
    if account.figure_what and not account.figure_is:
        yield Problem("figure_is", "Enter what the figure is now")
    if account.figure_what and not account.figure_source:
        yield Problem("figure_source", "Enter where the figure comes from")
    for field in ("figure_was_on", "figure_is_on"):
        on = getattr(account, field)
        if on is not None and on > today:
            yield Problem(field, "The date of the figure must be today or in the past")
    if account.figure_was_on and account.figure_is_on and account.figure_was_on > account.figure_is_on:
        yield Problem("figure_was_on", "The earlier figure must not be dated after the later one")
    if account.evidence is not None and account.evidence.dated_on and account.evidence.dated_on > today:
        yield Problem("evidence_dated_on", "The date of the evidence must be today or in the past")


def questions(
    account: Account,
    action: Action,
    today: datetime.date,
    *,
    milestones: Iterable[Milestone],
    recent: Sequence[ProgressUpdate],
    sub_actions: Iterable[Action],
    has_evidence: Callable[[], bool],
) -> list[Question]:
    """What contradicts the account and may be right all the same. `recent`: the last two updates."""
    found = []
    if account.status == Status.ON_TRACK:
        late = [m for m in milestones if m.due_on and m.due_on < today and m.pk not in account.milestones_met]
        if late:
            fields = tuple(f"milestone_{milestone.pk}" for milestone in late)
            found.append(Question("milestone", _late_milestones(late), fields))
        red = [sub.reference for sub in sub_actions if sub.is_open and sub.status == Status.OFF_TRACK]
        if red:
            text = f"Sub-action {' and '.join(red)} is off track. Is {action.reference} still on track?"
            found.append(Question("sub_action", text, ("status",)))
    if account.status == Status.NOT_STARTED and action.is_overdue(today) and account.proposed_due is None:
        text = f"The due date, {action.due}, has passed. Has work really not started?"
        found.append(Question("not_started", text, ("status",)))
    if account.status == Status.COMPLETE and account.evidence is None and not has_evidence():
        text = "No evidence shows that this is complete. Can you add a piece of evidence?"
        found.append(Question("evidence", text, ("evidence_title",)))
    if len(recent) == 2 and _says_the_same(account, recent):
        text = "This is the third update in a row with the same text. Is there nothing new?"
        found.append(Question("repeated", text, ("happened" if account.happened else "headline",)))
    found += personal_questions(account.texts())
    return found


def _late_milestones(late: Sequence[Milestone]) -> str:
    titles = " and ".join(f"“{milestone.title}”" for milestone in late)
    if len(late) == 1:
        return f"The milestone {titles} is past its date. Has it been met, or is the action on track without it?"
    return f"The milestones {titles} are past their dates. Have they been met, or is the action on track without them?"


def _says_the_same(account: Account, recent: Sequence[ProgressUpdate]) -> bool:
    text = account.happened or account.headline
    return all((update.happened or update.headline) == text for update in recent)


def no_change_problem(
    action: Action, today: datetime.date, *, milestones: Iterable[Milestone], recent: Sequence[ProgressUpdate]
) -> str:
    """Why "no change" is not offered, in a sentence; empty where it is. `recent`: the last two, newest first."""
    if action.status == Status.COMPLETE:
        return "It is complete, so there is nothing to confirm."
    if not action.is_open:
        return "It is not open, so there is nothing to confirm."
    if not recent:
        return "There is no update to confirm yet."
    if action.status == Status.OFF_TRACK:
        return "It is off track. Say what is being done."
    if action.is_overdue(today):
        return f"The due date, {action.due}, has passed. Say what happens now."
    # What a source prints without a day says nothing of when it was so.
    last_on = recent[0].told_on or datetime.date.min
    if any(m.due_on and last_on <= m.due_on < today for m in milestones):
        return "The date of a milestone has passed since the last update. Say whether it was met."
    if action.planned_start_on and last_on <= action.planned_start_on < today:
        return "The planned start has passed since the last update. Say whether work has started."
    if len(recent) == 2 and all(update.is_no_change for update in recent):
        return "It has been confirmed twice in a row. Say what has happened."
    return ""
