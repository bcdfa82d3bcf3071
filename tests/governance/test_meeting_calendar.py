"""A meeting as an entry for a calendar, read back by a calendar's own rules."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from governance.models import Meeting
from governance.services.meetings import cancel_meeting, edit_meeting, move_meeting, plan_meeting
from tests.actions.reading import texts
from tests.governance.composing import partnership
from tests.governance.meeting_days import FUTURE, WHY, at, on, planned
from tests.world import NOW

As = Callable[[str], Client]
People = types.SimpleNamespace
LONG = "Rehabilitation, éducation; a room, with a \\ and a very long name that no line of seventy-five octets holds"


def file_of(as_: As, meeting: Meeting) -> bytes:
    answer = as_("mo").get(f"{meeting.get_absolute_url()}meeting.ics")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="{meeting.slug}.ics"'
    content: bytes = answer.content
    return content


def event(as_: As, meeting: Meeting) -> Any:
    return Calendar.from_ical(file_of(as_, meeting)).events[0]


def test_an_entry(as_: As, people: People) -> None:
    meeting = planned(
        people.cora, ends_at=at(FUTURE, "16:30"), place=LONG, business="First\nSecond", link="https://meet.example/1"
    )
    body = file_of(as_, meeting)
    lines = body.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert b"DTSTART;TZID=Europe/London:20250116T140000" in lines
    assert b"DTEND;TZID=Europe/London:20250116T163000" in lines
    assert b"BEGIN:VTIMEZONE" in lines
    entry = event(as_, meeting)
    assert str(entry["location"]) == LONG
    assert str(entry["description"]) == "First\nSecond\nTo join: https://meet.example/1"
    assert str(entry["summary"]) == "Local Inclusion Partnership: meeting"
    assert str(entry["url"]) == f"http://testserver{meeting.get_absolute_url()}"
    assert (entry["status"], entry["sequence"], entry["dtstamp"].dt) == ("CONFIRMED", 0, NOW)
    assert body == file_of(as_, meeting)


@pytest.mark.parametrize(("day", "utc"), [("2025-01-16", 14), ("2025-07-17", 13)])
def test_two_o_clock_in_winter_and_in_summer(day: str, utc: int, as_: As, people: People) -> None:
    entry = event(as_, planned(people.cora, day, papers_due_at=None))
    assert entry["dtstart"].dt.astimezone(datetime.UTC).hour == utc
    assert entry["dtstart"].dt.hour == 14


def test_the_zone_changes_when_londons_clocks_do(as_: As, people: People) -> None:
    calendar = Calendar.from_ical(file_of(as_, planned(people.cora)))
    zone = calendar.timezones[0].to_tz(lookup_tzid=False)
    for moment in (at("2025-03-30", "00:59"), at("2025-03-30", "02:00"), at("2025-10-26", "00:59"),
                   at("2025-10-26", "02:00")):  # fmt: skip
        plain = moment.replace(tzinfo=None)
        assert zone.utcoffset(plain) == moment.utcoffset(), moment


def test_what_changes_replaces_what_was(as_: As, people: People) -> None:
    meeting = planned(people.cora)
    first = event(as_, meeting)
    edit_meeting(meeting=meeting, by=people.cora, now=NOW, place="Library")
    second = event(as_, meeting)
    assert (first["uid"], first["sequence"] + 1) == (second["uid"], second["sequence"])
    cancel_meeting(meeting=meeting, by=people.cora, now=NOW, reason=WHY)
    assert event(as_, meeting)["status"] == "CANCELLED"


def test_one_that_moved_is_replaced(as_: As, people: People) -> None:
    said = {"by": people.cora, "now": NOW, "reason": WHY}
    old = planned(people.cora, papers_due_at=None)
    before = event(as_, old)
    new = move_meeting(meeting=old, **said, date=on("2025-01-23"))
    moved = event(as_, new)
    assert (moved["uid"], moved["status"], moved["dtstart"].dt) == (
        before["uid"], "CONFIRMED", datetime.date(2025, 1, 23),
    )  # fmt: skip
    assert moved["sequence"] > before["sequence"]
    newest = move_meeting(meeting=new, **said, date=on("2025-01-30"))
    last = event(as_, newest)
    assert (last["uid"], last["dtstart"].dt) == (before["uid"], datetime.date(2025, 1, 30))
    assert last["sequence"] > moved["sequence"]
    for one in (old, new):
        content = as_("mo").get(f"{one.get_absolute_url()}meeting.ics").content
        assert content == file_of(as_, newest)
    cancel_meeting(meeting=newest, **said)
    content = as_("mo").get(f"{old.get_absolute_url()}meeting.ics").content
    struck = Calendar.from_ical(content).events[0]
    assert (struck["uid"], struck["status"]) == (before["uid"], "CANCELLED")
    assert struck["sequence"] > last["sequence"]


def test_one_that_moved_to_a_month_is_struck_out(as_: As, people: People) -> None:
    old = planned(people.cora, papers_due_at=None)
    move_meeting(meeting=old, by=people.cora, now=NOW, reason=WHY, date=on("2025-02"))
    assert event(as_, old)["status"] == "CANCELLED"


def test_a_month_is_in_no_calendar(as_: As, people: People) -> None:
    meeting = plan_meeting(by=people.cora, now=NOW, body=partnership(), date=on("2025-02"))
    page = meeting.get_absolute_url()
    assert as_("mo").get(page + "meeting.ics").status_code == 404
    assert "meeting.ics" not in texts(as_("mo").get(page))
    assert "meeting.ics" in texts(as_("mo").get(planned(people.cora).get_absolute_url()))


def test_wrong_method_and_nobody(as_: As, people: People) -> None:
    page = planned(people.cora).get_absolute_url() + "meeting.ics"
    assert as_("mo").post(page).status_code == 405
    assert as_("anon").get(page).status_code == 302
