"""What tests of a plan's own pages share."""

import types
from collections.abc import Callable
from typing import Any

import pytest

from audit.describe import entries
from audit.models import AuditedModel
from priorities.models import ActionPlan


@pytest.fixture
def plan(db: None) -> ActionPlan:
    return ActionPlan.objects.get()


@pytest.fixture
def told(people: types.SimpleNamespace) -> Callable[[AuditedModel], list[str]]:
    """The newest change of a record in words: who, why, and each field from and to."""

    def newest(record: AuditedModel) -> list[str]:
        entry: Any = entries([type(record).history.filter(id=record.pk)])[0]
        changes = [f"{one.label}: {one.before} > {one.after}" for line in entry.lines for one in line.changes]
        return [entry.actor, entry.reason, *changes]

    return newest


def words(response: Any) -> str:
    """The page's text with its white space evened out."""
    return " ".join(response.content.decode().split())
