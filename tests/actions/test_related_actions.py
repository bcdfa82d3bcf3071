"""Actions that overlap: linked and taken apart, with a reason."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action, RelatedAction
from actions.services import add_action, relate_actions, unrelate_actions
from audit.recording import Refused
from priorities.models import ActionPlan
from priorities.services import add_plan, add_priority
from tests.actions.editing import one, told
from tests.actions.reading import texts
from tests.world import NOW

As = Callable[[str], Client]
Act = Callable[[str], Action]
URL = one("1a", "related/")


@pytest.fixture
def before(db: None) -> int:
    """How many links the plan comes with."""
    return RelatedAction.objects.count()


def test_link(before: int, as_: As, act: Act, people: types.SimpleNamespace) -> None:
    client = as_("cora")
    fields = {"other": act("2a").pk, "reason": "The same families"}
    answer = client.post(URL, fields)
    assert (answer.status_code, answer["Location"]) == (302, URL)
    page = texts(client.get(URL))
    assert "2a has been linked to 1a" in page
    assert f'<option value="{act("2a").pk}">' not in page
    assert "The same families | Related action 1a" in told(act("1a"), people.cora)
    assert "The same families | Related action 1a" in told(act("2a"), people.cora)
    assert client.post(URL, fields | {"writer": "opened anew"}).status_code == 422
    assert RelatedAction.objects.count() == before + 1


def test_take_away(before: int, as_: As, act: Act, people: types.SimpleNamespace) -> None:
    relate_actions(one=act("2a"), other=act("1a"), by=people.cora, now=NOW)
    client = as_("cora")
    assert f'href="{URL}2a/"' in texts(client.get(URL))
    assert "Enter why they are no longer related" in texts(client.post(URL + "2a/", {"reason": " "}))
    assert RelatedAction.objects.count() == before + 1
    assert client.post(URL + "2a/", {"reason": "Different families"}).status_code == 302
    assert RelatedAction.objects.count() == before
    assert "Different families | Related action 1a" in told(act("2a"), people.cora)
    assert client.post(URL + "2a/", {"reason": "Different families"}).status_code == 404


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"other": ""}, "Choose the related action"),
        ({"other": "424242"}, "Choose one from the list"),
        ({"reason": ""}, "Enter why they are related"),
    ],
    ids=str,
)
def test_wrong_field_changes_nothing(fields: dict[str, str], message: str, before: int, as_: As, act: Act) -> None:
    answer = as_("cora").post(URL, {"other": act("2a").pk, "reason": "Kept text"} | fields)
    assert (answer.status_code, message in texts(answer)) == (422, True)
    assert RelatedAction.objects.count() == before


def test_wrong_person_method_and_id(before: int, as_: As, act: Act) -> None:
    assert as_("olive").post(URL, {"other": act("2a").pk, "reason": "Mine"}).status_code == 403
    assert as_("cora").put(URL).status_code == 405
    for other in ("2a", "1a", "9z"):
        assert as_("cora").post(f"{URL}{other}/", {"reason": "So"}).status_code == 404
    assert RelatedAction.objects.count() == before


def test_service_links_two_of_one_plan_once(before: int, act: Act, people: types.SimpleNamespace) -> None:
    said = {"by": people.cora, "now": NOW}
    plan = add_plan(
        **said, reason="New", slug="other", title="Other", local_area="Else", status=ActionPlan.State.CURRENT
    )
    priority = add_priority(**said, reason="New", plan=plan, number=1, title="First")
    elsewhere = add_action(
        **said, reason="New", plan=plan, priority=priority, reference="1a", title="New", plan_state="agreed"
    )
    own = Action.objects.get(plan__slug="2023-24", key="1a")
    for other in (own, elsewhere):
        with pytest.raises(Refused, match="Choose another action in the same plan"):
            relate_actions(one=own, other=other, **said)
    for _ in range(2):
        relate_actions(one=own, other=act("2a"), **said)
    assert RelatedAction.objects.count() == before + 1
    with pytest.raises(Refused, match="Say why"):
        unrelate_actions(one=own, other=act("2a"), reason=" ", **said)
    assert RelatedAction.objects.count() == before + 1
