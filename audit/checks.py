"""System checks of the audit: what would let a change slip past the history."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register
from django.db import connections
from django.db.utils import DatabaseError

from audit import append_only
from send_portal.checks import READY, START

HINT = "Run `manage.py migrate`: it puts the triggers back."
# A database that is not prepared yet has none of them: a hundred names would hide what to do.
MOST_NAMED = 5


@register(READY, START, deploy=True)
def triggers_stand(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[Error]:
    """audit.E001: every append-only table refuses change in the database itself.

    The portal neither starts nor is ready without them. A deployment check that looks only into databases it is given:
    `migrate`, which puts the triggers back, is not stopped by it, and `check --deploy` needs no database unless it is
    called with `--database default`.
    """
    errors = []
    for alias in databases or ():
        try:
            missing = append_only.missing(connections[alias])
        except DatabaseError:
            continue  # send_portal.E001 says it, and a portal that waits for its database may start
        if missing:
            errors.append(
                Error(f"Append-only triggers are missing or altered: {_named(missing)}", hint=HINT, id="audit.E001")
            )
    return errors


def _named(triggers: list[str]) -> str:
    """The first of them by name, and how many others there are."""
    others = len(triggers) - MOST_NAMED
    return ", ".join(triggers[:MOST_NAMED]) + (f" and {others} more" if others > 0 else "")


@register()
def history_is_on(app_configs: Any, **kwargs: Any) -> list[Error]:
    """audit.E002: history cannot be switched off by a setting."""
    if getattr(settings, "SIMPLE_HISTORY_ENABLED", True):
        return []
    return [
        Error("SIMPLE_HISTORY_ENABLED is off.", hint="Take the setting away: history is never off.", id="audit.E002")
    ]
