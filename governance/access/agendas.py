"""Who may see and change papers of agenda items, and write what was said of an item."""

import datetime
import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import User
from actions.models import ProgressUpdate, Question
from governance.access.meetings import item_to_edit, meeting_to_run, visible_meeting
from governance.models import AgendaItem, Declaration, Meeting, Paper, hidden_items
from governance.services.agendas import OVER
from governance.services.locking import AGREED
from governance.services.minuting import NOT_BEFORE, has_begun
from priorities.access import may_see_plan, require_coordinator


def agenda_to_edit(user: User, slug: str) -> Meeting:
    """A meeting whose agenda may change. Raises as `meeting_to_run`, PermissionDenied once its minutes are agreed and
    where it was cancelled or moved.
    """
    found = meeting_to_run(user, slug)
    _require_open(found)
    return found


def item_to_change(user: User, slug: str, number: int) -> AgendaItem:
    """An agenda item that may change. Raises as `item_to_edit`, PermissionDenied once the minutes are agreed and where
    the meeting was cancelled or moved.
    """
    item = item_to_edit(user, slug, number)
    _require_open(item.meeting)
    return item


def item_to_minute(user: User, slug: str, number: int, now: datetime.datetime) -> AgendaItem:
    """An agenda item of which minutes are written. Raises as `item_to_change`, PermissionDenied before the day of the
    meeting.
    """
    item = item_to_change(user, slug, number)
    if not has_begun(item.meeting, now):
        raise PermissionDenied(NOT_BEFORE)
    return item


def declaration_to_take_back(user: User, slug: str, number: int, pk: int, now: datetime.datetime) -> Declaration:
    """A declaration of interest in an item. Raises as `item_to_minute`, Http404 where the item has no such one."""
    item = item_to_minute(user, slug, number, now)
    found = item.declarations.select_related("user").filter(pk=pk).first()
    if found is None:
        raise Http404("This item has no such declaration.")
    found.item = item
    return found


def visible_paper(user: User, slug: str, key: uuid.UUID) -> Paper:
    """A paper of a meeting. Raises Http404 where there is none, or one of an exempt item that the person may not see:
    both answers are the same.
    """
    meeting = visible_meeting(slug)
    papers = Paper.objects.select_related("item").filter(item__meeting=meeting, key=key)
    found = papers.exclude(item__in=hidden_items(user)).first()
    if found is None:
        raise Http404("This meeting has no such paper.")
    found.item.meeting = meeting
    return found


def paper_to_change(user: User, slug: str, key: uuid.UUID) -> Paper:
    """A paper that may be replaced or withdrawn. Raises as `visible_paper`, else as `item_to_change`."""
    found = visible_paper(user, slug, key)
    item_to_change(user, slug, found.item.number)
    return found


def ask_to_take_up(user: User, pk: int) -> ProgressUpdate:
    """A progress update that asks something, for the co-ordinator. Raises Http404 where there is none that the person
    may see, PermissionDenied saying whom to ask.
    """
    found = ProgressUpdate.objects.select_related("action__plan").filter(pk=pk).first()
    if found is None or found.ask == ProgressUpdate.Ask.NOTHING or not may_see_plan(user, found.action.plan):
        raise Http404("There is no such ask.")
    require_coordinator(user)
    return found


def question_to_take_up(user: User, pk: int) -> Question:
    """A question on an action, for the co-ordinator. Raises Http404 where there is none that the person may see,
    PermissionDenied saying whom to ask.
    """
    found = Question.objects.select_related("action__plan").filter(pk=pk).first()
    if found is None or not may_see_plan(user, found.action.plan):
        raise Http404("There is no such question.")
    require_coordinator(user)
    return found


def _require_open(meeting: Meeting) -> None:
    if meeting.is_locked:
        raise PermissionDenied(AGREED)
    if meeting.is_off:
        raise PermissionDenied(OVER)
