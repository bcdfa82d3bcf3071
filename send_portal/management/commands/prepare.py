"""`manage.py prepare`: whatever must be done before this version is served. Safe to repeat."""

import hashlib
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand

from send_portal.environment import make_folder

FIRST_PLAN = settings.ROOT / "priorities" / "plans" / "stockton-2023-24.yaml"
FIRST_PLAN_RECORDED_AT = "2023-06-28T09:00"
LOADING_UPDATES = "Loading the demonstration's people and their updates …"


class Command(BaseCommand):
    """Tables, cache table, static files; in a demonstration also the first plan, unless it is to start empty, and its
    made-up people, once."""

    help = "Bring the database and the static files to this version; in a demonstration, load its data once."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        make_folder(settings.DATA_DIR)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        self.collect_static()
        if settings.IS_DEMONSTRATION:
            self.load_demonstration(None if settings.PORTAL_PLAN == "none" else FIRST_PLAN)

    def collect_static(self) -> None:
        """Copy, hash and compress the static files, unless they are those of last time: it takes seconds."""
        note = settings.STATIC_ROOT / "sources.txt"
        sources = fingerprint_of_static_sources()
        if note.exists() and note.read_text() == sources:
            return
        call_command("collectstatic", interactive=False, verbosity=0)
        note.write_text(sources)

    def load_demonstration(self, plan: Path | None) -> None:
        """Load what is not there yet; the database says what is. Without a plan, the people alone."""
        if plan is not None and not apps.get_model("priorities.ActionPlan")._default_manager.exists():
            self.stdout.write("Loading the plan …")
            call_command("load_plan", str(plan), recorded_at=FIRST_PLAN_RECORDED_AT)
        if not apps.get_model(settings.AUTH_USER_MODEL)._default_manager.filter(is_demonstration=True).exists():
            self.stdout.write("Loading the demonstration's people …" if plan is None else LOADING_UPDATES)
            call_command("load_demo", people_only=plan is None)


def fingerprint_of_static_sources() -> str:
    """Changes with the path, the size or the time of any static file."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
