"""The audit: history that nobody can edit."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = "Audit"

    def ready(self) -> None:
        from audit import checks  # noqa: F401, registers the system checks

        post_migrate.connect(install_triggers, sender=self)


def install_triggers(using: str, **kwargs: Any) -> None:
    """After every `migrate`: a rebuilt table has lost its triggers."""
    from audit import append_only

    append_only.install(connections[using])
