"""One change of every kind: the page of changes, a pack and a bundle say the same lines under the same heading."""

import datetime
import types
import uuid
from collections import Counter
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.services import change_person
from actions.account import Account
from actions.models import Action
from actions.services import (
    add_action,
    add_driver,
    add_milestone,
    answer_query,
    ask_source_query,
    edit_action,
    edit_driver,
    edit_milestone,
    propose_due_date,
    record_outcome,
    record_printed,
    relate_actions,
    set_due_date,
    set_plan_state,
    start_successor,
    submit_progress,
    withdraw_evidence,
)
from audit.recording import recording
from documents.content import Document, Table
from governance.changes.papers import FROM_PAGE, paper_lines
from governance.changes.told import Kind
from governance.models import Meeting, Pack
from governance.pack.changes import paper_line
from governance.pack.verifying import findings
from governance.services.decisions import record_decision, withdraw_decision
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from priorities.services import (
    add_objective,
    add_priority,
    edit_plan,
    edit_priority,
    give_judgement,
    name_priority_sro,
)
from tests.governance.bundling import Unpacked
from tests.governance.changing import between, lines
from tests.governance.deciding import partnership
from tests.governance.packing import AFTER_JULY, JULY, MINUTE, RISK, held_in_july, read_now, sent_out, september
from tests.world import NOW, PLANNED, give_evidence, give_update, tell_co_production

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
MARCH, MAY = PartialDate.day(2025, 3, 31), PartialDate.day(2025, 5, 31)
PAST = PartialDate.day(2024, 8, 1)
BEGINS = PLANNED + datetime.timedelta(days=1)
# Only the co-ordinator's desk and the page tell who owes what; the rest is no heading of a paper.
OF_PAPERS = [kind for kind in Kind if kind not in (Kind.NOT_UPDATED, Kind.OTHER)]
HEADINGS = {"Asked of the partnership": str(Kind.ASKED.label)}


def change_everything(people: People, act: Act) -> None:
    """One change at least of each kind, and of each record that has a heading."""
    plan, cora, before, now = act("1a").plan, people.cora, {"by": people.cora, "now": PLANNED}, AFTER_JULY
    by = {"by": cora, "now": now}
    driver = add_driver(**before, plan=plan, kind="strategy", title="Written statement")
    query = ask_source_query(**before, plan=plan, question="Which year?", action=act("3f"))
    moved, dropped, worded = (add_milestone(**before, action=act("1b"), title=one, due=MARCH) for one in "ABC")
    add_milestone(**before, action=act("1c"), title="Pilot", due=PAST)
    piece = give_evidence(act("1b"), people.olive, PLANNED)
    for key, status in (("1a", "on_track"), ("1b", "at_risk")):
        give_update(act(key), people.cora, PLANNED, status=status, **(RISK if status == "at_risk" else {}))
    give_update(act("1a"), people.olive, now, status="off_track", ask="help", ask_text="A hand", **RISK)
    give_update(act("1b"), people.olive, now, difference_made="Families wait less.")
    give_update(act("1c"), cora, now)
    give_update(act("2d"), cora, now, status="complete", completed_on=now.date())
    set_plan_state(**by, action=act("2d"), state="closed", reason="Agreed so")
    propose_due_date(**by, action=act("4c"), due=MARCH, reason="Posts")
    set_due_date(**by, action=act("3f"), due=MAY, reason="More schools")
    edit_action(**by, action=act("2a"), planned_start=MARCH, reason="Later")
    edit_milestone(**by, milestone=moved, due=MAY, reason="Later")
    edit_milestone(**by, milestone=dropped, is_dropped=True, reason="No panel")
    edit_milestone(**by, milestone=worded, title="D", reason="Plainer")
    add_milestone(**by, action=act("2a"), title="Panel", due=MARCH)
    set_plan_state(**by, action=act("2b"), state="withdrawn", reason="Done elsewhere")
    priority = add_priority(**by, plan=plan, reason="New", number=9, title="Another", is_placeholder=False)
    add_objective(**by, priority=priority, reason="New", reference="9.1", title="Aim", position=1)
    add_action(**by, plan=plan, priority=priority, reason="New", reference="9a", title="A new one", position=1,
               plan_state="agreed")  # fmt: skip
    edit_priority(**by, priority=act("3f").priority, title="Other words", reason="Plainer")
    edit_plan(**by, plan=plan, vision="All are included.", reason="Agreed")
    edit_action(**by, action=act("4c"), title="Other words", success_measure="Fewer wait", reason="A slip")
    edit_action(**by, action=act("3f"), lead=people.otis, co_leads=[people.olive], deputy=people.dev, drivers=[driver],
                organisations={people.mo.organisation: "supporting"}, reason="Moved on")  # fmt: skip
    edit_driver(**by, driver=driver, kind="strategy", title="Statement", reason="Shorter")
    answer_query(**by, query=query, answer="2025")
    relate_actions(**by, one=act("1c"), other=act("3f"), reason="They overlap")
    withdraw_evidence(**by, evidence=piece, reason="Another year", revision=piece.revision)
    record_printed(**by, action=act("4a"), status="on_track", headline="As printed.", printed_on=now.date(),
                   reason="From a spreadsheet")  # fmt: skip
    tell_co_production(act("1b"), people.olive, now, on_date=now.date())
    change_person(person=people.cole, by=people.ada, now=now + MINUTE, reason="Left", is_active=False)
    judge(people, act)
    july = Meeting.objects.get(slug__startswith=JULY)
    partnership()
    decided, slip = (record_decision(**by, body=july.body, meeting=july, text=text) for text in ("So.", "Not so."))
    assert decided.pk != slip.pk
    withdraw_decision(**by, decision=slip, reason="Another body decided it")
    end_some(plan, people, act)


def judge(people: People, act: Act) -> None:
    name_priority_sro(priority=act("2a").priority, by=people.cora, now=PLANNED, sro=people.sara, reason="Named")
    said = {"priority": act("2a").priority, "by": people.sara, "reason": "So it stands."}
    give_judgement(**said, now=AFTER_JULY, status="at_risk")


def end_some(plan: ActionPlan, people: People, act: Act) -> None:
    """One is done and one is dropped; where one goes on in a draft is the co-ordinator's."""
    said = {"by": people.cora, "now": AFTER_JULY}
    record_outcome(**said, action=act("4a"), outcome="dropped", reason="Overtaken")
    record_outcome(**said, action=act("4b"), outcome="done", reason="Done before")
    start_successor(**said, plan=plan, slug="2025-28", title="Next plan", local_area="Stockton-on-Tees",
                    priorities=list(plan.priorities.all()))  # fmt: skip
    into = plan.successor.priorities.get(number=act("2a").priority.number)  # type: ignore[attr-defined]
    record_outcome(**said, action=act("2a"), outcome="carried", priority=into, reference="2a")


@pytest.fixture
def meeting(people: People, act: Act) -> Meeting:
    held_in_july(people)
    found = september(people)
    change_everything(people, act)
    return found


def of_pack(document: Document) -> dict[str, list[tuple[str, ...]]]:
    """By heading the rows of the tables of changes: reference and what changed, when and who, why."""
    tables = [block for block in document.blocks if isinstance(block, Table) and block.sheet == "Changes"]
    return {
        table.caption: [tuple(cell.text for cell in row) for row in table.rows]
        for table in tables
    }  # fmt: skip


def of_bundle(client: Client) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in Unpacked(client, first=BEGINS.date()).rows("changes/changes.csv"):
        heading, *cells = row.values()
        found.setdefault(HEADINGS.get(heading, heading), []).append(tuple(cells))
    return found


def test_page_pack_and_bundle_say_the_same(as_: As, meeting: Meeting, people: People) -> None:
    began = Meeting.objects.get(slug__startswith=JULY).starts_at
    page = between(people.mo, since=began)
    counted = {str(group.kind.label): group.total for group in page.groups if group.kind in OF_PAPERS}
    assert list(counted) == [str(kind.label) for kind in OF_PAPERS], "a kind of which nothing changed"
    pack, bundle = of_pack(read_now(meeting)), of_bundle(as_("cora"))
    assert {heading: len(rows) for heading, rows in pack.items()} == counted
    assert {heading: len(rows) for heading, rows in bundle.items()} == counted
    told = between(people.mo, since=began)
    told.scope = type(told.scope)(told.scope.plan, people.mo, began, NOW, in_posts=True)
    for kind in FROM_PAGE:
        said = [paper_line(line) for line in told.lines_of([kind])]
        assert [row[:2] for row in pack[str(kind.label)]] == [(one.reference, one.what) for one in said]
        assert [row[:2] for row in bundle[str(kind.label)]] == [(one.reference, one.what) for one in said]
    for kind in OF_PAPERS:
        references = Counter(row[0] for row in bundle[str(kind.label)])
        assert Counter(row[0] for row in pack[str(kind.label)]) == references, kind
        if kind not in (Kind.DECIDED, Kind.MISTAKEN):
            of_page = [line.subject or "Plan" for line in page.lines_of([kind])]
            assert Counter(of_page) == references, kind


def test_each_line_says_who_when_and_why(meeting: Meeting, people: People) -> None:
    rows = of_pack(read_now(meeting))[str(Kind.WORDING.label)]
    assert all("12 July 2024, " in row[2] for row in rows), rows
    cora = f"12 July 2024, {people.cora.post}, co-ordinator"
    assert ("4c", "How we will know: nothing → Fewer wait", cora, "A slip.") in rows
    lead = next(row for row in rows if row[:1] == ("3f",) and row[1].startswith("Lead: "))
    assert lead[1].endswith(f" → {people.otis.post}")
    assert lead[2:] == (cora, "Moved on.")
    assert ("Plan", "Driver Strategy: Statement: title: Written statement → Statement", cora, "Shorter.") in rows
    [left] = [row for row in rows if row[1].endswith(" → has left")]
    assert left[0] == "4c"
    assert left[1].startswith("Co-lead: ")
    # Why somebody's account was closed is for those who may see its history.
    assert left[3] == ""


def test_what_comes_later_changes_no_line(meeting: Meeting, people: People, act: Act) -> None:
    """That the next plan is current by then, has another title, and that the actions stand in another order."""
    pack: Pack = sent_out(meeting, people)
    plan = ActionPlan.objects.get(slug="2023-24")
    assert "Next plan" not in pack.content
    later = {"by": people.cora, "now": NOW + MINUTE, "reason": "So"}
    began = Meeting.objects.get(slug__startswith=JULY).starts_at
    before = paper_lines(plan, began, pack.as_at)
    edit_plan(**later, plan=ActionPlan.objects.get(slug="2025-28"), status="current", title="Renamed plan")
    change_person(person=people.cora, by=people.ada, now=NOW + MINUTE, reason="Promoted", job_title="Head of SEND")
    edit_action(**later, action=act("4c"), title="Other words again")
    swap_places(act("1a"), act("1b"), people)
    assert paper_lines(plan, began, pack.as_at) == before
    assert list(findings(pack)) == []


def swap_places(one: Action, other: Action, people: People) -> None:
    with recording(by=people.cora, now=NOW + MINUTE, reason="So"):
        one.position, other.position = other.position, one.position
        one.save()
        other.save()


def test_a_corrected_update_after_july_counts_once(people: People, act: Act) -> None:
    held_in_july(people)
    meeting = september(people)
    give_update(act("1a"), people.olive, AFTER_JULY, status="complete", completed_on=AFTER_JULY.date())
    account = Account(status="complete", headline="Right.", completed_on=AFTER_JULY.date())
    submit_progress(action=act("1a"), by=people.olive, now=AFTER_JULY + MINUTE, submission=uuid.uuid4(),
                    account=account, corrects=act("1a").last_update_id)  # fmt: skip
    began = Meeting.objects.get(slug__startswith=JULY).starts_at
    assert len(lines(between(people.mo, since=began), Kind.COMPLETED)) == 1
    assert [row[:2] for row in of_pack(read_now(meeting))[str(Kind.COMPLETED.label)]] == [
        ("1a", "Status: No status yet → Complete. First report; Completed: 12 July 2024")
    ]
