"""System checks of the mails."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register("notices", deploy=True)
def mails_can_link_to_the_portal(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """notices.E001: where mail is sent, the portal knows its own address."""
    if settings.PORTAL_URL or not settings.HAS_MAIL_SERVER:
        return []
    hint = "Set PORTAL_URL to the address under which people reach the portal, such as https://plan.example.gov.uk."
    return [Error("Mails cannot link to the portal: PORTAL_URL is missing.", hint=hint, id="notices.E001")]
