"""Promises to bodies: met, put right, and open again."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from audit.recording import Refused
from governance.models import Body, Commitment
from governance.services.bodies import meet_commitment
from priorities.partial_date import PartialDate
from tests.actions.editing import dated
from tests.actions.reading import texts
from tests.governance.reporting import DAY, revision_of, start, told, write
from tests.world import NOW

As = Callable[[str], Client]
MET = datetime.date(2023, 9, 25)


@pytest.fixture
def promise(people: types.SimpleNamespace) -> Commitment:
    """One that is said to be met on 25 September 2023."""
    promise = Commitment.objects.get(title__startswith="Detailed action plan")
    return meet_commitment(commitment=promise, by=people.cora, now=NOW, met_on=MET)


def sent_by(client: Client, promise: Commitment, **fields: Any) -> tuple[int, str]:
    """Status and page after the form was sent with these fields."""
    address = f"/forward-plan/{promise.pk}/"
    answer = client.post(address, {"met_by_report": "", **revision_of(client, address), **fields}, follow=True)
    return answer.status_code, texts(answer)


def test_a_met_promise_is_put_right_with_a_reason(as_: As, promise: Commitment) -> None:
    client, day = as_("cora"), dated("met_on", PartialDate.day(2024, 9, 4))
    assert "It must not be in the future" in sent_by(client, promise, **dated("met_on", DAY), reason="A slip")[1]
    status, page = sent_by(client, promise, **day)
    assert (status, "Enter why you are changing it" in page) == (422, True)
    assert Commitment.objects.get(pk=promise.pk).met_on == MET
    assert "Met on 4 September 2024" in sent_by(client, promise, **day, reason="A slip of the year")[1]
    assert promise.history.latest("history_id").history_change_reason == "A slip of the year"


def test_a_met_promise_is_opened_again(as_: As, promise: Commitment) -> None:
    client = as_("cora")
    assert "Leave it empty to open the promise again." in texts(client.get(f"/forward-plan/{promise.pk}/"))
    assert sent_by(client, promise)[0] == 422
    status, page = sent_by(client, promise, reason="It was another paper")
    assert (status, "The promise is open again." in page) == (200, True)
    assert Commitment.objects.get(pk=promise.pk).met_on is None


def test_an_open_promise_needs_its_day(as_: As, people: types.SimpleNamespace) -> None:
    promise, client = Commitment.objects.filter(met_on__isnull=True)[0], as_("cora")
    form = client.get(f"/forward-plan/{promise.pk}/").context["form"]
    assert "reason" not in form.fields
    assert sent_by(client, promise)[0] == 422


def test_only_a_report_that_was_seen_meets_a_promise(
    as_: As, promise: Commitment, people: types.SimpleNamespace
) -> None:
    draft = write(start(people.cora, title="A draft"), people.cora)
    client = as_("cora")
    field = client.get(f"/forward-plan/{promise.pk}/").context["form"].fields["met_by_report"]
    assert str(draft.pk) not in dict(field.choices)
    said = {"commitment": promise, "by": people.cora, "now": NOW, "met_on": MET}
    with pytest.raises(Refused, match="must not be in the future"):
        meet_commitment(**said | {"met_on": NOW.date() + datetime.timedelta(days=1)})
    with pytest.raises(Refused, match="finalised or published"):
        meet_commitment(**said, met_by_report=draft)
    seen = told(people.cora, date=DAY)
    assert meet_commitment(**said, met_by_report=seen).met_by_report == seen
    with pytest.raises(Refused, match="Say why this changes"):
        meet_commitment(**said)
    status, page = sent_by(client, promise, met_by_report=seen.pk, reason="It is open")
    assert (status, "Enter the day on which the report met it" in page) == (422, True)


@pytest.mark.parametrize("year", ["1999", "2035"])
def test_a_promise_that_is_due_far_from_today_is_asked_about(
    year: str, as_: As, people: types.SimpleNamespace
) -> None:
    client, board = as_("cora"), Body.objects.get(slug="health-and-wellbeing-board")
    sent = {"to_body": board.pk, "title": "A further report", "due_0": "", "due_1": "", "due_2": year}
    answer = client.post("/forward-plan/new/", sent)
    assert (answer.status_code, f"It is due {year}. Is that right?" in texts(answer)) == (422, True)
    assert not Commitment.objects.filter(title="A further report").exists()
    assert client.post("/forward-plan/new/", sent | {"due_2": "2023"}).status_code == 302
    yes = {"considered": f"due-{year}-12-31", "title": "Another report"}
    assert client.post("/forward-plan/new/", sent | yes).status_code == 302
    dues = Commitment.objects.filter(title__endswith=" report").values_list("due_on__year", flat=True)
    assert {2023, int(year)} <= set(dues)
