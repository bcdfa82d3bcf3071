"""What a report prints of actions in place of their headlines."""

import datetime
from collections.abc import Mapping

from accounts.models import User
from actions.models import Action
from audit.recording import Process, Refused, StaleRecord, recording
from audit.standing import Standing
from governance.models import BoardReport, BoardWording
from governance.services.reports import require_ours, to_write


def standing_wordings(report: BoardReport) -> Standing:
    """The report's wordings as they stand, for a form that changes them together."""
    return Standing(BoardWording, report.wordings.order_by("pk"))


def wordings_seen(report: BoardReport, seen: Mapping[int, int]) -> dict[int, str]:
    """What a form that was opened at these revisions of the wordings showed, by the ids of the actions."""
    rows = BoardWording.history.filter(report_id=report.pk, id__in=seen).values_list(
        "id", "revision", "action_id", "text"
    )
    return {action: text for pk, revision, action, text in rows if seen[pk] == revision}


def set_wordings(
    *,
    report: BoardReport,
    by: User | Process,
    now: datetime.datetime,
    texts: Mapping[Action, str],
    seen: Mapping[int, int] | None = None,
) -> None:
    """What the report prints of actions in place of their headlines; an empty text prints the headline again.

    With `seen`, the revisions of the wordings when a form was opened, only what was changed in it is written. Raises
    StaleRecord where somebody else has worded one of these otherwise meanwhile, Refused where an action is not of the
    report's plan or the report was published elsewhere. The updates themselves are never touched.
    """
    if any(action.plan_id != report.plan_id for action in texts):
        raise Refused("This action is not of the report's plan.")
    with recording(by=by, now=now):
        require_ours(to_write(report.pk, now))
        standing = standing_wordings(report)
        wordings: dict[int, BoardWording] = {one.action_id: one for one in standing.records}
        stands = {pk: one.text for pk, one in wordings.items()}
        shown = stands if seen is None else wordings_seen(report, seen)
        changed = {action: text for action, text in texts.items() if text != shown.get(action.pk, "")}
        changed = {action: text for action, text in changed.items() if text != stands.get(action.pk, "")}
        if any(stands.get(action.pk, "") != shown.get(action.pk, "") for action in changed):
            raise StaleRecord("A wording has changed since the form was opened.", standing)
        for action, text in changed.items():
            wording = wordings.get(action.pk) or BoardWording(report=report, action=action)
            wording.text = text
            wording.save()
