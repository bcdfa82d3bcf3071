"""The server killed while people submit: what was acknowledged is there, and every change has its history row."""

import os

import pytest

from tests.portal_process import PortalProcess
from tests.process.rounds import Round, lost
from tests.visitor import Visitor, forms_to_update

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("process")]
# `make drill` kills it fifty times.
ROUNDS = int(os.environ.get("PORTAL_TEST_KILLS", "3"))


def test_killed_while_people_submit(portal: PortalProcess) -> None:
    visitor = Visitor(portal.base_url).sign_in("officer")
    forms = forms_to_update(visitor.get("/my-actions/")[1])
    assert len(forms) >= 3
    acknowledged: list[tuple[str, str]] = []
    broken = 0
    for number in range(ROUNDS):
        one = Round(visitor, forms, number)
        one.run(dies_after=20 + 20 * (number % 3), kill=portal.kill)
        portal.restart()
        # Whoever is slower than somebody else is told so; nobody gets a fault.
        assert one.other_than(409) == []
        assert one.acknowledged
        acknowledged += one.acknowledged
        broken += one.broken
        checked = portal.manage("audit_check")
        assert checked.returncode == 0, checked.stdout + checked.stderr
    assert broken, "no post was under way when the server died"
    assert lost(visitor, acknowledged) == []
