"""Questions that people asked on actions, and the answers, as the file of all questions has them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from actions.as_at import PlanAt
from actions.as_at.people import People
from actions.models import Question
from audit.as_at import rows_at
from governance.bundle.period import Part, Period, csv_file
from governance.models import AgendaItem, Meeting
from governance.pages.questions import HEADINGS, TAKEN_UP_AT, row_of_file
from governance.reports.decided import exempt_at


def questions_part(period: Period, later: PlanAt | None) -> Part:
    """What was asked, answered or closed in the period, as it stood at its end. A fixed number of queries."""
    rows = _rows(period, later) if later is not None else ()
    files = csv_file("questions.csv", "Questions and answers, as at the end of the period", HEADINGS, rows)
    return Part("Questions and answers", files, "No question was asked, answered or closed in this period.")


def _rows(period: Period, later: PlanAt) -> Iterator[Sequence[str]]:
    actions = {action.pk: (priority.number, action) for priority in later.priorities for action in priority.actions}
    rows = [
        row
        for row in rows_at(Question, period.ends).order_by("asked_at", "id")
        if row.action_id in actions and _is_of(period, row)
    ]
    agendas = _agendas(period, [row.id for row in rows])
    people = People(period.ends)
    for row in rows:
        yield row_of_file(row.as_instance(), *actions[row.action_id], people, agendas[row.id])


def _agendas(period: Period, questions: Sequence[int]) -> dict[int, list[str]]:
    """On which agendas the questions stood at the end, without exempt items."""
    exempt = exempt_at(period.ends, period.now)
    items = [
        row
        for row in rows_at(AgendaItem, period.ends, question_id__in=questions)
        if not row.withdrawn_reason and row.id not in exempt
    ]
    states = dict(rows_at(Meeting, period.ends, id__in={row.meeting_id for row in items}).values_list("id", "status"))
    meetings = Meeting.objects.with_body().in_bulk([pk for pk, state in states.items() if state in TAKEN_UP_AT])
    found: dict[int, list[str]] = defaultdict(list)
    for row in sorted(items, key=lambda row: row.id, reverse=True):
        if row.meeting_id in meetings:
            found[row.question_id].append(f"{meetings[row.meeting_id]}, item {row.number}")
    return found


def _is_of(period: Period, row: Any) -> bool:
    return any(at is not None and at >= period.begins for at in (row.asked_at, row.answered_at, row.closed_at))
