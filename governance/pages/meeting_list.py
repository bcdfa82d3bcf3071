"""All meetings: those to come, and those that are past, of all bodies or of one."""

import dataclasses
import datetime
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404

from actions.flags import counted
from actions.views.paging import page_of
from governance.models import Body, Meeting

MEETINGS_A_PAGE = 50


@dataclasses.dataclass(frozen=True)
class MeetingRow:
    """A meeting and how it stands, in words."""

    meeting: Any
    state: str

    @property
    def business(self) -> str:
        """What it is about, or how long its agenda is; empty where neither is known."""
        return self.meeting.business or (
            counted(self.meeting.item_count, "agenda item") if self.meeting.item_count else ""
        )


@dataclasses.dataclass(frozen=True)
class MeetingList:
    """What the page shows; `body` is the one that is chosen, None for all."""

    bodies: list[Body]
    body: Body | None
    coming: list[MeetingRow]
    past: list[MeetingRow]
    page: Page

    @property
    def with_pack(self) -> Meeting | None:
        """The next meeting that takes place of a body that is run here: what to read before it."""
        coming = (row.meeting for row in self.coming if row.meeting.body.is_run_here and not row.meeting.is_off)
        return next(coming, None)


def meeting_list(today: datetime.date, slug: str, number: str | int) -> MeetingList:
    """The meetings of the body with this slug, of all without one; a fixed number of queries. Raises Http404 where
    there is no such body or page.
    """
    bodies = list(Body.objects.filter(meetings__isnull=False).distinct())
    body = next((one for one in bodies if one.slug == slug), None)
    if slug and body is None:
        raise Http404("No meeting of such a body is recorded.")
    meetings = Meeting.objects.for_list()
    if body is not None:
        meetings = meetings.filter(body=body)
    past = meetings.filter(date_on__lt=today).order_by("-date_on", "-pk")
    page = page_of(Paginator(past, MEETINGS_A_PAGE), number)
    # One that moved is reached from the meeting to which it moved.
    coming = meetings.filter(date_on__gte=today).exclude(status=Meeting.State.MOVED)
    coming = coming.order_by("date_on", "starts_at", "pk")
    return MeetingList(bodies, body, meeting_rows(coming, today), meeting_rows(page, today), page)


def meeting_rows(meetings: Iterable[Any], today: datetime.date) -> list[MeetingRow]:
    """Meetings (of `MeetingQuerySet.for_list`) and how they stand on a day."""
    return [MeetingRow(meeting, meeting.state_on(today)) for meeting in meetings]
