"""A demonstration without a plan: people who can sign in, and the way to a plan for the co-ordinator."""

import pytest

from tests.portal_process import PortalProcess
from tests.visitor import Visitor

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("process")]
COUNTS = """
from django.apps import apps
names = ("priorities.ActionPlan", "accounts.User", "accounts.Organisation")
print(*(apps.get_model(name).objects.count() for name in names))
"""


def test_it_has_people_and_no_plan(empty_portal: PortalProcess) -> None:
    assert empty_portal.manage("shell", "-v0", "-c", COUNTS).stdout.split() == ["0", "17", "8"]
    assert empty_portal.manage("audit_check").returncode == 0
    done = empty_portal.manage("prepare")
    assert (done.returncode, done.stdout) == (0, "")


def test_home_leads_the_co_ordinator_to_a_new_plan_and_tells_others_whom_to_ask(empty_portal: PortalProcess) -> None:
    _, door = Visitor(empty_portal.base_url).get("/sign-in/")
    assert "co-ordinates: sets up plans" in door
    assert "June 2023" not in door
    cora, member, ada = (Visitor(empty_portal.base_url).sign_in(who) for who in ("coordinator", "member", "admin"))
    assert cora.get("/")[0] == 302
    assert cora.get("/plans/new/")[0] == 200
    status, page = member.get("/")
    assert status == 200
    assert "There is no plan here yet. The partnership’s co-ordinator sets it up" in page
    assert "Ask them when it will be ready" in page
    page = ada.get("/")[1]
    assert "If nobody has that role yet" in page
    assert 'href="/admin/accounts/user/"' in page
    assert [member.get(address)[0] for address in ("/plans/new/", "/actions/", "/my-actions/")] == [403, 302, 200]


def test_a_plan_comes_into_being_by_forms_alone(empty_portal: PortalProcess) -> None:
    cora = Visitor(empty_portal.base_url).sign_in("coordinator")
    assert cora.post("/plans/new/", {"title": "Our plan", "slug": "2025", "local_area": "Northshire"})[0] == 302
    assert cora.post("/plans/2025/priorities/new/", {"number": "1", "title": "Early help"})[0] == 302
    status, page = cora.get("/plans/2025/set-up/")
    assert status == 200
    assert "Early help" in page
    assert "This plan has no actions yet" in page
    assert empty_portal.manage("audit_check").returncode == 0
