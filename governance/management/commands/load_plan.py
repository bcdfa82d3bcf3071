"""Load a plan from a plan file."""

import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from governance.plan_loading import load_plan
from priorities.plan_file import PlanFileError, read_plan_file
from send_portal import clock


class Command(BaseCommand):
    help = "Adds what is in a plan file but not in the database, changes nothing else, and prints what differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the plan file, in YAML")
        parser.add_argument(
            "--reason", default="", help="the reason that the history gives, instead of the file’s own line “reason”"
        )
        parser.add_argument(
            "--recorded-at", metavar="MOMENT", help="for a demonstration: the moment at which it was loaded, in London"
        )

    def handle(self, *, file: str, reason: str, recorded_at: str | None, **options: Any) -> None:
        now = self._moment(recorded_at)
        try:
            plan = read_plan_file(Path(file).read_bytes())
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except PlanFileError as error:
            raise CommandError(f"{file} was not loaded.\n{error}") from error
        reason = reason.strip() or plan.reason
        if not reason:
            raise CommandError(
                f"{file} was not loaded. Say where its plan comes from: add a line “reason: …” to it, or --reason. "
                "Nobody can change it afterwards."
            )
        loaded = load_plan(plan, now=now, reason=reason)
        if options["verbosity"]:
            self._tell(loaded.added, loaded.differs)

    def _moment(self, recorded_at: str | None) -> datetime.datetime:
        if recorded_at is None:
            return clock.now()
        if not settings.IS_DEMONSTRATION:
            raise CommandError("--recorded-at is for a demonstration: in production a plan is loaded now.")
        try:
            moment = datetime.datetime.fromisoformat(recorded_at)
        except ValueError as error:
            raise CommandError("Write --recorded-at like 2023-06-28T09:00.") from error
        return moment if moment.tzinfo else moment.replace(tzinfo=clock.LONDON)

    def _tell(self, added: dict[str, int], differs: list[str]) -> None:
        for kind, number in added.items():
            self.stdout.write(f"Added {kind}: {number}")
        for line in differs:
            self.stdout.write(f"Not changed. {line}")
        if not added and not differs:
            self.stdout.write("Everything in the file is already in the database.")
