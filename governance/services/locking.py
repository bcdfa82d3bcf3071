"""One writer at a time in a meeting, and none once its minutes are agreed."""

from collections.abc import Iterable

from actions.models import Action
from audit.recording import Refused
from governance.models import Body, Meeting

AGREED = "The minutes of this meeting are agreed, so nothing of it changes any more. Add a dated note to them instead."


def locked_meeting(meeting: Meeting, revision: int | None = None) -> Meeting:
    """The meeting, locked until the change ends: every service begins with it that writes what belongs to a meeting.

    Raises Refused where its minutes are agreed, StaleRecord where `revision` is not its any more.
    """
    found: Meeting = Meeting.objects.locked(meeting.pk, revision)
    if found.is_locked:
        raise Refused(AGREED)
    return found


def locked_with_body(meeting: Meeting, revision: int | None = None) -> Meeting:
    """As `locked_meeting`, its body locked before it: who changes on which days a body meets waits for the others."""
    locked_body(meeting.body_id)
    return locked_meeting(meeting, revision)


def locked_body(pk: int) -> Body:
    """A body, locked until the change ends; always before its meetings. What names the body may be written meanwhile:
    whoever holds a meeting would else wait for the body, and its holder for the meeting.
    """
    return Body.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def lock_actions(pks: Iterable[int]) -> None:
    """Lock actions until the change ends, in the order of their ids: before a question on one is locked or goes into
    a row, because whoever answers or closes it holds the action and then wants the question.
    """
    list(Action.objects.select_for_update(of=("self",)).filter(pk__in=set(pks)).order_by("pk").values_list("pk"))
