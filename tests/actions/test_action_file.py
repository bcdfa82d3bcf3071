"""The list of actions as CSV: what is shown, in words, posts instead of persons, no formula."""

import csv
import io
import types
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.services import change_person
from actions.models import Action
from actions.services import edit_action, set_due_date, set_plan_state
from priorities.partial_date import PartialDate
from tests.growing import Grower
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
FILE = "/plans/2023-24/actions.csv"
RISK = {"status": "at_risk", "recovery": "It is advertised.", "consequence": "A delay."}


def rows(client: Client, query: str = "") -> dict[str, dict[str, str]]:
    """The file's rows by reference."""
    response = client.get(FILE + query)
    assert response.status_code == 200
    assert response.streaming
    file = b"".join(response).decode("utf-8-sig")
    return {row["Reference"]: row for row in csv.DictReader(io.StringIO(file, newline=""))}


def test_everything_in_words(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    post = {"job_title": "SEND service manager"}
    change_person(person=people.olive, by=people.ada, now=NOW, reason="Promoted", **post)
    set_due_date(action=act("1a"), due=PartialDate.season(2025, "spring"), by=people.cora, now=NOW, reason="Vacant")
    give_update(act("1a"), people.olive, headline="Two schools, “so far”.", reason="A post,\nvacant.", **RISK)
    later = PartialDate.season(2025, "spring")
    edit_action(action=act("1c"), by=people.cora, now=NOW, is_ongoing=True, review=later)
    waits = {"state": "paused", "reason": "Waits for the review", "paused_until": later}
    set_plan_state(action=act("1b"), by=people.cora, now=NOW, **waits)
    found = rows(as_("mo"))
    assert len(found) == 39
    assert found["1a"] | {"Priority": "", "Action": ""} == {
        "Reference": "1a",
        "Priority": "",
        "Part of": "",
        "Action": "",
        "In the plan": "Agreed",
        "Reason for this state": found["1c"]["Reason for this state"],
        "Status": "At risk",
        "Lead": f"SEND service manager, {people.olive.organisation}",
        "Due": "Spring 2025",
        "Original due date": "2024-12-31",
        "Flags": "Slipped",
        "Last update": "2024-09-04",
        "Headline": "Two schools, “so far”.",
        "Why at risk or off track": "A post,\nvacant.",
        "Outcome": "",
        "Reason for the outcome": "",
    }
    assert found["1a"]["Priority"].startswith("1. ")
    assert found["1a"]["Action"] == act("1a").title
    assert (found["1b"]["In the plan"], found["1b"]["Reason for this state"]) == (
        "Paused",
        "Waits for the review",
    )
    assert found["1c"]["Due"] == "Ongoing"
    assert found["3f(i)"]["Part of"] == "3f"
    assert found["5a"]["Flags"] == "Not updated; No lead; No date"
    assert found["5a"]["Lead"] == found["5a"]["Due"] == found["5a"]["Last update"] == ""


def test_no_person_is_named(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive)
    file = b"".join(as_("mo").get(FILE)).decode()
    assert people.olive.organisation.name in file
    for person in vars(people).values():
        assert person.name not in file


def test_what_is_shown(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1b"), people.olive, reason="A post is vacant.", **RISK)
    give_update(act("1a"), people.olive, reason="A post is vacant.", **RISK)
    give_update(act("3f.i"), people.otis)
    assert list(rows(as_("mo"), "?status=at_risk")) == ["1a", "1b"]
    assert list(rows(as_("mo"), "?show=updated&sort=status")) == ["1a", "1b", "3f(i)"]
    assert rows(as_("mo"), "?status=off_track") == {}


def test_what_cannot_be_looked_for_gets_the_pages_answer(as_: As) -> None:
    page, file = (as_("mo").get(address + "?q=a%00b") for address in ("/plans/2023-24/actions/", FILE))
    assert (page.status_code, file.status_code) == (422, 422)
    assert "contains a character that cannot be shown" in file.content.decode()


def test_its_name_says_the_plan(as_: As) -> None:
    response = as_("mo").get(FILE)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="actions-2023-24.csv"'


@pytest.mark.parametrize("headline", ['=HYPERLINK("http://x.example")', "+1", "-1", "@SUM(A1)", "＝1"])
def test_no_cell_is_a_formula(headline: str, as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, headline=headline)
    assert rows(as_("mo"))["1a"]["Headline"] == "'" + headline


def test_all_pages_in_one_query(grow: Grower, as_: As) -> None:
    priority = grow.priority(1)
    for number in range(1, 62):
        grow.action(priority, number)
    response = as_("mo").get("/plans/grown/actions.csv?page=2")
    with CaptureQueriesContext(connection) as captured:
        assert b"".join(response).count(b"\r\n") == 62
    assert len(captured) == 1
