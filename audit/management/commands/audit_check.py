"""Prove that every record equals its newest history row."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from audit import append_only, reconciliation


class Command(BaseCommand):
    help = "Compares every audited record with its history and names what differs. Exits with 1 if anything does."

    def handle(self, **options: Any) -> None:
        is_outermost = not connection.in_atomic_block
        with transaction.atomic():
            if is_outermost and connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            findings = [f"The trigger {name} is missing or altered." for name in append_only.missing(connection)]
            findings += reconciliation.findings()
        for finding in findings:
            self.stdout.write(finding)
        if findings:
            count = "1 difference" if len(findings) == 1 else f"{len(findings)} differences"
            self.stderr.write(f"{count} between the records and their history.")
            raise SystemExit(1)
        self.stdout.write("Every record equals its newest history row.")
