"""Bodies and their meetings, as everybody reads them."""

import datetime
import re
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from governance.models import Body, Commitment, Meeting, ReportVersion
from governance.services.bodies import add_body, add_commitment, add_meeting, meet_commitment
from governance.services.publishing import record_as_published
from priorities.partial_date import PartialDate
from tests.actions.reading import texts
from tests.governance.reporting import EARLIER, PAGE, start
from tests.growing import MANY, ONE, Queries, assert_same
from tests.hostile import HUGE
from tests.world import NOW, PLAN_FILE, PLANNED

As = Callable[[str], Client]
BOARD = "/bodies/health-and-wellbeing-board/"
HELD = "/meetings/2023-06-28-health-and-wellbeing-board/"
PUBLISHED = "/reports/2023-06-28-health-and-wellbeing-board/"
NOT_RECORDED = "Was planned. Whether it was held is not recorded"


def words(response: Any) -> str:
    """What one reads of the page, on one line, its cells apart."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


@pytest.mark.parametrize("who", ["mo", "olive", "ian", "ada", "cora"])
def test_all_bodies(who: str, as_: As) -> None:
    page = texts(as_(who).get("/bodies/"))
    assert f'href="{BOARD}"' in page
    assert words(as_(who).get("/bodies/")).count("Replaced") == 1


def test_a_body(as_: As) -> None:
    page, read = texts(as_("mo").get(BOARD)), words(as_("mo").get(BOARD))
    assert "Run elsewhere, and recorded here" in read
    for link in (HELD, PUBLISHED, "/meetings/2023-09-health-and-wellbeing-board/", "/bodies/", "/reports/"):
        assert f'href="{link}"' in page
    assert "28 June 2023 Held Plan and priorities for 2023/24" in read
    assert f"September 2023 {NOT_RECORDED} Detailed action plan" in read
    assert "Missed" in read


def test_whom_a_body_reports_to_and_replaces(as_: As) -> None:
    partnership = words(as_("mo").get("/bodies/local-inclusion-partnership/"))
    assert "Reports to Health and Wellbeing Board" in partnership
    assert "Replaces SEND Strategic Group" in partnership
    assert "No report yet." in partnership
    assert "Nothing is promised." in partnership
    assert "Replaced by Local Inclusion Partnership" in words(as_("mo").get("/bodies/send-strategic-group/"))


def test_what_a_body_is_for_and_when_it_ended(as_: As, people: types.SimpleNamespace) -> None:
    add_body(
        by=people.cora, now=NOW, reason="New", slug="scrutiny", name="Scrutiny", is_run_here=True,
        ended=PartialDate.month(2024, 6),
    )  # fmt: skip
    page = words(as_("mo").get("/bodies/scrutiny/"))
    assert "Ended June 2024" in page
    assert "Run in this portal" in page
    assert "No meeting is recorded." in page
    assert "Ended, June 2024" in words(as_("mo").get("/bodies/"))


def test_a_meeting(as_: As) -> None:
    page, read = texts(as_("mo").get(HELD)), words(as_("mo").get(HELD))
    assert "State Held" in read
    assert "Business Plan and priorities for 2023/24" in read
    assert f'href="{PUBLISHED}"' in page
    assert f'href="{BOARD}"' in page
    assert Commitment.objects.get(title__startswith="Detailed action plan").title in read
    due = words(as_("mo").get("/meetings/2023-09-health-and-wellbeing-board/"))
    assert Commitment.objects.get(title__startswith="Detailed action plan").title in due
    assert "No report to it." in due


def test_a_meeting_without_anything(as_: As) -> None:
    page = words(as_("mo").get("/meetings/2023-07-local-inclusion-partnership/"))
    assert f"State {NOT_RECORDED}" in page
    assert "Business" not in page
    assert "Nothing was promised at this meeting, and nothing is due at it." in page


def test_how_a_meeting_stands(people: types.SimpleNamespace) -> None:
    body, today = Body.objects.get(slug="health-and-wellbeing-board"), NOW.date()

    def meets(day: datetime.date, status: str) -> str:
        meeting = Meeting(body=body, status=status)
        meeting.date = PartialDate.day(day.year, day.month, day.day)
        return meeting.state_on(today)

    yesterday, tomorrow = today - datetime.timedelta(days=1), today + datetime.timedelta(days=1)
    assert meets(yesterday, "planned") == meets(yesterday, "papers_out") == NOT_RECORDED
    assert meets(today, "planned") == meets(tomorrow, "planned") == "Planned"
    assert meets(tomorrow, "papers_out") == "Papers out"
    assert meets(yesterday, "cancelled") == "Cancelled"
    month = add_meeting(by=people.cora, now=NOW, reason="New", body=body, date=PartialDate.month(2024, 9))
    assert month.state_on(today) == "Planned"
    moved = Meeting(body=body, status="moved", moved_to=month)
    moved.date = PartialDate.day(2024, 9, 3)
    assert moved.state_on(today) == "Moved to September 2024"


def test_a_draft_is_the_co_ordinators_here_too(as_: As, people: types.SimpleNamespace) -> None:
    meeting = add_meeting(
        by=people.cora, now=EARLIER, reason="New", body=Body.objects.get(slug="health-and-wellbeing-board"),
        date=PartialDate.day(2024, 9, 25),
    )  # fmt: skip
    start(people.cora, meeting=meeting, date=None)
    for address in (BOARD, meeting.get_absolute_url()):
        assert f'href="{PAGE}"' in texts(as_("cora").get(address))
        assert PAGE not in texts(as_("mo").get(address))


def test_a_report_leads_to_its_body_and_meeting(finalised: ReportVersion, as_: As) -> None:
    for who, address in (("mo", PUBLISHED), ("cora", PUBLISHED)):
        page = texts(as_(who).get(address))
        assert f'href="{BOARD}"' in page
        assert f'href="{HELD}"' in page
    for address in ("/reports/", "/forward-plan/", PAGE):
        assert f'href="{BOARD}"' in texts(as_("mo").get(address))
    assert 'href="/bodies/"' in texts(as_("mo").get("/plans/2023-24/"))


def test_the_file_says_which_meeting_was_held(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert Meeting.objects.get(slug="2023-06-28-health-and-wellbeing-board").status == "held"
    assert set(Meeting.objects.exclude(date_on="2023-06-28").values_list("status", flat=True)) == {"planned"}
    call_command("load_plan", PLAN_FILE)
    assert "already in the database" in capsys.readouterr().out


@pytest.mark.parametrize("address", [
    "/bodies/none/", "/bodies/a%00b/", f"/bodies/{HUGE}/", "/meetings/none/", f"/meetings/{'x' * 3000}/",
])  # fmt: skip
def test_what_is_not_there_is_not_found(address: str, as_: As) -> None:
    assert as_("mo").get(address).status_code == 404


@pytest.mark.parametrize("address", ["/bodies/", BOARD, HELD])
def test_they_ask_as_often(address: str, people: types.SimpleNamespace, queries: Queries) -> None:
    said = {"by": people.cora, "now": PLANNED, "reason": "New"}
    board = Body.objects.get(slug="health-and-wellbeing-board")
    held = Meeting.objects.get(slug="2023-06-28-health-and-wellbeing-board")

    before = Body.objects.get(slug="send-strategic-group")

    def add(number: int) -> None:
        add_body(**said, slug=f"body-{number}", name=f"Body {number}", reports_to=board, replaces=before)
        add_meeting(**said, body=board, date=PartialDate.day(2024, 10, number))
        promise = add_commitment(**said, to_body=board, title=f"Promise {number}", due=held.date)
        report = start(people.cora, meeting=held, date=None)
        record_as_published(report=report, by=people.cora, now=NOW, differs="Nothing.")
        meet_commitment(commitment=promise, by=people.cora, now=NOW, met_on=NOW.date(), met_by_report=report)

    add(ONE)
    few = queries("cora", address)
    for number in range(ONE + 1, MANY + 1):
        add(number)
    assert_same(few, queries("cora", address))
