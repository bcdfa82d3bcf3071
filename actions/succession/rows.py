"""The rows of the outcomes: what stands, what was typed, and what became of it."""

import dataclasses
import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError

from accounts.form_page import TAKEN
from accounts.models import User
from actions.models import Action
from actions.services import record_outcome
from actions.succession.forms import OutcomeForm, tokens_of
from audit.describe import Entry, changes_since
from audit.recording import Refused, StaleRecord
from priorities.models import ActionPlan

CHANGED = "Somebody else has recorded an outcome since you opened the page. To replace it with yours, save again"


@dataclasses.dataclass
class Row:
    """One action in the form; `changes` is what somebody else has done to its outcome meanwhile."""

    action: Action
    form: OutcomeForm
    changes: list[Entry] = dataclasses.field(default_factory=list)

    def refuse(self, message: str) -> None:
        """The row is wrong; it keeps what was typed."""
        self.form.add_error(None, message.removesuffix("."))

    def put_aside(self, user: User) -> None:
        """Somebody was faster: show what stands; what was typed is saved when it is sent again."""
        if self.form.record is not None:
            self.changes = changes_since(self.form.record, self.form.cleaned_data["revision"], user)
        self.form.replace_tokens(tokens_of(self.form))
        self.refuse(CHANGED)


def outcome_rows(
    plan: ActionPlan, actions: Iterable[Action], posted: Any = None, *, is_checked: bool = True
) -> list[Row]:
    """A row for each action, with what was typed where the page was sent; unchecked where it only comes back."""
    successor = getattr(plan, "successor", None)
    priorities = list(successor.priorities.all()) if successor is not None else []
    make = OutcomeForm if is_checked else OutcomeForm.refilled
    offered: dict[str, Any] = {"successor": successor, "priorities": priorities}
    return [
        Row(
            action,
            make(posted, action=action, **offered)
            if posted is not None and f"{action.key}-revision" in posted
            else OutcomeForm(action=action, **offered),
        )
        for action in actions
    ]


@dataclasses.dataclass
class Saved:
    """What became of a page of rows: how many were saved, and those that are wrong, by the key of their action."""

    number: int = 0
    wrong: dict[str, Row] = dataclasses.field(default_factory=dict)


def save_rows(rows: Sequence[Row], *, by: User, now: datetime.datetime) -> Saved:
    """Save each row that has changed, in a change of its own; the wrong ones keep what was typed. An action comes
    before its sub-actions, so that what is said of these stands."""
    found = Saved()
    apart = {row.action.pk for row in rows if row.action.is_sub_action and row.form.chooses_its_own}
    for row in sorted(rows, key=lambda row: row.action.is_sub_action):
        if not row.form.is_bound:
            continue
        is_valid = row.form.is_valid()
        if row.form.errors:
            row.form = row.form.renewed(tokens_of(row.form))
        elif not row.form.is_changed:
            continue
        elif row.form.is_stale:
            row.put_aside(by)
        elif not row.form.cleaned_data["outcome"]:
            row.refuse("Choose an outcome, or remove the reason")
        elif is_valid:
            _save(row, by, now, apart)
            if not row.form.errors:
                found.number += 1
                continue
        found.wrong[row.action.key] = row
    return found


def _save(row: Row, by: User, now: datetime.datetime, apart: set[int]) -> None:
    revision = row.form.record.revision if row.form.record is not None else 0
    try:
        record_outcome(action=row.action, by=by, now=now, revision=revision, apart=apart, **row.form.values)
    except StaleRecord as stale:
        row.form.stands_as(stale.record)
        row.put_aside(by)
    except Refused as refused:
        row.refuse(str(refused))
    except IntegrityError:
        # Somebody has taken the reference in the next plan since it was found to be free.
        row.refuse(TAKEN)
