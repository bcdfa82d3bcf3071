"""The section of a report on meetings and decisions: what is new in its period, and nothing of an exempt item."""

import datetime
import types
from collections.abc import Callable

import pytest

from actions.models import Action
from documents.canonical import SCHEMA, from_json, to_json
from documents.content import Document, Heading, Paragraph, words
from governance.models import AgendaItem, BoardReport, BodyPhase, Decision, DecisionAction, QuorumRule
from governance.reports.reading import preview
from governance.services.publishing import finalise
from tests.governance.composing import partnership
from tests.governance.minuting import SECRET, SEPTEMBER, changed, meeting_on, minuted, put
from tests.governance.reporting import SLUG, start, verified, write
from tests.world import NOW

Act = Callable[[str], Action]
People = types.SimpleNamespace
HEADING = "Decisions and meetings"


def said(document: Document) -> list[str]:
    """The paragraphs of the section; nothing where it is not printed."""
    found, is_within = [], False
    for block in document.blocks:
        if isinstance(block, Heading):
            is_within = block.text == HEADING
        elif is_within and isinstance(block, Paragraph):
            found.append(words(block.text))
    return found


@pytest.fixture
def report(people: People, act: Act) -> BoardReport:
    """A report to the Board, written after the meeting of July."""
    meeting = minuted(people)
    first = meeting.decisions.get(number=1)
    for key in ("3f", "1a"):
        put(DecisionAction, people.cora, decision=first, action=act(key))
    return write(start(people.cora), people.cora)


def test_meetings_decisions_and_what_is_open(report: BoardReport, people: People) -> None:
    told = said(preview(report, NOW))
    assert told[0] == ("Local Inclusion Partnership: met on 12 July 2024. No quorum rule recorded.")
    first, second, count = told[1:]
    titles = {key: Action.objects.get(key=key).title.removesuffix(".") for key in ("1a", "3f")}
    assert first == (
        "Decision 1, 12 July 2024: The Partnership agreed that waiting times are published each month. "
        f"It concerns 1a {titles['1a']} and 3f {titles['3f']}."
    )
    assert second == (
        "Decision 2, 12 July 2024: The Partnership agreed that a pilot begins. Subject to the Cabinet’s word."
    )
    assert count == "1 meeting action is open."


def test_nothing_of_an_exempt_item_is_in_a_report(report: BoardReport, people: People) -> None:
    version = finalise(report=report, by=people.cora, now=NOW)
    assert said(from_json(version.content))
    assert SECRET not in version.content
    assert "Decision 3" not in version.content
    for file in version.files.filter(format__in=["html", "csv"]):
        assert SECRET not in bytes(file.body).decode()


def test_what_is_exempt_when_it_is_written_is_not_told_either(
    report: BoardReport, people: People, capsys: pytest.CaptureFixture[str]
) -> None:
    """Made exempt after the report's moment and before it is finalised: the paper is published without it."""
    moment = NOW - datetime.timedelta(days=1)
    report = changed(report, people.cora, NOW - datetime.timedelta(minutes=5), as_at=moment)
    waits = AgendaItem.objects.get(meeting__slug__startswith="2024-07", number=2)
    assert "Decision 1" in str(said(preview(report, NOW)))
    changed(waits, people.cora, NOW - datetime.timedelta(minutes=1), is_exempt=True, exempt_reason="A price")
    assert "Decision 1" not in str(said(preview(report, NOW)))
    version = finalise(report=report, by=people.cora, now=NOW)
    assert "Decision 1" not in version.content
    assert "No meeting action is open." in version.content
    assert "is equal to what history gives" in verified(capsys, SLUG)
    changed(waits, people.cora, NOW + datetime.timedelta(minutes=1), is_exempt=False, exempt_reason="")
    assert "is equal to what history gives" in verified(capsys, SLUG)


def test_each_is_told_once(report: BoardReport, people: People) -> None:
    """What was recorded before the period began was told in the report before; what came late is told now."""
    finalise(report=report, by=people.cora, now=NOW)
    later = NOW + datetime.timedelta(days=30)
    following = start(people.cora, later, date=report.date.__class__.day(2024, 11, 27))
    assert said(preview(following, later)) == []
    put(
        Decision, people.cora, later, body=partnership(), text="The Partnership agreed to write to the minister",
        taken_on=SEPTEMBER, standing="for_ratification",
    )  # fmt: skip
    told = said(preview(following, later))
    assert told == [
        "Decision outside a meeting, 2 September 2024: The Partnership agreed to write to the minister. "
        "For ratification.",
        "1 meeting action is open.",
    ]


def test_a_shadow_without_its_quorum_says_so(people: People) -> None:
    meeting = minuted(people)
    put(BodyPhase, people.cora, body=partnership(), phase="shadow", from_on=datetime.date(2024, 1, 1),
        from_precision="day")  # fmt: skip
    put(QuorumRule, people.cora, body=partnership(), members=9)
    changed(meeting.decisions.get(number=1), people.cora, withdrawn_reason="A slip")
    told = said(preview(write(start(people.cora), people.cora), NOW))
    assert told[0] == (
        "Local Inclusion Partnership: met on 12 July 2024, when it was a shadow. "
        "Quorum not met: 2 of 9 voting members."
    )
    assert not [text for text in told if "Decision 1" in text]


def test_a_meeting_without_a_decision(people: People) -> None:
    changed(partnership(), people.cora, is_run_here=True)
    meeting_on(SEPTEMBER, people.cora, status="held")
    told = said(preview(write(start(people.cora), people.cora), NOW))
    assert told[1:] == ["No decision was recorded in this period.", "No meeting action is open."]


def test_nothing_is_printed_where_nobody_met(people: People) -> None:
    report = write(start(people.cora), people.cora)
    assert report.sections.filter(kind="decisions").exists()
    assert HEADING not in [one.text for one in preview(report, NOW).blocks if isinstance(one, Heading)]


def test_what_is_recorded_later_leaves_a_version_as_it_was(
    report: BoardReport, people: People, capsys: pytest.CaptureFixture[str]
) -> None:
    finalise(report=report, by=people.cora, now=NOW)
    later = NOW + datetime.timedelta(hours=1)
    changed(Decision.objects.get(number=1, meeting__slug__startswith="2024-07"), people.cora, later, text="another")
    changed(people.pat, people.ada, later, job_title="Another post")
    put(QuorumRule, people.cora, later, body=partnership(), members=9)
    put(Decision, people.cora, later, body=partnership(), text="late", taken_on=SEPTEMBER, standing="for_ratification")
    assert "is equal to what history gives" in verified(capsys, SLUG)


def test_where_all_is_exempt_none_is_public(people: People) -> None:
    """That nothing was recorded would be wrong; what was is not told."""
    meeting = minuted(people)
    for number in (1, 2):
        changed(meeting.decisions.get(number=number), people.cora, withdrawn_reason="A slip")
    report = write(start(people.cora), people.cora)
    told = said(preview(report, NOW))
    assert told[1:] == [
        "Decisions were recorded in this period. None of them is public.", "1 meeting action is open."
    ]  # fmt: skip


def test_a_version_of_an_older_schema_is_what_was_finalised(
    report: BoardReport, people: People, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its digests say so; it is not built by newer rules."""
    monkeypatch.setattr("governance.services.publishing.SCHEMA", 1)
    monkeypatch.setattr(
        "governance.services.publishing.to_json", lambda content: to_json(content, 1).replace(HEADING, "Another part")
    )
    version = finalise(report=report, by=people.cora, now=NOW)
    assert version.schema == 1 < SCHEMA
    assert HEADING not in version.content
    told = verified(capsys, SLUG)
    assert (
        f"is what was finalised, and not compared with history. It has schema 1, and this portal builds {SCHEMA}."
        in told
    )
    assert "differ" not in told
