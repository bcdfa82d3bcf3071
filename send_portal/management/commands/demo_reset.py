"""`manage.py demo_reset`: a demonstration from its first morning again."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection


class Command(BaseCommand):
    """Deletes the SQLite file and the clock; the next `make run` makes both anew."""

    help = "Delete the demonstration's SQLite database and its clock."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.IS_DEMONSTRATION:
            raise CommandError("This is not a demonstration: nothing is deleted.")
        if connection.vendor != "sqlite":
            raise CommandError(
                "The demonstration is on PostgreSQL. Nothing is deleted there: create a new database, "
                "set DATABASE_URL to it, and start again."
            )
        database = Path(connection.settings_dict["NAME"])
        for path in [database, *(Path(f"{database}-{part}") for part in ("wal", "shm"))]:
            path.unlink(missing_ok=True)
        (settings.DATA_DIR / "clock-shift").unlink(missing_ok=True)
        self.stdout.write(f"The demonstration in {settings.DATA_DIR} is forgotten.")
