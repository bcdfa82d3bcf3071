"""A large spreadsheet is brought in with few statements for each action, since others wait meanwhile."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actions.from_sheet import compare
from actions.models import Action
from tests.actions.importing_pages import book, confirmed, walked
from tests.actions.reading import words

As = Callable[[str], Client]
Act = Callable[[str], Action]
MOST_EACH = 11


def rows(first: int, number: int) -> list[tuple[str, ...]]:
    return [
        ("Priority 8 Next", f"8.{one}", f"Do {one}", f"Team {one}", "31/03/2025", "Green", f"Did {one}", "Ten")
        for one in range(first, first + number)
    ]


def statements(client: Client, body: bytes) -> int:
    page = walked(client, body)
    with CaptureQueriesContext(connection) as asked:
        assert confirmed(client, page).status_code == 302
    return len(asked)


def test_each_action_takes_few_statements(as_: As) -> None:
    cora = as_("cora")
    few = statements(cora, book(*rows(1, 2)))
    many = statements(cora, book(*rows(3, 22)))
    assert (many - few) / 20 <= MOST_EACH


def test_new_actions_follow_one_another_and_those_that_stand(as_: As, act: Act) -> None:
    cora = as_("cora")
    confirmed(cora, walked(cora, book(*rows(1, 3))))
    confirmed(cora, walked(cora, book(*rows(4, 2))))
    assert [act(f"8.{one}").position for one in range(1, 6)] == [1, 2, 3, 4, 5]


def test_who_brings_in_much_is_told_that_others_wait(as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    cora = as_("cora")
    assert "nobody else can save" not in words(walked(cora, book(*rows(1, 2))))
    monkeypatch.setattr(compare, "LARGE", 1)
    assert "nobody else can save anything meanwhile" in words(walked(cora, book(*rows(1, 2))))
