"""The command as cron runs it, as a process of its own: killed with a mail on its way, and on two hosts at once."""

import datetime
import os
import signal
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest

from tests.notices.conftest import at
from tests.notices.post import OK, PostOffice, post_office
from tests.portal_process import ROOT, PortalProcess

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("process")]


def begin(portal: PortalProcess, post: PostOffice, seconds: int) -> subprocess.Popen[str]:
    """`send_notices`, on its way; the clock shows so many seconds after the morning of the papers deadline."""
    shift = at("2024-09-05").timestamp() + seconds - datetime.datetime.now(datetime.UTC).timestamp()
    environment = portal.environment | {
        "EMAIL_URL": f"smtp://127.0.0.1:{post.port}",
        "PORTAL_CLOCK_SHIFT": f"{int(shift)}",
    }
    command = [sys.executable, str(ROOT / "manage.py"), "send_notices"]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def end(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=120)
    return out + err


def times_each(post: PostOffice) -> set[int]:
    return set(Counter(mail["To"] for mail in post.taken).values())


def test_killed_with_a_mail_on_its_way_and_then_two_hosts_at_once(portal: PortalProcess) -> None:
    running: list[subprocess.Popen[Any]] = []

    def kill(mail: Any) -> str:
        """The server has the mail; the process dies before it hears so."""
        if len(post.taken) == 2 and running:
            os.kill(running.pop().pid, signal.SIGKILL)
        return OK

    with post_office() as post:
        post.after_data = kill
        running.append(first := begin(portal, post, 0))
        end(first)
        assert first.returncode == -signal.SIGKILL
        assert len(post.taken) == 2
        hosts = [begin(portal, post, 1000) for _ in range(2)]
        said = [end(host) for host in hosts]
    assert [host.returncode for host in hosts] == [0, 0], said
    # Once a run that has ended has said it, no other says it again.
    assert any("May not have gone" in words for words in said)
    assert len(post.taken) >= 4
    assert times_each(post) == {1}
    checked = portal.manage("audit_check")
    assert checked.returncode == 0, checked.stdout + checked.stderr
