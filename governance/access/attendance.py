"""Who may record the attendance of a meeting, and when."""

import datetime

from django.core.exceptions import PermissionDenied

from accounts.models import User
from governance.access.meetings import meeting_to_run
from governance.models import Meeting
from governance.services.attendance import recording_problem
from governance.services.locking import AGREED


def meeting_to_record(user: User, slug: str, today: datetime.date) -> Meeting:
    """A meeting whose attendance can be recorded today. Raises as `meeting_to_run`, PermissionDenied saying why where
    it is still to come, did not take place, or its minutes are agreed.
    """
    found = meeting_to_run(user, slug)
    if problem := recording_problem(found, today) or (AGREED if found.is_locked else ""):
        raise PermissionDenied(problem)
    return found
