"""What a database is made of, in lines that are the same for the same tables, however they were made."""

import re
from typing import Any

from django.db import connection

LINES = {
    "sqlite": ["SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name NOT LIKE 'sqlite_%'"],
    "postgresql": [
        "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, "
        "is_identity FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace",
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT pg_get_triggerdef(oid, true) FROM pg_trigger WHERE NOT tgisinternal",
    ],
}
# Django's own: its notebook of what has been migrated, and a table that nobody uses and that it numbers otherwise.
APART = ("django_migrations", "auth_group_permissions")


def lines() -> list[str]:
    """Every column, constraint, index and trigger of the database, sorted."""
    found: list[str] = []
    with connection.cursor() as cursor:
        for query in LINES[connection.vendor]:
            cursor.execute(query)
            found += [line for row in cursor.fetchall() for line in _told(row)]
    return sorted(line for line in found if not any(table in line for table in APART))


def _told(row: tuple[Any, ...]) -> list[str]:
    """A row as lines: of a table that SQLite tells in one statement, one for each column or constraint."""
    text = " ".join(str(value) for value in row)
    table = re.fullmatch(r'CREATE TABLE ("\w+") \((.*)\)', text, re.DOTALL)
    return [f"{table[1]} {clause}" for clause in _clauses(table[2])] if table else [text]


def _clauses(text: str) -> list[str]:
    """What commas part that stand in no brackets and in no quotation."""
    parts, depth, quote, begun = [], 0, "", 0
    for at, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "," and depth == 0:
            parts.append(text[begun:at].strip())
            begun = at + 1
    return [*parts, text[begun:].strip()]
