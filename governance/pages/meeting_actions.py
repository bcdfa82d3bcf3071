"""Everything that meetings asked people to do, mine first."""

import dataclasses
from collections.abc import Mapping

from django.core.paginator import Page, Paginator
from django.db.models import Q

from accounts.models import User
from actions.views.paging import page_of
from governance.models import MeetingAction

A_PAGE = 50


@dataclasses.dataclass(frozen=True)
class MeetingActionList:
    """`mine` and `open` of others, by the day they are due; `done`: those done or no longer needed, the newest first,
    a page of them."""

    mine: list[MeetingAction]
    open: list[MeetingAction]
    done: Page


def meeting_action_list(user: User, parameters: Mapping[str, str]) -> MeetingActionList:
    """The list for this person; a fixed number of queries. Raises Http404 for a page that it does not have."""
    waiting = list(MeetingAction.objects.open().told(user))
    ended = MeetingAction.objects.filter(Q(done_on__isnull=False) | ~Q(withdrawn_reason=""))
    done = Paginator(ended.told(user).order_by("-done_on", "-pk"), A_PAGE)
    return MeetingActionList(
        mine=[one for one in waiting if one.assigned_to_id == user.pk],
        open=[one for one in waiting if one.assigned_to_id != user.pk],
        done=page_of(done, parameters.get("page", 1)),
    )
