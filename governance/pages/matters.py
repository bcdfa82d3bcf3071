"""Matters arising: what earlier meetings of a body asked people to do, as a meeting takes it up."""

from django.db.models import Q

from accounts.models import User
from governance.facts import day_of
from governance.models import Meeting, MeetingAction


def matters_arising(meeting: Meeting, user: User) -> list[MeetingAction]:
    """The meeting actions of earlier meetings of the same body that are open, or were done since the meeting held last
    before this one, as far as the person may see them; by the day they are due. Each has `assigned_to`, `due_on`,
    `done_on`, `note`, `meeting`, `item` and its `action_links`. Three queries.
    """
    earlier = Meeting.objects.filter(body=meeting.body_id, date_on__lt=day_of(meeting))
    held = earlier.filter(status=Meeting.State.HELD).order_by("-date_on").values_list("date_on", flat=True).first()
    is_open = Q(done_on__isnull=True, withdrawn_reason="")
    arising = is_open | Q(done_on__gte=held) if held else is_open
    return list(MeetingAction.objects.filter(arising, meeting__in=earlier).told(user))
