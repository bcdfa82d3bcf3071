"""Who gets which answer from which address: every address of the portal has a row, and every row an address.

A row says the status for a GET and for a POST, per person: "anon 302, cora ada 200, others 404". Olive leads 1a and 1b
and Dev is her deputy; Otis leads 2a. The plan 2024-25 is a draft, which is the co-ordinator's alone.
"""

import dataclasses
import datetime
import re
import types
from collections.abc import Callable, Iterator

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve

from accounts.models import Organisation, RoleGrant, User
from accounts.services import add_person, grant_role
from actions.models import Action, ProgressUpdate
from actions.services import add_action, edit_action, save_draft
from priorities.models import ActionPlan
from priorities.services import add_plan, add_priority
from priorities.status import PlanState
from tests.world import NOW, PEOPLE, PLANNED, TESTER, give_update, typed

EVERYBODY = ("anon", *PEOPLE)
SIGN_IN, SIGN_IN_AGAIN = "anon 302, ", "anon 401, "
READ, NO_POST = SIGN_IN + "others 200", SIGN_IN_AGAIN + "others 405"
OPEN, OPEN_NO_POST = "others 200", "others 405"
As = Callable[[str], Client]
Act = Callable[[str], Action]


@dataclasses.dataclass(frozen=True)
class Row:
    """One address, and who gets which status."""

    address: str
    get: str
    post: str
    sends: str = ""  # the key of the action whose update form is posted

    def __str__(self) -> str:
        return self.address


PLAN, DRAFT = "/plans/2023-24/", "/plans/2024-25/"
COORDINATOR_SEES = SIGN_IN + "cora 200, others 404"
COORDINATOR_POSTS = SIGN_IN_AGAIN + "cora 302, others 404"
PAGES = [
    Row("/", SIGN_IN + "others 302", NO_POST),
    Row(PLAN, READ, NO_POST),
    Row(PLAN + "priorities/1/", READ, NO_POST),
    Row(PLAN + "actions/", READ, NO_POST),
    Row(PLAN + "actions/1a/", READ, NO_POST),
    Row(PLAN + "actions/1a/history/", READ, NO_POST),
    Row(DRAFT, COORDINATOR_SEES, SIGN_IN_AGAIN + "others 405"),
    Row(DRAFT + "priorities/1/", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "actions/", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "actions/9x/", COORDINATOR_SEES, NO_POST),
    Row(DRAFT + "actions/9x/history/", COORDINATOR_SEES, NO_POST),
    Row("/my-actions/", READ, NO_POST),
    Row("/actions/", SIGN_IN + "others 302", NO_POST),
    Row("/actions/1a/", SIGN_IN + "others 302", NO_POST),
    Row("/priorities/1/", SIGN_IN + "others 302", NO_POST),
    Row("/me/", READ, NO_POST),
    Row("/roles/", READ, NO_POST),
    Row("/design/", SIGN_IN + "cora ada 200, others 404", NO_POST),
    Row("/glossary/", OPEN, OPEN_NO_POST),
    Row("/privacy/", OPEN, OPEN_NO_POST),
    Row("/accessibility/", OPEN, OPEN_NO_POST),
    Row("/health/live", OPEN, OPEN_NO_POST),
    Row("/health/ready", OPEN, OPEN_NO_POST),
]
FORMS = [
    Row(
        PLAN + f"actions/{key}/{page}/",
        f"{SIGN_IN}{who} 200, others 403",
        f"{SIGN_IN_AGAIN}{who} 302, others 403",
        key,
    )
    for key, who in (("1a", "olive dev cora"), ("2a", "otis cora"))
    for page in ("progress", "no-change")
] + [
    Row(DRAFT + "actions/9x/progress/", COORDINATOR_SEES, COORDINATOR_POSTS, "9x"),
    Row(DRAFT + "actions/9x/no-change/", COORDINATOR_SEES, COORDINATOR_POSTS, "9x"),
    Row(PLAN + "actions/9x/progress/", SIGN_IN + "others 404", SIGN_IN_AGAIN + "others 404", "9x"),
]
SIGN_IN_PAGES = [
    Row("/sign-in/", "anon 200, others 302", "anon 200, others 302"),
    Row("/sign-out/", SIGN_IN + "others 200", "others 302"),
    Row("/password/change/", READ, SIGN_IN_AGAIN + "others 200"),
    Row("/password/reset/", OPEN, OPEN),
    Row("/password/reset/sent/", OPEN, OPEN_NO_POST),
    Row("/password/reset/3-abc/", OPEN, OPEN),
    Row("/password/reset/done/", OPEN, OPEN_NO_POST),
    Row("/account/inactive/", OPEN, OPEN_NO_POST),
]


def staff(answer: str) -> str:
    """Whoever is no staff is sent to the admin's sign-in, which refuses them."""
    return f"{answer}, others 302"


def admin_of(model: str, seen_by: str) -> list[Row]:
    """The admin pages of a model: those who may see it look at it, and nobody changes anything."""
    unseen = " ".join({"cora", "ada"} - set(seen_by.split()))
    blind = f", {unseen} 403" if unseen else ""
    sees = f"{SIGN_IN}{seen_by} 200{blind}, others 302" if seen_by else f"{SIGN_IN}cora ada 403, others 302"
    refused = f"{SIGN_IN_AGAIN}cora ada 403, others 302"
    lists = f"{SIGN_IN_AGAIN}{seen_by} 200{blind}, others 302" if seen_by else refused
    never = f"{SIGN_IN}cora ada 403, others 302"
    reads_history = f"{SIGN_IN_AGAIN}cora ada 405, others 302"
    return [
        Row(f"/admin/{model}/", sees, lists),
        Row(f"/admin/{model}/add/", never, refused),
        Row(f"/admin/{model}/{{{model}}}/change/", sees, refused),
        Row(f"/admin/{model}/{{{model}}}/delete/", never, refused),
        Row(f"/admin/{model}/{{{model}}}/history/", sees, reads_history if seen_by else refused),
        Row(f"/admin/{model}/{{{model}}}/", SIGN_IN + "others 302", SIGN_IN_AGAIN + "others 302"),
    ]


ADMIN = [
    Row("/admin/", SIGN_IN + staff("cora ada 200"), SIGN_IN_AGAIN + staff("cora ada 200")),
    Row("/admin/login/", SIGN_IN + "cora ada 302, others 403", "anon 302, cora ada 200, others 403"),
    Row("/admin/logout/", SIGN_IN + staff("cora ada 405"), SIGN_IN_AGAIN + "others 302"),
    Row("/admin/autocomplete/", SIGN_IN + staff("cora ada 403"), SIGN_IN_AGAIN + staff("cora ada 405")),
    Row("/admin/password_change/", SIGN_IN + "others 302", SIGN_IN_AGAIN + "others 302"),
    Row("/admin/password_change/done/", SIGN_IN + staff("cora ada 200"), SIGN_IN_AGAIN + staff("cora ada 405")),
    Row("/admin/jsi18n/", SIGN_IN + staff("cora ada 200"), SIGN_IN_AGAIN + staff("cora ada 405")),
    Row(
        "/admin/r/{content_type}/{accounts/user}/",
        SIGN_IN + staff("cora ada 404"),
        SIGN_IN_AGAIN + staff("cora ada 404"),
    ),
    Row("/admin/accounts/", SIGN_IN + staff("cora ada 200"), SIGN_IN_AGAIN + staff("cora ada 200")),
    Row("/admin/no-such-page/", SIGN_IN + staff("cora ada 404"), SIGN_IN_AGAIN + staff("cora ada 404")),
    *admin_of("accounts/user", "ada"),
    *admin_of("accounts/organisation", "ada cora"),
    *admin_of("accounts/rolegrant", "ada"),
    *admin_of("account/emailaddress", ""),
    *admin_of("auth/group", ""),
]
TABLE = [*PAGES, *FORMS, *SIGN_IN_PAGES, *ADMIN]


def statuses(words: str) -> dict[str, int]:
    """ "anon 302, others 200" as a status per person."""
    said: dict[str, int] = {}
    for part in words.split(","):
        *people, status = part.split()
        said |= dict.fromkeys(people, int(status))
    assert set(said) <= {*EVERYBODY, "others"}, words
    return {person: said.get(person, said.get("others", 0)) for person in EVERYBODY}


@pytest.fixture
def drafted(people: types.SimpleNamespace) -> Action:
    """An action, led by Olive, of a plan that is still a draft."""
    said = {"by": people.cora, "now": PLANNED, "reason": "A draft"}
    plan = add_plan(
        **said, slug="2024-25", title="Next plan", local_area="Stockton-on-Tees", status=ActionPlan.State.DRAFT
    )
    priority = add_priority(**said, plan=plan, number=1, title="First")
    action = add_action(
        **said, plan=plan, priority=priority, reference="9x", title="New", position=1, plan_state=PlanState.AGREED
    )
    return edit_action(action=action, by=people.cora, now=PLANNED, lead=people.olive)


@pytest.fixture
def world(drafted: Action, act: Act, people: types.SimpleNamespace) -> dict[str, object]:
    """What addresses with a number need, and updates that can be confirmed."""
    for key, by in (("1a", people.olive), ("2a", people.otis), ("9x", people.cora)):
        give_update(act(key), by, NOW - datetime.timedelta(days=60))
    return {
        "accounts/user": people.olive.pk,
        "accounts/organisation": Organisation.objects.first().pk,
        "accounts/rolegrant": RoleGrant.objects.first().pk,
        "account/emailaddress": EmailAddress.objects.create(user=people.olive, email=people.olive.email).pk,
        "auth/group": Group.objects.create(name="A group that gives nothing").pk,
        "content_type": ContentType.objects.get_for_model(User).pk,
    }


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
        status = client.get(address).status_code
        assert ProgressUpdate.objects.count() == before
    else:
        status = client.post(address, form_of(row)).status_code
        assert ProgressUpdate.objects.count() == before + (status == 302 and bool(row.sends))
    return status


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
    rows = {resolve(re.sub(r"{.*?}", "1", row.address)).route for row in TABLE}
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
    assert "Ask the administrator" in client.get(PLAN).content.decode()


def test_nobody_sees_a_draft_of_somebody_else(as_: As, act: Act, people: types.SimpleNamespace) -> None:
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
