"""A list page asks the database as often for 31 rows as for one."""

import datetime
import types
import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.account import Account, EvidenceGiven
from actions.models import Action, DueDateProposal
from actions.named_lists import COUNTED, FLAGS
from actions.services import (
    add_driver,
    add_milestone,
    answer_query,
    ask_source_query,
    edit_action,
    relate_actions,
    save_draft,
    set_due_date,
    submit_progress,
)
from priorities.partial_date import PartialDate
from priorities.services import add_cycle, add_term, edit_plan, edit_priority, give_judgement
from send_portal import clock
from tests.actions.questions import answer, ask
from tests.growing import MANY, ONE, As, Grower, Queries, assert_same
from tests.world import NOW, tell_co_production, typed


def test_plan_page(grow: Grower, queries: Queries) -> None:
    def add(number: int) -> None:
        action = grow.action(grow.priority(number), number)
        grow.told(action, number)

    add(ONE)
    few = queries("mo", "/plans/grown/")
    for number in range(ONE + 1, MANY + 1):
        add(number)
    assert_same(few, queries("mo", "/plans/grown/"))


QUERIES_OF_A_LIST = 8
LISTS = (
    "/plans/grown/actions/",
    *(f"/plans/grown/actions/?sort={sort}" for sort in ("due", "status", "updated")),
    "/plans/grown/actions/?show=open",
    "/plans/grown/actions/?q=a&priority=1&part=lead&sort=due",
    "/plans/grown/actions.csv",
    "/plans/grown/partners/",
    "/plans/grown/priorities/1/",
    "/my-actions/",
)


def test_lists_of_actions(grow: Grower, queries: Queries) -> None:
    for meeting in (datetime.date(2024, 5, 9), datetime.date(2024, 7, 11), datetime.date(2024, 9, 12)):
        deadline = datetime.datetime.combine(meeting - datetime.timedelta(days=7), datetime.time(12), clock.LONDON)
        entered = deadline - datetime.timedelta(days=1)
        add_cycle(by=grow.people.cora, now=entered, plan=grow.plan, meeting_on=meeting, papers_due_at=deadline)
    priority = grow.priority(1)
    grow.told(grow.action(priority, ONE), ONE)
    few = {address: queries("mo", address) for address in LISTS}
    for number in range(ONE + 1, MANY + 1):
        action = grow.action(priority, number)
        if number % 3:
            grow.told(action, number)
    for address in LISTS:
        assert_same(few[address], queries("mo", address))
    for name in (*COUNTED, *FLAGS):
        assert len(queries("mo", f"/plans/grown/actions/?show={name}")) <= QUERIES_OF_A_LIST, name


def test_my_actions_with_drafts_and_questions(grow: Grower, queries: Queries) -> None:
    """Mine, and drafts of others' actions; what the source leaves open about mine."""
    priority = grow.priority(1)

    def add(number: int) -> None:
        action = grow.action(priority, number)
        edit_action(**grow.by, action=action, reason="Named", lead=grow.people.mo if number % 2 else grow.people.pat)
        ask_source_query(**grow.by, plan=grow.plan, action=action, question=f"What is meant by {number}?")
        save_draft(action=action, by=grow.people.mo, now=NOW, fields={}, revision=1)

    add(ONE)
    few = queries("mo", "/my-actions/")
    for number in range(ONE + 1, MANY + 1):
        add(number)
    assert_same(few, queries("mo", "/my-actions/"))


def test_correcting_what_was_corrected(grow: Grower, queries: Queries) -> None:
    """The form shows what came with every update of the chain that it corrects."""
    action = grow.action(grow.priority(1), ONE)
    grow.told(action, ONE)
    form = f"/plans/grown/actions/{action.key}/progress/?corrects="
    newest = action.updates.get()
    few = queries("mo", f"{form}{newest.pk}")
    for number in range(ONE + 1, MANY + 1):
        evidence = EvidenceGiven(f"Survey {number}", "survey")
        account = Account(status="on_track", headline=f"Corrected {number} times.", evidence=evidence)
        newest = submit_progress(
            action=action, by=grow.people.cora, now=grow.by["now"], submission=uuid.uuid4(), account=account,
            corrects=newest.pk,
        )  # fmt: skip
    assert_same(few, queries("mo", f"{form}{newest.pk}"))


MOST_QUERIES_OF_THE_PAST = 23
THEN = "at=2024-07-01"
PAST = (
    f"/plans/grown/?{THEN}", f"/plans/grown/priorities/1/?{THEN}", f"/plans/grown/actions/?{THEN}",
    f"/plans/grown/actions/?flag=not-updated&sort=due&{THEN}", f"/plans/grown/actions.csv?{THEN}",
)  # fmt: skip


def test_lists_of_the_past(grow: Grower, queries: Queries) -> None:
    priority = grow.priority(1)
    grow.told(grow.action(priority, ONE), ONE)
    few = {address: queries("mo", address) for address in PAST}
    for number in range(ONE + 1, MANY + 1):
        grow.told(grow.action(priority, number), number)
    for address in PAST:
        assert_same(few[address], queries("mo", address))
        assert len(few[address]) <= MOST_QUERIES_OF_THE_PAST, address


MOST_QUERIES_OF_AN_UPDATE = 21


def test_submitting_an_update(as_: As, act: Callable[[str], Action]) -> None:
    """Session and person 3, what the form is about 7, the change and its history 8, what is said next 3."""
    client, fields = as_("olive"), typed(act("1a"))
    client.get("/roles/")
    with CaptureQueriesContext(connection) as captured:
        assert client.post("/plans/2023-24/actions/1a/progress/", fields).status_code == 302
    asked = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= MOST_QUERIES_OF_AN_UPDATE, "\n".join(asked)


STORY = ("/plans/grown/actions/1.1/", "/plans/grown/actions/1.1/?updates=all", "/plans/grown/actions/1.1/history/",
         "/plans/grown/actions/1.1/progress/", "/plans/grown/actions/1.1/no-change/",
         f"/plans/grown/actions/1.1/?{THEN}", f"/plans/grown/actions/1.1/?updates=all&{THEN}",
         f"/plans/grown/actions/1.1/compare/?from={THEN[3:]}")  # fmt: skip


def test_pages_of_an_action(grow: Grower, queries: Queries) -> None:
    priority = grow.priority(1)
    action = grow.action(priority, 1)
    others = [grow.action(priority, number) for number in range(100, 100 + MANY)]
    people = [grow.people.otis, grow.people.pat]
    organisation = grow.people.mo.organisation

    def add(number: int) -> None:
        add_milestone(**grow.by, action=action, title=f"Milestone {number}", due=PartialDate.month(2025, 1))
        set_due_date(**grow.by, action=action, due=PartialDate.day(2025, 5, number % 28 + 1), reason="A vacant post")
        relate_actions(**grow.by, one=action, other=others[number - 1])
        asked = ask_source_query(**grow.by, plan=grow.plan, action=action, question=f"What is meant by {number}?")
        if number % 2 == 0:
            answer_query(by=grow.people.cora, now=grow.by["now"], query=asked, answer="The first sentence.")
        tell_co_production(action, grow.people.cora, NOW, who_took_part=f"Group {number}")
        question = ask(action.key, grow.people.ian, f"Who does {number}?")
        if number % 2 == 0:
            answer(question, grow.people.cora)
        sub_action = grow.action(priority, 200 + number, parent=action)
        grow.told(sub_action, number)
        grow.told(action, number)

    edit_action(**grow.by, action=action, co_leads=people[:1], organisations={organisation: "supporting"})
    add(ONE)
    few = {address: queries("mo", address) for address in STORY}
    for number in range(ONE + 1, MANY + 1):
        add(number)
    edit_action(**grow.by, action=action, co_leads=people[:2])
    assert DueDateProposal.objects.filter(action=action).count() == MANY
    for address in STORY:
        assert_same(few[address], queries("mo", address))
    # All that can belong to an action belongs to this one.
    assert len(few[STORY[0]]) <= 26


EVIDENCE = ("/plans/grown/evidence/", "/plans/grown/evidence.csv")


def test_evidence_of_a_plan(grow: Grower, queries: Queries) -> None:
    def add(number: int) -> None:
        action = grow.action(grow.priority(number), number)
        grow.told(action, number)
        grow.action(action.priority, 100 + number)

    add(ONE)
    few = {address: queries("mo", address) for address in EVIDENCE}
    for number in range(ONE + 1, MANY + 1):
        add(number)
    for address in EVIDENCE:
        assert_same(few[address], queries("mo", address))
        assert len(few[address]) <= 9


def test_queries_on_the_source(grow: Grower, queries: Queries) -> None:
    def add(number: int) -> None:
        priority = grow.priority(number)
        ask_source_query(**grow.by, plan=grow.plan, priority=priority, question=f"What is meant by {number}?")
        action = grow.action(priority, number)
        asked = ask_source_query(**grow.by, plan=grow.plan, action=action, question="What breaks off?")
        answer_query(by=grow.people.cora, now=grow.by["now"], query=asked, answer="Nothing.")

    add(ONE)
    few = queries("cora", "/plans/grown/queries/")
    for number in range(ONE + 1, MANY + 1):
        add(number)
    assert_same(few, queries("cora", "/plans/grown/queries/"))
    assert len(few) <= 6


HISTORIES = ("/plans/grown/history/", "/plans/grown/priorities/1/history/")


def test_histories_of_a_plan_and_a_priority(grow: Grower, queries: Queries) -> None:
    priority = grow.priority(1)

    def add(number: int) -> None:
        meeting = NOW.date() + datetime.timedelta(days=7 * number)
        deadline = datetime.datetime.combine(meeting - datetime.timedelta(days=3), datetime.time(12), clock.LONDON)
        add_cycle(**grow.by, plan=grow.plan, meeting_on=meeting, papers_due_at=deadline)
        add_driver(**grow.by, plan=grow.plan, kind="strategy", title=f"Strategy {number}")
        ask_source_query(**grow.by, plan=grow.plan, question=f"What is meant by {number}?")
        ask_source_query(**grow.by, plan=grow.plan, priority=priority, question=f"Which priority is {number}?")
        edit_plan(**grow.by, plan=grow.plan, title=f"Grown {number}", reason="A new name")
        edit_priority(**grow.by, priority=priority, title=f"Priority 1, {number}", reason="A new name")
        give_judgement(
            priority=priority, by=grow.people.sara, now=grow.by["now"], status="on_track", reason=f"Step {number}"
        )

    add(ONE)
    few = {address: queries("mo", address) for address in HISTORIES}
    for number in range(ONE + 1, MANY + 1):
        add(number)
    for address in HISTORIES:
        assert_same(few[address], queries("mo", address))


def test_glossary(people: types.SimpleNamespace, queries: Queries) -> None:
    def add(number: int) -> None:
        add_term(by=people.cora, now=NOW, reason="New", term=f"T{number}", meaning="A term", is_confirmed=True)

    add(ONE)
    few = queries("mo", "/glossary/")
    for number in range(ONE + 1, MANY + 1):
        add(number)
    assert_same(few, queries("mo", "/glossary/"))


def test_a_query_for_every_row_would_be_seen(grow: Grower) -> None:
    """The measure itself: a page that asks once more for each row differs."""
    with pytest.raises(AssertionError, match="SELECT one"):
        assert_same(["SELECT all"], ["SELECT all", "SELECT one", "SELECT one"])
