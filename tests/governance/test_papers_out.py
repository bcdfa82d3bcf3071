"""What is saved in the two minutes before papers go out is not in the pack: asked about first, and told."""

import datetime
import html
import re
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from actions.models import Action
from audit.recording import recording
from governance.models import Meeting, Pack
from governance.services.agendas import add_item
from governance.services.meeting_actions import add_meeting_action
from tests.actions.reading import texts
from tests.actions.reading import words as read
from tests.governance.packing import MINUTE, PACK, PAGE, RISK, held_in_july, september
from tests.world import NOW, TESTER, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
Clock = Callable[[datetime.datetime], None]
People = types.SimpleNamespace
JUST_NOW = NOW - datetime.timedelta(seconds=90)


@pytest.fixture
def meeting(people: People) -> Meeting:
    held_in_july(people)
    return september(people)


def send(client: Client, meeting: Meeting, **said: Any) -> Any:
    revision = Meeting.objects.get(pk=meeting.pk).revision
    return client.post(PAGE + "papers-out/", {"revision": revision} | said)


def considered(answer: Any) -> str:
    [code] = re.findall('name="considered" value="([^"]+)"', texts(answer))
    return code


def test_it_asks_and_a_yes_sends_at_once(as_: As, meeting: Meeting, people: People, act: Act) -> None:
    give_update(act("1a"), people.olive, JUST_NOW, status="off_track", headline="It stopped.", **RISK)
    july = Meeting.objects.get(date_on="2024-07-11")
    add_meeting_action(meeting=july, item=None, by=people.cora, now=NOW - MINUTE, text="Ask schools",
                       assigned_to=people.pat)  # fmt: skip
    client = as_("cora")
    answer = send(client, meeting)
    assert answer.status_code == 422
    page = html.unescape(read(answer))
    assert "2 changes were saved less than two minutes ago and will not be in the pack: " in page
    told = (
        "Meeting action “Ask schools”: added (Cora Vale, co-ordinator, 8:59am); Action 1a (Olive Marsh, lead of 1a, "
    )
    assert f"{told}8:58am)." in page
    assert "For a pack with them, leave this page and record that the papers have gone out at 9:01am or later." in page
    assert "Yes, they have gone out without this" in page
    assert "gone out as it is" not in page
    assert not Pack.objects.exists()
    assert send(client, meeting, considered=considered(answer)).status_code == 302
    assert "It stopped." not in Pack.objects.get().content


def test_a_yes_is_no_yes_to_what_is_saved_later(as_: As, meeting: Meeting, people: People, act: Act) -> None:
    give_update(act("1a"), people.olive, JUST_NOW)
    client = as_("cora")
    code = considered(send(client, meeting))
    give_update(act("1b"), people.olive, NOW - MINUTE)
    answer = send(client, meeting, considered=code)
    assert answer.status_code == 422
    assert considered(answer) != code


def test_two_minutes_later_it_asks_nothing(
    as_: As, meeting: Meeting, people: People, act: Act, clock_stands: Clock
) -> None:
    give_update(act("1a"), people.olive, JUST_NOW, status="off_track", headline="It stopped.", **RISK)
    clock_stands(NOW + MINUTE)
    assert send(as_("cora"), meeting).status_code == 302
    assert "It stopped." in Pack.objects.get().content


def test_what_is_in_the_pack_or_never_in_one_asks_nothing(as_: As, meeting: Meeting, people: People) -> None:
    """The agenda is told as it stands; a person's post is no change of the plan."""
    add_item(meeting=meeting, by=people.cora, now=NOW - MINUTE, title="Late matter", purpose="note")
    with recording(by=TESTER, now=NOW - MINUTE):
        people.pat.job_title = "Head"
        people.pat.save()
    assert send(as_("cora"), meeting).status_code == 302
    assert "Late matter" in Pack.objects.get().content


def test_the_page_says_when_it_went_out(as_: As, meeting: Meeting) -> None:
    assert send(as_("cora"), meeting).status_code == 302
    assert "As at 4 September 2024, 8:58am, went out 9am" in read(as_("mo").get(PACK))
