"""One writer at a time in a meeting, and none once its minutes are agreed."""

from audit.recording import Refused
from governance.models import Meeting

AGREED = "The minutes of this meeting are agreed, so nothing of it changes any more. Add a dated note to them instead."


def locked_meeting(meeting: Meeting, revision: int | None = None) -> Meeting:
    """The meeting, locked until the change ends: every service begins with it that writes what belongs to a meeting.

    Raises Refused where its minutes are agreed, StaleRecord where `revision` is not its any more.
    """
    found: Meeting = Meeting.objects.locked(meeting.pk, revision)
    if found.is_locked:
        raise Refused(AGREED)
    return found
