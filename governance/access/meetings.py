"""Who may see and change meetings and their agenda items. An exempt item is there for those of its body alone."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import User
from governance.models import AgendaItem, Meeting
from governance.services.locking import AGREED
from priorities.access import require_coordinator

RUN_ELSEWHERE = (
    "This body is not run in the portal. Its meetings are recorded here with their date, our report and what was "
    "resolved; its agenda and its minutes are its own."
)


def visible_meeting(slug: str) -> Meeting:
    """A meeting with its body; everybody sees it. Raises Http404 where there is none."""
    meeting = Meeting.objects.with_body().filter(slug=slug).first()
    if meeting is None:
        raise Http404("There is no such meeting.")
    return meeting


def meeting_to_edit(user: User, slug: str) -> Meeting:
    """A meeting, for the co-ordinator. Raises Http404 as `visible_meeting`, PermissionDenied saying whom to ask."""
    found = visible_meeting(slug)
    require_coordinator(user)
    return found


def meeting_to_change(user: User, slug: str) -> Meeting:
    """A meeting whose day, place or state may still change. Raises as `meeting_to_edit`, PermissionDenied saying why
    once its minutes are agreed: nobody types a reason there that is then refused.
    """
    found = meeting_to_edit(user, slug)
    if found.is_locked:
        raise PermissionDenied(AGREED)
    return found


def meeting_to_run(user: User, slug: str) -> Meeting:
    """A meeting whose agenda and minutes are kept here. Raises as `meeting_to_edit`, PermissionDenied where its body
    is not run here.
    """
    found = meeting_to_edit(user, slug)
    if not found.body.is_run_here:
        raise PermissionDenied(RUN_ELSEWHERE)
    return found


def visible_item(user: User, slug: str, number: int) -> AgendaItem:
    """An agenda item with its meeting. Raises Http404 where there is none, or an exempt one that the person may not
    see: both answers are the same.
    """
    meeting = visible_meeting(slug)
    item = meeting.items.exclude(pk__in=AgendaItem.objects.hidden_from(user)).filter(number=number).first()
    if item is None:
        raise Http404("This meeting has no such item.")
    item.meeting = meeting
    return item


def item_to_edit(user: User, slug: str, number: int) -> AgendaItem:
    """An agenda item of a meeting that is run here. Raises Http404 as `visible_item`, else as `meeting_to_run`."""
    item = visible_item(user, slug, number)
    meeting_to_run(user, slug)
    return item
