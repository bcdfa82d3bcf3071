"""A request happens at one moment: a page that asked twice around midnight would mix two days."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from priorities.models import UpdateCycle
from send_portal import clock
from tests.actions.editing import one

CYCLE = {
    "meeting_on_0": "21", "meeting_on_1": "11", "meeting_on_2": "2024", "papers_on_0": "14", "papers_on_1": "11",
    "papers_on_2": "2024", "papers_time": "12:00", "reason": "The hall is taken", "revision": "1",
}  # fmt: skip


@pytest.mark.parametrize(
    ("view", "address", "typed"),
    [
        ("actions.views.priority", "/plans/2023-24/priorities/1/", None),
        ("actions.views.joining", one("1a", "milestones/"), {"title": "Pilot begins"}),
        ("priorities.views.cycles", "/plans/2023-24/cycles/{cycle}/", CYCLE),
    ],
)
def test_a_request_asks_the_time_once(
    view: str,
    address: str,
    typed: dict[str, str] | None,
    as_: Callable[[str], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def counted(name: str) -> Callable[[], object]:
        return lambda: asked.append(name) or getattr(clock, name)()

    counting = {name: counted(name) for name in ("now", "today")}
    client, address = as_("cora"), address.format(cycle=UpdateCycle.objects.latest("meeting_on").pk)
    monkeypatch.setattr(f"{view}.clock", types.SimpleNamespace(**vars(clock) | counting))
    answer = client.get(address) if typed is None else client.post(address, typed)
    assert (answer.status_code, asked) == (200 if typed is None else 302, ["now"])
