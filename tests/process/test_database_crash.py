"""PostgreSQL crashes while people submit: what was acknowledged is there, every change has its history row, and the
portal goes on by itself once the database is back."""

import os
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import portal_process
from tests.portal_process import ROOT, SERVER_URL, PortalProcess
from tests.process.rounds import Round, lost
from tests.visitor import Visitor, forms_to_update

pytestmark = [
    pytest.mark.process,
    pytest.mark.xdist_group("process"),
    pytest.mark.skipif(not SERVER_URL, reason="SQLite has no server that could crash"),
]
# `make drill` crashes it ten times.
ROUNDS = int(os.environ.get("PORTAL_TEST_CRASHES", "1"))
SAY_WHERE = 'echo "$PORTAL_TEST_DATABASE_URL"; echo "$PORTAL_TEST_PG_CTL"; cat'


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A PostgreSQL server of this test's own, that other tests do not miss; the beginning of commands that rule it."""
    environment = {name: value for name, value in os.environ.items() if name != "PORTAL_TEST_DATABASE_URL"}
    command = [str(ROOT / "scripts" / "with-postgres"), "sh", "-c", SAY_WHERE]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True) as running:
        assert running.stdin
        assert running.stdout
        url = running.stdout.readline().strip()
        if not url:
            missing = "PostgreSQL is missing. Install it: sudo apt-get install postgresql"
            if os.environ.get("CI"):
                pytest.fail(missing)
            pytest.skip(missing)
        monkeypatch.setattr(portal_process, "SERVER_URL", url)
        yield shlex.split(running.stdout.readline())
        running.stdin.close()


def test_database_crashes_while_people_submit(server: list[str], tmp_path: Path) -> None:
    def restart(mode: str) -> None:
        subprocess.run([*server, f"--mode={mode}", "restart"], cwd="/", check=True, stdout=subprocess.DEVNULL)

    def crash() -> None:
        # An immediate stop leaves everything as a crash does: no goodbye to clients, recovery at the next start.
        restart("immediate")

    with PortalProcess(tmp_path, portal_process.prepare(tmp_path / "prepared")) as portal:
        # This portal's database is a copy, and the numbers that a copied sequence has in hand are not in the log until
        # a checkpoint has passed: a crash before that would give them out again.
        restart("fast")
        visitor = Visitor(portal.base_url).sign_in("officer")
        forms = forms_to_update(visitor.get("/my-actions/")[1])
        acknowledged: list[tuple[str, str]] = []
        refused = 0
        for number in range(ROUNDS):
            one = Round(visitor, forms, number)
            one.run(dies_after=20 + 20 * (number % 3), kill=crash)
            assert one.other_than(409, 503) == []
            assert one.acknowledged
            assert visitor.get("/my-actions/")[0] == 200
            acknowledged += one.acknowledged
            refused += len(one.other_than(409))
            checked = portal.manage("audit_check")
            assert checked.returncode == 0, checked.stdout + checked.stderr
        assert refused, "no post was under way when the database crashed"
        assert lost(visitor, acknowledged) == []
