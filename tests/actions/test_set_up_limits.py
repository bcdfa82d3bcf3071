"""The set-up of a plan: what it takes, how much, and what it costs."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts.services import add_organisation, add_person
from actions.models import Action
from actions.services import edit_action
from actions.set_up.forms import RowForm
from design.fields import DateField
from priorities.fields import PartialDateField, PartialDateLineField
from priorities.partial_date import PartialDate
from tests.actions.set_up_page import URL, filled, revisions, sent, words
from tests.growing import MANY, Grower, assert_same
from tests.hostile import URLENCODED, WORDS, encoded, often
from tests.world import NOW, TESTER

As = Callable[[str], Client]


@pytest.mark.parametrize("address", ["/plans/none/set-up/", URL + "0/", URL + "2/", URL + "9" * 40 + "/"])
def test_no_such_page(address: str, as_: As) -> None:
    assert as_("cora").get(address).status_code == 404
    assert as_("cora").post(address, {}).status_code == 404


def test_wrong_method(as_: As) -> None:
    assert as_("cora").put(URL).status_code == 405


def test_a_long_plan_comes_in_parts(grow: Grower, as_: As, people: types.SimpleNamespace) -> None:
    priority = grow.priority(1)
    for number in range(1, 64):
        grow.action(priority, number)
    client = as_("cora")
    second = "/plans/grown/set-up/2/"
    assert second in words(client.get("/plans/grown/set-up/"))
    page = client.get(second).content.decode()
    fields = filled(page)
    assert len([name for name in fields if name.endswith("-revision")]) == 3
    answer = client.post(second, fields | {"1.61-planned_start": "2024"})
    assert answer["Location"] == second
    assert str(Action.objects.get(key="1.61").planned_start) == "2024"


def asked(client: Client, address: str, fields: dict[str, Any] | None = None) -> list[str]:
    client.get("/roles/")
    with CaptureQueriesContext(connection) as captured:
        client.get(address) if fields is None else client.post(address, fields)
    return [query["sql"] for query in captured]


def test_as_many_queries_for_many(grow: Grower, as_: As, people: types.SimpleNamespace) -> None:
    """Opening and sending the page untouched costs the same for 1 and 31 rows, people and organisations."""
    client, address = as_("cora"), "/plans/grown/set-up/"
    organisation = people.mo.organisation

    def add(number: int) -> None:
        action = grow.action(grow.priority(number), number)
        edit_action(**grow.by, action=action, organisations={organisation: "lead"})

    add(1)
    fields = filled(client.get(address).content.decode())
    few = [asked(client, address), asked(client, address, fields)]
    for number in range(2, MANY + 1):
        add(number)
        new = add_organisation(by=TESTER, now=NOW, name=f"Partner {number}", sector="health")
        add_person(by=TESTER, now=NOW, email=f"p{number}@x.example", name=f"P {number}", organisation=new)
    fields = filled(client.get(address).content.decode())
    assert_same(few[0], asked(client, address))
    assert_same(few[1], asked(client, address, fields))


def test_dates_are_read_as_people_write_them() -> None:
    field = PartialDateLineField(required=False)
    for text, date in {
        "31 10 2025": "31 October 2025", "31/10/2025": "31 October 2025", "31.10.2025": "31 October 2025",
        "2025-10-31": "31 October 2025", "1 sept 2025": "1 September 2025", "October 2025": "October 2025",
        "10/2025": "October 2025", "Autumn 2025": "autumn 2025", "winter 2025": "winter 2025/26",
        "Winter 2025/26": "winter 2025/26", "31st October 2025": "31 October 2025",
        "1st of sept 2025": "1 September 2025", "2nd 10 2025": "2 October 2025", "3RD/10/2025": "3 October 2025",
        "2025": "2025", " 2025 ": "2025", "": "None",
    }.items():  # fmt: skip
        assert str(field.clean(text)) == date
        if date != "None":
            assert field.clean(date) == field.clean(text)


def test_an_ordinal_is_read_in_the_row_and_elsewhere(as_: As, act: Callable[[str], Action]) -> None:
    client = as_("cora")
    assert client.post(URL, sent(client, **{"1c-due": "31st October 2025"})).status_code == 302
    assert act("1c").due == PartialDate.day(2025, 10, 31)
    assert DateField().clean(["1st", "May", "2025"]) == datetime.date(2025, 5, 1)
    assert PartialDateField().clean(["22nd", "5", "2025"]) == PartialDate.day(2025, 5, 22)


@pytest.mark.parametrize(
    "text", ["soon", "end of October 2025", "Friday 31 October 2025", "of", "31st x 2025", "-", "²"]
)
def test_what_is_no_date_is_told_how_to_write_one(text: str) -> None:
    with pytest.raises(ValidationError, match="must be a date like 31 10 2025, October 2025, autumn 2025 or 2025"):
        PartialDateLineField(required=False, subject="the due date").clean(text)


@pytest.mark.parametrize(
    ("text", "said"), [("31 10 25", "a year of 4 numbers"), ("31 2 2025", "a real date"), ("32 10 2025", "a real")]
)
def test_what_is_nearly_a_date_is_told_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        PartialDateLineField(required=False, subject="the due date").clean(text)


NAMES = sorted(f"{key}-{name}" for key in ("1a", "1c", "3f.i") for name in RowForm.base_fields)


@often
@given(fields=st.dictionaries(st.sampled_from([*NAMES, "reason"]), WORDS, max_size=12))
def test_whatever_is_typed(fields: dict[str, str], as_: As, db: None) -> None:
    client = as_("cora")
    body = {name: value for name, value in sent(client).items() if not isinstance(value, list)} | fields
    assert client.post(URL, encoded(body), content_type=URLENCODED).status_code in (302, 422)
    assert client.get("/plans/2023-24/actions/").status_code == 200


@pytest.mark.parametrize("body", [b"", b"\x00", b"%", b"1a-revision=%FF%FE", b"a=b;" * 400, b"=&=&"])
def test_a_body_that_no_browser_sends(body: bytes, as_: As, db: None) -> None:
    before = revisions()
    assert as_("cora").post(URL, body, content_type=URLENCODED).status_code in (302, 400, 422)
    assert revisions() == before
