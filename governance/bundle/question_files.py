"""Questions that people asked on actions, and the answers: by post, not by name."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from actions.as_at import PlanAt
from actions.as_at.people import People
from actions.models import Question
from audit.as_at import rows_at
from documents.cells import day_cell
from governance.bundle.period import Part, Period, csv_file
from send_portal import clock

HEADINGS = (
    "Reference", "Action", "Question", "Asked on", "Asked by", "Answer", "Answered on", "Answered by", "Closed on",
    "Closed as", "Why it is closed",
)  # fmt: skip


def questions_part(period: Period, later: PlanAt | None) -> Part:
    """What was asked, answered or closed in the period, as it stood at its end. Three queries."""
    rows = _rows(period, later) if later is not None else ()
    files = csv_file("questions.csv", "Questions and answers, as at the end of the period", HEADINGS, rows)
    return Part("Questions and answers", files, "No question was asked, answered or closed in this period.")


def _rows(period: Period, later: PlanAt) -> Iterator[Sequence[str]]:
    actions = {action.pk: action for action in later.actions}
    people = People(period.ends)
    for row in rows_at(Question, period.ends).order_by("asked_at", "id"):
        action = actions.get(row.action_id)
        if action is not None and _is_of(period, row):
            yield (
                action.reference,
                action.title,
                row.text,
                _day(row.asked_at),
                people.known(row.asked_by_id, row.asked_at).post,
                row.answer,
                _day(row.answered_at),
                people.known(row.answered_by_id, row.answered_at).post if row.answered_by_id else "",
                _day(row.closed_at),
                Question.ClosedAs(row.closed_as).label if row.closed_as else "",
                row.closed_reason,
            )


def _is_of(period: Period, row: Any) -> bool:
    return any(at is not None and at >= period.begins for at in (row.asked_at, row.answered_at, row.closed_at))


def _day(at: datetime.datetime | None) -> str:
    return day_cell(clock.london_date(at)) if at is not None else ""
