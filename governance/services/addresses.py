"""Names in addresses that nothing else has yet."""

from typing import Any

from governance.models import Body
from priorities.partial_date import PartialDate


def dated_slug(model: type[Any], on: PartialDate, body: Body) -> str:
    """`2024-09-25-health-and-wellbeing-board`, for a report or a meeting; with a number where that is taken."""
    first = slug = first_slug(on, body)
    number = 1
    while model.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{first}-{number}"
    return slug


def first_slug(on: PartialDate, body: Body) -> str:
    """The name of the first report or meeting of a body on a date: whatever becomes of the date, it stays."""
    day = f"{on.on:%Y-%m-%d}" if on.precision == "day" else f"{on.on:%Y-%m}"
    return f"{day}-{body.slug}"
