"""Statuses that a spreadsheet brought in are no news: neither worse nor completed, and told under their own words."""

import datetime
import types
from collections.abc import Callable

from django.test import Client

from actions.models import Action
from actions.models.progress import printed_note
from actions.services import record_printed
from governance.changes.told import Kind
from tests.actions.reading import words
from tests.governance.changing import PAGE, between, days_ago, lines, told
from tests.governance.packing import AFTER_JULY, MINUTE, RISK, held_in_july, read_now, section, september
from tests.governance.reporting import start
from tests.governance.test_report_content import lines as lines_of_report
from tests.governance.test_report_content import said
from tests.world import give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
DAY = datetime.date(2024, 9, 3)
STATUSES = {"1a": "off_track", "1b": "at_risk", "4c": "complete", "2a": "on_track"}


def bring_in(act: Act, people: People, at: datetime.datetime, **statuses: str) -> None:
    for reference, status in (statuses or STATUSES).items():
        record_printed(
            action=act(reference), by=people.cora, now=at, reason="From the spreadsheet plan.xlsx", status=status,
            headline="As the sheet says.", printed_on=DAY,
        )  # fmt: skip


def test_the_page_of_changes_tells_them_apart(as_: As, act: Act, people: People) -> None:
    bring_in(act, people, days_ago(3))
    found = between(people.mo)
    assert [group.kind for group in found.groups] == [Kind.BROUGHT_IN]
    assert told(found, Kind.BROUGHT_IN)[0] == ("1a", "Status", "No status yet", "Off track")
    assert {line.note for line in lines(found, Kind.BROUGHT_IN)} == {"As printed on 3 September 2024"}
    page = words(as_("mo").get(PAGE))
    assert "Brought in from a spreadsheet (4)" in page
    assert "First report" not in page


def test_what_a_later_spreadsheet_or_a_lead_says_is_news(act: Act, people: People) -> None:
    bring_in(act, people, days_ago(20))
    bring_in(act, people, days_ago(3), **{"2a": "off_track"})
    give_update(act("1b"), people.olive, days_ago(2))
    found = between(people.mo)
    assert told(found, Kind.BROUGHT_IN) == []
    assert told(found, Kind.WORSE) == [("2a", "Status", "On track", "Off track")]
    assert told(found, Kind.BETTER) == [("1b", "Status", "At risk", "On track")]


def test_nobody_reported_what_a_source_printed_first(act: Act, people: People) -> None:
    held_in_july(people)
    meeting = september(people)
    bring_in(act, people, AFTER_JULY, **{"1a": "on_track"})
    give_update(act("1a"), people.olive, AFTER_JULY + MINUTE, status="off_track", **RISK)
    [line] = lines(between(people.mo, since=AFTER_JULY - MINUTE), Kind.WORSE)
    assert line.note == "First on track, as printed on 3 September 2024"
    changed = section(read_now(meeting), "What changed")
    assert "No status yet → Off track. First on track, as printed on 3 September 2024" in changed


def test_what_the_import_notes_is_nobodys_word(act: Act, people: People) -> None:
    bring_in(act, people, days_ago(20), **{"1a": "on_track"})
    record_printed(
        action=act("1a"), by=people.cora, now=days_ago(3), reason="From a sheet", status="off_track",
        headline=printed_note("Red"), printed_on=DAY,
    )  # fmt: skip
    [line] = lines(between(people.mo), Kind.WORSE)
    assert line.why == ""


def test_the_pack_tells_them_apart(act: Act, people: People) -> None:
    held_in_july(people)
    meeting = september(people)
    bring_in(act, people, AFTER_JULY)
    document = read_now(meeting)
    assert "Got worse: nothing" in section(document, "What matters")
    changed = section(document, "What changed")
    assert "Brought in from a spreadsheet: 4." in changed
    assert "Got worse" not in changed
    assert "Completed and closed" not in changed
    assert "1a | Status: No status yet → Off track. As printed on 3 September 2024" in changed


def test_a_report_does_not_call_them_completed(act: Act, people: People) -> None:
    report = start(people.cora)
    bring_in(act, people, days_ago(3))
    assert "No action was completed or closed" in said(report, "Completed and closed")
    assert "4 statuses brought in from a spreadsheet" in said(report, "What changed since the last report")
    assert "Status, brought in from a spreadsheet" in {what for _, what, _ in lines_of_report(report, "Changes")}
