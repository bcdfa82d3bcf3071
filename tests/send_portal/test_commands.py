"""The commands behind `make run` and `make demo-reset`."""

import shlex
import socket
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from send_portal.management.commands import demo_reset, prepare, serve
from tests.portal_process import ROOT


@pytest.fixture
def data(settings, tmp_path, monkeypatch) -> Path:
    """A demonstration's folder, as it lies there after some time."""
    settings.DATA_DIR = tmp_path
    on_sqlite = SimpleNamespace(vendor="sqlite", settings_dict={"NAME": str(tmp_path / "portal.sqlite3")})
    monkeypatch.setattr(demo_reset, "connection", on_sqlite)
    for name in ("portal.sqlite3", "portal.sqlite3-wal", "portal.sqlite3-shm", "clock-shift", "secret-key"):
        (tmp_path / name).touch()
    return tmp_path


def left(data: Path) -> set[str]:
    return {path.name for path in data.iterdir()}


def test_reset_forgets_records_and_clock_and_keeps_the_key(data):
    call_command("demo_reset")

    assert left(data) == {"secret-key"}


def test_reset_deletes_nothing_on_postgresql(data, monkeypatch):
    monkeypatch.setattr(demo_reset.connection, "vendor", "postgresql")
    before = left(data)

    with pytest.raises(CommandError, match="PostgreSQL"):
        call_command("demo_reset")

    assert left(data) == before


def test_reset_deletes_nothing_in_production(data, settings):
    settings.IS_DEMONSTRATION = False
    before = left(data)

    with pytest.raises(CommandError, match="not a demonstration"):
        call_command("demo_reset")

    assert left(data) == before


def test_used_port_is_named_before_anything_is_prepared():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(CommandError, match=f"Port {port} is in use.*PORT={port + 1}"):
            call_command("serve", port=str(port))


@pytest.mark.parametrize("port", ["0", "-1", "65536", "80000", "8124;id", "", "eighty", "٨٠٨٠", "9" * 5000])
def test_a_port_that_is_none_is_refused_in_words(port):
    with pytest.raises(CommandError, match="write a number from 1 to 65535"):
        call_command("serve", port=port)


def test_the_last_port_has_none_after_it(monkeypatch):
    def bind(self, address):
        raise OSError

    monkeypatch.setattr(socket.socket, "bind", bind)
    with pytest.raises(CommandError, match="PORT=65534"):
        serve.refuse_used_port(65535)


def test_make_hands_on_what_it_is_given_as_one_word(tmp_path):
    given = ["PORT=8124; echo $$HOME 'a'", f"PORTAL_DATA={tmp_path}/it's; here"]
    command = ["make", "--no-print-directory", "-n", "run", *given]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    words = shlex.split(done.stdout.strip().splitlines()[-1])
    assert "--port=8124; echo $HOME 'a'" in words
    assert f"PORTAL_DATA={tmp_path}/it's; here" in words


def test_free_port_is_taken():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]

    serve.refuse_used_port(port)


def test_static_files_are_collected_again_only_when_one_has_changed(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path]
    (tmp_path / "page.css").write_text("a {}")
    before = prepare.fingerprint_of_static_sources()
    assert prepare.fingerprint_of_static_sources() == before

    (tmp_path / "page.css").write_text("a { color: red }")

    assert prepare.fingerprint_of_static_sources() != before
