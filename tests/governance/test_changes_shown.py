"""How the page of what changed shows it: statuses with their looks, what was taken away, what is printed."""

import datetime
import re
import types
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.services import grant_role
from actions.models import Action
from actions.services import edit_action
from audit.recording import recording
from governance.models import Meeting
from priorities.services import give_judgement
from tests.governance.changing import AUGUST, PAGE, change_much, section, section_of
from tests.governance.composing import partnership
from tests.governance.deciding import held
from tests.governance.meeting_days import at

Act = Callable[[str], Action]
As = Callable[[str], Client]
People = types.SimpleNamespace


@pytest.fixture
def met(people: People) -> Meeting:
    return held(partnership(), starts_at=at("2024-07-11", "14:00"))


@pytest.fixture
def changed(met: Meeting, act: Act, people: People) -> None:
    change_much(met, act, people)


def test_a_status_is_a_word_a_symbol_and_a_colour(as_: As, changed: None) -> None:
    page = as_("mo").get(PAGE).content.decode()
    for colour, name, word in (("green", "on-track", "On track"), ("amber", "at-risk", "At risk")):
        tag = (
            rf'<strong class="portal-status portal-status--{colour}"><svg[^>]*><use href="#symbol-{name}"/?>.*?{word}'
        )
        assert re.search(tag, page)


def test_a_line_without_a_page_has_no_link(as_: As, met: Meeting, people: People) -> None:
    grant = grant_role(to=people.pat, role="reader", by=people.ada, now=AUGUST, until_on=datetime.date(2024, 12, 31))
    with recording(by=people.ada, now=AUGUST, reason="A slip"):
        grant.delete()
    page = section_of(as_("ada").get(PAGE).content.decode(), "no-net")
    assert "Added, then" in page
    assert 'href=""' not in page


def test_what_was_taken_away_is_nothing_now(as_: As, met: Meeting, act: Act, people: People) -> None:
    words = "Families know whom to ask, and somebody answers them within a week."
    edit_action(action=act("1a"), by=people.cora, now=at("2024-07-02", "09:00"), difference=words)
    edit_action(action=act("1a"), by=people.cora, now=AUGUST, difference="", reason="A slip")
    edit_action(action=act("1b"), by=people.cora, now=AUGUST, title="Short", reason="Clearer")
    told = section(as_("mo").get(PAGE).content.decode(), "wording")
    assert f"From: {words} To: nothing" in told
    # One shape within a group, though this line is short.
    assert "To: Short" in told
    assert "→" not in told


def test_a_judgement_has_the_tags_of_its_statuses(as_: As, met: Meeting, act: Act, people: People) -> None:
    judge = {"priority": act("1a").priority, "by": people.sara, "reason": "So it is: families say so."}
    give_judgement(**judge, now=at("2024-07-02", "09:00"), status="on_track")
    give_judgement(**judge, now=AUGUST, status="at_risk")
    page = as_("mo").get(PAGE).content.decode()
    assert section_of(page, "worse").count('<strong class="portal-status') == 2
    recorded = section_of(page + "<h2", "recorded")
    assert '<a class="govuk-link" href="/plans/2023-24/priorities/1/">Judgement on priority 1</a></h3>' in recorded
    assert "<p>At risk. So it is: families say so.</p>" in recorded


def test_what_was_recorded_is_of_no_kind(as_: As, changed: None) -> None:
    page = as_("mo").get(f"{PAGE}?kind=worse&priority=1").content.decode()
    assert 'id="recorded"' not in page
    assert 'href="#recorded"' not in page
    assert f'href="{PAGE}?priority=1#recorded">Show all recorded changes' in page


def test_what_was_recorded_is_printed_where_it_is_asked_for(as_: As, changed: None) -> None:
    for query, is_printed in (("", False), ("?page=1", True)):
        page = as_("mo").get(PAGE + query).content.decode()
        assert ('<section class="portal-section" aria-labelledby="recorded">' in page) == is_printed
        told = f"All recorded changes are not printed here. They can be printed from testserver{PAGE}?page=1."
        assert (told in page) == (not is_printed)
        assert "{#" not in page
