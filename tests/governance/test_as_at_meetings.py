"""The plan as it stood when a meeting began; which meetings give a moment, and what is said of the others."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action
from audit.recording import recording
from governance.models import Meeting
from governance.services.meetings import cancel_meeting, move_meeting
from priorities.partial_date import PartialDate
from send_portal import clock
from tests.governance.deciding import held, partnership
from tests.governance.meeting_days import planned
from tests.world import NOW, TESTER, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
PLAN = "/plans/2023-24/"
ONE = f"{PLAN}actions/1a/"
BEGAN = datetime.datetime(2024, 7, 11, 14, tzinfo=clock.LONDON)


def test_as_it_stood_when_a_meeting_began(act: Act, people: types.SimpleNamespace, as_: As) -> None:
    meeting = held(partnership(), starts_at=BEGAN)
    give_update(act("1a"), people.olive, BEGAN, headline="As it began")
    give_update(act("1a"), people.olive, BEGAN + datetime.timedelta(minutes=1), headline="During the meeting")
    answer = as_("mo").get(f"{ONE}?at={meeting.slug}")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "This is the action as it stood" in text
    assert f'<a class="govuk-link" href="/meetings/{meeting.slug}/">when the meeting of 11 July 2024 began</a>' in text
    assert "As it began" in text
    assert "During the meeting" not in text
    assert f"{PLAN}changes/?since={meeting.slug}" in text
    assert f"{PLAN}priorities/1/?at={meeting.slug}" in text


def test_without_a_time_the_day_begins(act: Act, people: types.SimpleNamespace, as_: As) -> None:
    meeting = held(partnership())
    give_update(act("1a"), people.olive, BEGAN, headline="On the day itself")
    assert "On the day itself" not in as_("mo").get(f"{ONE}?at={meeting.slug}").content.decode()


@pytest.mark.parametrize("page", ["", "priorities/1/", "actions/", "actions/1a/", "actions.csv"])
def test_meetings_that_give_no_moment(page: str, people: types.SimpleNamespace, as_: As) -> None:
    said = {"by": people.cora, "now": NOW}
    off, gone = planned(people.cora, "2025-01-16", "2025-01-09"), planned(people.cora, "2025-02-13", "2025-02-06")
    cancel_meeting(**said, meeting=off, reason="Snow")
    move_meeting(
        **said, meeting=gone, reason="The hall is taken", date=PartialDate.day(2025, 2, 20),
        starts_at=datetime.datetime(2025, 2, 20, 14, tzinfo=clock.LONDON),
        papers_due_at=datetime.datetime(2025, 2, 13, 12, tzinfo=clock.LONDON),
    )  # fmt: skip
    body = partnership()
    with recording(by=TESTER, now=NOW):
        some = Meeting(body=body, slug="2024-05-some", status="held")
        some.date = PartialDate.month(2024, 5)
        some.save()
        before = Meeting(body=body, slug="2022-05-12-old", status="held")
        before.date = PartialDate.day(2022, 5, 12)
        before.save()
    coming = Meeting.objects.get(moved_from=gone)
    for slug, words in (
        (off.slug, "The meeting of 16 January 2025 was cancelled"),
        (gone.slug, "The meeting of 13 February 2025 was moved to 20 February 2025"),
        (coming.slug, "The meeting of 20 February 2025 has not begun yet"),
        (some.slug, "The day of the meeting of May 2024 is not known"),
        (before.slug, "The plan has been in the portal since 28 June 2023"),
        ("2024-07-11-no-such-meeting", "neither a day nor a meeting"),
    ):
        answer = as_("mo").get(f"{PLAN}{page}?at={slug}")
        assert answer.status_code == 422, slug
        assert words in answer.content.decode()


def test_of_which_nobody_said_that_it_was_held(people: types.SimpleNamespace, as_: As) -> None:
    meeting = held(partnership(), status="planned")
    text = as_("mo").get(f"{PLAN}?at={meeting.slug}").content.decode()
    assert "when the meeting of 11 July 2024 was to begin" in text
    assert "See what changed since" not in text


def test_held_meetings_are_offered(people: types.SimpleNamespace, as_: As) -> None:
    """Those that were held since the plan came into the portal; list and actions of today ask no query for them."""
    body = partnership()
    meeting = held(body)
    held(body, datetime.date(2024, 6, 6), status="planned")
    held(body, datetime.date(2022, 6, 6))
    for page in ("", "priorities/1/", "actions/1a/?at=2024-07-20", "actions/?at=2024-07-20"):
        text = as_("mo").get(f"{PLAN}{page}").content.decode()
        assert f'<option value="{meeting.slug}">11 July 2024, {body.name}</option>' in text
        assert "2024-06-06" not in text
        assert "2022-06-06" not in text
    for page in ("actions/", "actions/1a/"):
        assert f"{PLAN}#as-at" in as_("mo").get(f"{PLAN}{page}").content.decode()
