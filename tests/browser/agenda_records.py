"""What the agenda's journeys begin with: a meeting of the partnership today, and one after it."""

import datetime

from accounts.models import User
from send_portal import clock
from tests.governance.agendas import a_meeting

TODAY = "/meetings/2024-09-04-local-inclusion-partnership/"
NEXT = "/meetings/2024-11-13-local-inclusion-partnership/"


def add() -> None:
    """Add them to the portal that runs."""
    by = User.objects.get(email="coordinator@demo.example")
    for days in (0, 70):
        a_meeting(by, clock.today() + datetime.timedelta(days=days))
