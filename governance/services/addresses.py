"""Names in addresses that nothing else has yet."""

from typing import Any

from governance.models import Body
from priorities.partial_date import PartialDate


def dated_slug(model: type[Any], on: PartialDate, body: Body) -> str:
    """`2024-09-25-health-and-wellbeing-board`, for a report or a meeting; with a number where that is taken."""
    day = f"{on.on:%Y-%m-%d}" if on.precision == "day" else f"{on.on:%Y-%m}"
    first = slug = f"{day}-{body.slug}"
    number = 1
    while model.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{first}-{number}"
    return slug
