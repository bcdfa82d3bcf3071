"""The details of a report: its moments to the second, its meeting and date, and a timetable that follows them."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from audit.recording import Refused
from governance.models import BoardReport, Body
from governance.services.bodies import add_meeting
from governance.services.publishing import finalise
from governance.services.reports import edit_report
from governance.services.timetable import timetable
from priorities.partial_date import PartialDate
from send_portal import clock
from tests.actions.editing import dated
from tests.actions.reading import texts
from tests.governance.reporting import DAY, EARLIER, PAGE, revision_of, start, write
from tests.world import LOADED, NOW

As = Callable[[str], Client]
EDIT = PAGE + "edit/"
OCTOBER = PartialDate.day(2024, 10, 23)
DAYS = ("updates_due_on", "sro_draft_on", "submit_on", "publish_on")


def on(day: datetime.date) -> PartialDate:
    return PartialDate.day(day.year, day.month, day.day)


def as_shown(client: Client, **changes: Any) -> dict[str, Any]:
    """The form as a browser would send it, with changes; a date is given as a day."""
    form = client.get(EDIT).context["form"]
    sent: dict[str, Any] = {}
    for field in form:
        value = field.value()
        if field.name in ("date", "as_at_day", "since_day", *DAYS):
            day = value if value is None or isinstance(value, PartialDate) else on(value)
            sent |= dated(field.name, day)
        else:
            sent[field.name] = "" if value is None else value
    return sent | changes


def london(*moment: int) -> datetime.datetime:
    return datetime.datetime(*moment, tzinfo=clock.LONDON)  # type: ignore[arg-type]


def test_other_details_leave_the_moments_to_the_second(as_: As, people: types.SimpleNamespace) -> None:
    report = start(people.cora)
    since, as_at = (LOADED + datetime.timedelta(seconds=part, microseconds=7) for part in (1, 50))
    edit_report(report=report, by=people.cora, now=EARLIER, since=since, as_at=as_at)
    client = as_("cora")
    assert client.post(EDIT, as_shown(client, title="Another title")).status_code == 302
    report.refresh_from_db()
    assert (report.title, report.since, report.as_at) == ("Another title", since, as_at)
    assert client.post(EDIT, as_shown(client, since_time="9:01")).status_code == 422
    assert client.post(EDIT, as_shown(client, as_at_time="9:01")).status_code == 302
    report.refresh_from_db()
    assert (report.since, report.as_at) == (since, LOADED + datetime.timedelta(minutes=1))


@pytest.mark.parametrize("time", ["", "00:00"])
def test_a_day_without_a_time_is_told_whole(time: str, as_: As, people: types.SimpleNamespace) -> None:
    report, client = start(people.cora), as_("cora")
    page = texts(client.get(EDIT))
    assert "Without a time it is the end of that day." in page
    assert "Without a time it is the beginning of that day." in page
    days = dated("as_at_day", PartialDate.day(2024, 9, 3)) | dated("since_day", PartialDate.day(2024, 9, 2))
    sent = as_shown(client, **days, as_at_time=time, since_time="")
    assert client.post(EDIT, sent).status_code == 302
    report.refresh_from_db()
    end = london(2024, 9, 3) if time else london(2024, 9, 4) - datetime.timedelta(microseconds=1)
    assert (report.since, report.as_at) == (london(2024, 9, 2), end)


FIRST = "The plan has been in the portal since 28 June 2023, 9am. Choose that moment or a later one"
WRONG = {
    "since before the plan": ({"since": LOADED - datetime.timedelta(seconds=1)}, FIRST),
    "as at before the plan": ({"as_at": LOADED - datetime.timedelta(seconds=1), "since": None}, FIRST),
    "as at in the future": ({"as_at": NOW + datetime.timedelta(minutes=1)}, "The moment must not lie in the future"),
    "as at in a year": ({"as_at": NOW + datetime.timedelta(days=365)}, "The moment must not lie in the future"),
    "since in the future": ({"since": NOW + datetime.timedelta(days=1)}, "The period must begin in the past"),
    "nothing between": (
        {"since": NOW - datetime.timedelta(days=1), "as_at": NOW - datetime.timedelta(days=2)},
        "The period must begin before the moment that the report speaks of",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_moments_of_which_nothing_can_be_told(case: str, as_: As, people: types.SimpleNamespace) -> None:
    moments, problem = WRONG[case]
    report, client = start(people.cora), as_("cora")
    sent = as_shown(client)
    for name, moment in moments.items():
        there = moment.astimezone(clock.LONDON) if moment else None
        sent |= dated(f"{name}_day", on(there.date()) if there else None)
        sent[f"{name}_time"] = f"{there:%H:%M}" if there else ""
    answer = client.post(EDIT, sent)
    assert answer.status_code == 422
    assert problem in texts(answer)
    with pytest.raises(Refused, match=problem):
        edit_report(report=report, by=people.cora, now=NOW, **moments)
    if "as_at" not in moments:
        with pytest.raises(Refused, match=problem):
            start(people.cora, date=OCTOBER, **moments)
    assert client.get(PAGE).status_code == 200
    assert BoardReport.objects.filter(date_on__year=2024).count() == 1


def test_a_period_that_begins_after_the_settled_moment(as_: As, people: types.SimpleNamespace) -> None:
    """Without a moment of its own the report speaks of two minutes ago; its period began one minute ago."""
    report = write(start(people.cora), people.cora)
    edit_report(report=report, by=people.cora, now=NOW, since=NOW - datetime.timedelta(minutes=1))
    with pytest.raises(Refused, match="must begin before the moment"):
        finalise(report=report, by=people.cora, now=NOW)
    assert not report.versions.exists()


def test_the_timetable_follows_the_date(as_: As, people: types.SimpleNamespace) -> None:
    """But for the days that somebody has set."""
    report, client, own = start(people.cora), as_("cora"), datetime.date(2024, 9, 10)
    sent = as_shown(client, **dated("submit_on", on(own)))
    assert client.post(EDIT, sent).status_code == 302
    assert client.post(EDIT, as_shown(client, **dated("date", OCTOBER))).status_code == 302
    report.refresh_from_db()
    assert {name: getattr(report, name) for name in DAYS} == timetable(OCTOBER) | {"submit_on": own}
    edit_report(report=report, by=people.cora, now=NOW, date=PartialDate.month(2024, 11))
    report.refresh_from_db()
    assert [getattr(report, name) for name in DAYS] == [None, None, own, None]


def test_the_meeting_gives_the_date(as_: As, people: types.SimpleNamespace) -> None:
    report, client = start(people.cora), as_("cora")
    meeting = add_meeting(by=people.cora, now=NOW, body=report.body, date=OCTOBER)
    assert client.post(EDIT, as_shown(client, meeting=meeting.pk)).status_code == 302
    report.refresh_from_db()
    assert (report.meeting, report.date, report.publish_on) == (meeting, OCTOBER, timetable(OCTOBER)["publish_on"])
    answer = client.post(EDIT, as_shown(client, **dated("date", DAY)))
    assert answer.status_code == 422
    assert "The meeting is on 23 October 2024. Choose another, or say “Not in the list”" in texts(answer)
    assert client.post(EDIT, as_shown(client, meeting="", **dated("date", DAY))).status_code == 302
    report.refresh_from_db()
    assert (report.meeting, report.date) == (None, DAY)
    answer = client.post(EDIT, as_shown(client, **dated("date", None)))
    assert "Choose a meeting, or enter the date of the report" in texts(answer)


def test_a_meeting_and_another_date_are_refused(people: types.SimpleNamespace) -> None:
    report = start(people.cora)
    meeting = add_meeting(by=people.cora, now=NOW, body=report.body, date=OCTOBER)
    with pytest.raises(Refused, match="The meeting is on 23 October 2024"):
        edit_report(report=report, by=people.cora, now=NOW, meeting=meeting, date=DAY)
    elsewhere = add_meeting(by=people.cora, now=NOW, body=Body.objects.exclude(pk=report.body_id)[0], date=OCTOBER)
    with pytest.raises(Refused, match="a meeting of the body"):
        edit_report(report=report, by=people.cora, now=NOW, meeting=elsewhere)
    assert edit_report(report=report, by=people.cora, now=NOW, meeting=meeting).date == OCTOBER


def test_the_page_says_of_which_moment_it_will_speak(as_: As, people: types.SimpleNamespace) -> None:
    start(people.cora)
    assert "It will speak of the moment two minutes before you finalise it." in texts(as_("cora").get(PAGE))
    assert "two minutes before you finalise it" in texts(as_("cora").get(EDIT))


SECOND = datetime.timedelta(seconds=1)


def test_a_host_whose_clock_is_ahead(
    as_: As, people: types.SimpleNamespace, clock_stands: Callable[[datetime.datetime], None]
) -> None:
    """A report that was started a second ahead is read here at once, and frozen once that second is past."""
    report = write(start(people.cora, NOW + SECOND), people.cora, NOW + SECOND)
    client = as_("cora")
    for page in ("", "preview/"):
        assert client.get(PAGE + page).status_code == 200, page
    assert client.post(PAGE + "export/", {"format": "csv"}).status_code == 200
    assert "The budget is balanced." in texts(client.get(PAGE + "preview/"))
    answer = client.post(PAGE + "finalise/", revision_of(client, PAGE + "finalise/"))
    assert answer.status_code == 422
    assert "saved by a clock ahead of this one" in texts(answer)
    clock_stands(NOW + SECOND)
    assert finalise(report=report, by=people.cora, now=NOW + SECOND).number == 1
