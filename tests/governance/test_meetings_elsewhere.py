"""Meetings of bodies that are recorded here: what is to do, their minutes elsewhere, what they resolved."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from governance.models import Meeting
from governance.services.bodies import add_meeting
from governance.services.resolutions import resolve
from tests.actions.reading import texts, words
from tests.governance.meeting_days import again, board, on
from tests.governance.reporting import told
from tests.world import NOW

As = Callable[[str], Client]
People = types.SimpleNamespace
WHAT_BECAME = "Say that it was held, was cancelled or has moved."


@pytest.fixture
def meeting(people: People) -> Meeting:
    return add_meeting(by=people.cora, now=NOW, body=board(), date=on("2024-06-26"), status="held")


def test_what_was_held_is_not_asked_again(as_: As, meeting: Meeting, people: People) -> None:
    page = texts(as_("cora").get(meeting.get_absolute_url()))
    assert WHAT_BECAME not in page
    assert "Enter the minute reference and the link to its minutes, once it has published them." in page
    open_one = add_meeting(by=people.cora, now=NOW, body=board(), date=on("2024-05-22"))
    assert WHAT_BECAME in texts(as_("cora").get(open_one.get_absolute_url()))


def test_its_minutes_are_named_and_linked(as_: As, meeting: Meeting) -> None:
    client, address = as_("cora"), meeting.get_absolute_url()
    form = texts(client.get(address + "edit/"))
    assert "Minute reference (optional)" in form
    assert "Link to the minutes (optional)" in form
    sent = again(meeting, minute_reference="HWB/12", minutes_url="https://www.stockton.gov.uk/minutes")
    wrong = client.post(address + "edit/", sent | {"minutes_url": "javascript:alert(1)"})
    assert (wrong.status_code, Meeting.objects.get(pk=meeting.pk).minute_reference) == (422, "")
    assert client.post(address + "edit/", sent).status_code == 302
    page = words(as_("mo").get(address))
    assert "HWB/12" in page
    assert "https://www.stockton.gov.uk/minutes" in page
    assert "What to do now" not in page
    assert "Enter the minute reference" not in texts(client.get(address))
    assert "HWB/12" in words(as_("mo").get(address + "history/"))
    # Another change of it leaves them as they are.
    now = Meeting.objects.get(pk=meeting.pk)
    again_sent = again(now, business="Spring", minute_reference="HWB/12", minutes_url=now.minutes_url)
    assert client.post(address + "edit/", again_sent).status_code == 302
    assert Meeting.objects.get(pk=meeting.pk).minute_reference == "HWB/12"


def test_what_it_resolved_stands_on_its_page(as_: As, meeting: Meeting, people: People) -> None:
    report = told(people.cora, meeting=meeting, date=on("2024-06-26"))
    address, task = meeting.get_absolute_url(), "Record what it resolved, on the page of our report to it."
    assert task in texts(as_("cora").get(address))
    asked = report.recommendations.order_by("number")[0]
    resolve(
        recommendation=asked, by=people.cora, now=NOW, outcome="agreed", resolved_on=NOW.date(),
        minute_reference="HWB/24",
    )  # fmt: skip
    page = words(as_("mo").get(address))
    assert "What it resolved" in page
    assert "HWB/24" in page
    assert task not in texts(as_("cora").get(address))
