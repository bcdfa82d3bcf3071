"""Two meetings of the partnership that the demonstration does not hold: one of the shadow, one of the full body."""

import datetime

from accounts.models import User
from audit.recording import recording
from governance.models import AgendaItem, Attendance, Body, BodyPhase, Meeting
from priorities.partial_date import PartialDate
from send_portal import clock


def add() -> None:
    """Add them to the portal that runs, twelve days ago and two, each with an item."""
    by, today = User.objects.get(email="coordinator@demo.example"), clock.today()
    with recording(by=by, now=clock.now(), reason="To decide something"):
        body = Body.objects.get(slug="local-inclusion-partnership")
        body.is_run_here, body.resolution_form = True, "The Partnership agreed"
        body.save()
        for ago, phase, slug in ((12, "shadow", "of-the-shadow"), (2, "full", "of-the-full-body")):
            day = today - datetime.timedelta(days=ago)
            meeting = Meeting(body=body, slug=slug, status=Meeting.State.HELD)
            meeting.date = PartialDate.day(day.year, day.month, day.day)
            meeting.save()
            AgendaItem.objects.create(meeting=meeting, position=1, number=1, title="Waits for an assessment")
            begun = BodyPhase(body=body, phase=phase)
            begun.begins = meeting.date
            begun.save()
            for seat in body.memberships.on(day).filter(is_voting=True):
                Attendance.objects.create(meeting=meeting, user=seat.user, state="present")
