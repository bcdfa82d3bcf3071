"""The proof after every test: what a test writes past the history is found, whichever way it is written."""

import pytest
from django.db import connection

from actions.models import Action
from audit.recording import recording
from tests.reconciling import Writes
from tests.world import NOW, TESTER

UPDATE = "SET title = 'Changed' WHERE key = '1a'"


@pytest.mark.breaks_history
@pytest.mark.parametrize(
    "statement", [f'UPDATE "actions_action" {UPDATE}', f"/* by hand */ UPDATE actions_action {UPDATE}"]
)
def test_a_write_past_the_history_is_found(statement: str, writes: Writes, db: None) -> None:
    writes.unreconciled()
    assert writes.unreconciled() == []
    with connection.cursor() as cursor:
        cursor.execute(statement)
    (found,) = writes.unreconciled()
    assert "differs from its newest history row in title" in found


@pytest.mark.breaks_history
def test_a_later_write_elsewhere_hides_nothing(writes: Writes, db: None) -> None:
    writes.unreconciled()
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE "actions_action" {UPDATE}')
    with recording(by=TESTER, now=NOW):
        priority = Action.objects.get(key="1a").priority
        priority.title = "Another title"
        priority.save()
    assert len(writes.unreconciled()) == 1
