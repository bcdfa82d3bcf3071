"""What every page says about the portal itself."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True)
class Portal:
    """The names on every page, and whether the page is a demonstration."""

    organisation_name: str
    service_name: str
    is_demonstration: bool


def portal_names() -> Portal:
    """The names as the settings have them now."""
    return Portal(
        organisation_name=settings.PORTAL_ORGANISATION_NAME,
        service_name=settings.PORTAL_SERVICE_NAME,
        is_demonstration=settings.IS_DEMONSTRATION,
    )


def portal(request: HttpRequest) -> dict[str, Portal]:
    """Give templates `portal`. Asks the database nothing."""
    return {"portal": portal_names()}
