"""What the services of people refuse."""

import types

import pytest

from accounts.services import change_person
from tests.world import NOW


@pytest.mark.parametrize("name", ["password", "is_demonstration", "jobtitle"])
def test_change_person_changes_nothing_else(name: str, people: types.SimpleNamespace) -> None:
    rows = people.mo.history.count()
    with pytest.raises(TypeError, match=name):
        change_person(person=people.mo, by=people.ada, now=NOW, reason="A slip", **{name: "x"})
    assert people.mo.history.count() == rows
