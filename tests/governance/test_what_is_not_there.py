"""What pages say where nothing stands: never that there is none to somebody who may not see all."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from governance.models import Decision, MeetingAction
from governance.services.meetings import cancel_meeting
from tests.actions.reading import texts, words
from tests.governance.deciding import PAGE, decide, give, held, partnership
from tests.governance.meeting_days import planned
from tests.world import NOW

As = Callable[[str], Client]
People = types.SimpleNamespace


@pytest.mark.parametrize("is_there", [True, False])
def test_exempt_decisions_are_not_denied(is_there: bool, as_: As, people: People) -> None:
    meeting = held(partnership())
    if is_there:
        decide(meeting, 2)
        give(meeting, people.cora, 2)
    page = texts(as_("mo").get(PAGE))
    assert "No decision that everybody may see is recorded." in page
    assert "No meeting action that everybody may see is recorded." in page
    assert "No decision that everybody may see is recorded yet." in texts(as_("mo").get("/decisions/"))
    assert "No decisions that everybody may see match your filters." in texts(as_("mo").get("/decisions/?q=plan"))
    assert ("No decision is recorded." not in texts(as_("cora").get(PAGE))) is is_there
    assert Decision.objects.exists() is MeetingAction.objects.exists() is is_there


def test_where_nothing_is_exempt_it_is_said_plainly(as_: As, people: People) -> None:
    page = texts(as_("mo").get(planned(people.cora).get_absolute_url()))
    assert "No decision is recorded." in page
    assert "No meeting action is recorded." in page


def test_a_meeting_without_a_deadline_has_no_cycle_and_says_so(as_: As, people: People) -> None:
    told = "Without a papers deadline this meeting has no update cycle."
    meeting = planned(people.cora, papers_due_at=None)
    page = meeting.get_absolute_url()
    assert told in words(as_("cora").get(page))
    assert f'href="{page}edit/">Set the papers deadline' in texts(as_("cora").get(page))
    assert told not in words(as_("mo").get(page))
    other = planned(people.cora, "2025-03-13", "2025-03-06")
    assert told not in words(as_("cora").get(other.get_absolute_url()))
    cancel_meeting(meeting=meeting, by=people.cora, now=NOW, reason="Snow")
    assert told not in words(as_("cora").get(page))
