"""What every page says about the portal itself."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True)
class Portal:
    """The names and the look of every page; whether it is a demonstration, and of the first plan."""

    organisation_name: str
    service_name: str
    council_name: str
    contact: str
    brand_colour: str
    has_logo: bool
    is_demonstration: bool
    has_first_plan: bool

    @property
    def run_by(self) -> str:
        """Who answers for the portal: the council where it is named, else the partnership."""
        return self.council_name or self.organisation_name


def portal_names() -> Portal:
    """The names as the settings have them now."""
    return Portal(
        organisation_name=settings.PORTAL_ORGANISATION_NAME,
        service_name=settings.PORTAL_SERVICE_NAME,
        council_name=settings.PORTAL_COUNCIL_NAME,
        contact=settings.PORTAL_CONTACT,
        brand_colour=settings.PORTAL_BRAND_COLOUR,
        has_logo=settings.PORTAL_LOGO is not None,
        is_demonstration=settings.IS_DEMONSTRATION,
        has_first_plan=settings.PORTAL_PLAN == "first",
    )


def portal(request: HttpRequest) -> dict[str, Portal]:
    """Give templates `portal`. Asks the database nothing."""
    return {"portal": portal_names()}
