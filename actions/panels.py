"""Parts of an action's pages that higher apps add: each names a template and what it shows, for one person.

A higher app adds its functions in `AppConfig.ready()`; each is filtered by that app’s own access rule, and gives None
where it has nothing to show. How many queries each asks does not depend on how much there is.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from accounts.models import User
from actions.models import Action, ProgressUpdate


class Panel(NamedTuple):
    """A part of a page: its template, which finds the context as `panel`."""

    template: str
    context: Mapping[str, Any]


# On the page of an action, between its wording and its updates.
of_action: list[Callable[[User, Action], Panel | None]] = []
# Beside the form of an update; the last update is None before the first one.
of_update: list[Callable[[User, Action, ProgressUpdate | None], Panel | None]] = []
# On "My actions", after the actions.
of_person: list[Callable[[User, datetime.date], Panel | None]] = []


def shown(found: Iterable[Panel | None]) -> list[Panel]:
    """The panels that have something to show, in the order in which they were added."""
    return [panel for panel in found if panel is not None]
