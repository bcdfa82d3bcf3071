"""Who gets which answer from which address: every address of the portal has a row, and every row an address.

The rows stand in tests/access/, a module for each part of the portal. A row says the status for a GET and for a POST,
per person: "anon 302, cora ada 200, others 404". Olive leads 1a and 4c, Dev is her deputy, and Cole
co-leads 4c; Otis leads 2a. The plan 2024-25 is a draft, which is the co-ordinator's alone, and so is
2025-26, which follows it.
"""

import datetime
import importlib
import re
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve

from accounts.models import Organisation, RoleGrant, User
from accounts.services import add_person, change_person, grant_role
from actions.models import Action, DueDateProposal, ProgressUpdate
from actions.services import add_action, add_driver, add_milestone, edit_action, relate_actions, save_draft
from governance.models import BoardReport, Body, Commitment
from governance.services.publishing import record_as_published
from governance.services.reports import start_report
from priorities.models import ActionPlan, UpdateCycle
from priorities.partial_date import PartialDate
from priorities.services import add_plan, add_priority
from priorities.status import PlanState
from send_portal import clock
from tests.access.plan import PAGES
from tests.access.rows import OPEN, PLAN, Row
from tests.governance.composing import composed
from tests.governance.deciding import decide, give, held, partnership
from tests.governance.minuting import agreed_before, minuted
from tests.world import NOW, PEOPLE, PLANNED, TESTER, give_evidence, give_update, tell_co_production, typed

EVERYBODY = ("anon", *PEOPLE)
As = Callable[[str], Client]
TABLES = [
    importlib.import_module(f"tests.access.{path.stem}") for path in sorted(Path(__file__).parent.glob("access/*.py"))
]
TABLE = [row for table in TABLES for row in getattr(table, "ROWS", ())]


def statuses(words: str) -> dict[str, int]:
    """ "anon 302, others 200" as a status per person."""
    said: dict[str, int] = {}
    for part in words.split(","):
        *people, status = part.split()
        said |= dict.fromkeys(people, int(status))
    assert set(said) <= {*EVERYBODY, "others"}, words
    return {person: said.get(person, said.get("others", 0)) for person in EVERYBODY}


def drafted(people: types.SimpleNamespace) -> Action:
    """An action, led by Olive, of a plan that is still a draft."""
    said = {"by": people.cora, "now": PLANNED, "reason": "A draft"}
    plan = add_plan(
        **said, slug="2024-25", title="Next plan", local_area="Stockton-on-Tees", status=ActionPlan.State.DRAFT
    )
    add_plan(
        **said, slug="2025-26", title="Third plan", local_area="Stockton-on-Tees", status=ActionPlan.State.DRAFT,
        predecessor=plan,
    )  # fmt: skip
    priority = add_priority(**said, plan=plan, number=1, title="First")
    action = add_action(
        **said, plan=plan, priority=priority, reference="9x", title="New", position=1, plan_state=PlanState.AGREED
    )
    return edit_action(action=action, by=people.cora, now=PLANNED, lead=people.olive)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, object]]:
    """What addresses with a number need, made once for this module and then taken back."""
    patch = pytest.MonkeyPatch()
    patch.setattr(clock, "now", lambda: NOW)
    with django_db_blocker.unblock(), transaction.atomic():
        people = types.SimpleNamespace(**{key: User.objects.get(email=f"{key}@portal.example") for key in PEOPLE})
        yield make_world(people)
        transaction.set_rollback(True)
    patch.undo()


def act(key: str) -> Action:
    """An action of the plan, or of the draft."""
    return Action.objects.get(key=key)


def make_world(people: types.SimpleNamespace) -> dict[str, object]:
    """Updates that can be confirmed, and the ids that stand in addresses."""
    drafted(people)
    proposed = {"proposed_due": PartialDate.month(2025, 3), "proposed_reason": "Posts vacant"}
    for key, by in (("1a", people.olive), ("4c", people.olive), ("2a", people.otis), ("9x", people.cora)):
        give_update(act(key), by, NOW - datetime.timedelta(days=60), **(proposed if key == "1a" else {}))
    said = {"by": people.cora, "now": NOW}
    relate_actions(**said, one=act("1a"), other=act("1b"))
    board = Body.objects.get(slug="health-and-wellbeing-board")
    report = start_report(
        **said,
        plan=act("1a").plan,
        body=board,
        title="Progress",
        report_of="Director",
        date=PartialDate.day(2024, 9, 25),
    )
    paper = record_as_published(
        **said, report=BoardReport.objects.get(slug__startswith="2023"), file=b"%PDF-1.7", file_name="paper.pdf"
    )
    agreed_before(minuted(people), people)
    made = decided(people)
    for table in TABLES:
        made |= getattr(table, "make", lambda people: {})(people)
    return made | {
        "governance/aspublished": paper.pk,
        "priorities/actionplan": act("1a").plan_id,
        "governance/boardreport": board.reports.exclude(pk=report.pk).get().pk,
        "drafted": report.pk,
        "governance/commitment": Commitment.objects.first().pk,
        "actions/duedateproposal": DueDateProposal.objects.get().pk,
        "actions/milestone": add_milestone(**said, action=act("1a"), title="Pilot").pk,
        "actions/driver": add_driver(**said, plan=act("1a").plan, kind="strategy", title="SEND strategy").pk,
        "cycle": UpdateCycle.objects.first().pk,
        "deadline": UpdateCycle.objects.get(meeting_on="2024-09-12").pk,
        "accounts/user": people.olive.pk,
        "accounts/organisation": Organisation.objects.first().pk,
        "accounts/rolegrant": RoleGrant.objects.first().pk,
        "account/emailaddress": EmailAddress.objects.create(user=people.olive, email=people.olive.email).pk,
        "auth/group": Group.objects.create(name="A group that gives nothing").pk,
        "left": left_something(people).pk,
        "evidence": give_evidence(act("1a"), people.olive).pk,
        "co-production": tell_co_production(act("1a"), people.olive).pk,
        "query": act("4c").source_queries.get().pk,
        **composed(people),
        "content_type": ContentType.objects.get_for_model(User).pk,
    }


def decided(people: types.SimpleNamespace) -> dict[str, object]:
    """A meeting of the partnership with a decision and a meeting action on an open item, and on an exempt one."""
    meeting = held(partnership())
    return {
        "decision": decide(meeting).pk,
        "exempt decision": decide(meeting, 2).pk,
        "meeting action": give(meeting, people.olive).pk,
        "exempt meeting action": give(meeting, people.cora, 2).pk,
    }


def left_something(people: types.SimpleNamespace) -> User:
    """Somebody who has left, and still leads an action of the plan."""
    gone = add_person(
        by=TESTER, now=PLANNED, email="left@portal.example", name="Lee Past", organisation=people.ian.organisation
    )
    edit_action(action=Action.objects.get(key="6f"), by=people.cora, now=PLANNED, lead=gone)
    return change_person(person=gone, by=people.ada, now=NOW, reason="Left", is_active=False)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_each_person_gets_their_answer(row: Row, world: dict[str, object], as_: As) -> None:
    address = row.address.format_map(world)
    got: dict[str, dict[str, int]] = {"get": {}, "post": {}}
    for person in EVERYBODY:
        for method, answers in got.items():
            with transaction.atomic():
                answers[person] = answer(as_(person), method, address, row)
                transaction.set_rollback(True)
    assert got["get"] == statuses(row.get)
    assert got["post"] == statuses(row.post)


def answer(client: Client, method: str, address: str, row: Row) -> int:
    """The status; whoever is refused has changed nothing."""
    before = ProgressUpdate.objects.count()
    if method == "get":
        got = client.get(address)
        status = got.status_code
        if status == 403:
            assert_leads_back(client, got.content.decode(), address)
        assert ProgressUpdate.objects.count() == before
    else:
        status = client.post(address, form_of(row)).status_code
        assert ProgressUpdate.objects.count() == before + (status == 302 and bool(row.sends))
    return status


def assert_leads_back(client: Client, page: str, address: str) -> None:
    """Whoever is refused finds a way to the nearest page above that they may read."""
    found = re.search(r'<a class="govuk-link" href="([^"]+)">Go (?:back )?to [^<]+</a>', page)
    assert found, address
    assert address.startswith(found[1]), address
    assert client.get(found[1], follow=True).status_code == 200, (address, found[1])


def form_of(row: Row) -> dict[str, object]:
    if not row.sends:
        return {}
    action = Action.objects.filter(key=row.sends).first()
    return typed(action, received_by="telephone") if action else {}


def routes(resolver: object, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:  # type: ignore[attr-defined]
        route = before + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from routes(pattern, route)


def test_every_address_has_a_row() -> None:
    rows = {resolve(re.sub(r"{.*?}", "1", row.address).partition("?")[0]).route for row in TABLE}
    declared = set(routes(get_resolver()))
    assert declared - rows == set(), "an address without a row"
    assert rows - declared == set(), "a row without an address"


def test_an_ended_reader_is_refused(people: types.SimpleNamespace) -> None:
    gone = add_person(
        by=TESTER, now=PLANNED, email="gone@portal.example", name="Gil Past", organisation=people.ian.organisation
    )
    grant_role(to=gone, role="reader", by=TESTER, now=PLANNED, until_on=NOW.date() - datetime.timedelta(days=1))
    client = Client()
    client.force_login(gone)
    for row in PAGES:
        status = client.get(row.address).status_code
        assert status == (200 if row.get == OPEN else 403), row
    assert "ask the partnership’s administrator" in client.get(PLAN).content.decode()


def test_nobody_sees_a_draft_of_somebody_else(as_: As, people: types.SimpleNamespace) -> None:
    fields = {"headline": ["A secret draft sentence"], "status": ["on_track"]}
    save_draft(action=act("1a"), by=people.olive, now=NOW, fields=fields, revision=act("1a").revision)
    one = PLAN + "actions/1a/"
    assert "A secret draft sentence" in as_("olive").get(one + "progress/").content.decode()
    for person in set(PEOPLE) - {"olive"}:
        client = as_(person)
        for address in (one + "progress/", one, one + "history/", one + "no-change/", PLAN, "/my-actions/"):
            page = client.get(address).content.decode()
            assert "A secret draft sentence" not in page, (person, address)
            assert "Continue your draft" not in page, (person, address)
