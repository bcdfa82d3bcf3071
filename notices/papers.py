"""That the papers of a meeting are out: to tell its members and those in attendance. Nothing exempt stands in it."""

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Iterable

from governance.models import Attendance, Meeting, Membership
from notices import words
from notices.addresses import absolute, page
from notices.compose import Link, Part, Section
from notices.models import Kind
from notices.topics import Topic
from send_portal import clock


@dataclasses.dataclass(frozen=True)
class PapersOut:
    """The papers of a meeting are out: what to tell, and whom."""

    meeting: Meeting
    topic: Topic
    people: frozenset[int]


def papers_out(now: datetime.datetime) -> list[PapersOut]:
    """Meetings to come whose papers are out; three queries at most."""
    today = clock.london_date(now)
    out = Meeting.objects.filter(status=Meeting.State.PAPERS_OUT, date_on__gte=today, body__is_run_here=True)
    meetings = list(out.with_body())
    if not meetings:
        return []
    sits, attends = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    for body, user in Membership.objects.on(today).values_list("body", "user"):
        sits[body].add(user)
    invited = Attendance.objects.filter(meeting__in=meetings, state=Attendance.State.IN_ATTENDANCE)
    for meeting, user in invited.values_list("meeting", "user"):
        attends[meeting].add(user)
    return [PapersOut(one, _out_topic(one), frozenset(sits[one.body_id] | attends[one.pk])) for one in meetings]


def _out_topic(meeting: Meeting) -> Topic:
    until = meeting.starts_at or clock.end_of(meeting.date_on)
    return Topic(Kind.PAPERS_OUT, f"{meeting.pk}", meeting.papers_out_at or until, until, waits=True)


def papers_part(found: Iterable[PapersOut]) -> Part:
    """What the mail says of them."""
    meetings = [one.meeting for one in found]
    sections = []
    for meeting in meetings:
        when = f"at {words.moment(meeting.starts_at)}" if meeting.starts_at else f"on {words.day(meeting.date_on)}"
        told = f"The papers of the meeting {when} are out." + (f" Place: {meeting.place}." if meeting.place else "")
        links = (Link("Read the pack", page("pack", meeting.slug)),
                 Link("The meeting", absolute(meeting.get_absolute_url())))  # fmt: skip
        sections.append(Section(f"Papers: {meeting.body}", (told,), (), links))
    first = meetings[0]
    return Part(f"papers for {first.body} on {words.day(first.date_on)}", tuple(sections))
