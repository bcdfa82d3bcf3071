"""A decision on an exempt item is named where another rests on it, and linked for those alone who may see it."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action
from audit.recording import Refused, recording
from governance.history import history_of_meeting
from governance.models import Decision, Meeting, MeetingAction, MeetingActionLink
from governance.services.meeting_actions import add_meeting_action
from tests.governance.deciding import decide, held, partnership, sees
from tests.world import NOW, TESTER

As = Callable[[str], Client]
People = types.SimpleNamespace
SECRET = "Keep the contract"


@pytest.fixture
def meeting() -> Meeting:
    return held(partnership())


def test_what_ratified_a_decision_is_linked_where_it_may_be_seen(as_: As, meeting: Meeting) -> None:
    before = decide(held(meeting.body, datetime.date(2024, 5, 9)))
    hidden = decide(meeting, number=2, text="it is ratified.")
    with recording(by=TESTER, now=NOW):
        before = Decision.objects.locked(before.pk)
        before.standing, before.standing_reason, before.ratified_by = "ratified", "", hidden
        before.save()
    link = f'href="{hidden.get_absolute_url()}"'
    for address in (before.get_absolute_url(), before.meeting.get_absolute_url(), "/decisions/?year=2024"):
        shown = sees(as_("olive"), address)
        assert shown.status == 200
        assert link not in shown.text, address
        assert str(hidden) in shown.text, address
        assert link in sees(as_("cora"), address).text, address


def test_what_an_exempt_decision_asks_for_is_hidden_with_it(
    as_: As, people: People, act: Callable[[str], Action], meeting: Meeting
) -> None:
    hidden = decide(meeting, number=2)
    with recording(by=TESTER, now=NOW):
        given = MeetingAction.objects.create(meeting=meeting, decision=hidden, text=SECRET, assigned_to=people.olive)
        MeetingActionLink.objects.create(meeting_action=given, action=act("1a"))
    places = ("/meeting-actions/", "/my-actions/", meeting.get_absolute_url(), "/plans/2023-24/actions/1a/",
              f"{meeting.get_absolute_url()}history/", "/plans/2023-24/actions/1a/history/")  # fmt: skip
    for address in places:
        assert SECRET not in sees(as_("olive"), address).text, address
    assert sees(as_("olive"), given.get_absolute_url()).status == 404
    assert SECRET in sees(as_("cora"), "/meeting-actions/").text
    assert any(SECRET in str(entry) for entry in history_of_meeting(meeting, people.cora))


def test_it_is_given_to_nobody_who_may_not_see_it(people: People, meeting: Meeting) -> None:
    said = {"by": TESTER, "now": NOW, "meeting": meeting, "decision": decide(meeting, number=2), "text": SECRET}
    with pytest.raises(Refused, match="may see it"):
        add_meeting_action(**said, assigned_to=people.olive)
    assert add_meeting_action(**said, assigned_to=people.cora).item == meeting.items.get(number=2)
