"""The database itself refuses to change history and append-only records."""

import types
import uuid
from collections.abc import Callable

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models, transaction

from actions.account import Account
from actions.models import Action, ProgressUpdate
from actions.services.progress import submit_progress
from audit import append_only
from audit.models import append_only_models
from tests.world import NOW, give_update

HISTORY = "actions_historicalaction"
HOLLOW = {
    "sqlite": [
        f"DROP TRIGGER {HISTORY}_append_only_update",
        f"CREATE TRIGGER {HISTORY}_append_only_update BEFORE UPDATE ON {HISTORY} BEGIN SELECT 1; END",
    ],
    "postgresql": [
        f"CREATE OR REPLACE TRIGGER {HISTORY}_append_only_rows BEFORE UPDATE ON {HISTORY} "
        "FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
        f"ALTER TABLE {HISTORY} ENABLE REPLICA TRIGGER {HISTORY}_append_only_truncate",
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$",
    ],
}
HOLLOWED = {
    "sqlite": [f"{HISTORY}_append_only_update"],
    "postgresql": [f"{HISTORY}_append_only_rows", f"{HISTORY}_append_only_truncate", "audit_refuse"],
}
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


def test_truncate_is_refused(db: None) -> None:
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError, match="append-only"):
            attempt("TRUNCATE actions_historicalaction CASCADE")


@pytest.mark.breaks_history
def test_a_row_is_never_replaced(act: Callable[[str], Action], people: types.SimpleNamespace) -> None:
    """SQLite only, as any connection has it: without the pragma that would show a trigger what REPLACE deletes."""
    if connection.vendor == "postgresql":
        return
    first = give_update(act("1a"), people.olive)
    account = Account("on_track", "The work goes on.")
    correction = submit_progress(
        action=act("1a"), by=people.olive, now=NOW, submission=uuid.uuid4(), account=account, corrects=first.pk
    )
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA recursive_triggers").fetchone() == (0,)
    replaced: dict[type[models.Model], list[dict[str, object]]] = {
        Action.history.model: [{}],
        ProgressUpdate: [{}, {"id": None, "corrects_id": None}, {"id": None, "submission": uuid.uuid4().hex}],
    }
    for model, changes in replaced.items():
        for change in changes:
            with pytest.raises(DatabaseError, match="append-only"):
                replace(model, correction.pk if model is ProgressUpdate else Action.history.first().pk, change)
    replace(ProgressUpdate, correction.pk, {"id": None, "corrects_id": None, "submission": uuid.uuid4().hex})


def replace(model: type[models.Model], pk: int, change: dict[str, object]) -> None:
    """INSERT OR REPLACE with the values of a row that stands, but for the changed ones."""
    columns = [field.column for field in model._meta.fields]
    values = ", ".join(f"%({column})s" if column in change else column for column in columns)
    table = model._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        statement = f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} "
        cursor.execute(f"{statement} WHERE {model._meta.pk.column} = %(row)s", {**change, "row": pk})


def test_check_counts_them(db: None) -> None:
    assert run_checks(tags=["ready"], include_deployment_checks=True, databases=["default"]) == []
    with transaction.atomic():
        append_only.remove(connection)
        errors = run_checks(tags=["ready"], include_deployment_checks=True, databases=["default"])
        (told,) = [str(error.msg) for error in errors if error.id == "audit.E001"]
        assert f" and {len(append_only.missing(connection)) - told.count(',') - 1} more" in told
        assert told.count(",") == 4
        append_only.install(connection)
    assert append_only.missing(connection) == []


def test_a_trigger_that_does_nothing_is_not_one(db: None) -> None:
    with transaction.atomic():
        for statement in HOLLOW[connection.vendor]:
            attempt(statement)
        assert append_only.missing(connection) == HOLLOWED[connection.vendor]
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
