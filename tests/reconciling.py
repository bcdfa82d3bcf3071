"""Every record equals its newest history row, after each test that uses the database.

What nobody has written to since it was last found whole is whole still: only the tables that were written to meanwhile
are gone through again, and every proof beside the histories.
"""

import functools
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.backends.signals import connection_created

from audit import reconciliation
from audit.models import AuditedModel, append_only_models, audited_models

WRITING = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
HARMLESS = re.compile(
    r"(?:SELECT|EXPLAIN|BEGIN|SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT|SET CONSTRAINTS|PRAGMA)\b"
)


class Writes:
    """Watches the tests' database connection for the tables that are written to."""

    def __init__(self) -> None:
        self.tables: set[str] = set()
        self.is_told_all = False  # by statements of which each names its table

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """As Django's `execute_wrapper` asks for."""
        if written := WRITING.match(sql):
            self.tables.add(written[1])
        elif not HARMLESS.match(sql):
            self.is_told_all = False
        return execute(sql, params, many, context)

    def connected(self, **more: Any) -> None:
        """Another thread writes by a connection of its own, or this one by a new one."""
        self.is_told_all = False

    def unreconciled(self) -> list[str]:
        """What does not fit of all that was written to since this was last asked."""
        written, is_told_all = self.tables, self.is_told_all
        self.tables, self.is_told_all = set(), True
        if not is_told_all:
            return list(reconciliation.findings())
        models = [model for model in audited_models() if written & tables_of(model)]
        is_written = models or written & {model._meta.db_table for model in append_only_models()}
        return list(reconciliation.findings(models)) if is_written else []


@functools.cache
def tables_of(model: type[AuditedModel]) -> set[str]:
    return {model._meta.db_table, model.history.model._meta.db_table}


@pytest.fixture(scope="session")
def writes(django_db_setup: None) -> Iterator[Writes]:
    """The watch over this process's tests, from the world on that all of them begin with."""
    watch = Writes()
    connection_created.connect(watch.connected)
    with connection.execute_wrapper(watch):
        yield watch
    connection_created.disconnect(watch.connected)


@pytest.fixture(autouse=True)
def reconciled(request: pytest.FixtureRequest) -> Iterator[None]:
    """After every test that uses the database, every record equals its newest history row."""
    if "db" not in request.fixturenames:
        yield
        return
    watch: Writes = request.getfixturevalue("writes")
    request.getfixturevalue("db")
    yield
    found = watch.unreconciled()
    if request.node.get_closest_marker("breaks_history") is None:
        assert found == []
