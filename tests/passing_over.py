"""On PostgreSQL, only tests that the database may make a difference to: the others have run on SQLite.

A test without one of these fixtures or marks cannot ask a database: pytest-django lets none through. Those in
tests/send_portal read settings and run commands, which may look at the database's address.
"""

import os

import pytest

FIXTURES = {"db", "transactional_db", "django_db_setup", "prepared_portal", "prepared_empty_portal"}
MARKS = ("django_db", "browser", "process")
FOLDER = "/tests/send_portal/"


def may_differ(fixtures: set[str], marks: set[str], path: str) -> bool:
    """Whether a test that asks for these fixtures, in this file, may come out differently on another database."""
    return bool(fixtures & FIXTURES or marks.intersection(MARKS)) or FOLDER in path


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not os.environ.get("PORTAL_TEST_DATABASE_URL"):
        return
    kept, passed_over = [], []
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        marks = {mark.name for mark in item.iter_markers()}
        (kept if may_differ(fixtures, marks, str(item.path)) else passed_over).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=passed_over)
