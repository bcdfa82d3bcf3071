"""The rows of the set-up: what stands, what was typed, and what became of it."""

import dataclasses
import datetime
from collections.abc import Iterable
from typing import Any

from accounts.fields import choosable_people
from accounts.models import Organisation, User
from actions.models import Action
from actions.services import edit_action
from actions.set_up.forms import ReasonForm, RowForm, tokens_of
from audit.describe import Entry, changes_since
from audit.recording import Refused, StaleRecord

CHANGED = (
    "Somebody else has changed this action since you opened the page. To replace their changes with yours, save again"
)


@dataclasses.dataclass
class Row:
    """One action in the form; `changes` is what somebody else has done to it meanwhile."""

    action: Action
    form: RowForm
    changes: list[Entry] = dataclasses.field(default_factory=list)

    def refuse(self, message: str) -> None:
        """The row is wrong; it keeps what was typed."""
        self.form.add_error(None, message.removesuffix("."))

    def put_aside(self, user: User) -> None:
        """Somebody was faster: show what has changed; what was typed is saved when it is sent again."""
        self.changes = changes_since(self.action, self.form.cleaned_data["revision"], user)
        self.form.replace_tokens(tokens_of(self.action))
        self.refuse(CHANGED)


def set_up_rows(actions: Iterable[Action], posted: Any = None, *, is_checked: bool = True) -> list[Row]:
    """A row for each action, with what was typed where the page was sent; unchecked where it only comes back."""
    offered = {"people": choosable_people(), "organisations": list(Organisation.objects.filter(is_active=True))}
    make = RowForm if is_checked else RowForm.refilled
    return [
        Row(
            action,
            make(posted, action=action, **offered)
            if posted is not None and f"{action.key}-revision" in posted
            else RowForm(action=action, **offered),
        )
        for action in actions
    ]


@dataclasses.dataclass
class Outcome:
    """What became of a page of rows: how many were saved, and those that are wrong, by the key of their action."""

    saved: int = 0
    wrong: dict[str, Row] = dataclasses.field(default_factory=dict)


def save_rows(rows: Iterable[Row], reason_form: ReasonForm, *, by: User, now: datetime.datetime) -> Outcome:
    """Save each row that has changed, in a change of its own; the wrong ones keep what was typed."""
    outcome = Outcome()
    without_reason = []
    for row in rows:
        if not row.form.is_bound:
            continue
        if row.form.is_valid() and not row.form.is_changed:
            continue
        if not row.form.is_valid():
            row.form = row.form.renewed(tokens_of(row.action))
        elif row.form.is_stale:
            row.put_aside(by)
        elif row.form.changes_what_stands and not reason_form.cleaned_data["reason"]:
            without_reason.append(row.action.reference)
        else:
            _save(row, reason_form.cleaned_data["reason"], by, now)
            if not row.form.errors:
                outcome.saved += 1
                continue
        outcome.wrong[row.action.key] = row
    if without_reason:
        reason_form.add_error("reason", f"Enter why you are changing {', '.join(without_reason)}")
    return outcome


def _save(row: Row, reason: str, by: User, now: datetime.datetime) -> None:
    said = reason if row.form.changes_what_stands else ""
    try:
        edit_action(action=row.action, by=by, now=now, reason=said, revision=row.action.revision, **row.form.values)
    except StaleRecord as stale:
        row.action = stale.record
        row.put_aside(by)
    except Refused as refused:
        row.refuse(str(refused))
