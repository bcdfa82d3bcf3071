"""The project itself as an app: its system checks and its commands."""

from django.apps import AppConfig


class SendPortalConfig(AppConfig):
    name = "send_portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        from send_portal import checks  # noqa: F401, registers the system checks
