"""The world that tests live in: the real plan, a few people, three cycles, and a clock that stands still.

Olive leads 1a, 1b, 3f and 4c, Dev is her deputy, and Cole co-leads 4c; Otis leads 2a and 3f(i); Sara is their senior
responsible officer, and that of priority 1; Mo is a member, Pat chairs, Cora co-ordinates, Ada administers, Ian reads.
Nobody has given an update yet.
"""

import datetime
import re
import types
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client

from accounts.models import Organisation, User
from accounts.services import add_person, grant_role
from actions.account import Account, EvidenceGiven
from actions.models import Action, CoProduction, Evidence, ProgressUpdate
from actions.services import (
    add_evidence,
    edit_action,
    record_co_production,
    set_due_date,
    submit_progress,
)
from actions.services.co_production import CoProductionTold
from audit.recording import Process
from governance.models import AgendaItem
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from priorities.services import add_cycle, name_priority_sro
from send_portal import clock

LOADED = datetime.datetime(2023, 6, 28, 9, tzinfo=clock.LONDON)
PLANNED = datetime.datetime(2024, 7, 1, 9, tzinfo=clock.LONDON)
NOW = datetime.datetime(2024, 9, 4, 9, tzinfo=clock.LONDON)
PASSWORD = "a long enough password"
PLAN_FILE = "priorities/plans/stockton-2023-24.yaml"
TESTER = Process("tests")

PEOPLE = {
    "olive": "Olive Marsh",
    "dev": "Dev Anand",
    "cole": "Cole Ward",
    "otis": "Otis Field",
    "sara": "Sara Quill",
    "mo": "Mo Brook",
    "pat": "Pat Heron",
    "cora": "Cora Vale",
    "ada": "Ada Stone",
    "ian": "Ian Reed",
}
LEADS = {"1a": "olive", "1b": "olive", "3f": "olive", "4c": "olive", "2a": "otis", "3f.i": "otis"}
MEETINGS = [datetime.date(2024, 7, 11), datetime.date(2024, 9, 12), datetime.date(2024, 11, 14)]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The world is made once; each test's changes are rolled back."""
    with django_db_blocker.unblock():
        call_command("load_plan", PLAN_FILE, recorded_at=LOADED.isoformat(), verbosity=0)
        make_people()
        make_plans()


def make_people() -> None:
    """Everybody, with their granted roles."""
    council = Organisation.objects.get(sector="council")
    for key, name in PEOPLE.items():
        add_person(
            by=TESTER, now=PLANNED, email=f"{key}@portal.example", name=name, organisation=council, password=PASSWORD
        )
    for key, role, until in (
        ("cora", "coordinator", None),
        ("ada", "administrator", None),
        ("ian", "reader", datetime.date(2025, 3, 31)),
    ):
        grant_role(
            to=User.objects.get(email=f"{key}@portal.example"), role=role, by=TESTER, now=PLANNED, until_on=until
        )


def make_plans() -> None:
    """Leads, due dates and cycles."""
    cora = User.objects.get(email="cora@portal.example")
    people = {key: User.objects.get(email=f"{key}@portal.example") for key in PEOPLE}
    for key, lead in LEADS.items():
        action = edit_action(
            action=Action.objects.get(key=key), by=cora, now=PLANNED, lead=people[lead], sro=people["sara"]
        )
        if lead == "olive":
            edit_action(action=action, by=cora, now=PLANNED, deputy=people["dev"])
        set_due_date(action=action, due=PartialDate.day(2024, 12, 31), by=cora, now=PLANNED)
    edit_action(action=Action.objects.get(key="4c"), co_leads=[people["cole"]], by=cora, now=PLANNED)
    plan = ActionPlan.objects.get()
    name_priority_sro(priority=plan.priorities.get(number=1), sro=people["sara"], by=cora, now=PLANNED)
    for meeting_on in MEETINGS:
        deadline = datetime.datetime.combine(meeting_on - datetime.timedelta(days=7), datetime.time(12), clock.LONDON)
        add_cycle(plan=plan, by=cora, now=PLANNED, meeting_on=meeting_on, papers_due_at=deadline)


@pytest.fixture(autouse=True)
def clock_stands(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime.datetime], None]:
    """It is 4 September 2024, 09:00 in London; call it with another moment to move the clock."""

    def move(moment: datetime.datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    move(NOW)
    return move


@pytest.fixture
def people(db: None) -> types.SimpleNamespace:
    """`people.olive` and the others, by their first names."""
    return types.SimpleNamespace(**{key: User.objects.get(email=f"{key}@portal.example") for key in PEOPLE})


@pytest.fixture
def act(db: None) -> Callable[[str], Action]:
    """`act("4c")`: an action of the plan by its key."""
    return lambda key: Action.objects.get(key=key)


@pytest.fixture
def as_(people: types.SimpleNamespace) -> Callable[[str], Client]:
    """`as_("olive")`: a browser in which that person is signed in; `as_("anon")` one in which nobody is."""

    def client_of(name: str) -> Client:
        client = FreshPages()
        if name != "anon":
            client.force_login(getattr(people, name))
        return client

    return client_of


class FreshPages(Client):
    """A browser that has just opened the form that it posts: where that is about an agenda item, it says which."""

    def post(self, path: str, data: Any = None, *arguments: Any, **more: Any) -> Any:
        found = re.match(r"/meetings/(?P<meeting__slug>[^/]+)/items/(?P<number>\d+)/", path)
        if found and isinstance(data, dict | None):
            item = AgendaItem.objects.filter(**found.groupdict()).first()
            data = ({"about": item.pk} if item else {}) | (data or {})
        return super().post(path, data, *arguments, **more)


def typed(action: Action, **fields: Any) -> dict[str, Any]:
    """What a browser posts for a plain update of the action as it stands now."""
    return {
        "status": "on_track",
        "headline": "The work goes on as planned.",
        "happened": "Two schools have joined.",
        "ask": "nothing",
        "revision": action.revision,
        "submission": str(uuid.uuid4()),
        "submit": "1",
    } | fields


def asked(answer: HttpResponse) -> list[str]:
    """The codes of the soft questions that a page asks: what the form carries when it is sent once more."""
    return re.findall(r'name="considered" value="([^"]+)"', answer.content.decode())


def give_update(action: Action, by: User, now: datetime.datetime = NOW, **said: Any) -> ProgressUpdate:
    """An update through the service."""
    account = Account(**{"status": "on_track", "headline": "The work goes on as planned."} | said)
    return submit_progress(action=action, by=by, now=now, submission=uuid.uuid4(), account=account)


def give_evidence(action: Action, by: User, now: datetime.datetime = NOW, **said: Any) -> Evidence:
    """A piece of evidence through the service, outside an update."""
    given = EvidenceGiven(**{"title": "Survey of parent carers", "kind": "survey"} | said)
    return add_evidence(action=action, by=by, now=now, given=given)


def tell_co_production(action: Action, by: User, now: datetime.datetime = NOW, **said: Any) -> CoProduction:
    """A piece of co-production through the service."""
    told = {
        "on_date": datetime.date(2024, 8, 20),
        "who_took_part": "Eleven parent carers",
        "you_said": "We wait too long.",
    }
    return record_co_production(action=action, by=by, now=now, told=CoProductionTold(**told | said))
