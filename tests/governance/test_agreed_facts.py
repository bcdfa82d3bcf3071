"""Agreed minutes and the facts: read as at the agreement; a decision that does not stand is asked about."""

import datetime
import types
from collections.abc import Callable

from django.test import Client

from governance.facts import proposed_at
from governance.minutes.reading import facts_for
from governance.models import Meeting, QuorumRule
from governance.services.minutes import agree_minutes
from tests.actions.reading import texts
from tests.actions.reading import words as read
from tests.governance.composing import partnership
from tests.governance.minuting import (
    HELD,
    MINUTES,
    PAGE,
    SEPTEMBER,
    SLUG,
    agreeing,
    changed,
    meeting_on,
    minuted,
    put,
)
from tests.governance.reporting import revision_of
from tests.world import NOW, asked

As = Callable[[str], Client]
People = types.SimpleNamespace


def test_the_page_of_an_agreed_meeting_says_what_its_minutes_say(as_: As, people: People) -> None:
    """Somebody's post changes afterwards: the quorum was met all the same."""
    changed(people.pat, people.ada, job_title="Director of services")
    meeting = minuted(people)
    put(QuorumRule, people.cora, body=partnership(), members=1, named_posts="Director of services")
    agree_minutes(meeting=meeting, by=people.cora, now=HELD + datetime.timedelta(hours=1), decision=agreeing(people))
    changed(people.pat, people.ada, NOW, job_title="Another post")
    client = as_("cora")
    said = "Quorum met: 2 voting members, 1 needed; Director of services took part."
    decision = meeting.decisions.get(number=1).get_absolute_url()
    for address in (PAGE, MINUTES, decision):
        page = read(client.get(address))
        assert said in page, address
        assert "The facts have changed since" not in page


def test_no_decision_of_agreed_minutes_is_held_against_the_facts(as_: As, people: People) -> None:
    meeting, client = minuted(people), as_("cora")
    put(QuorumRule, people.cora, body=partnership(), members=9)
    decision = meeting.decisions.get(number=1).get_absolute_url()
    assert "The facts have changed since" in read(client.get(PAGE))
    assert "The facts have changed since" in read(client.get(decision))
    agree_minutes(meeting=meeting, by=people.cora, now=NOW, decision=agreeing(people))
    assert "The facts have changed since" not in read(client.get(PAGE))
    assert "The facts have changed since" not in read(client.get(decision))


def test_a_body_that_had_not_begun(people: People) -> None:
    meeting = minuted(people)
    for days, phase in enumerate(partnership().phases.all()):
        on = SEPTEMBER + datetime.timedelta(days=days)
        changed(phase, people.cora, from_on=on, from_precision="day")
    assert facts_for(meeting, people.olive, NOW).phase.startswith("The body had not begun: ")
    assert proposed_at(meeting).why.endswith("had not begun on 12 July 2024.")


def test_a_decision_that_does_not_stand_yet_is_asked_about_once(as_: As, people: People) -> None:
    minuted(people)
    client = as_("cora")
    fields = revision_of(client, f"{MINUTES}agree/") | {"decision": agreeing(people, standing="for_ratification").pk}
    first = client.post(f"{MINUTES}agree/", fields)
    assert first.status_code == 422
    assert "The decision is for ratification, so it does not stand yet." in texts(first)
    assert not Meeting.objects.get(slug=SLUG).is_locked
    assert client.post(f"{MINUTES}agree/", fields | {"considered": asked(first)}).status_code == 302
    assert Meeting.objects.get(slug=SLUG).is_locked


def test_nor_does_one_that_a_meeting_without_its_quorum_takes(as_: As, people: People) -> None:
    minuted(people)
    later, client = meeting_on(SEPTEMBER, people.cora, status="held"), as_("cora")
    put(QuorumRule, people.cora, body=later.body, members=9)
    fields = revision_of(client, f"{MINUTES}agree/") | {"at": later.pk, "text": "the minutes are a true record"}
    first = client.post(f"{MINUTES}agree/", fields)
    assert (first.status_code, "so it does not stand yet" in texts(first)) == (422, True)
    assert not later.decisions.exists()
    assert client.post(f"{MINUTES}agree/", fields | {"considered": asked(first)}).status_code == 302
    assert Meeting.objects.get(slug=SLUG).confirmed_by.standing == "for_ratification"
