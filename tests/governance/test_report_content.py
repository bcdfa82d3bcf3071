"""What a report prints of the plan: claims with their evidence, what was completed, who leads, what changed."""

import datetime
import types
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from actions.account import Account, EvidenceGiven
from actions.as_at import plan_as_at
from actions.models import Action
from actions.services import add_evidence, edit_action, set_plan_state, submit_progress
from audit.recording import recording
from documents.content import Paragraph, Table, words
from governance.models import BoardReport, Body
from governance.reports.draft import draft_at
from governance.reports.readiness import blocking, readiness
from governance.reports.reading import preview
from governance.services.publishing import finalise
from governance.services.reports import edit_report, edit_section
from priorities.partial_date import PartialDate
from tests.actions.reading import texts
from tests.actions.reading import words as words_of
from tests.governance.reporting import EARLIER, PAGE, revision_of, start, write
from tests.world import NOW, PLANNED, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
HOUR = datetime.timedelta(hours=1)
CLAIM = {"difference_made": "Families wait half as long."}


def said(report: BoardReport, heading: str) -> str:
    """The paragraphs under a heading of the report as it would read now."""
    found, standing = [], ""
    for block in preview(report, NOW).blocks:
        if isinstance(block, Paragraph):
            found += [words(block.text)] if standing == heading else []
        elif not isinstance(block, Table):
            standing = getattr(block, "text", standing)
    return " ".join(found)


def draft_empty(report: BoardReport) -> tuple[str, ...]:
    """The headings under which nothing is said."""
    plan = plan_as_at(report.plan, NOW)
    return readiness(draft_at(report, NOW), plan, plan).empty


def lines(report: BoardReport, caption: str) -> list[list[str]]:
    """The rows of a table, wherever in the report."""
    document = preview(report, NOW)
    for part in (document, *document.appendices):
        for block in part.blocks:
            if isinstance(block, Table) and block.caption == caption:
                return [[cell.text for cell in row] for row in block.rows]
    return []


def corrected(action: Action, by: User, now: datetime.datetime, **told: object) -> None:
    assert action.last_update_id is not None
    account = Account(status=action.status, headline="In other words.", **told)
    submit_progress(
        action=action, by=by, now=now, submission=uuid.uuid4(), account=account, corrects=action.last_update_id
    )


def test_a_claim_keeps_its_evidence_when_it_is_corrected(act: Act, people: types.SimpleNamespace) -> None:
    report = start(people.cora)
    evidence = EvidenceGiven(title="Waiting time data", kind="data")
    give_update(act("1a"), people.olive, PLANNED + HOUR, evidence=evidence, **CLAIM)
    assert "Evidence: Waiting time data." in said(report, "Difference made")
    corrected(act("1a"), people.olive, PLANNED + 2 * HOUR, **CLAIM)
    assert "Evidence: Waiting time data." in said(report, "Difference made")


def test_a_claim_names_evidence_that_was_added_by_itself(act: Act, people: types.SimpleNamespace) -> None:
    report = start(people.cora)
    give_update(act("1a"), people.olive, PLANNED + HOUR, **CLAIM)
    assert "No evidence is attached." in said(report, "Difference made")
    given = EvidenceGiven(title="Waiting time data", kind="data")
    add_evidence(action=act("1a"), by=people.olive, now=PLANNED + 2 * HOUR, given=given)
    assert "Evidence of the action: Waiting time data." in said(report, "Difference made")


def test_what_was_complete_before_the_period_is_not_completed_in_it(act: Act, people: types.SimpleNamespace) -> None:
    done = {"status": "complete", "completed_on": PLANNED.date()}
    give_update(act("1a"), people.olive, PLANNED + HOUR, **done)
    report = start(people.cora)
    assert "1a" in said(report, "Completed and closed")
    edit_report(report=report, by=people.cora, now=EARLIER, since=PLANNED + 2 * HOUR)
    corrected(act("1a"), people.olive, PLANNED + 3 * HOUR, completed_on=PLANNED.date())
    assert said(report, "Completed and closed") == "No action was completed or closed in this period."


def test_what_was_completed_and_closed_says_both(act: Act, people: types.SimpleNamespace) -> None:
    report = start(people.cora)
    done = {"status": "complete", "completed_on": PLANNED.date(), "headline": "All schools have it."}
    give_update(act("1a"), people.olive, PLANNED + HOUR, **done)
    set_plan_state(action=act("1a"), state="closed", by=people.cora, now=EARLIER, reason="Agreed in July")
    assert "Complete on 1 July 2024. All schools have it. Closed. Agreed in July." in said(
        report, "Completed and closed"
    )


def test_a_new_co_lead_is_told_and_a_leader_of_the_same_post(act: Act, people: types.SimpleNamespace) -> None:
    report = start(people.cora)
    council = people.olive.organisation
    edit_action(action=act("1a"), by=people.cora, now=EARLIER, reason="Two lead it", co_leads=[people.dev])
    edit_action(action=act("1b"), by=people.cora, now=EARLIER, reason="Olive has moved on", lead=people.otis)
    edit_report(report=report, by=people.cora, now=EARLIER, since=PLANNED + HOUR)
    told = [line for line in lines(report, "Changes") if line[1] == "Lead"]
    assert told == [
        ["1a", "Lead", f"{council} → {council} with {council}"], ["1b", "Lead", f"{council}: another person"]
    ]  # fmt: skip


def test_evidence_alone_is_a_change(act: Act, people: types.SimpleNamespace) -> None:
    report = start(people.cora)
    edit_report(report=report, by=people.cora, now=EARLIER, since=PLANNED + HOUR)
    assert "Nothing in the plan has changed since 1 July 2024" in said(report, "What changed since the last report")
    given = EvidenceGiven(title="Waiting time data", kind="data")
    add_evidence(action=act("1a"), by=people.olive, now=EARLIER, given=given)
    assert "10am: 1 piece of evidence added." in said(report, "What changed since the last report")
    assert lines(report, "Changes") == [["1a", "Evidence added", "Waiting time data"]]


def test_a_report_begins_where_the_last_one_that_went_out_ended(people: types.SimpleNamespace) -> None:
    """An abandoned draft is no report that anybody was given."""
    published = BoardReport.objects.get(slug__startswith="2023-06-28")
    start(people.cora, date=PartialDate.day(2024, 9, 11))
    second = start(people.cora, date=PartialDate.day(2024, 12, 11))
    assert draft_at(second, NOW).since == published.as_at
    first = write(start(people.cora), people.cora)
    version = finalise(report=first, by=people.cora, now=NOW)
    assert draft_at(second, NOW).since == version.as_at
    assert "This is the first report" not in said(second, "What changed since the last report")


def test_none_must_be_chosen_for_background_papers(as_: As, people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    client, address = as_("cora"), PAGE + "sections/background/"
    assert said(report, "Background papers") == "Nothing has been written here yet."
    assert "Background papers" in draft_empty(report)
    assert not list(blocking(draft_at(report, NOW)))
    sent = {"is_included": "on", "chosen": "none", "narrative": "A paper.", **revision_of(client, address)}
    assert "Take the text away, or choose" in texts(client.post(address, sent))
    assert client.post(address, sent | {"narrative": ""}).status_code == 302
    assert said(report, "Background papers") == "None."
    assert "Background papers" not in draft_empty(report)


def test_a_finalised_report_prints_nothing_that_is_not_written(people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    assert "Nothing has been written here yet." in said(report, "Background papers")
    version = finalise(report=report, by=people.cora, now=NOW)
    assert "Nothing has been written" not in version.content
    assert "Background papers" not in version.content


def test_the_page_that_finalises_names_what_it_leaves_out(as_: As, people: types.SimpleNamespace) -> None:
    write(start(people.cora), people.cora)
    page = words_of(as_("cora").get(PAGE + "finalise/"))
    assert "Nothing is said under this heading. The finalised paper leaves it out: Background papers" in page


def test_counts_are_told_in_two_steps(act: Act, people: types.SimpleNamespace) -> None:
    report = start(people.cora)
    give_update(act("1a"), people.olive, EARLIER, status="complete", completed_on=PLANNED.date())
    set_plan_state(action=act("1a"), state="closed", by=people.cora, now=EARLIER, reason="Agreed in July")
    give_update(act("1b"), people.olive, EARLIER)
    give_update(act("2a"), people.otis, PLANNED + HOUR)
    progress = said(report, "How the plan is going")
    assert "1 of 34 actions complete, of which 1 closed." in progress
    assert "2 in progress: 2 on track, of which 1 carried over." in progress
    first = lines(report, "Actions by priority and status")[0]
    assert first[1:] == ["1", "1", "1", "1", "0", "0", "0", "1", "3"]
    assert "1 action with a status from an earlier cycle" in said(report, "Exceptions")


def test_paused_actions_stand_beside_the_totals(act: Act, people: types.SimpleNamespace) -> None:
    report = start(people.cora)
    until = PartialDate.month(2025, 3)
    set_plan_state(action=act("1b"), state="paused", by=people.cora, now=EARLIER, reason="No room", paused_until=until)
    note = next(block.note for block in preview(report, NOW).blocks if isinstance(block, Table))
    assert note.endswith("And paused: 1 in 1 A partnership with families.")


def test_sub_actions_are_counted_apart_in_exceptions(act: Act, people: types.SimpleNamespace) -> None:
    report = start(people.cora)
    risk = {"status": "off_track", "reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "x"}
    for key, who in (("1a", people.olive), ("3f.i", people.otis)):
        give_update(act(key), who, EARLIER, **risk)
    told = said(report, "Exceptions")
    assert "1 action and 1 sub-action need attention. 1 action and 1 sub-action off track." in told


def test_no_direct_implications_print_no_reminder(people: types.SimpleNamespace) -> None:
    report = start(people.cora)
    financial = report.sections.get(kind="financial")
    edit_section(
        section=financial, by=people.cora, now=EARLIER, is_included=True, narrative="",
        chosen="no_direct_implications",
    )  # fmt: skip
    assert said(report, "Financial implications") == "There are no direct financial implications."


def test_a_header_has_capitals_where_its_lines_have_them(people: types.SimpleNamespace) -> None:
    report = start(people.cora, report_of="Director A\n \n  Director B\n")
    assert preview(report, NOW).header[2:] == ("25 SEPTEMBER 2024", "REPORT OF DIRECTOR A AND DIRECTOR B")
    style = Body.objects.get(slug="health-and-wellbeing-board").house_style
    with recording(by=people.cora, now=EARLIER, reason="As Cabinet has it"):
        style.header_lines = "Report to {body}\n{date}"
        style.save()
    assert preview(report, NOW).header == ("Report to Health and Wellbeing Board", "25 September 2024")


def test_papers_of_a_demonstration_say_so(people: types.SimpleNamespace, settings: object) -> None:
    report = start(people.cora)
    told = "Demonstration: people, statuses, dates and updates are invented"
    assert preview(report, NOW).classification == told
    settings.IS_DEMONSTRATION = False  # type: ignore[attr-defined]
    assert preview(report, NOW).classification == ""


@pytest.mark.parametrize(("names", "told"), [("posts", "Stockton"), ("names", "Olive Marsh, Stockton")])
def test_without_a_post_the_organisation_stands(
    names: str, told: str, act: Act, people: types.SimpleNamespace
) -> None:
    style = Body.objects.get(slug="health-and-wellbeing-board").house_style
    with recording(by=people.cora, now=PLANNED + HOUR, reason="The board wants it"):
        style.people = names
        style.save()
    report = start(people.cora)
    row = next(row for row in lines(report, "1 A partnership with families") if row[0] == "1a")
    assert row[2].startswith(told)
