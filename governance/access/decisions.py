"""Who may see and change decisions and meeting actions. What hangs on an exempt item is its body's alone."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import User
from design.fields import whole_number
from governance.access.meetings import item_to_edit, meeting_to_run
from governance.models import AgendaItem, Decision, Meeting, MeetingAction
from governance.services.agendas import TAKEN_OFF
from governance.services.decisions import meeting_problem
from governance.services.locking import AGREED
from governance.services.ratifying import ratify_problem
from priorities.access import require_coordinator
from send_portal import clock

WITHDRAWN = "This was withdrawn, so it does not change any more."
RATIFIED = "This decision was ratified. Withdraw the decision that ratified it first."
NOT_YOURS = "Only the person who is to do it and the co-ordinator can say that it is done. Ask the co-ordinator."


def visible_decision(user: User, pk: int) -> Decision:
    """A decision as pages tell it. Raises Http404 where there is none that the person may see."""
    found = Decision.objects.filter(pk=pk).told(user).first()
    if found is None:
        raise Http404("There is no such decision.")
    return found


def decision_to_edit(user: User, pk: int) -> Decision:
    """A decision, for the co-ordinator. Raises Http404 as `visible_decision`; PermissionDenied saying whom to ask, or
    that its minutes are agreed, or that it was withdrawn.
    """
    found = visible_decision(user, pk)
    require_coordinator(user)
    if found.is_withdrawn:
        raise PermissionDenied(WITHDRAWN)
    _require_open(found.meeting)
    return found


def decision_to_withdraw(user: User, pk: int) -> Decision:
    """As `decision_to_edit`; PermissionDenied as well where it was ratified."""
    found = decision_to_edit(user, pk)
    if found.standing == Decision.Standing.RATIFIED:
        raise PermissionDenied(RATIFIED)
    return found


def decision_named(user: User, pk: str) -> Decision | None:
    """The decision whose promise is recorded; None where the address names none that stands."""
    number = whole_number(pk, 1, 2**31) if pk else None
    seen = Decision.objects.standing().seen_by(user).select_related("body__reports_to")
    return seen.filter(pk=number).first() if number else None


def item_to_decide(user: User, slug: str, number: int) -> AgendaItem:
    """An agenda item of a meeting that may have decided something. Raises as `item_to_edit`, and PermissionDenied
    where the meeting cannot have, its minutes are agreed or the item was taken off.
    """
    item = item_to_act_on(user, slug, number)
    _require(meeting_problem(item.meeting, clock.today()))
    return item


def item_to_act_on(user: User, slug: str, number: int) -> AgendaItem:
    """An agenda item on which somebody may be asked to do something. Raises as `item_to_edit`, and PermissionDenied
    where the minutes are agreed or the item was taken off.
    """
    item = item_to_edit(user, slug, number)
    _require_open(item.meeting)
    if item.is_withdrawn:
        raise PermissionDenied(TAKEN_OFF)
    return item


def decision_of(item: AgendaItem, pk: str) -> Decision | None:
    """The decision on an item that the address names; None where it names none. Raises Http404 where it has none such
    that stands.
    """
    if not pk:
        return None
    found = Decision.objects.standing().filter(item=item, pk=whole_number(pk, 1, 2**31) or 0).first()
    if found is None:
        raise Http404("There is no such decision on this item.")
    return found


def meeting_to_ratify(user: User, slug: str) -> Meeting:
    """A meeting that may ratify decisions. Raises as `meeting_to_run`, PermissionDenied saying why where it cannot."""
    meeting = meeting_to_run(user, slug)
    _require_open(meeting)
    _require(ratify_problem(meeting, clock.today()))
    return meeting


def visible_meeting_action(user: User, pk: int) -> MeetingAction:
    """A meeting action. Raises Http404 where there is none that the person may see."""
    found = MeetingAction.objects.filter(pk=pk).told(user).first()
    if found is None:
        raise Http404("There is no such meeting action.")
    return found


def meeting_action_to_report(user: User, pk: int) -> MeetingAction:
    """A meeting action, for whom it was given to and the co-ordinator, minutes agreed or not. Raises Http404 as
    `visible_meeting_action`, PermissionDenied.
    """
    found = visible_meeting_action(user, pk)
    if found.assigned_to_id != user.pk and not user.is_coordinator:
        raise PermissionDenied(NOT_YOURS)
    if found.withdrawn_reason:
        raise PermissionDenied(WITHDRAWN)
    return found


def meeting_action_to_edit(user: User, pk: int) -> MeetingAction:
    """A meeting action whose words may change: the co-ordinator's while the minutes are not agreed."""
    found = meeting_action_to_withdraw(user, pk)
    _require_open(found.meeting)
    return found


def meeting_action_to_withdraw(user: User, pk: int) -> MeetingAction:
    """A meeting action, for the co-ordinator. Raises Http404, PermissionDenied where it is withdrawn already."""
    found = visible_meeting_action(user, pk)
    require_coordinator(user)
    if found.withdrawn_reason:
        raise PermissionDenied(WITHDRAWN)
    return found


def _require_open(meeting: Meeting | None) -> None:
    if meeting is not None and meeting.is_locked:
        raise PermissionDenied(AGREED)


def _require(problem: str) -> None:
    if problem:
        raise PermissionDenied(f"{problem.removesuffix('.')}.")
