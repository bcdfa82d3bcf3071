"""Who may read minutes, and change them until they are agreed."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import User
from governance.access.meetings import visible_meeting
from governance.minutes.files import FORMATS
from governance.models import Format, Meeting
from governance.services.locking import AGREED
from governance.services.minutes import NOT_AGREED_YET
from priorities.access import require_coordinator


def visible_minutes(slug: str) -> Meeting:
    """A meeting whose minutes are kept here; everybody reads them, drafts too. Raises Http404 where there are none:
    the body is run elsewhere, or the meeting is not recorded as held.
    """
    meeting = visible_meeting(slug)
    if not meeting.body.is_run_here or meeting.status != Meeting.State.HELD:
        raise Http404("This meeting has no minutes here.")
    return meeting


def minutes_to_edit(user: User, slug: str) -> Meeting:
    """A meeting whose minutes are drafts, for the co-ordinator. Raises Http404 as `visible_minutes`, PermissionDenied
    saying whom to ask, or that they are agreed.
    """
    meeting = visible_minutes(slug)
    require_coordinator(user)
    if meeting.is_locked:
        raise PermissionDenied(AGREED)
    return meeting


def minutes_to_note(user: User, slug: str) -> Meeting:
    """A meeting whose minutes are agreed, for the co-ordinator. Raises Http404 as `visible_minutes`, PermissionDenied
    saying whom to ask, or that they are not agreed yet.
    """
    meeting = visible_minutes(slug)
    require_coordinator(user)
    if not meeting.is_locked:
        raise PermissionDenied(NOT_AGREED_YET)
    return meeting


def minutes_format(name: str) -> Format:
    """The format of an address. Raises Http404 for another than the two of minutes."""
    if name not in FORMATS:
        raise Http404("There is no such format.")
    return Format(name)
