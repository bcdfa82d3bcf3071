"""A full and quorate meeting ratifies what was decided without standing; no other can."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from audit.recording import Refused, recording
from governance.models import Attendance, Decision, Meeting, Membership, QuorumRule
from governance.services.decisions import withdraw_decision
from governance.services.ratifying import ratify
from tests.actions.reading import texts, words
from tests.governance.deciding import agree_minutes, decide, held, partnership, phase
from tests.world import NOW, TESTER

As = Callable[[str], Client]
People = types.SimpleNamespace
LATER = datetime.date(2024, 9, 3)
RATIFY = "/meetings/2024-09-03-local-inclusion-partnership/ratify/"


@pytest.fixture
def shadow(db: None) -> Meeting:
    """A meeting of the shadow, with two decisions for ratification; the partnership is full from September."""
    body = partnership()
    phase(body, "shadow", datetime.date(2024, 7, 1))
    phase(body, "full", datetime.date(2024, 9, 1))
    meeting = held(body)
    decide(meeting, text="First.")
    decide(meeting, text="Second.")
    return meeting


@pytest.fixture
def full(shadow: Meeting) -> Meeting:
    return held(shadow.body, LATER)


def token(client: Client) -> dict[str, str]:
    page = client.get(RATIFY).content.decode()
    return {"standing": page.partition('name="standing" value="')[2].partition('"')[0]}


def test_one_decision_ratifies_several(as_: As, shadow: Meeting, full: Meeting) -> None:
    agree_minutes(shadow, decide(full, text="Agree the minutes."))
    client = as_("cora")
    assert f'href="{RATIFY}"' in client.get(full.get_absolute_url()).content.decode()
    assert RATIFY not in as_("mo").get(full.get_absolute_url()).content.decode()
    form = texts(client.get(RATIFY))
    assert "Decision 1 of 11 July 2024" in form
    assert "The Partnership agreed First." in form
    sent = token(client) | {"decisions": [one.pk for one in shadow.decisions.all()]}
    page = words(client.post(RATIFY, sent, follow=True))
    assert "The Partnership agreed to ratify decisions 1 and 2 of 11 July 2024." in page
    by = full.decisions.get(number=2)
    assert [(one.standing, one.ratified_by) for one in shadow.decisions.all()] == [("ratified", by)] * 2
    assert "Ratified by decision 2 of 3 September 2024" in words(as_("mo").get(shadow.get_absolute_url()))
    assert RATIFY not in client.get(full.get_absolute_url()).content.decode()
    # What ratified is withdrawn: both wait again.
    withdraw_decision(decision=by, by=TESTER, now=NOW, reason="A slip")
    assert {one.standing for one in shadow.decisions.all()} == {"for_ratification"}


def test_nothing_chosen_and_twice(as_: As, shadow: Meeting, full: Meeting) -> None:
    client, before = as_("cora"), Decision.history.count()
    answer = client.post(RATIFY, token(client))
    assert (answer.status_code, "Choose at least one decision to ratify" in texts(answer)) == (422, True)
    assert client.post(RATIFY, token(client) | {"decisions": "424242"}).status_code == 422
    assert Decision.history.count() == before
    sent = token(client) | {"decisions": shadow.decisions.first().pk}
    assert [client.post(RATIFY, sent).status_code for _ in range(2)] == [302, 302]
    assert full.decisions.count() == 1


def test_others_waiting_than_were_seen(as_: As, shadow: Meeting, full: Meeting) -> None:
    client = as_("cora")
    sent = token(client) | {"decisions": [one.pk for one in shadow.decisions.all()]}
    decide(shadow, text="Third.")
    answer = client.post(RATIFY, sent)
    assert (answer.status_code, "Third." in texts(answer)) == (409, True)
    assert not full.decisions.exists()


def test_only_a_full_and_quorate_meeting_ratifies(as_: As, people: People, shadow: Meeting, full: Meeting) -> None:
    early = held(shadow.body, datetime.date(2024, 8, 1))
    answer = as_("cora").get(f"{early.get_absolute_url()}ratify/")
    assert (answer.status_code, "was a shadow on 1 August 2024" in texts(answer)) == (403, True)
    with recording(by=TESTER, now=NOW):
        QuorumRule.objects.create(body=full.body, members=1)
        Attendance.objects.create(meeting=full, user=people.mo, state="present")
    for who, status in (("cora", 403), ("mo", 403)):
        assert as_(who).get(RATIFY).status_code == status
    assert "Only a full and quorate meeting can ratify decisions. Quorum not met" in texts(as_("cora").get(RATIFY))
    waiting = list(shadow.decisions.all())
    with pytest.raises(Refused, match="Quorum not met"):
        ratify(meeting=full, decisions=waiting, by=TESTER, now=NOW)
    with recording(by=TESTER, now=NOW):
        Membership.objects.create(
            body=full.body, user=people.mo, organisation=people.mo.organisation, from_on=datetime.date(2024, 1, 1)
        )
    assert as_("cora").get(RATIFY).status_code == 200
    assert ratify(meeting=full, decisions=waiting, by=TESTER, now=NOW).number == 1
