"""Pages of a portal that holds nothing yet stand for everybody as well."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.axe import assert_well
from tests.browser.conftest import NewPage, sign_in
from tests.portal_process import (
    ROOT,
    SERVER_URL,
    PortalProcess,
    Prepared,
    create_database,
    drop_database,
    manage,
    portal_environment,
)
from tests.world import PLAN_FILE

PLAN = "/plans/2023-24/"
BARE_PAGES = (
    "/", "/glossary/", "/my-actions/", "/accountable/", PLAN, PLAN + "actions/", PLAN + "priorities/1/",
    PLAN + "priorities/1/highlight/", PLAN + "history/", PLAN + "priorities/1/history/", PLAN + "actions/1a/",
    PLAN + "actions/1a/history/", PLAN + "actions/1a/progress/", PLAN + "actions/1a/no-change/",
    PLAN + "evidence/", PLAN + "queries/", PLAN + "partners/", PLAN + "questions/",
)  # fmt: skip
ADD_CORA = """
from accounts.services import add_organisation, add_person, grant_role
from audit.recording import Process
from send_portal import clock
by = {"by": Process("tests"), "now": clock.now()}
council = add_organisation(**by, name="A council", sector="council")
cora = add_person(**by, email="coordinator@demo.example", name="Cora", organisation=council, password="demonstration")
grant_role(**by, to=cora, role="coordinator")
"""


@pytest.fixture
def bare_portal(tmp_path: Path) -> Iterator[PortalProcess]:
    """A portal with nobody but a co-ordinator, and no plan yet."""
    data, database = tmp_path / "bare", f"portal_bare_{uuid.uuid4().hex[:12]}" if SERVER_URL else ""
    if database:
        create_database(database)
    environment = portal_environment(data, database) | {"PORTAL_CLOCK_SHIFT": "0"}
    data.mkdir()
    for command in (["migrate"], ["createcachetable"], ["collectstatic", "--no-input"], ["shell", "-c", ADD_CORA]):
        done = manage(environment, *command)
        assert done.returncode == 0, done.stderr
    with PortalProcess(tmp_path, Prepared(data, database)) as running:
        yield running
    if database:
        drop_database(database)


def test_pages_without_content(bare_portal: PortalProcess, new_page: NewPage) -> None:
    """First no plan at all, then the plan as printed: no lead, no status, no update, no cycle."""
    page = new_page()
    sign_in(page, bare_portal.base_url, "coordinator")
    for address in ("/", "/glossary/", "/my-actions/", "/accountable/"):
        page.goto(bare_portal.base_url + address)
        assert_well(page)
    done = bare_portal.manage("load_plan", str(ROOT / PLAN_FILE), "--recorded-at=2023-06-28T09:00")
    assert done.returncode == 0, done.stderr
    for address in BARE_PAGES:
        page.goto(bare_portal.base_url + address)
        assert_well(page)
