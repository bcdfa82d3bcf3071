"""Migrations are whole, and what they rebuild is guarded again."""

import contextlib
import sqlite3

import pytest
from django.core.management import call_command
from django.test import override_settings

from tests import schema
from tests.portal_process import PortalProcess

# What a migration does that makes a column longer: SQLite builds the table anew, and its triggers are gone.
REBUILD = """
from django.db import connection, models
from actions.models import Action
history = Action.history.model
before = history._meta.get_field("reference")
after = models.CharField(max_length=60)
after.set_attributes_from_name("reference")
after.model = history
with connection.schema_editor() as editor:
    editor.alter_field(history, before, after)
"""
REWRITING = [
    "INSERT OR REPLACE INTO actions_historicalaction SELECT * FROM actions_historicalaction LIMIT 1",
    "UPDATE OR REPLACE actions_historicalaction SET history_id = history_id + 1",
    "DELETE FROM actions_historicalaction",
]
MISSING = "from django.db import connection; from audit import append_only; print(append_only.missing(connection))"


@override_settings(MIGRATION_MODULES={})
def test_no_migration_is_pending(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.process
@pytest.mark.xdist_group("process")
def test_migrations_make_what_the_tests_run_on(db: None, portal: PortalProcess) -> None:
    """The tests' own tables are made from the models in one go; a portal's are made by its migrations."""
    told = portal.manage("shell", "-v0", "-c", "from tests import schema; print(*schema.lines(), sep='\\0')")
    assert told.returncode == 0, told.stderr
    migrated, made = told.stdout.rstrip("\n").split("\0"), schema.lines()
    assert len(migrated) > 500
    assert sorted(set(migrated) ^ set(made)) == []
    assert migrated == made


@pytest.mark.process
def test_triggers_are_back_after_a_migration(portal: PortalProcess) -> None:
    rebuilt = portal.manage("shell", "-v0", "-c", REBUILD)
    assert rebuilt.returncode == 0, rebuilt.stderr
    if portal.database_url.startswith("sqlite"):
        assert "actions_historicalaction_append_only_delete" in portal.manage("shell", "-v0", "-c", MISSING).stdout
        assert portal.manage("audit_check").returncode == 1
    assert portal.manage("migrate", "-v0").returncode == 0
    assert portal.manage("shell", "-v0", "-c", MISSING).stdout.strip() == "[]"
    assert portal.manage("audit_check").returncode == 0
    if portal.database_url.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(portal.data / "portal.sqlite3")) as plain:
            for statement in REWRITING:
                with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                    plain.execute(statement)
