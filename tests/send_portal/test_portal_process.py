"""The portal as a process: it serves, dies and comes back with its data."""

import urllib.error
import urllib.request

import pytest

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("process")]


def test_it_serves_dies_and_comes_back(portal):
    assert fetch(f"{portal.base_url}/health/ready") == (200, "ready\n")

    portal.kill()
    assert not portal.is_live()
    portal.restart()

    assert fetch(f"{portal.base_url}/health/ready") == (200, "ready\n")
    assert portal.manage("audit_check").returncode == 0


def test_it_does_not_start_without_its_triggers(portal):
    portal.stop()
    remove = "from django.db import connection; from audit import append_only; append_only.remove(connection)"
    assert portal.manage("shell", "-c", remove).returncode == 0

    with pytest.raises(RuntimeError, match="did not start"):
        portal.start()
    assert "audit.E001" in portal.log
    assert "Run `manage.py migrate`" in portal.log
    assert "Traceback" not in portal.log

    assert portal.manage("migrate").returncode == 0
    portal.restart()
    assert portal.is_live()


def test_a_server_that_was_touched_serves_no_other_test(portal_keeper):
    first = portal_keeper.fresh()
    assert portal_keeper.fresh() is first

    first.environment["PORTAL_CLOCK_SHIFT"] = "60"
    second = portal_keeper.fresh()
    assert second is not first
    assert "PORTAL_CLOCK_SHIFT" not in second.environment

    second.restart()
    assert portal_keeper.fresh() is not second
    assert not second.is_live()


def test_second_preparation_changes_nothing(portal):
    done = portal.manage("prepare")

    assert done.returncode == 0, done.stderr
    assert done.stdout == ""


def test_static_files_are_hashed_and_kept(portal):
    _, page = fetch(f"{portal.base_url}/no-such-page/")
    name = page.partition('href="/static/portal.')[2].partition(".css")[0]

    with urllib.request.urlopen(f"{portal.base_url}/static/portal.{name}.css") as response:
        assert "immutable" in response.headers["Cache-Control"]
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def fetch(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
