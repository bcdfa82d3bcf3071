"""What the page of a pack tells as other pages do, and where it leads: judgements, evidence, the list of its parts."""

import datetime
import re
import types
import uuid
from collections.abc import Callable

from django.test import Client

from accounts.services import change_person
from actions.account import Account, EvidenceGiven
from actions.models import Action
from actions.services import add_milestone, decide_due_date, propose_due_date, set_plan_state, submit_progress
from audit.recording import recording
from documents.content import Table
from governance.changes.told import Kind
from governance.models import Meeting
from priorities.partial_date import PartialDate
from priorities.services import give_judgement, name_priority_sro
from tests.actions.reading import texts
from tests.documents import pdf_reader
from tests.governance.changing import between, lines
from tests.governance.deciding import decide
from tests.governance.packing import (
    AFTER_JULY,
    JULY,
    MINUTE,
    PACK,
    RISK,
    body_of,
    held_in_july,
    read_now,
    says,
    section,
    september,
)
from tests.world import NOW, PLANNED, give_update, tell_co_production

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
IN_JULY = PLANNED + datetime.timedelta(days=1)


def meeting_of_july() -> datetime.datetime:
    return Meeting.objects.get(slug__startswith=JULY).starts_at


def test_a_judgement_is_told_as_the_page_of_changes_tells_it(as_: As, people: People, act: Act) -> None:
    held_in_july(people)
    meeting = september(people)
    first, second = act("1a").priority, act("2a").priority
    name_priority_sro(priority=second, by=people.cora, now=IN_JULY, sro=people.sara, reason="Named")
    for priority, status in ((first, "on_track"), (second, "off_track")):
        give_judgement(priority=priority, by=people.sara, now=IN_JULY, status=status, reason="So it stands.")
    give_judgement(
        priority=first, by=people.sara, now=AFTER_JULY, status="at_risk", reason="Two posts are vacant. Yes."
    )
    give_judgement(priority=second, by=people.sara, now=AFTER_JULY, status="on_track", reason="Posts are filled.")
    document = read_now(meeting)
    matters = section(document, "What matters")
    assert "Got worse: 1 (Priority 1 at risk)" in matters
    assert "Priority 1 Judged by the senior responsible officer: On track → At risk. Two posts are vacant." in matters
    changed = section(document, "What changed")
    assert "Got worse: 1. Got better: 1." in changed
    judged = "Judgement of the senior responsible officer: "
    post = people.sara.post
    assert f"Priority 1 | {judged}On track → At risk | 12 July 2024, {post}" in changed
    assert f"Priority 2 | {judged}Off track → On track | 12 July 2024, {post}" in changed
    assert "Two posts are vacant. Yes." in changed
    assert people.sara.name not in says(document)
    found = between(people.mo, since=meeting_of_july())
    assert [line.subject for kind in (Kind.WORSE, Kind.BETTER) for line in lines(found, kind)] == [
        "Priority 1", "Priority 2",
    ]  # fmt: skip
    assert f'href="{first.get_absolute_url()}">Priority 1</a>' in texts(as_("mo").get(PACK))


def test_a_judgement_that_came_back_is_not_told(people: People, act: Act) -> None:
    held_in_july(people)
    meeting = september(people)
    by = {"priority": act("1a").priority, "by": people.sara}
    for minutes, status in enumerate(("on_track", "off_track", "on_track")):
        now = AFTER_JULY + minutes * MINUTE if minutes else IN_JULY
        give_judgement(**by, now=now, status=status, reason=f"The {minutes} time")
    assert "Nothing in the plan has changed since" in section(read_now(meeting), "What changed")


def test_evidence_and_co_production_stand_with_wording(people: People, act: Act) -> None:
    held_in_july(people)
    meeting = september(people)
    evidence = EvidenceGiven("Survey", "survey", "", None)
    give_update(act("1a"), people.olive, AFTER_JULY, evidence=evidence)
    tell_co_production(act("1b"), people.olive, AFTER_JULY, on_date=AFTER_JULY.date(), who_took_part="Six parents")
    changed = section(read_now(meeting), "What changed")
    told = lines(between(people.mo, since=meeting_of_july()), Kind.WORDING)
    assert f"Wording, people and measures: {len(told)}." in changed
    assert len(told) == 2
    assert "1a | Evidence: “Survey” | 12 July 2024" in changed
    assert "1b | Co-production: “Six parents” | 12 July 2024" in changed


def test_the_page_lists_its_parts_and_the_files_do_not(as_: As, people: People, act: Act) -> None:
    september(people)
    page = texts(as_("mo").get(PACK))
    listed = page.partition('<nav class="portal-document__contents')[2].partition("</nav>")[0]
    assert re.findall(r'href="#([^"]+)"', listed) == [
        "paper-coverage", "paper-counts", "paper-what-changed", "paper-exceptions",
        "paper-what-is-asked-and-the-decision-wanted", "paper-milestones", "paper-agenda", "paper-matters-arising",
        "paper-not-updated", "paper-the-last-eight-cycles", "paper-key", "files",
    ]  # fmt: skip
    assert all(f'id="{anchor}"' in page for anchor in re.findall(r'href="#([^"]+)"', listed))
    assert page.index('id="paper-what-matters"') < page.index("In this pack") < page.index('id="paper-coverage"')
    assert "In this pack" not in pdf_reader.tags(body_of(as_("mo"), f"{PACK.removesuffix('/')}.pdf")).text


def test_every_difference_is_counted_and_told_also_at_the_first_meeting(people: People, act: Act) -> None:
    meeting = september(people)
    for day, said in enumerate(("Families wait less.", "Fewer calls.", "More came.")):
        give_update(act("1a"), people.olive, AFTER_JULY + day * 1440 * MINUTE, difference_made=said)
    for number, action in enumerate(Action.objects.filter(plan_state="agreed", parent=None)[1:9]):
        give_update(action, people.cora, AFTER_JULY + number * MINUTE, difference_made=f"Difference {number}.")
    document = read_now(meeting)
    first = section(document, "What matters")
    assert "Difference made: 11 (1a 3 times, 1b, 1c, " in first
    assert "and 1 more where a difference was made, under “What changed”" in first
    changed = section(document, "What changed")
    for said in ("Families wait less.", "Fewer calls.", "More came.", *(f"Difference {one}." for one in range(8))):
        assert said in changed, said


def test_words_are_those_of_the_page_of_changes(people: People, act: Act) -> None:
    held_in_july(people)
    meeting = september(people)
    give_update(act("1a"), people.olive, AFTER_JULY, ask="help", ask_text="A hand.", difference_made="Fewer calls.")
    document = read_now(meeting)
    asked = section(document, "What is asked, and the decision wanted")
    assert "Asked of us" in asked
    assert "of the partnership" not in asked
    captions = [block.caption for block in document.blocks if isinstance(block, Table) and block.sheet == "Changes"]
    assert len(captions) > 1
    assert set(captions) <= set(Kind.labels)


def test_what_came_by_telephone_says_so_and_for_whom(people: People, act: Act) -> None:
    held_in_july(people)
    meeting = september(people)
    change_person(person=people.olive, by=people.ada, now=IN_JULY, job_title="Officer", reason="Named")
    account = Account(status="off_track", headline="Nobody can start", ask="help", ask_text="A hand.", **RISK)
    submit_progress(action=act("1a"), by=people.cora, now=AFTER_JULY + MINUTE, submission=uuid.uuid4(),
                    account=account, received_by="telephone")  # fmt: skip
    document = read_now(meeting)
    council = people.cora.organisation.label
    given = f"{council} for Officer, {council}, by telephone"
    assert f"1a | No status yet → Off track | 12 July 2024, {given} | " in section(document, "What changed")
    assert f"| A hand. | {given}, 12 July 2024" in section(document, "What is asked, and the decision wanted")
    assert "Nobody can start.\nWhy: " in section(document, "Exceptions")


def test_each_thing_is_counted_once_and_as_often_as_on_the_page_of_changes(as_: As, people: People, act: Act) -> None:
    held_in_july(people)
    meeting = september(people)
    since, march = AFTER_JULY + MINUTE, PartialDate.day(2025, 3, 31)
    said = {"by": people.cora, "now": since}
    agreed = propose_due_date(action=act("4c"), due=march, reason="Training", by=people.olive, now=since)
    decide_due_date(proposal=agreed, agree=True, **said)
    declined = propose_due_date(action=act("1b"), due=march, reason="Training", by=people.olive, now=since)
    decide_due_date(proposal=declined, agree=False, reason="Too late", **said)
    give_update(act("2a"), people.otis, since, status="complete", completed_on=datetime.date(2024, 7, 11))
    set_plan_state(action=act("2a"), state="closed", reason="It is done", **said)
    add_milestone(action=act("1a"), title="Panel", due=march, **said)
    met = Meeting.objects.get(slug__startswith=JULY)
    with recording(by=people.cora, now=since):
        met.items.create(position=1, number=1, title="Dates")
    decision = decide(met, 1, "The date moves")
    with recording(by=people.cora, now=NOW):
        decision.action_links.create(action=act("4c"), effect="date_moved")
    document = read_now(meeting)
    july = Meeting.objects.get(slug__startswith=JULY).starts_at
    found = between(people.mo, since=july)
    changed = section(document, "What changed")
    for kind, many in ((Kind.COMPLETED, 1), (Kind.DATES, 2), (Kind.WORDING, 1), (Kind.DECIDED, 1)):
        assert f"{kind.label}: {many}." in changed, kind
        assert len(lines(found, kind)) == many, kind
    assert "In the plan: Agreed → Closed. Status: Complete; Completed: 11 July 2024 | " in changed
    assert (
        "1b | Due date proposal: 31 March 2025, declined. Decided by Stockton-on-Tees Borough Council, co-ordinator, "
        in changed
    )
    assert "Status: Complete" in lines(found, Kind.COMPLETED)[0].note
    assert lines(found, Kind.DECIDED)[0].note == "It concerns 4c (due date moved)"


def test_what_became_of_a_first_report(people: People, act: Act) -> None:
    """As the page of changes tells it: never as if nothing had been said before."""
    held_in_july(people)
    give_update(act("1a"), people.olive, AFTER_JULY)
    give_update(act("1a"), people.olive, AFTER_JULY + MINUTE, status="off_track", **RISK)
    give_update(act("1b"), people.olive, AFTER_JULY, status="off_track", **RISK)
    told = says(read_now(september(people)))
    assert "1a | No status yet → Off track. First reported on track, 12 July 2024" in told
    assert "1b | No status yet → Off track |" in told
