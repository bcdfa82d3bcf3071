"""All recorded changes of a period: one entry for each time that somebody saved something, the newest first."""

import types
from collections.abc import Callable

import pytest

from accounts.services import add_organisation
from actions.models import Action
from actions.services import edit_action, set_due_date
from audit.models import AppendOnlyModel, append_only_models, audited_models
from audit.recorded import recorded_changes
from governance.changes import recorded as module
from governance.changes.recorded import RECORDS
from governance.models import Export, PackFile, PaperFile, ReportFile, StyleBase
from priorities.partial_date import PartialDate
from priorities.services import give_judgement
from tests.governance.changing import AT_RISK, DAY, between, days_ago
from tests.governance.packing import sent_out, september
from tests.governance.reporting import start, write
from tests.world import NOW, give_update

Act = Callable[[str], Action]
People = types.SimpleNamespace
# What is only the bytes or the base of something that is told, and who exported a report: in no list of changes.
UNTOLD = {Export, PackFile, PaperFile, ReportFile, StyleBase}


def test_one_entry_for_each_change(act: Act, people: People) -> None:
    give_update(act("1a"), people.olive, days_ago(4), **AT_RISK)
    edit_action(
        action=act("1b"),
        by=people.cora,
        now=days_ago(3),
        title="Other words",
        co_leads=[people.otis],
        reason="Clearer",
    )
    set_due_date(action=act("1b"), due=PartialDate.day(2025, 1, 31), by=people.cora, now=days_ago(2), reason="Late")
    give_judgement(priority=act("1a").priority, by=people.sara, now=days_ago(1), status="on_track", reason="Well")
    found = between(people.mo).recorded()
    assert not found.has_more
    assert [entry.at for entry in found.entries] == [days_ago(day) for day in (1, 2, 3, 4)]
    judged, moved, edited, updated = found.entries
    assert [line.text for line in judged.lines] == ["Judgement on priority 1: on track. Well"]
    assert [line.text for line in moved.lines] == [
        "1b: Due date moved from 31 December 2024 to 31 January 2025: Late", "Action 1b"
    ]  # fmt: skip
    assert [line.text for line in edited.lines] == ["Action 1b", "1b: Co-lead Otis Field: added"]
    assert [(one.label, one.after) for one in edited.lines[0].changes] == [("Agreed wording", "Other words")]
    assert (edited.actor, edited.reason) == ("Cora Vale, co-ordinator", "Clearer")
    assert updated.lines[0].text == "1a: Progress update: at risk. The work goes on as planned."
    assert {line.href for line in updated.lines} == {"/plans/2023-24/actions/1a/"}
    assert len({entry.change_id for entry in found.entries}) == 4


def test_what_came_back_is_told_step_by_step(act: Act, people: People) -> None:
    title = act("1a").title
    for day, words in ((3, "Other words"), (2, title)):
        edit_action(action=act("1a"), by=people.cora, now=days_ago(day), title=words, reason="Words")
    changes = [entry.lines[0].changes[0] for entry in between(people.mo).recorded().entries]
    assert [(one.before, one.after) for one in changes] == [("Other words", title), (title, "Other words")]


def test_pages(act: Act, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAGE", 2)
    for day in range(1, 6):
        edit_action(action=act("1a"), by=people.cora, now=days_ago(6 - day), title=f"Words {day}", reason="Words")
    found = between(people.mo)
    pages = [found.recorded(page) for page in (1, 2, 3, 4)]
    told = [[entry.lines[0].changes[0].after[-1] for entry in page.entries] for page in pages]
    assert told == [["5", "4"], ["3", "2"], ["1"], []]
    assert [page.has_more for page in pages] == [True, True, False, False]


def test_only_the_period(act: Act, people: People) -> None:
    for day in (12, 5, 0):
        edit_action(action=act("1a"), by=people.cora, now=days_ago(day), title=f"Words {day}", reason="Words")
    entries = between(people.mo, until=NOW - DAY).recorded().entries
    assert [entry.at for entry in entries] == [days_ago(5)]
    assert between(people.mo, since=NOW).recorded().entries == ()


def test_what_belongs_to_all_plans(people: People) -> None:
    add_organisation(by=people.ada, now=days_ago(2), name="Hospital trust", sector="health")
    [entry] = between(people.mo).recorded().entries
    assert entry.lines[0].text == "Organisation Hospital trust: added"


def test_a_draft_report_is_the_coordinators(people: People) -> None:
    write(start(people.cora), people.cora)
    assert "report" in str(between(people.cora, until=NOW + DAY).recorded().entries).lower()
    assert between(people.mo, until=NOW + DAY).recorded().entries == ()
    assert between(people.mo, until=NOW + DAY).groups == []


def test_a_finalised_report(people: People, finalised: object) -> None:
    found = between(people.mo, until=NOW + DAY)
    assert "Version 1 of the report" in str(found.recorded()) or "version 1 of the report" in str(found.recorded())
    assert "digest" not in str(found.recorded()).lower()


def test_a_pack_that_went_out(people: People) -> None:
    pack = sent_out(september(people), people, now=NOW)
    told = [line for entry in between(people.mo).recorded().entries for line in entry.lines if "pack" in line.text]
    assert [(line.text, line.href) for line in told] == [(str(pack), f"/meetings/{pack.meeting.slug}/")]


def test_no_append_only_record_is_forgotten() -> None:
    models = {model for model in append_only_models() if issubclass(model, AppendOnlyModel)}
    assert models == set(RECORDS) | UNTOLD


@pytest.mark.django_db
def test_of_nothing() -> None:
    assert recorded_changes([model.history.none() for model in audited_models()], first=0, most=50) == []
