"""Check packs that went out against history."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from governance.models import Meeting, Pack
from governance.pack.verifying import findings, missing_packs, name_of
from governance.reports.verifying import EQUAL, older_words


class Command(BaseCommand):
    help = (
        "Says of each pack whether content and files are those that went out with the papers, or what differs. "
        "What an older portal froze is not compared with history. Exit code 1 where anything differs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", nargs="?", default="", help="the meeting's name in addresses; all where left out")

    def handle(self, *, slug: str, **options: Any) -> None:
        meetings = Meeting.objects.filter(slug=slug) if slug else Meeting.objects.all()
        if slug and not meetings.exists():
            raise CommandError(f"There is no meeting {slug}.")
        packs = Pack.objects.filter(meeting__in=meetings).select_related("meeting__body")
        of_packs = meetings.filter(packs__isnull=False).distinct()
        missing = [found for meeting in of_packs for found in missing_packs(meeting)]
        for found in missing:
            self.stdout.write(found.text)
        differing = sum(self._differs(pack) for pack in packs.order_by("meeting__date_on", "meeting_id", "number"))
        if not (packs or missing):
            self.stdout.write("There is no pack to check.")
        if differing:
            raise CommandError(f"{differing} of the packs differ.")
        if missing:
            raise CommandError("A pack that was kept is missing.")

    def _differs(self, pack: Pack) -> bool:
        """Say what is found of a pack; whether anything of it is not as it was."""
        found = list(findings(pack))
        for one in found:
            self.stdout.write(one.text)
        if not found:
            older = older_words(pack.schema)
            equal = f"what went out, and not compared with history. {older}" if older else EQUAL
            self.stdout.write(f"{name_of(pack)} is {equal} Its SHA-256 is {pack.sha256}.")
        return bool(found)
