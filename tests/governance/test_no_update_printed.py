"""What is printed where it is recorded that no update was received: report, pack, what changed."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action
from actions.services import record_no_update
from governance.changes.told import Kind
from governance.models import Pack
from governance.pack.verifying import findings
from governance.reports.reading import preview
from governance.services.publishing import finalise
from tests.actions.reading import texts
from tests.governance.changing import FILE, PAGE, between, file_lines, section
from tests.governance.packing import says, sent_out, september
from tests.governance.reporting import PAGE as REPORT
from tests.governance.reporting import SLUG, start, verified, write
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
EARLIER = NOW - datetime.timedelta(hours=1)
JULY = datetime.datetime(2024, 7, 5, 9, tzinfo=NOW.tzinfo)
PRINTED = "as last reported on 5 July 2024 – no update received, recorded on 4 September 2024"


@pytest.fixture
def recorded(people: People, act: Act) -> None:
    give_update(act("1a"), people.olive, JULY)
    record_no_update(action=act("1a"), by=people.cora, now=EARLIER, asked_by="telephone")
    record_no_update(action=act("2a"), by=people.cora, now=EARLIER)


def test_the_report_says_since_when(recorded: None, people: People, capsys: pytest.CaptureFixture[str]) -> None:
    version = finalise(report=write(start(people.cora), people.cora), by=people.cora, now=NOW)
    told = version.content
    assert PRINTED in told
    assert "No status yet – no update received, recorded on 4 September 2024" in told
    assert "Recorded as not received: 1a on 4 September 2024 and 2a on 4 September 2024." in told
    assert "is equal to what history gives" in verified(capsys, SLUG)


def test_an_update_that_comes_after_it_stands_alone(recorded: None, people: People, act: Act) -> None:
    give_update(act("1a"), people.olive, EARLIER + datetime.timedelta(minutes=5))
    told = says(preview(write(start(people.cora), people.cora), NOW))
    assert PRINTED not in told
    assert "Recorded as not received: 2a on 4 September 2024." in told


def test_readiness_says_since_when(recorded: None, as_: As, people: People) -> None:
    write(start(people.cora), people.cora)
    assert "1a (no update received, recorded on 4 September 2024), 1b" in texts(as_("cora").get(REPORT))


def test_the_pack_says_since_when(recorded: None, people: People) -> None:
    pack: Pack = sent_out(september(people), people)
    assert "1a: on track, 5 July 2024 (no update received, recorded on 4 September 2024)" in pack.content
    assert list(findings(pack)) == []


def test_what_changed_has_it_under_not_updated(recorded: None, people: People, as_: As) -> None:
    owed = between(people.mo).not_updated
    assert [(line.subject, line.after) for line in owed.recorded] == [
        ("1a", "No update received, asked for by telephone"), ("2a", "No update received")
    ]  # fmt: skip
    page = section(as_("mo").get(PAGE).content.decode(), Kind.NOT_UPDATED.value)
    assert "No update received, asked for by telephone Cora Vale, co-ordinator, 4 September 2024" in page
    entries = [line.text for entry in between(people.mo).recorded().entries for line in entry.lines]
    # Both were recorded at one moment, so either may come first.
    second = max(entries[:2])
    assert second.startswith("2a: No update received in the cycle for the meeting of 12 September 2024")


def test_the_file_has_it_by_post(recorded: None, as_: As) -> None:
    rows = [row for row in file_lines(as_("mo").get(FILE)) if row["To"].startswith("No update received")]
    assert [row["Reference"] for row in rows] == ["1a", "2a"]
    assert not [row for row in rows if "Cora" in row["By"]]


def test_once_an_update_is_in_it_is_recorded_and_no_gap(recorded: None, people: People, act: Act) -> None:
    give_update(act("1a"), people.olive, EARLIER + datetime.timedelta(minutes=5))
    found = between(people.mo)
    assert [line.subject for line in found.not_updated.recorded] == ["2a"]
    assert "1a: No update received" in str(found.recorded().entries)
