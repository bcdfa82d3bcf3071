"""A report on a closed plan says how its actions ended, and one on the plan that follows says which it follows."""

import datetime
import types
from collections.abc import Callable
from functools import partial

import pytest

from actions.models import Action
from actions.services import set_due_date
from documents.canonical import to_json
from documents.content import Paragraph, Table, words
from governance.models import BoardReport
from governance.reports.reading import content_at, preview
from governance.services.publishing import finalise
from governance.services.succession import begin_plan
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from tests.actions.succeeding import carried, closed, ended, old, plan, successor_of
from tests.governance.reporting import EARLIER, SLUG, start, verified, write
from tests.world import NOW, PLANNED, give_update

People = types.SimpleNamespace
RISK = {
    "status": "at_risk", "reason": "Vacant", "recovery": "Advertised", "consequence": "Later", "ask": "help",
    "ask_text": "A hand",
}  # fmt: skip
ENDED = "How the actions of this plan ended"


@pytest.fixture
def over(people: People) -> ActionPlan:
    """1a is overdue, asks for help and is carried, 1b done, the rest dropped; the next plan is current."""
    june = PartialDate.month(2024, 6)
    set_due_date(action=old("1a"), due=june, by=people.cora, now=PLANNED, reason="Agreed so")
    give_update(old("1a"), people.olive, PLANNED, **RISK)
    following = successor_of(plan(), people.cora, now=EARLIER)
    carried("1a", people.cora, reference="1k", now=EARLIER)
    ended("1b", people.cora, "done", reason="As good as", now=EARLIER)
    closed(plan(), people.cora, now=EARLIER)
    begin_plan(plan=following, by=people.cora, now=EARLIER)
    return following


def said(report: BoardReport) -> str:
    return " ".join(words(one.text) for one in preview(report, NOW).blocks if isinstance(one, Paragraph))


def table(report: BoardReport) -> list[list[str]]:
    document = preview(report, NOW)
    blocks = [block for part in (document, *document.appendices) for block in part.blocks]
    found = [one for one in blocks if isinstance(one, Table) and one.caption == ENDED]
    return [[cell.text for cell in row] for row in found[0].rows] if found else []


def test_of_a_closed_plan_it_says_how_its_actions_ended(over: ActionPlan, people: People) -> None:
    report = start(people.cora)
    told = said(report)
    ends = "Done: 1 action. Carried to the next plan: 1 action. Dropped: 32 actions and 5 sub-actions."
    assert f"This plan is closed. {ends}" in told
    assert "Nothing is asked of partners at present." in told
    assert "overdue" not in told
    rows = table(report)
    assert len(rows) == 39
    assert [row[0::2] + row[3:] for row in rows[:2]] == [
        ["1a", "Carried to 1k of Inclusion plan", ""], ["1b", "Done", "As good as"],
    ]  # fmt: skip


def test_of_an_open_plan_it_says_nothing_of_it(people: People, act: Callable[[str], Action]) -> None:
    ended("1b", people.cora, "dropped", reason="Not needed", now=EARLIER)
    report = start(people.cora)
    assert "This plan is closed" not in said(report)
    assert "This plan follows" not in said(report)
    assert table(report) == []


def test_as_at_a_moment_before_the_end_it_tells_of_the_open_plan(over: ActionPlan, people: People) -> None:
    report = start(people.cora)
    then = content_at(report, written_at=NOW, as_at=NOW - datetime.timedelta(days=30), standing="DRAFT")
    told = " ".join(words(one.text) for one in then.blocks if isinstance(one, Paragraph))
    assert "This plan is closed" not in told
    assert "1 action overdue" in told
    assert "Help is asked for: A hand." in told


def test_of_the_next_plan_it_says_which_it_follows(over: ActionPlan, people: People) -> None:
    report = start(people.cora, plan=over)
    assert f"This plan follows {plan().title}, so its numbers begin anew." in said(report)


def test_what_an_older_portal_finalised_is_still_equal(
    over: ActionPlan, people: People, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a portal that told of a closed plan as of any other."""
    monkeypatch.setattr("governance.services.publishing.SCHEMA", 3)
    monkeypatch.setattr("governance.services.publishing.to_json", partial(to_json, schema=3))
    monkeypatch.setattr("governance.services.publishing.content_at", partial(content_at, schema=3))
    version = finalise(report=write(start(people.cora), people.cora), by=people.cora, now=NOW)
    assert "This plan is closed" not in version.content
    assert "overdue" in version.content
    assert "is equal to what history gives" in verified(capsys, SLUG)
