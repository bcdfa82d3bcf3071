"""What the services of people refuse."""

import types
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, transaction

from accounts.models import RoleGrant, User
from accounts.services import change_person, end_role, grant_role
from tests.world import NOW


@pytest.mark.parametrize("name", ["password", "is_demonstration", "jobtitle"])
def test_change_person_changes_nothing_else(name: str, people: types.SimpleNamespace) -> None:
    rows = people.mo.history.count()
    with pytest.raises(TypeError, match=name):
        change_person(person=people.mo, by=people.ada, now=NOW, reason="A slip", **{name: "x"})
    assert people.mo.history.count() == rows


def close(person: User, by: User) -> None:
    change_person(person=person, by=by, now=NOW, reason="Leaves", is_active=False)


def end(person: User, by: User) -> None:
    grant = RoleGrant.objects.get(user=person, role="administrator")
    end_role(grant=grant, by=by, now=NOW, reason="Leaves")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
@pytest.mark.parametrize("change", [close, end])
def test_one_change_of_administrators_waits_for_another(
    change: Callable[[User, User], None], people: types.SimpleNamespace
) -> None:
    """Or two administrators end each other's role, and each of the two changes sees the other one still there."""

    def is_locked() -> bool:
        try:
            with transaction.atomic():
                RoleGrant.objects.select_for_update(nowait=True).get(user=people.ada, role="administrator")
        except OperationalError:
            return True
        finally:
            connection.close()
        return False

    grant_role(to=people.mo, role="administrator", by=people.ada, now=NOW)
    change(people.mo, people.ada)
    with ThreadPoolExecutor(1) as another_tab:
        assert another_tab.submit(is_locked).result()
