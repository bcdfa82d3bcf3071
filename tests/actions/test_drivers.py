"""What drives the plan: the list for all, and the co-ordinator's two forms."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action, Driver
from actions.services import add_action, add_driver, edit_action, edit_driver
from audit.recording import Refused
from priorities.models import ActionPlan
from priorities.services import add_plan, add_priority
from tests.actions.editing import PLAN
from tests.actions.reading import texts
from tests.world import NOW

As = Callable[[str], Client]
Act = Callable[[str], Action]
URL, NEW = PLAN + "drivers/", PLAN + "drivers/new/"
TYPED = {"kind": "inspection_finding", "title": "Waits are too long", "source": "March 2023"}


@pytest.fixture
def finding(act: Act, people: types.SimpleNamespace) -> Driver:
    """An inspection's finding that no action answers yet."""
    return add_driver(plan=act("1a").plan, by=people.cora, now=NOW, **TYPED)


def sent(driver: Driver, **changes: object) -> dict[str, object]:
    return TYPED | {"reason": "", "revision": Driver.objects.get(pk=driver.pk).revision} | changes


def test_list_before_there_is_one(as_: As) -> None:
    page = texts(as_("mo").get(URL))
    assert "No drivers yet" in page
    assert NEW not in page
    assert NEW in texts(as_("cora").get(URL))


def test_add(as_: As, people: types.SimpleNamespace) -> None:
    client = as_("cora")
    answer = client.post(NEW, TYPED)
    assert (answer.status_code, answer["Location"]) == (302, URL)
    page = texts(client.get(URL))
    assert "Waits are too long" in page
    assert "Inspection finding, March 2023" in page
    assert "No action responds to it yet" in page
    assert "Actions without a driver (34)" in page
    row = Driver.history.get()
    assert (row.history_user, row.history_type) == (people.cora, "+")
    answer = client.post(NEW, TYPED | {"title": "WAITS are too long"})
    assert answer.status_code == 422
    assert "The plan already has this driver" in texts(answer)
    assert Driver.objects.count() == 1


def test_list_says_what_answers_it(finding: Driver, as_: As, act: Act, people: types.SimpleNamespace) -> None:
    for key in ("2a", "1a"):
        edit_action(action=act(key), by=people.cora, now=NOW, drivers=[finding])
    page = texts(as_("mo").get(URL))
    assert page.index(act("1a").title) < page.index(act("2a").title) < page.index("Actions without a driver (32)")
    assert f'href="{URL}#driver-{finding.pk}"' in texts(as_("mo").get(PLAN + "actions/1a/"))


def test_reword_with_a_reason(finding: Driver, as_: As) -> None:
    client = as_("cora")
    one = f"{URL}{finding.pk}/"
    answer = client.post(one, sent(finding, title="Waits are far too long"))
    assert answer.status_code == 422
    assert "Say why the driver changes" in texts(answer)
    fields = sent(finding, title="Waits are far too long", reason="As printed")
    for _ in range(2):
        assert client.post(one, fields).status_code == 302
    driver = Driver.objects.get()
    assert (driver.title, driver.revision) == ("Waits are far too long", 2)
    assert Driver.history.first().history_change_reason == "As printed"


def test_first_source_needs_no_reason(act: Act, people: types.SimpleNamespace) -> None:
    said = {"by": people.cora, "now": NOW, "kind": "strategy", "title": "SEND strategy"}
    driver = edit_driver(driver=add_driver(plan=act("1a").plan, **said), source="2022", **said)
    with pytest.raises(Refused, match="Say why"):
        edit_driver(driver=driver, source="2023", **said)
    assert Driver.objects.get().source == "2022"


def test_change_meanwhile_is_shown(finding: Driver, as_: As, people: types.SimpleNamespace) -> None:
    opened = sent(finding, title="My words", reason="Mine")
    edit_driver(driver=finding, by=people.cora, now=NOW, reason="Theirs", kind="strategy", title="Their words")
    answer = as_("cora").post(f"{URL}{finding.pk}/", opened)
    assert answer.status_code == 409
    assert "Their words" in texts(answer)
    assert "My words" in texts(answer)
    assert Driver.objects.get().title == "Their words"


@pytest.mark.parametrize("fields", [{"kind": ""}, {"kind": "rumour"}, {"title": " "}, {"title": "x" * 301}], ids=str)
def test_wrong_field_changes_nothing(fields: dict[str, str], finding: Driver, as_: As) -> None:
    assert as_("cora").post(NEW, TYPED | {"title": "Another"} | fields).status_code == 422
    assert as_("cora").post(f"{URL}{finding.pk}/", sent(finding, reason="So") | fields).status_code == 422
    assert Driver.objects.get().revision == 1


def test_wrong_person_method_and_id(finding: Driver, as_: As) -> None:
    one = f"{URL}{finding.pk}/"
    for address in (NEW, one):
        answer = as_("olive").post(address, sent(finding, title="Mine", reason="So"))
        assert answer.status_code == 403
        assert "Ask the co-ordinator" in texts(answer)
    assert as_("cora").put(one).status_code == 405
    assert as_("cora").post(URL).status_code == 405
    for wrong in ("424242", "9" * 40, "x"):
        assert as_("cora").get(f"{URL}{wrong}/").status_code == 404
    assert Driver.objects.get().revision == 1


def test_driver_of_another_plan(finding: Driver, people: types.SimpleNamespace) -> None:
    said = {"by": people.cora, "now": NOW, "reason": "New"}
    plan = add_plan(**said, slug="other", title="Other", local_area="Else", status=ActionPlan.State.CURRENT)
    priority = add_priority(**said, plan=plan, number=1, title="First")
    action = add_action(**said, plan=plan, priority=priority, reference="1a", title="New", plan_state="agreed")
    with pytest.raises(Refused, match="belongs to another plan"):
        edit_action(action=action, by=people.cora, now=NOW, drivers=[finding])
    assert not action.driver_links.exists()
