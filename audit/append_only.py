"""Tables that the database itself refuses to change: history and append-only records.

SQLite drops a trigger without a word when a migration rebuilds its table, so they are put back after every `migrate`
and counted by the system check audit.E001.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import models

from audit.models import append_only_models

REFUSAL = "BEGIN RAISE EXCEPTION 'audit history is append-only'; END"
STANDING = {
    "postgresql": "SELECT pg_get_triggerdef(oid, true) FROM pg_trigger WHERE tgenabled IN ('O', 'A')",
    "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'trigger'",
}


class Trigger(NamedTuple):
    """A trigger as it should stand. `definition` makes it, and is what the database then tells of it."""

    name: str
    table: str
    definition: str


def install(connection: Any) -> None:
    """Put the triggers and the history index on every append-only table that exists. Safe to repeat."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $${REFUSAL}$$"
            )
        standing = _standing(connection.vendor, cursor)
        for trigger in _triggers(connection.vendor):
            if trigger.table in present and trigger.definition not in standing:
                _drop(connection.vendor, cursor, trigger)
                cursor.execute(trigger.definition)
        for table in _history_tables() & present:
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS {_name(table, 'newest')} "
                f"ON {table} (id, history_date DESC, history_id DESC)"
            )


def remove(connection: Any) -> None:
    """Take the triggers off, so that a test may empty the tables. The portal itself never calls this."""
    with connection.cursor() as cursor:
        for trigger in _triggers(connection.vendor):
            _drop(connection.vendor, cursor, trigger)


def missing(connection: Any) -> list[str]:
    """Names of the triggers that should stand and do not, are switched off, or do something else."""
    with connection.cursor() as cursor:
        standing = _standing(connection.vendor, cursor)
        wanted = list(_triggers(connection.vendor))
        names = [trigger.name for trigger in wanted if trigger.definition not in standing]
        if connection.vendor == "postgresql":
            cursor.execute("SELECT prosrc FROM pg_proc WHERE oid = to_regproc('audit_refuse')")
            if cursor.fetchone() != (REFUSAL,):
                names.append("audit_refuse")
        return sorted(names)


def _standing(vendor: str, cursor: Any) -> set[str]:
    cursor.execute(STANDING[vendor])
    return {definition for (definition,) in cursor.fetchall()}


def _drop(vendor: str, cursor: Any, trigger: Trigger) -> None:
    on_table = f" ON {trigger.table}" if vendor == "postgresql" else ""
    cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{on_table}")


def _history_tables() -> set[str]:
    return {model._meta.db_table for model in append_only_models() if hasattr(model, "history_id")}


def _name(table: str, what: str) -> str:
    # PostgreSQL cuts identifiers at 63 bytes.
    return f"{table[:40]}_append_only_{what}"


def _triggers(vendor: str) -> Iterator[Trigger]:
    for model in append_only_models():
        table = model._meta.db_table
        for what, rest in _on_postgresql(table) if vendor == "postgresql" else _on_sqlite(model):
            name = _name(table, what)
            yield Trigger(name, table, f"CREATE TRIGGER {name} {rest}")


def _on_postgresql(table: str) -> Iterator[tuple[str, str]]:
    refuse = "EXECUTE FUNCTION audit_refuse()"
    yield "rows", f"BEFORE DELETE OR UPDATE ON {table} FOR EACH ROW {refuse}"
    yield "truncate", f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}"


def _on_sqlite(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    table = model._meta.db_table
    refuse = "BEGIN SELECT RAISE(ABORT, 'audit history is append-only'); END"
    yield "update", f"BEFORE UPDATE ON {table} {refuse}"
    yield "delete", f"BEFORE DELETE ON {table} {refuse}"
    # INSERT OR REPLACE deletes what it replaces, and by default no trigger sees that.
    same = " OR ".join(f"{field.column} = NEW.{field.column}" for field in model._meta.fields if field.unique)
    yield "insert", f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse}"  # noqa: S608
