"""A draft whose meeting gets another day says so on its own page and on the meeting's, to the co-ordinator."""

import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from governance.models import BoardReport, Meeting
from governance.services.bodies import add_meeting
from governance.services.meetings import cancel_meeting, edit_meeting, move_meeting
from governance.services.publishing import finalise
from governance.services.reports import edit_report
from tests.actions.reading import texts, words
from tests.governance.meeting_days import board, on
from tests.governance.reporting import start, write
from tests.world import NOW

As = Callable[[str], Client]
People = types.SimpleNamespace
CHANGES: dict[str, tuple[Callable[..., Meeting], dict[str, Any], str]] = {
    "re-dated": (edit_meeting, {"date": on("2024-10-30")}, "is on 30 October 2024"),
    "moved": (move_meeting, {"date": on("2024-10-30")}, "has moved to 30 October 2024"),
    "cancelled": (cancel_meeting, {}, "is cancelled"),
}


@pytest.fixture
def report(people: People) -> BoardReport:
    """A draft for a meeting of the board."""
    meeting = add_meeting(by=people.cora, now=NOW, body=board(), date=on("2024-10-23"))
    return start(people.cora, meeting=meeting, date=meeting.date)


@pytest.mark.parametrize("change", CHANGES)
def test_it_is_said_on_both_pages(change: str, as_: As, people: People, report: BoardReport) -> None:
    service, values, became = CHANGES[change]
    assert report.meeting is not None
    pages = {report.get_absolute_url(), report.meeting.get_absolute_url()}
    assert not [page for page in pages if "This draft is for" in words(as_("cora").get(page))]
    changed = service(meeting=report.meeting, by=people.cora, now=NOW, reason="The hall is taken", **values)
    for page in pages | {changed.get_absolute_url()}:
        answer = as_("cora").get(page)
        assert f"This draft is for 23 October 2024, and its meeting {became}." in words(answer), page
        assert f'href="{report.get_absolute_url()}edit/"' in texts(answer), page
    assert "This draft is for" not in words(as_("mo").get(changed.get_absolute_url()))
    if change != "cancelled":
        edit_report(report=report, by=people.cora, now=NOW, meeting=changed)
        assert not [page for page in pages if "This draft is for" in words(as_("cora").get(page))]


def test_what_was_finalised_keeps_its_day(as_: As, people: People, report: BoardReport) -> None:
    finalise(report=write(report, people.cora), by=people.cora, now=NOW)
    assert report.meeting is not None
    edit_meeting(meeting=report.meeting, by=people.cora, now=NOW, reason="A slip", date=on("2024-10-30"))
    for page in (report.get_absolute_url(), report.meeting.get_absolute_url()):
        assert "This draft is for" not in words(as_("cora").get(page))
