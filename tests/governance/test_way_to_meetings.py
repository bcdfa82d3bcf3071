"""Pages of meetings and bodies lead back the same way, and light up the same part of the navigation."""

import re
import types
from collections.abc import Callable

import pytest
from django.test import Client

from tests.governance.composing import composed
from tests.governance.minuting import MINUTES, PAGE, minuted

BODY = "/bodies/local-inclusion-partnership/"
OF_MEETINGS = (
    "items/2/", "items/2/edit/", "items/2/history/", "items/2/minutes/", "agenda/", "items/new/", "attendance/",
    "minutes/", "history/", "edit/",
)  # fmt: skip


@pytest.fixture
def coordinator(people: types.SimpleNamespace, as_: Callable[[str], Client]) -> Client:
    composed(people)
    minuted(people)
    return as_("cora")


def way(client: Client, address: str) -> tuple[list[str], str]:
    """The breadcrumbs of a page, and the part of the navigation that it lights up."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    page = answer.content.decode()
    return re.findall(r'breadcrumbs__link" href="([^"]*)"', page), answer.context["section"]


def test_what_belongs_to_a_meeting_leads_back_through_it(coordinator: Client) -> None:
    decision, given = (coordinator.get(PAGE).context["decided"].decisions[0],
                       coordinator.get(PAGE).context["decided"].meeting_actions[0])  # fmt: skip
    others = (MINUTES + "summary/", decision.get_absolute_url(), given.get_absolute_url())
    for address in (*(PAGE + page for page in OF_MEETINGS), *others):
        crumbs, section = way(coordinator, address)
        assert (crumbs[:3], section) == (["/meetings/", BODY, PAGE], "meetings"), address


def test_bodies_and_forms_are_found_under_meetings(coordinator: Client) -> None:
    for address in (BODY, f"{BODY}history/", f"{BODY}edit/", "/bodies/new/", "/meeting-actions/",
                    f"{BODY}decisions/new/", f"{PAGE}items/2/meeting-actions/new/"):  # fmt: skip
        crumbs, section = way(coordinator, address)
        assert (crumbs[:1] or ["/meetings/"], section) == (["/meetings/"], "meetings"), address
