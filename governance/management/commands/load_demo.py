"""`manage.py load_demo`: made-up people and eight meetings of their updates, for a demonstration only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import User
from governance.demonstration.play import play, play_without_plan
from priorities.models import ActionPlan
from send_portal.clock import ClockBehind

PLAN = "2023-24"


class Command(BaseCommand):
    """All or nothing; a second run changes nothing."""

    help = f"Add the made-up people and updates of a demonstration to the plan {PLAN}."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people-only", action="store_true", help="the people, and no plan to tell of")

    def handle(self, *args: Any, people_only: bool, **options: Any) -> None:
        if not settings.IS_DEMONSTRATION:
            raise CommandError(
                "This is not a demonstration: made-up people are loaded with PORTAL_MODE=demonstration only."
            )
        if is_loaded():
            self.stdout.write("The demonstration is already loaded. Nothing has changed.")
            return
        if people_only:
            with transaction.atomic():
                play_without_plan()
        else:
            self.load()
        people = User.objects.filter(is_demonstration=True).count()
        said = "" if people_only else f" and what they say of the plan {PLAN}"
        self.stdout.write(f"Loaded {people} made-up people{said}.")

    def load(self) -> None:
        """The people, and the story that they tell of the plan."""
        plan = ActionPlan.objects.filter(slug=PLAN).first()
        if plan is None:
            raise CommandError(
                f"There is no plan {PLAN}. Load it first: manage.py load_plan FILE --recorded-at 2023-06-28T09:00"
            )
        try:
            with transaction.atomic():
                play(plan)
        except ClockBehind as problem:
            raise CommandError(
                "The plan was recorded or changed after the demonstration begins, so its story cannot be told. Load "
                f"it into an empty database with --recorded-at 2023-06-28T09:00. ({problem})"
            ) from problem


def is_loaded() -> bool:
    """Whether the made-up people are there."""
    return User.objects.filter(is_demonstration=True).exists()
