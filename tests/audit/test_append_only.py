"""The database itself refuses to change history and append-only records."""

import types
from collections.abc import Callable

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from actions.models import Action
from audit import append_only
from audit.models import append_only_models
from tests.world import give_update

TABLES = [model._meta.db_table for model in append_only_models()]


def attempt(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("table", ["actions_historicalaction", "accounts_historicaluser", "actions_progressupdate"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET change_id = change_id", "DELETE FROM {}"])
def test_refuses(table: str, statement: str, act: Callable[[str], Action], people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive)
    with pytest.raises(DatabaseError, match="append-only"):
        attempt(statement.format(table))


def test_every_history_has_its_triggers(db: None) -> None:
    assert "actions_historicalaction" in TABLES
    assert "actions_duedatechange" in TABLES
    assert append_only.missing(connection) == []


def test_history_manager_cannot_change_rows(act: Callable[[str], Action]) -> None:
    for write in (lambda: Action.history.update(title="Changed"), lambda: Action.history.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            write()


def test_ways_round_a_delete_are_refused(db: None) -> None:
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError, match="append-only"):
            attempt("TRUNCATE actions_historicalaction CASCADE")
    else:
        replace = "INSERT OR REPLACE INTO actions_historicalaction SELECT * FROM actions_historicalaction LIMIT 1"
        with pytest.raises(DatabaseError, match="append-only"):
            attempt(replace)


def test_check_counts_them(db: None) -> None:
    assert run_checks(tags=["ready"], include_deployment_checks=True, databases=["default"]) == []
    with transaction.atomic():
        append_only.remove(connection)
        ids = [error.id for error in run_checks(tags=["ready"], include_deployment_checks=True, databases=["default"])]
        assert "audit.E001" in ids
        append_only.install(connection)
    assert append_only.missing(connection) == []


def test_migrate_puts_them_back(db: None) -> None:
    append_only.remove(connection)
    assert append_only.missing(connection) != []
    call_command("migrate", verbosity=0)
    assert append_only.missing(connection) == []


def test_a_role_of_its_own_cannot_even_try(
    act: Callable[[str], Action], people: types.SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    if connection.vendor != "postgresql":
        with pytest.raises(CommandError, match="for PostgreSQL"):
            call_command("audit_grants", "runs_the_portal")
        return
    call_command("audit_grants", "runs_the_portal")
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE runs_the_portal")
        cursor.execute(capsys.readouterr().out)
        cursor.execute("SET LOCAL ROLE runs_the_portal")
    give_update(act("1a"), people.olive)
    with pytest.raises(DatabaseError, match="permission denied"):
        attempt("UPDATE actions_historicalaction SET title = 'Changed'")
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
