"""Every number on the page of a pack leads to the list behind it as at the pack's moment, and is its number."""

import datetime
import html
import re
import types
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Organisation
from accounts.services import change_organisation
from actions.models import Action
from actions.services import edit_action, set_plan_state
from audit.recording import recording
from governance.models import Meeting
from send_portal import clock
from tests.actions.reading import texts
from tests.actions.reading import words as read
from tests.governance.packing import AFTER_JULY, MINUTE, PACK, RISK, held_in_july, sent_out, september
from tests.governance.test_pack_links import another_plan
from tests.test_numbers import heading, linked, numbers, unlinked
from tests.world import NOW, PLANNED, TESTER, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
Clock = Callable[[datetime.datetime], None]
LIST, OTHER = "/plans/2023-24/actions/", "/plans/other/actions/"
LATER = NOW + datetime.timedelta(days=2)
NAME = f"pack-1-{PACK.split('/')[2]}"


@pytest.fixture
def meeting(people: People, act: Act) -> Meeting:
    """Of September, with something to count for every number."""
    forum = Organisation.objects.get(sector="families")
    edit_action(action=act("5a"), organisations={forum: "lead"}, by=people.cora, now=PLANNED)
    give_update(act("4c"), people.olive, PLANNED)
    held_in_july(people)
    found = september(people)
    give_update(act("1a"), people.olive, AFTER_JULY, status="off_track", ask="help", ask_text="A hand.", **RISK)
    give_update(act("3f.i"), people.otis, AFTER_JULY)
    give_update(act("2a"), people.otis, AFTER_JULY, difference_made="Families wait less.")
    give_update(act("2d"), people.cora, AFTER_JULY, status="complete", completed_on=AFTER_JULY.date())
    set_plan_state(action=act("2d"), state="closed", by=people.cora, now=AFTER_JULY, reason="Agreed so")
    return found


def numbers_lead(as_: As, address: str = PACK) -> list[str]:
    """The addresses of lists that the page's tables lead to, each checked against its list."""
    page = as_("mo").get(address).content.decode()
    assert unlinked(page) == []
    found = [(html.unescape(href), text) for href, text in linked(page)]
    for href, text in found:
        said = numbers(re.sub(r" \(\d+\)", "", text))
        actions, sub_actions = numbers(heading(as_("mo").get(href).content.decode()))
        assert said in ((actions, sub_actions), (actions, 0)), (href, text)
    return [href for href, _ in found]


def test_until_papers_go_out_they_lead_to_today(as_: As, meeting: Meeting) -> None:
    found = numbers_lead(as_)
    assert f"{LIST}?status=off_track" in found
    assert any("priority=1&" in one and "status=off_track" in one for one in found)
    assert f"{LIST}?at=2024-07-11&show=in-plan" in found
    assert not [one for one in found if "at=pack" in one]


def test_of_a_frozen_pack_they_lead_to_its_moment(
    as_: As, meeting: Meeting, people: People, act: Act, clock_stands: Clock
) -> None:
    """Whatever became of the actions, and of an organisation's name, since."""
    sent_out(meeting, people)
    for key in ("1a", "1b", "2a"):
        give_update(act(key), people.cora, LATER, status="at_risk", **RISK)
    forum = Organisation.objects.get(sector="families")
    change_organisation(organisation=forum, by=people.ada, now=LATER, reason="Renamed", name="Another name")
    clock_stands(LATER + MINUTE)
    found = numbers_lead(as_)
    assert len(found) > 20
    assert all(f"at={NAME}" in one or "at=2024-07-11" in one for one in found)
    assert any(f"organisation={forum.pk}&" in one for one in found)
    assert numbers_lead(as_, f"{PACK}1/") == found


def test_the_list_says_which_pack_it_is_of(as_: As, meeting: Meeting, people: People) -> None:
    sent_out(meeting, people)
    page = texts(as_("mo").get(f"{LIST}?at={NAME}"))
    words = "when pack 1 for the meeting of 12 September 2024 was drawn up"
    assert f'<a class="govuk-link" href="{PACK}1/">{words}</a>' in page
    for nothing in ("pack-2-", "pack-0-", "pack-99999-", "pack--"):
        answer = as_("mo").get(f"{LIST}?at={nothing}{meeting.slug}")
        assert (answer.status_code, "neither a day nor a meeting" in read(answer)) == (422, True), nothing


def test_of_a_meeting_that_was_held_without_papers_they_lead_to_when_it_began(
    as_: As, meeting: Meeting, clock_stands: Clock
) -> None:
    clock_stands(datetime.datetime(2024, 9, 12, 16, tzinfo=clock.LONDON))
    found = numbers_lead(as_)
    assert any(f"at={meeting.slug}" in one for one in found)


def test_numbers_in_sentences_lead_to_what_they_count(as_: As, meeting: Meeting, people: People) -> None:
    sent_out(meeting, people)
    page = texts(as_("mo").get(PACK))
    at = f"&amp;at={NAME}"
    changes = "/plans/2023-24/changes/?since=2024-07-11-local-inclusion-partnership"
    for href, text in (
        (f"{changes}&amp;kind=difference", "Difference made: 1"),
        (f"{changes}&amp;kind=worse", "Got worse: 1"),
        ("#paper-what-is-asked-and-the-decision-wanted", "Asked of us: 1"),
        (f"{LIST}?show=updated{at}", "3"),
        (f"{LIST}?show=owed{at}", "34 updates"),
        ("#paper-difference-made-2", "Difference made: 1"),
        ("#paper-completed-and-closed", "Completed and closed: 1"),
    ):
        assert f'<a class="govuk-link" href="{href}">{text}</a>' in page, text
    for anchor in ("paper-difference-made-2", "paper-completed-and-closed"):
        assert f'portal-document__table" id="{anchor}"' in page


def test_of_two_plans_each_leads_to_its_own_lists(as_: As, meeting: Meeting, people: People) -> None:
    with recording(by=TESTER, now=AFTER_JULY):
        meeting.cycle_links.get().delete()
    another_plan(people)
    page = as_("mo").get(PACK).content.decode()
    first, second = page.split('dir="auto">Other plan</h2>')
    second, first_cycles, second_cycles = re.split(r'dir="auto">[^<]+: cycles</h2>', second)
    for part, its in ((first, LIST), (second, OTHER), (first_cycles, LIST), (second_cycles, OTHER)):
        assert {html.unescape(href).split("?")[0] for href, _ in linked(part)} <= {its}
    assert len(list(linked(first))) > 5
    assert len(list(linked(second))) > 1
    assert len(list(linked(first_cycles))) > 1
    numbers_lead(as_)
