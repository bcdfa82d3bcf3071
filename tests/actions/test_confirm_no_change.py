"""Confirming that nothing has changed, in one click, and when that is not enough."""

import datetime
import types
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action, ProgressUpdate
from actions.services import add_milestone, confirm_no_change, edit_action, set_due_date
from priorities.partial_date import PartialDate
from tests.actions.reading import texts
from tests.visitor import hidden_fields
from tests.world import NOW, give_update

URL = "/plans/2023-24/actions/1a/no-change/"
EARLIER = NOW - datetime.timedelta(days=60)
RISK = {"status": "at_risk", "reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}
As = Callable[[str], Client]
Act = Callable[[str], Action]


def tokens(action: Action) -> dict[str, object]:
    return {"revision": action.revision, "submission": str(uuid.uuid4()), "submit": "1"}


def test_it_prints_what_it_confirms_and_writes_it(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, EARLIER)
    assert "Still on track, still due 31 December 2024." in as_("olive").get(URL).content.decode()
    assert as_("olive").post(URL, tokens(act("1a"))).status_code == 302
    update = ProgressUpdate.objects.latest("pk")
    assert (update.is_no_change, update.status, update.submitted_at) == (True, "on_track", NOW)
    assert update.headline == "Still on track, still due 31 December 2024."


@pytest.mark.parametrize(("who", "fields"), [("olive", {}), ("cora", {"received_by": "telephone"})])
def test_the_page_holds_what_its_form_sends(
    who: str, fields: dict[str, str], as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    give_update(act("1a"), people.olive, EARLIER)
    sent = hidden_fields(as_(who).get(URL).content.decode())
    assert as_(who).post(URL, sent | fields).status_code == 302
    assert ProgressUpdate.objects.latest("pk").is_no_change


def test_it_repeats_risk_and_ask(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, EARLIER, ask="help", ask_text="A contact in health", **RISK)
    as_("olive").post(URL, tokens(act("1a")))
    update = ProgressUpdate.objects.latest("pk")
    assert (update.reason, update.ask, update.ask_text) == ("A post is vacant.", "help", "A contact in health")


def test_repeated_post_is_one_update(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, EARLIER)
    fields = tokens(act("1a"))
    assert [as_("olive").post(URL, fields).status_code for _ in range(2)] == [302, 302]
    assert ProgressUpdate.objects.count() == 2


def test_page_opened_anew_and_confirmed_again_is_one_update(
    as_: As, act: Act, people: types.SimpleNamespace, clock_stands: Callable[[datetime.datetime], None]
) -> None:
    give_update(act("1a"), people.olive, EARLIER)
    as_("olive").post(URL, tokens(act("1a")))
    clock_stands(NOW + datetime.timedelta(minutes=2))
    again = as_("olive").post(URL, tokens(act("1a")), follow=True)
    assert "This update was already submitted at 9am." in texts(again)
    assert ProgressUpdate.objects.count() == 2


def test_stale_page_is_refused(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, EARLIER)
    fields = tokens(act("1a"))
    edit_action(action=act("1a"), by=people.cora, now=NOW, reason="Clearer", title="Another wording")
    assert as_("olive").post(URL, fields).status_code == 409
    assert ProgressUpdate.objects.count() == 1


@pytest.mark.parametrize("who", ["otis", "mo", "sara", "ian"])
def test_wrong_person(who: str, as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, EARLIER)
    assert as_(who).post(URL, tokens(act("1a"))).status_code == 403
    assert ProgressUpdate.objects.count() == 1


def no_update(action: Action, people: types.SimpleNamespace) -> None:
    """Nothing has been said yet."""


def off_track(action: Action, people: types.SimpleNamespace) -> None:
    give_update(action, people.olive, EARLIER, **RISK | {"status": "off_track"})


def overdue(action: Action, people: types.SimpleNamespace) -> None:
    give_update(action, people.olive, EARLIER, **RISK)
    set_due_date(action=action, due=PartialDate.month(2024, 8), by=people.cora, now=NOW, reason="Agreed so")


def milestone_passed(action: Action, people: types.SimpleNamespace) -> None:
    give_update(action, people.olive, EARLIER)
    add_milestone(action=action, by=people.cora, now=NOW, title="Pilot", due=PartialDate.month(2024, 8))


def start_passed(action: Action, people: types.SimpleNamespace) -> None:
    give_update(action, people.olive, EARLIER, status="not_started")
    edit_action(action=action, by=people.cora, now=NOW, planned_start=PartialDate.month(2024, 8))


def third_time(action: Action, people: types.SimpleNamespace) -> None:
    give_update(action, people.olive, EARLIER)
    for days in (40, 20):
        confirm_no_change(
            action=action, by=people.olive, now=NOW - datetime.timedelta(days=days), submission=uuid.uuid4()
        )


NOT_ENOUGH = {
    no_update: "There is no update to confirm yet",
    off_track: "It is off track",
    overdue: "has passed. Say what happens now",
    milestone_passed: "The date of a milestone has passed",
    start_passed: "The planned start has passed",
    third_time: "It has been confirmed twice in a row",
}


@pytest.mark.parametrize("story", NOT_ENOUGH, ids=lambda story: story.__name__)
def test_it_is_not_enough(
    story: Callable[[Action, types.SimpleNamespace], None], as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    story(act("1a"), people)
    before = ProgressUpdate.objects.count()
    assert NOT_ENOUGH[story] in as_("olive").get(URL).content.decode()
    refused = as_("olive").post(URL, tokens(act("1a")))
    assert refused.status_code == 422
    assert NOT_ENOUGH[story] in refused.content.decode()
    assert ProgressUpdate.objects.count() == before


def test_nonsense_is_refused(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, EARLIER)
    assert as_("olive").post(URL, {"revision": "x", "submission": "y"}).status_code == 422
    assert as_("olive").post(URL).status_code == 422
    assert ProgressUpdate.objects.count() == 1


def test_co_ordinator_says_how_it_was_received(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, EARLIER)
    asked = as_("cora").post(URL, tokens(act("1a")))
    assert asked.status_code == 422
    assert "Select how you received it" in asked.content.decode()
    as_("cora").post(URL, tokens(act("1a")) | {"received_by": "e-mail"})
    assert ProgressUpdate.objects.latest("pk").by_line == "Cora Vale for Olive Marsh, by e-mail"


def test_complete_action_has_nothing_to_confirm(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, EARLIER, status="complete", completed_on=datetime.date(2024, 7, 1))
    assert "It is complete, so there is nothing to confirm." in as_("olive").get(URL).content.decode()


def test_co_lead_confirms_it_as_such(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("4c"), people.olive, EARLIER)
    assert as_("cole").post(URL.replace("1a", "4c"), tokens(act("4c"))).status_code == 302
    update = ProgressUpdate.objects.latest("pk")
    assert (update.is_no_change, update.author_role, update.by_line) == (True, "co_lead", "Cole Ward")
