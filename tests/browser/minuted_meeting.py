"""A meeting of the partnership that was held, with its minutes, and the one after it."""

import datetime
import types

from accounts.models import User
from governance.models import Attendance, MeetingAction
from governance.services.minutes import write_summary
from send_portal import clock
from tests.governance.minuting import SEPTEMBER, item, meeting_on, minuted, put

STATES = ("present", "in_attendance", "absent", "remote")
SUMMARY = "You will see **how long** children wait.\n\n- The first table comes in August.\n- Tell us what is hard."


def add() -> None:
    """Add both to the portal that runs."""
    now = clock.now() - datetime.timedelta(seconds=10)
    cora = User.objects.get(email="coordinator@demo.example")
    others = list(User.objects.filter(is_demonstration=True, is_active=True).exclude(pk=cora.pk).order_by("pk"))
    names = ("pat", "mo", "sara", "olive", "ada")
    meeting = minuted(types.SimpleNamespace(cora=cora, **dict(zip(names, others, strict=False))), now)
    for place, person in enumerate(others[5:12]):
        put(Attendance, cora, now, meeting=meeting, user=person, state=STATES[place % 4])
    put(Attendance, cora, now, meeting=meeting, user=others[12], state="deputy", deputy_for=others[1])
    put(MeetingAction, cora, now, meeting=meeting, text="Send the slides\nto everybody", assigned_to=others[5])
    write_summary(meeting=meeting, by=cora, now=clock.now(), families_summary=SUMMARY)
    later = meeting_on(SEPTEMBER, cora, now, status="held", place="Online")
    item(later, 1, cora, now, title="Minutes of the last meeting", kind="minutes")
