"""Matters arising: what earlier meetings of a body left to do, as a meeting takes it up."""

import dataclasses

from accounts.models import User
from governance.models import Decision, Meeting, MeetingAction
from governance.services.ratifying import to_ratify_at


@dataclasses.dataclass(frozen=True)
class Matters:
    """Meeting actions of earlier meetings, and decisions that wait to be ratified."""

    meeting_actions: list[MeetingAction]
    to_ratify: list[Decision]

    def __bool__(self) -> bool:
        return bool(self.meeting_actions or self.to_ratify)


def matters_of(meeting: Meeting, user: User) -> Matters:
    """For the partial matters_arising.html, as far as the person may see it; nothing where the meeting was cancelled
    or moved, or its body is not run here. Four queries.
    """
    if meeting.is_off or not meeting.body.is_run_here:
        return Matters([], [])
    waiting = Decision.objects.seen_by(user).filter(pk__in=[one.pk for one in to_ratify_at(meeting).records])
    return Matters(matters_arising(meeting, user), list(waiting.select_related("meeting").order_by("taken_on", "pk")))


def matters_arising(meeting: Meeting, user: User) -> list[MeetingAction]:
    """The meeting actions of earlier meetings of the same body that are open, or were done since the meeting held last
    before this one, as far as the person may see them; by the day they are due. Each has `assigned_to`, `due_on`,
    `done_on`, `note`, `meeting`, `item` and its `action_links`. Two queries.
    """
    return list(MeetingAction.objects.arising_at(meeting).told(user))
