"""The SQL that gives a PostgreSQL role what the running portal needs, and no right to change history."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from audit.models import append_only_models


class Command(BaseCommand):
    help = "Prints GRANT statements for the role under which the portal runs; the owner of the tables runs them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", help="the role in DATABASE_URL, another one than the tables' owner")

    def handle(self, *, role: str, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("SQLite has no roles: this is for PostgreSQL.")
        name = connection.ops.quote_name(role)
        self.stdout.write(f"GRANT USAGE ON SCHEMA public TO {name};")
        self.stdout.write(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name};")
        self.stdout.write(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name};")
        for model in append_only_models():
            self.stdout.write(f"REVOKE UPDATE, DELETE, TRUNCATE ON {model._meta.db_table} FROM {name};")
