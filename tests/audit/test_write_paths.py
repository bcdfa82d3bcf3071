"""Every way to write an audited record: recorded, refused, or found by the reconciliation."""

import asyncio
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F

from accounts.models import Organisation, RoleGrant, User
from actions.models import Action, Milestone, ProgressUpdate
from actions.services import edit_action
from audit import reconciliation
from audit.recording import NotRecorded, StaleRecord, recording
from tests.world import NOW, TESTER, give_update

Act = Callable[[str], Action]


def save_outside(action: Action) -> None:
    action.title = "Changed"
    action.save()


def create_outside(action: Action) -> None:
    Milestone.objects.create(action=action, title="Changed")


def create_related(action: Action) -> None:
    action.milestones.create(title="Changed")


def update(action: Action) -> None:
    Action.objects.filter(pk=action.pk).update(title="Changed")


def update_by_base_manager(action: Action) -> None:
    Action._base_manager.filter(pk=action.pk).update(title="Changed")


def update_by_relation(action: Action) -> None:
    action.priority.actions.update(title="Changed")


def bulk_create(action: Action) -> None:
    Milestone.objects.bulk_create([Milestone(action=action, title="Changed")])


def bulk_update(action: Action) -> None:
    action.title = "Changed"
    Action.objects.bulk_update([action], ["title"])


def delete_queryset(action: Action) -> None:
    Action.objects.filter(pk=action.pk).delete()


def delete_record(action: Action) -> None:
    action.delete()


def get_or_create(action: Action) -> None:
    Milestone.objects.get_or_create(action=action, title="Changed")


def update_or_create(action: Action) -> None:
    Action.objects.update_or_create(pk=action.pk, defaults={"title": "Changed"})


def delete_link(action: Action) -> None:
    RoleGrant.objects.first().delete()


def save_some_fields(action: Action) -> None:
    action.title = "Changed"
    action.save(update_fields=["title"])


def save_without_history(action: Action) -> None:
    action.title = "Changed"
    action.save_without_historical_record()


def add_by_relation(action: Action) -> None:
    other = Action.objects.exclude(priority=action.priority).first()
    action.priority.actions.add(other)


def clear_relation(action: Action) -> None:
    action.lead.actions_led.clear()


def set_relation(action: Action) -> None:
    action.lead.actions_led.set([])


def save_async(action: Action) -> None:
    action.title = "Changed"
    asyncio.run(action.asave())


def update_async(action: Action) -> None:
    asyncio.run(Action.objects.aupdate(title="Changed"))


def save_base(action: Action) -> None:
    action.title = "Changed"
    action.save_base()


def save_expression(action: Action) -> None:
    with recording(by=TESTER, now=NOW):
        action.position = F("position") + 1
        action.save()


def change_history_row(action: Action) -> None:
    row = action.history.first()
    row.title = "Changed"
    row.save()


def delete_history_row(action: Action) -> None:
    action.history.first().delete()


def change_append_only(action: Action) -> None:
    told = ProgressUpdate.objects.get()
    told.headline = "Changed"
    told.save()


def delete_append_only(action: Action) -> None:
    ProgressUpdate.objects.get().delete()


def forge_append_only(action: Action) -> None:
    told = ProgressUpdate.objects.get()
    told.pk, told._state.adding = None, True
    told.save()


REFUSED = [
    save_outside, create_outside, create_related, update, update_by_base_manager, update_by_relation, bulk_create,
    bulk_update, delete_queryset, delete_record, get_or_create, update_or_create, delete_link, save_some_fields,
    save_without_history, add_by_relation, clear_relation, set_relation, save_base, save_expression,
    change_history_row, delete_history_row, change_append_only, delete_append_only, forge_append_only,
]  # fmt: skip


def fingerprint(action: Action) -> tuple[Any, ...]:
    """All that a refused write must leave as it was."""
    return (
        Action.objects.values_list().get(pk=action.pk),
        Action.history.count(),
        list(Milestone.objects.values_list()),
        list(ProgressUpdate.objects.values_list()),
        RoleGrant.objects.count(),
        list(action.priority.actions.values_list("pk", flat=True)),
    )


@pytest.mark.parametrize("write", REFUSED, ids=lambda write: write.__name__)
def test_is_refused(write: Callable[[Action], None], act: Act, people: types.SimpleNamespace) -> None:
    action = act("1a")
    give_update(action, people.olive)
    before = fingerprint(action)
    with pytest.raises((NotRecorded, TypeError, ValidationError, AttributeError)), transaction.atomic():
        write(act("1a"))
    assert fingerprint(action) == before


@pytest.mark.parametrize("write", [save_async, update_async], ids=lambda write: write.__name__)
def test_is_refused_when_awaited(write: Callable[[Action], None], act: Act) -> None:
    before = fingerprint(act("1a"))
    with pytest.raises((NotRecorded, TypeError)):
        write(act("1a"))
    assert fingerprint(act("1a")) == before


def sql_update(action: Action) -> None:
    execute("UPDATE actions_action SET title = 'Changed' WHERE id = %s", action.pk)


def sql_update_without_trace(action: Action) -> None:
    execute("UPDATE actions_action SET revision = revision + 1 WHERE id = %s", action.pk)


def sql_delete(action: Action) -> None:
    execute("DELETE FROM actions_milestone WHERE id = %s", Milestone.objects.earliest("pk").pk)


def sql_insert(action: Action) -> None:
    execute(
        "INSERT INTO accounts_organisation (revision, name, short_name, sector, is_active, is_demonstration) "
        "VALUES (1, %s, '', 'council', %s, %s)",
        "Another council", True, False,
    )  # fmt: skip


def load_data(action: Action) -> None:
    rows = serializers.serialize("json", [action]).replace(action.title, "Changed")
    for restored in serializers.deserialize("json", rows):
        restored.save()


def private_update(action: Action) -> None:
    Action.objects.filter(pk=action.pk)._update([(Action._meta.get_field("title"), None, "Changed")])


def private_delete(action: Action) -> None:
    milestones = Milestone.objects.filter(pk=Milestone.objects.earliest("pk").pk)
    milestones._raw_delete(milestones.db)


def forged_history(action: Action) -> None:
    row = action.history.first()
    row.pk = None
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    type(row)._base_manager._insert([row], fields=fields, using="default")


def execute(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


FOUND = [
    sql_update, sql_update_without_trace, sql_delete, sql_insert, load_data, private_update, private_delete,
    forged_history,
]  # fmt: skip


@pytest.mark.breaks_history
@pytest.mark.parametrize("write", FOUND, ids=lambda write: write.__name__)
def test_is_found(write: Callable[[Action], None], act: Act, capsys: pytest.CaptureFixture[str]) -> None:
    assert list(reconciliation.findings()) == []
    write(act("1a"))
    assert list(reconciliation.findings()) != []
    with pytest.raises(SystemExit) as ended:
        call_command("audit_check")
    assert ended.value.code == 1
    assert "actions." in capsys.readouterr().out or write is sql_insert


def test_service_is_recorded(act: Act, people: types.SimpleNamespace) -> None:
    action = edit_action(action=act("1a"), by=people.cora, now=NOW, reason="Clearer", title="Changed")
    row = action.history.first()
    assert (row.title, row.history_user, row.actor_name, row.actor_role) == (
        "Changed", people.cora, "Cora Vale", "co-ordinator",
    )  # fmt: skip
    assert (row.history_change_reason, row.history_date) == ("Clearer", NOW)


def change_and_fail(action: Action, by: User) -> None:
    with recording(by=by, now=NOW):
        action.title = "Changed"
        action.save()
        raise RuntimeError("halfway")


def test_change_and_history_fall_together(act: Act, people: types.SimpleNamespace) -> None:
    before = fingerprint(act("1a"))
    with pytest.raises(RuntimeError, match="halfway"):
        change_and_fail(act("1a"), people.cora)
    assert fingerprint(act("1a")) == before


def test_saving_what_has_not_changed_writes_nothing(act: Act, people: types.SimpleNamespace) -> None:
    before = fingerprint(act("1a"))
    with recording(by=people.cora, now=NOW):
        act("1a").save()
    assert fingerprint(act("1a")) == before


def test_recording_is_not_nested(people: types.SimpleNamespace) -> None:
    with (
        pytest.raises(RuntimeError, match="one author"),
        recording(by=people.cora, now=NOW),
        recording(by=people.cora, now=NOW),
    ):
        Organisation.objects.first()


def test_stale_instance_is_not_saved_over_a_newer_change(act: Act, people: types.SimpleNamespace) -> None:
    stale = act("1a")
    edit_action(action=act("1a"), by=people.cora, now=NOW, reason="Clearer", title="Newer")
    stale.plain_words = "Older"
    for instance in (stale, act("1b")):
        instance.revision = instance.revision if instance is stale else 99
        with pytest.raises(StaleRecord), recording(by=people.cora, now=NOW):
            instance.save()
    assert act("1a").title == "Newer"
