"""How an action goes as a source prints it: no update of anybody's, and what is owed stays owed."""

import datetime
import uuid
from typing import NamedTuple

from accounts.models import User
from actions.access import may_update
from actions.models import Action, ProgressUpdate
from actions.services.due_dates import overtake_proposals
from actions.services.progress import tell
from audit.recording import Refused, recording
from priorities.status import Status

Part = ProgressUpdate.Part


class Printed(NamedTuple):
    """How an action goes, as a source prints it, and when it was printed."""

    status: str
    headline: str
    happened: str = ""
    printed_on: datetime.date | None = None


def record_printed(
    *,
    action: Action,
    by: User,
    now: datetime.datetime,
    reason: str,
    status: str,
    headline: str,
    happened: str = "",
    printed_on: datetime.date | None = None,
) -> ProgressUpdate:
    """Write down how an action goes as a source prints it; the action then says so.

    It need not say why, nor when it was completed: a source may leave that out. No update is received with it, and so
    one is still owed. Raises Refused where the action takes no updates, or somebody has given one in the portal: their
    word stands.
    """
    with recording(by=by, now=now, reason=reason):
        action = Action.objects.with_people().select_related("plan").locked(action.pk)
        if not may_update(by, action):
            raise Refused(f"{action.reference} takes no updates.")
        if action.last_update is not None and action.last_update.received_by != ProgressUpdate.ReceivedBy.IMPORT:
            raise Refused(f"Somebody has given an update on {action.reference}, which stands.")
        update = write_printed(action, Printed(status, headline, happened, printed_on), by=by, now=now)
        if status == Status.COMPLETE:
            overtake_proposals(action)
    return update


def write_printed(action: Action, printed: Printed, *, by: User, now: datetime.datetime) -> ProgressUpdate:
    """Write down how an action goes as a source prints it, which it can have; inside `recording()`."""
    update = ProgressUpdate.objects.create(
        action=action,
        submission=uuid.uuid4(),
        submitted_at=now,
        author=by,
        author_role=Part.COORDINATOR,
        received_by=ProgressUpdate.ReceivedBy.IMPORT,
        printed_on=printed.printed_on,
        status=printed.status,
        headline=printed.headline,
        happened=printed.happened,
    )
    tell(action, update)
    return update
