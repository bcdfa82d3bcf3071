"""Milestones of an action: add, reword, move, meet, drop, and take it back."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action, Milestone
from actions.services import add_milestone, edit_milestone
from audit.recording import Refused
from priorities.partial_date import PartialDate
from tests.actions.editing import dated, one, told
from tests.actions.reading import texts
from tests.world import NOW

As = Callable[[str], Client]
Act = Callable[[str], Action]
URL = one("1a", "milestones/")
OCTOBER, MARCH = PartialDate.month(2024, 10), PartialDate.month(2025, 3)


@pytest.fixture
def pilot(act: Act, people: types.SimpleNamespace) -> Milestone:
    """A milestone of 1a, open, due in October 2024."""
    return add_milestone(action=act("1a"), by=people.cora, now=NOW, title="Pilot begins", due=OCTOBER)


def the_one() -> Milestone:
    """The milestone of 1a, as it stands."""
    return Milestone.objects.get(action__key="1a")


def url_of(milestone: Milestone) -> str:
    return f"{URL}{milestone.pk}/"


def sent(milestone: Milestone, **changes: object) -> dict[str, object]:
    """The form of a milestone as it opens now, with these changes."""
    milestone = Milestone.objects.get(pk=milestone.pk)
    fields = {"title": milestone.title, "standing": "open", "reason": "", "revision": milestone.revision}
    return fields | dated("due", milestone.due) | changes


def met(day: int, month: int = 9) -> dict[str, object]:
    return {"standing": "met", "met_on_0": day, "met_on_1": month, "met_on_2": 2024}


def test_add(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    client = as_("cora")
    assert "No milestones yet" in texts(client.get(URL))
    answer = client.post(URL, {"title": "Pilot begins", **dated("due", OCTOBER)})
    assert (answer.status_code, answer["Location"]) == (302, URL)
    page = texts(client.get(URL))
    assert "The milestone has been added." in page
    assert "October 2024" in page
    assert "Milestone “Pilot begins”: added" in told(act("1a"), people.cora)
    assert "Pilot begins" in texts(as_("olive").get(one("1a", "progress/")))


def test_repeated_post_adds_nothing(as_: As, act: Act) -> None:
    client, fields = as_("cora"), {"title": "Pilot begins", **dated("due", OCTOBER)}
    for _ in range(2):
        assert client.post(URL, fields).status_code == 302
    assert act("1a").milestones.count() == 1
    assert "The milestone has been added." in texts(client.get(URL))
    again = texts(client.post(URL, fields | {"writer": "a form opened anew"}, follow=True))
    assert "“Pilot begins” was there already. Nothing has been added." in again
    assert "The milestone has been added" not in again
    answer = client.post(URL, {"title": "pilot begins", **dated("due", MARCH)})
    assert "This action already has this milestone" in texts(answer)
    assert act("1a").milestones.count() == 1


CHANGES = {
    "reword": {"title": "Pilot begins in six schools"},
    "move": dated("due", MARCH),
    "take the date away": dated("due", None),
    "drop": {"standing": "dropped"},
}


@pytest.mark.parametrize("case", CHANGES)
def test_change_needs_a_reason(case: str, pilot: Milestone, as_: As, act: Act, people: types.SimpleNamespace) -> None:
    client, fields = as_("cora"), sent(pilot, **CHANGES[case])
    answer = client.post(url_of(pilot), fields)
    assert answer.status_code == 422
    assert "Say why the milestone changes" in texts(answer) or "Enter why it has been dropped" in texts(answer)
    assert the_one().revision == 1
    assert client.post(url_of(pilot), fields | {"reason": "A vacant post"}).status_code == 302
    assert "Cora Vale, co-ordinator | A vacant post | Milestone “Pilot begins" in told(act("1a"), people.cora)


def test_drop_and_back(pilot: Milestone, as_: As) -> None:
    client = as_("cora")
    client.post(url_of(pilot), sent(pilot, standing="dropped", reason="Not needed"))
    milestone = the_one()
    assert (milestone.is_dropped, milestone.dropped_reason) == (True, "Not needed")
    assert "Dropped: Not needed" in texts(client.get(URL))
    assert "“Pilot begins”" not in texts(as_("olive").get(one("1a", "progress/")))
    answer = client.post(url_of(pilot), sent(pilot, standing="open"))
    assert "Say why the milestone changes" in texts(answer)
    assert client.post(url_of(pilot), sent(pilot, standing="open", reason="It is")).status_code == 302
    milestone = the_one()
    assert (milestone.is_dropped, milestone.dropped_reason) == (False, "")


def test_meet_and_undo(pilot: Milestone, as_: As) -> None:
    client = as_("cora")
    assert client.post(url_of(pilot), sent(pilot, **met(2))).status_code == 302
    assert the_one().met_on == datetime.date(2024, 9, 2)
    assert "Met on 2 September 2024" in texts(client.get(URL))
    undone = sent(pilot, **met(2)) | {"standing": "open"}
    assert "Say why the milestone changes" in texts(client.post(url_of(pilot), undone))
    assert client.post(url_of(pilot), undone | {"reason": "By mistake"}).status_code == 302
    assert the_one().met_on is None


def test_first_date_needs_no_reason(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    bare = add_milestone(action=act("1a"), by=people.cora, now=NOW, title="Pilot ends")
    assert as_("cora").post(url_of(bare), sent(bare, **dated("due", MARCH))).status_code == 302
    assert the_one().due == MARCH


WRONG = {
    "no title": ({"title": ""}, "Enter what the milestone is"),
    "met on no day": ({"standing": "met"}, "Enter the date it was met"),
    "met tomorrow": (met(5), "must be on or before 4 September 2024"),
    "a day, and still open": (met(2) | {"standing": "open"}, "Choose “Met”, or remove the date"),
    "how it stands": ({"standing": "lost"}, "Select one of these options"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_field_changes_nothing(case: str, pilot: Milestone, as_: As) -> None:
    fields, message = WRONG[case]
    answer = as_("cora").post(url_of(pilot), sent(pilot, reason="Kept text") | fields)
    assert (answer.status_code, message in texts(answer), "Kept text" in texts(answer)) == (422, True, True)
    assert the_one().revision == 1


def test_change_meanwhile_and_repeated_post(pilot: Milestone, as_: As, people: types.SimpleNamespace) -> None:
    client, opened = as_("cora"), sent(pilot, title="My words", reason="Mine")
    edit_milestone(milestone=pilot, by=people.cora, now=NOW, reason="Theirs", title="Their words")
    answer = client.post(url_of(pilot), opened)
    assert answer.status_code == 409
    assert "Their words" in texts(answer)
    assert "My words" in texts(answer)
    renewed = opened | {"revision": 2}
    for _ in range(2):
        assert client.post(url_of(pilot), renewed).status_code == 302
    assert the_one().revision == 3


def test_wrong_person_method_and_id(pilot: Milestone, as_: As) -> None:
    assert as_("olive").post(url_of(pilot), sent(pilot, **met(2))).status_code == 403
    assert as_("olive").post(URL, {"title": "Mine"}).status_code == 403
    assert the_one().revision == 1
    assert as_("cora").put(url_of(pilot)).status_code == 405
    for address in (one("1b", f"milestones/{pilot.pk}/"), f"{URL}424242/", f"{URL}{'9' * 40}/", f"{URL}x/"):
        assert as_("cora").post(address, sent(pilot, **met(2))).status_code == 404
    assert the_one().revision == 1


def test_service_refuses_met_and_dropped(pilot: Milestone, people: types.SimpleNamespace) -> None:
    said = {"milestone": pilot, "by": people.cora, "now": NOW, "reason": "Both"}
    with pytest.raises(Refused, match="both met and dropped"):
        edit_milestone(**said, met_on=NOW.date(), is_dropped=True)
    with pytest.raises(TypeError, match="does not change action"):
        edit_milestone(**said, action=None)
    assert the_one().revision == 1
