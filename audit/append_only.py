"""Tables that the database itself refuses to change: history and append-only records.

SQLite drops a trigger without a word when a migration rebuilds its table, so they are put back after every `migrate`
and counted by the system check audit.E001.
"""

from typing import Any

from audit.models import append_only_models

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'audit history is append-only'; END $$
"""


def install(connection: Any) -> None:
    """Put the triggers and the history index on every append-only table that exists. Safe to repeat."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for table in _tables():
            if table in present:
                for statement in _create(connection.vendor, table):
                    cursor.execute(statement)
        for table in _history_tables() & present:
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS {_name(table, 'newest')} "
                f"ON {table} (id, history_date DESC, history_id DESC)"
            )


def remove(connection: Any) -> None:
    """Take the triggers off, so that a test may empty the tables. The portal itself never calls this."""
    with connection.cursor() as cursor:
        for table in _tables():
            for name in _trigger_names(connection.vendor, table):
                on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def missing(connection: Any) -> list[str]:
    """Names of the triggers that should stand and do not, or are switched off."""
    expected = {name for table in _tables() for name in _trigger_names(connection.vendor, table)}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return sorted(expected - {name for (name,) in cursor.fetchall()})


def _tables() -> list[str]:
    return [model._meta.db_table for model in append_only_models()]


def _history_tables() -> set[str]:
    return {model._meta.db_table for model in append_only_models() if hasattr(model, "history_id")}


def _trigger_names(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [_name(table, "rows"), _name(table, "truncate")]
    return [_name(table, "update"), _name(table, "delete")]


def _name(table: str, what: str) -> str:
    # PostgreSQL cuts identifiers at 63 bytes.
    return f"{table[:40]}_append_only_{what}"


def _create(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f"CREATE OR REPLACE TRIGGER {_name(table, 'rows')} BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
            f"CREATE OR REPLACE TRIGGER {_name(table, 'truncate')} BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
        ]
    return [
        f"CREATE TRIGGER IF NOT EXISTS {_name(table, event.lower())} BEFORE {event} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'audit history is append-only'); END"
        for event in ("UPDATE", "DELETE")
    ]
