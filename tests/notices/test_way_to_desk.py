"""The ways to the desk, for the co-ordinator alone."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from priorities.models import ActionPlan
from tests.actions.succeeding import closed
from tests.governance.reporting import PAGE as REPORT
from tests.governance.reporting import start, write
from tests.notices.working import DESK, PLAN

As = Callable[[str], Client]
PAGES = (PLAN, f"{PLAN}actions/?flag=not-updated", f"{PLAN}changes/", REPORT)
LINK = f'href="{DESK}"'


@pytest.mark.parametrize("address", PAGES)
def test_where_updates_are_missing(address: str, as_: As, people: types.SimpleNamespace) -> None:
    write(start(people.cora), people.cora)
    assert LINK in as_("cora").get(address).content.decode()
    assert LINK not in as_("mo").get(address).content.decode()


def test_the_navigation(as_: As) -> None:
    assert 'href="/cycle/"' in as_("cora").get("/my-actions/").content.decode()
    for who in ("olive", "mo", "ada"):
        assert 'href="/cycle/"' not in as_(who).get("/my-actions/").content.decode()


def test_no_way_from_the_past_or_a_closed_plan(as_: As, people: types.SimpleNamespace) -> None:
    assert LINK not in as_("cora").get(f"{PLAN}?at=2024-08-01").content.decode()
    closed(ActionPlan.objects.get(), people.cora)
    for address in PAGES[:3]:
        assert LINK not in as_("cora").get(address).content.decode()
