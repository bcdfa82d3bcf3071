"""The schedule of a year, row by row: the right ones are saved, the wrong ones keep what was typed."""

import dataclasses
import datetime
from collections.abc import Iterable
from typing import Any

from accounts.models import User
from audit.recording import Refused
from governance.forms.schedule import ScheduleRowForm
from governance.models import Body, Meeting
from governance.services.meetings import plan_meeting

ROWS = 12


@dataclasses.dataclass
class Outcome:
    """What became of the rows: the meetings that were planned, those that stand so already, and the wrong rows."""

    planned: list[Meeting] = dataclasses.field(default_factory=list)
    standing: int = 0
    wrong: list[ScheduleRowForm] = dataclasses.field(default_factory=list)


def blank_rows(instead: Iterable[ScheduleRowForm] = ()) -> list[ScheduleRowForm]:
    """A row for each meeting of a year; those that are given stand in their places."""
    given = {row.number: row for row in instead}
    return [given.get(number) or ScheduleRowForm(number=number) for number in range(1, ROWS + 1)]


def typed_rows(posted: Any, *, is_checked: bool = True, **same: Any) -> list[ScheduleRowForm]:
    """The rows as they were sent; unchecked where they only come back."""
    make = ScheduleRowForm if is_checked else ScheduleRowForm.refilled
    return [make(posted, number=number, **same) for number in range(1, ROWS + 1)]


def save_rows(rows: Iterable[ScheduleRowForm], body: Body, *, by: User, now: datetime.datetime) -> Outcome:
    """Plan the meeting of each row, in a change of its own. A row whose meeting stands just so is not wrong: the page
    may have been sent twice.
    """
    outcome = Outcome()
    for row in rows:
        if row.is_blank:
            continue
        if not row.is_valid():
            outcome.wrong.append(row)
        elif _stands(body, row.values):
            outcome.standing += 1
        else:
            _plan(row, body, outcome, by, now)
    return outcome


def _plan(row: ScheduleRowForm, body: Body, outcome: Outcome, by: User, now: datetime.datetime) -> None:
    try:
        outcome.planned.append(plan_meeting(by=by, now=now, body=body, **row.values))
    except Refused as refused:
        row.add_error(None, str(refused).removesuffix("."))
        outcome.wrong.append(row)


def _stands(body: Body, values: dict[str, Any]) -> bool:
    date, rest = values["date"], {name: value for name, value in values.items() if name != "date"}
    return Meeting.objects.filter(
        body=body, date_on=date.on, date_precision=date.precision, status=Meeting.State.PLANNED, **rest
    ).exists()
