"""Papers deadlines as entries for a calendar (RFC 5545)."""

import datetime
from collections.abc import Sequence

from icalendar import Calendar, Event

from governance.pages.calendar import PRODUCT, london_zone
from notices.addresses import host, page
from notices.topics import PlanCycle
from send_portal import clock

LASTS = datetime.timedelta(minutes=30)


def calendar_of_deadlines(plan_cycles: Sequence[PlanCycle], now: datetime.datetime) -> str:
    """The deadlines that are still to come, an entry each that ends with the deadline; empty where none is.

    An entry keeps its name, so that a deadline that moves takes the place of the one before.
    """
    ahead = [one for one in plan_cycles if one.window.papers_due_at >= now]
    if not ahead:
        return ""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(london_zone())
    for one in ahead:
        calendar.add_component(_entry(one, now))
    return calendar.to_ical().decode()


def _entry(one: PlanCycle, now: datetime.datetime) -> Event:
    due_at = one.window.papers_due_at.astimezone(clock.LONDON)
    event = Event()
    event.add("uid", f"deadline-{one.cycle.pk}@{host()}")
    event.add("dtstamp", now.astimezone(datetime.UTC))
    event.add("sequence", one.cycle.revision - 1)
    event.add("summary", f"Updates are due: {one.plan.title}")
    event.add("dtstart", due_at - LASTS)
    event.add("dtend", due_at)
    event.add("transp", "TRANSPARENT")
    event.add("description", f"Your actions: {page('my-actions')}")
    event.add("url", page("my-actions"))
    return event
