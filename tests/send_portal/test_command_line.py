"""Commands on a database that nobody has prepared: one line that says what to do, and no stack."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.portal_process import SERVER_URL, create_database, drop_database, manage, portal_environment

PLAN = "priorities/plans/stockton-2023-24.yaml"
PERSON = ("add_person", "ada@portal.example", "Ada", "--organisation=Council", "--sector=council", "--no-password")
COMMANDS = (
    ("load_plan", PLAN), ("load_demo",), ("send_notices",), ("audit_check",), ("export_report", "report"),
    ("verify_report",), ("verify_pack",), PERSON,
)  # fmt: skip


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A folder and a database with nothing in them."""
    database = f"portal_bare_{uuid.uuid4().hex[:12]}" if SERVER_URL else ""
    if database:
        create_database(database)
    yield portal_environment(tmp_path / "data", database) | {"PORTAL_URL": "https://portal.example"}
    if database:
        drop_database(database)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_it_is_told_to_prepare_first(command: tuple[str, ...], environment: dict[str, str]) -> None:
    done = manage(environment, *command)
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert "is not prepared for this version. Run `manage.py prepare` first" in line


def test_who_wants_the_stack_gets_it(environment: dict[str, str]) -> None:
    done = manage(environment, "verify_pack", "--traceback")
    assert done.returncode == 1
    assert "Traceback" in done.stderr


def test_a_server_that_does_not_answer_is_named(environment: dict[str, str]) -> None:
    nobody = {"DATABASE_URL": "postgresql://portal@127.0.0.1:1/portal"}
    done = manage(environment | nobody, "audit_check")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "The database of DATABASE_URL does not answer. Start it, or correct DATABASE_URL.\n"
    assert "Traceback" in manage(environment | nobody, "migrate").stderr
