"""The portal as people run it: a real server with a database of its own, for browser tests and for killing.

def test_it(portal):                       # the demonstration as it begins, served on a free port
    page.goto(portal.base_url)
    portal.kill()                          # kill -9 of the server and its workers
    portal.restart()
    assert portal.manage("audit_check").returncode == 0

The fixtures that give one are in tests/portal_fixtures.py.
"""

import contextlib
import dataclasses
import fcntl
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import sql

ROOT = Path(__file__).resolve().parent.parent
SERVER_URL = os.environ.get("PORTAL_TEST_DATABASE_URL", "")
SECONDS_TO_START = 30


@dataclasses.dataclass(frozen=True)
class Prepared:
    """A demonstration that is loaded and not served: every process starts from a copy of it."""

    data: Path
    database: str  # a template database on the PostgreSQL server; empty on SQLite
    plan: str = "first"  # what it begins with, as PORTAL_PLAN says it


class PortalProcess:
    """One running portal. Use as a context manager: it is killed, and its database goes, at the end."""

    def __init__(self, folder: Path, prepared: Prepared) -> None:
        self.data = folder / f"portal-{uuid.uuid4().hex[:8]}"
        self.database = f"portal_process_{uuid.uuid4().hex[:12]}" if prepared.database else ""
        self.port = free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.environment = portal_environment(self.data, self.database) | {"PORTAL_PLAN": prepared.plan}
        self._prepared = prepared
        self._server: subprocess.Popen[bytes] | None = None
        self._begun: list[dict[str, str]] = []  # with which environment it was started, each time

    def __enter__(self) -> "PortalProcess":
        shutil.copytree(self._prepared.data, self.data, copy_function=shutil.copy2)
        if self.database:
            create_database(self.database, template=self._prepared.database)
        self.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.kill()
        if self.database:
            drop_database(self.database)

    @property
    def database_url(self) -> str:
        """Where its data are: what DATABASE_URL would say."""
        return self.environment.get("DATABASE_URL") or f"sqlite:///{self.data / 'portal.sqlite3'}"

    @property
    def log(self) -> str:
        """What the server has said so far."""
        return (self.data / "server.log").read_text()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self._begun.append(dict(self.environment))
        address = f"127.0.0.1:{self.port}"
        with (self.data / "server.log").open("ab") as log:
            self._server = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "--bind", address, "send_portal.wsgi"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.is_live():
            if self._server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The portal did not start:\n{self.log}")
            time.sleep(0.05)

    def is_live(self) -> bool:
        """Whether the server answers at this moment."""
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.base_url}/health/live", timeout=5) as answer:
            return bool(answer.status == 200)
        return False

    def kill(self) -> None:
        """kill -9 of the server and all its workers, wherever they are in their work."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """A stop that lets requests finish."""
        self._end(signal.SIGTERM)

    def restart(self) -> None:
        """Kill it if it runs, and start again on the same data and port."""
        self.kill()
        self.start()

    @property
    def is_as_begun(self) -> bool:
        """Whether it has run since it was first started, with the settings that it has."""
        is_running = self._server is not None and self._server.poll() is None
        return is_running and self._begun == [self.environment]

    def renew(self) -> None:
        """Its database is the prepared demonstration's once more, nothing is in its mail and its log, while the server
        goes on. Nobody may be asking it.

        Kept are the address, the server and what its workers hold in memory, which is nothing that data say; whatever
        else lies in its folder; and, on PostgreSQL, no connection.
        """
        if self.database:
            drop_database(self.database)  # the server finds its connections gone, and makes new ones
            create_database(self.database, template=self._prepared.database)
        else:
            with (
                contextlib.closing(sqlite3.connect(unchanging(self._prepared.data), uri=True)) as source,
                contextlib.closing(sqlite3.connect(self.data / "portal.sqlite3")) as target,
            ):
                source.backup(target)
        shutil.rmtree(self.data / "mail", ignore_errors=True)
        os.truncate(self.data / "server.log", 0)

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a management command on its database."""
        return manage(self.environment, *arguments)

    def _end(self, how: signal.Signals) -> None:
        if self._server is None:
            return
        with contextlib.suppress(ProcessLookupError):
            if how == signal.SIGKILL:
                os.killpg(self._server.pid, how)
            else:
                self._server.send_signal(how)
        self._server.wait(timeout=SECONDS_TO_START)
        self._server = None


def prepare(folder: Path, plan: str = "first") -> Prepared:
    """Load a demonstration into the folder, once: whoever comes later, from another process too, finds it there."""
    # Making the tables takes about as long as all else, and every demonstration has the same.
    tables = made_once(folder.parent / "tables", "migrate")
    return made_once(folder, "prepare", plan, begun_from=tables)


def made_once(folder: Path, command: str, plan: str = "none", begun_from: Prepared | None = None) -> Prepared:
    """What the command leaves in this folder, for whichever process asks first. It starts with an empty database, or
    with a copy of that one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    data = folder / "prepared"
    database = f"portal_prepared_{folder.parent.name}_{folder.name}".replace("-", "_").lower() if SERVER_URL else ""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            data.mkdir(mode=0o700, exist_ok=True)
            if database:
                drop_database(database)  # an earlier run on the same server may have left one of this name
                create_database(database, begun_from.database if begun_from else "template1")
            elif begun_from:
                shutil.copy2(begun_from.data / "portal.sqlite3", data)
            done = manage(portal_environment(data, database) | {"PORTAL_PLAN": plan}, command)
            assert done.returncode == 0, done.stderr
            (folder / "done").touch()
    return Prepared(data, database, plan)


def unchanging(data: Path) -> str:
    """The address of a prepared SQLite database, to be read without a trace by several processes at once."""
    assert not (data / "portal.sqlite3-wal").exists()
    return f"{(data / 'portal.sqlite3').as_uri()}?mode=ro&immutable=1"


def portal_environment(data: Path, database: str) -> dict[str, str]:
    """What the portal is started with: nothing of the developer's own settings."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "EMAIL_"))}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "send_portal.settings",
        "PORTAL_MODE": "demonstration",
        "PORTAL_DATA": str(data),
        "SECRET_KEY": "only for tests " * 5,
    }
    environment.pop("DATABASE_URL", None)
    if database:
        environment["DATABASE_URL"] = urlsplit(SERVER_URL)._replace(path=f"/{database}").geturl()
    return environment


def manage(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `manage.py` as a process of its own."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def create_database(name: str, template: str = "template1") -> None:
    """A new database on the tests' PostgreSQL server, as a copy of another one."""
    _on_server(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))


def drop_database(name: str) -> None:
    """Take the database away, whoever is still connected."""
    _on_server(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _on_server(statement: sql.Composed) -> None:
    connection = psycopg2.connect(SERVER_URL)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()
