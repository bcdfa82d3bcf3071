"""Write the files of a report into a folder."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.recording import Process, Refused
from governance.models import BoardReport, Format
from governance.services.exporting import report_files
from send_portal import clock

PROCESS = Process("export_report")


class Command(BaseCommand):
    help = "Writes a report's newest finalised version, or its draft, as files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the report's name in addresses")
        parser.add_argument("--format", choices=Format.values, help="one format; all where left out")
        parser.add_argument("--to", default=".", help="the folder; this one where left out")

    def handle(self, *, slug: str, format: str | None, to: str, **options: Any) -> None:
        report = BoardReport.objects.filter(slug=slug).first()
        if report is None:
            raise CommandError(f"There is no report {slug}.")
        folder = Path(to)
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder.")
        formats = [Format(format)] if format else list(Format)
        try:
            files = report_files(report, formats, by=PROCESS, now=clock.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        for file in files:
            (folder / file.name).write_bytes(file.body)
            self.stdout.write(file.name)
