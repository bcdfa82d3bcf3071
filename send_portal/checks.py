"""System checks: whether the portal is ready, and whether this database may be served.

All of them look into the database, so they run for `/health/ready` and `check --deploy --database default`, and not
before `migrate`, which is what puts most of it right. Other apps add their own with the tag `ready`.
"""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register, run_checks
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

READY = "ready"
START = "start"
OLDEST_SQLITE = (3, 39)


def problems(tag: str) -> list[CheckMessage]:
    """What the checks with this tag say about the database."""
    found = run_checks(tags=[tag], include_deployment_checks=True, databases=["default"])
    return [message for message in found if message.is_serious()]


@register(READY, Tags.database, deploy=True)
def database_answers(app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """send_portal.E001: the database can be reached."""
    errors: list[CheckMessage] = []
    for alias in databases or ():
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            hint = "Start the database, or correct DATABASE_URL."
            errors.append(Error("The database does not answer.", hint=hint, id="send_portal.E001"))
    return errors


@register(READY, Tags.database, deploy=True)
def migrations_are_applied(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """send_portal.E002: the tables are those of this version, the cache table included."""
    errors: list[CheckMessage] = []
    for alias in databases or ():
        try:
            executor = MigrationExecutor(connections[alias])
            waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
            has_cache = settings.CACHES["default"]["LOCATION"] in connections[alias].introspection.table_names()
        except DatabaseError:
            continue  # send_portal.E001 says it
        if waiting or not has_cache:
            hint = "Run `manage.py prepare`."
            errors.append(Error("The database is not of this version.", hint=hint, id="send_portal.E002"))
    return errors


@register(READY, START, Tags.database, deploy=True)
def sqlite_is_new_enough(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """send_portal.E004: SQLite understands what the portal asks; IS DISTINCT FROM (audit/feed.py) is of 3.39."""
    uses_sqlite = any(connections[alias].vendor == "sqlite" for alias in databases or ())
    if not uses_sqlite or sqlite3.sqlite_version_info >= OLDEST_SQLITE:
        return []
    hint = "Use PostgreSQL (DATABASE_URL), or a system whose Python has SQLite 3.39 or newer, such as Debian 12."
    found = f"SQLite {sqlite3.sqlite_version} is too old: what has changed could not be shown."
    return [Error(found, hint=hint, id="send_portal.E004")]


@register(READY, START, Tags.database, deploy=True)
def no_demonstration_person_in_production(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """send_portal.E003: nobody with a published password can sign in to a real portal."""
    if settings.IS_DEMONSTRATION or not databases:
        return []
    people = apps.get_model(settings.AUTH_USER_MODEL)._default_manager
    try:
        found = people.filter(is_demonstration=True, is_active=True).exists()
    except DatabaseError:
        return []  # no database or no table yet: send_portal.E001 and E002 say it
    if not found:
        return []
    hint = "Give production a database of its own: one that held a demonstration never becomes a real one."
    return [Error("An active demonstration person is in a production database.", hint=hint, id="send_portal.E003")]
