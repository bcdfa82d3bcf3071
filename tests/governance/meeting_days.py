"""Meetings in tests: the partnership run here, and what the forms of its meetings send."""

import datetime
from typing import Any

from accounts.models import User
from governance.models import Body, Meeting
from governance.services.meetings import plan_meeting
from priorities.models import ActionPlan, UpdateCycle
from priorities.partial_date import PartialDate
from send_portal import clock
from tests.governance.composing import partnership
from tests.world import NOW

LIST, NEW = "/meetings/", "/meetings/new/"
FUTURE = "2025-01-16"
WHY = "The hall is taken"


def at(day: str, time: str) -> datetime.datetime:
    """The moment at which London's clocks show this."""
    return clock.london_moment(datetime.date.fromisoformat(day), datetime.time.fromisoformat(time))


def on(day: str) -> PartialDate:
    """A day, or a month: 2025-01-16, 2025-01."""
    return PartialDate.day(*parts(day)) if day.count("-") == 2 else PartialDate.month(*parts(day))


def parts(day: str) -> list[int]:
    return [int(part) for part in day.split("-")]


def board() -> Body:
    """Recorded here."""
    return Body.objects.get(slug="health-and-wellbeing-board")


def planned(
    by: User, day: str = FUTURE, papers: str = "2025-01-09", now: datetime.datetime = NOW, **said: Any
) -> Meeting:
    """A meeting of the partnership at 2pm, its papers due at noon."""
    known: dict[str, Any] = {"starts_at": at(day, "14:00"), "papers_due_at": at(papers, "12:00")}
    return plan_meeting(by=by, now=now, body=partnership(), date=on(day), **known | said)


def cycle_of(meeting: Meeting) -> UpdateCycle:
    return UpdateCycle.objects.get(meeting_link__meeting=meeting)


def plan() -> ActionPlan:
    return ActionPlan.objects.get(slug="2023-24")


def typed(day: str = FUTURE, papers: str = "2025-01-09", **said: Any) -> dict[str, Any]:
    """What a browser posts for a meeting; a month alone has two parts."""
    fields: dict[str, Any] = {"begins": "14:00", "ends": "", "place": "", "link": "", "business": ""}
    for name, value in (("date", day), ("papers_on", papers)):
        texts = value.split("-")[::-1] if value else ["", "", ""]
        fields |= {f"{name}_{number}": part for number, part in enumerate(["", *texts] if len(texts) == 2 else texts)}
    return fields | {"papers_time": "12:00" if papers else ""} | said


def again(meeting: Meeting, **said: Any) -> dict[str, Any]:
    """What the form of a meeting posts as it stands at its revision, but for what is said."""
    due = meeting.papers_due_at and f"{meeting.papers_due_at.astimezone(clock.LONDON):%Y-%m-%d}"
    starts = meeting.starts_at and f"{meeting.starts_at.astimezone(clock.LONDON):%H:%M}"
    standing = typed(f"{meeting.date_on}", due or "", begins=starts or "", place=meeting.place, link=meeting.link)
    return standing | {"business": meeting.business, "revision": meeting.revision, "reason": WHY} | said
