"""A bundle asks the database as often for many actions as for one."""

import types
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.governance.bundling import URL, asked
from tests.growing import MANY, ONE, Grower, assert_same
from tests.world import NOW

As = Callable[[str], Client]


@pytest.fixture
def queries(as_: As) -> Callable[[], list[str]]:
    client = as_("cora")

    def counted() -> list[str]:
        client.get("/roles/")
        with CaptureQueriesContext(connection) as captured:
            answer = client.post(URL, asked(plan="grown"))
            b"".join(answer)
        assert answer["Content-Type"] == "application/zip"
        return [query["sql"] for query in captured]

    return counted


def test_as_many_queries_for_many_actions(
    grow: Grower, queries: Callable[[], list[str]], people: types.SimpleNamespace, clock_stands: Callable
) -> None:
    clock_stands(NOW)
    priority = grow.priority(1)
    grow.told(grow.action(priority, ONE), ONE)
    few = queries()
    for number in range(ONE + 1, MANY + 1):
        grow.told(grow.action(priority, number), number)
    assert_same(few, queries())
    # Every kind of record that changed is read by itself for the lines of what changed.
    assert len(few) <= 164
