"""Check finalised reports against history."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from governance.models import BoardReport, ReportVersion
from governance.reports.verifying import EQUAL, Finding, findings, missing_versions, older_words, papers


class Command(BaseCommand):
    help = (
        "Says of each finalised report whether content and files are those that were finalised, or what differs. "
        "What an older portal froze is not compared with history. Exit code 1 where anything differs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", nargs="?", default="", help="the report's name in addresses; all where left out")
        parser.add_argument("--version", dest="number", type=int, help="one version; all where left out")

    # Django's own --version would hide ours.
    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def handle(self, *, slug: str, number: int | None, **options: Any) -> None:
        reports = BoardReport.objects.filter(slug=slug) if slug else BoardReport.objects.all()
        if slug and not reports.exists():
            raise CommandError(f"There is no report {slug}.")
        versions = ReportVersion.objects.filter(report__in=reports).select_related("report__plan")
        if number is not None:
            versions = versions.filter(number=number)
            if not versions.exists():
                raise CommandError(f"There is no version {number}.")
        told = [found for report in reports for found in self._besides(report, number)]
        for found in told:
            self.stdout.write(found.text)
        differing = sum(self._differs(version) for version in versions.order_by("report__date_on", "number"))
        kept = reports.filter(versions__isnull=True, published__isnull=False).distinct()
        for report in kept:
            self.stdout.write(f"{report.slug} is kept as published; there is no version of ours to check.")
        if not (told or kept or versions):
            self.stdout.write("There is no finalised report to check.")
        if differing:
            raise CommandError(f"{differing} of the versions differ.")
        if told:
            raise CommandError("Something that was kept is missing or was exchanged.")

    def _besides(self, report: BoardReport, number: int | None) -> list[Finding]:
        """What is found beside the versions themselves, unless one version alone is asked for."""
        return [] if number is not None else [*missing_versions(report), *papers(report)]

    def _differs(self, version: ReportVersion) -> bool:
        """Say what is found of a version; whether anything of it is not as it was."""
        found = list(findings(version))
        for one in found:
            self.stdout.write(one.text)
        if not found:
            older = older_words(version.schema)
            equal = f"what was finalised, and not compared with history. {older}" if older else EQUAL
            self.stdout.write(
                f"Version {version.number} of {version.report.slug} is {equal} "
                f"Its fingerprint is {version.fingerprint}."
            )
        return bool(found)
