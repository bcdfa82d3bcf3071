"""That no update was received: recorded once a cycle, with its date, and no update in itself."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from actions.as_at import plan_as_at
from actions.models import Action, NoUpdateReceived
from actions.services import edit_action, record_no_update, set_plan_state
from audit.recording import Refused
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from tests.actions.reading import texts
from tests.actions.succeeding import closed
from tests.world import MEETINGS, NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
People = types.SimpleNamespace
ONE = "/plans/2023-24/actions/1a/"
LIST = "/plans/2023-24/actions/?flag=not-updated"
DAY = datetime.timedelta(days=1)
WORDS = "No update received, recorded on 4 September 2024"


@pytest.fixture
def recorded(people: People, act: Act) -> NoUpdateReceived:
    """Of 1a, which was last told of in July."""
    give_update(act("1a"), people.olive, datetime.datetime.combine(MEETINGS[0], datetime.time(9), NOW.tzinfo))
    return record_no_update(action=act("1a"), by=people.cora, now=NOW, asked_by="telephone")


def test_who_and_when(recorded: NoUpdateReceived, people: People) -> None:
    assert (recorded.recorded_at, recorded.recorded_by, recorded.recorded_as) == (
        NOW, people.cora, "Cora Vale, co-ordinator"
    )  # fmt: skip
    assert recorded.cycle.meeting_on == MEETINGS[1]
    assert str(recorded) == (
        "No update received in the cycle for the meeting of 12 September 2024, asked for by telephone"
    )


def test_once_a_cycle(recorded: NoUpdateReceived, people: People, act: Act) -> None:
    again = record_no_update(action=act("1a"), by=people.cora, now=NOW + DAY, asked_by="telephone")
    assert again == recorded
    with pytest.raises(Refused, match="already that no update was received in this cycle, asked for by telephone"):
        record_no_update(action=act("1a"), by=people.cora, now=NOW + DAY)
    later = datetime.datetime(2024, 10, 1, 9, tzinfo=NOW.tzinfo)
    other = record_no_update(action=act("1a"), by=people.cora, now=later)
    assert other.cycle.meeting_on == MEETINGS[2]
    assert NoUpdateReceived.objects.count() == 2


def test_it_is_no_update(recorded: NoUpdateReceived, as_: As, act: Act) -> None:
    """The list of what is missing has it still, and says since when; so do the action and its story."""
    assert act("1a").last_update_at < NOW
    assert f"Not updated since 11 July 2024. {WORDS}" in texts(as_("mo").get(LIST))
    page = texts(as_("olive").get(ONE))
    assert WORDS in page
    assert "It was recorded on 4 September 2024 that no update was received." in page
    assert str(recorded) in texts(as_("mo").get(f"{ONE}history/"))


def test_an_update_that_comes_later_takes_its_place(
    recorded: NoUpdateReceived, as_: As, act: Act, people: People
) -> None:
    give_update(act("1a"), people.olive, NOW + DAY)
    assert WORDS not in texts(as_("olive").get(ONE))
    history = texts(as_("mo").get(f"{ONE}history/"))
    assert str(recorded) in history
    assert "The work goes on as planned." in history
    plan = ActionPlan.objects.get()
    before, after = (plan_as_at(plan, at).action("1a") for at in (NOW, NOW + DAY))
    assert (before.no_update_at, after.no_update_at) == (NOW, None)
    assert [one.asked_by for one in after.no_updates] == ["telephone"]


def test_the_next_cycle_begins_anew(recorded: NoUpdateReceived, as_: As, clock_stands: Callable[..., None]) -> None:
    clock_stands(NOW + 10 * DAY)
    assert WORDS not in texts(as_("olive").get(ONE))


def test_as_at_a_day_before_and_after(recorded: NoUpdateReceived, as_: As, clock_stands: Callable[..., None]) -> None:
    clock_stands(NOW + 2 * DAY)
    assert WORDS in texts(as_("mo").get(f"{LIST}&at=2024-09-05"))
    assert WORDS not in texts(as_("mo").get(f"{LIST}&at=2024-09-03"))


@pytest.mark.parametrize("who", ["olive", "dev", "sara", "mo", "ada", "ian"])
def test_the_coordinator_alone(who: str, people: People, act: Act) -> None:
    with pytest.raises(PermissionDenied):
        record_no_update(action=act("1a"), by=getattr(people, who), now=NOW)
    assert not NoUpdateReceived.objects.exists()


def test_refused_where_an_update_is_in(people: People, act: Act) -> None:
    give_update(act("1a"), people.olive)
    with pytest.raises(Refused, match="has come in this cycle"):
        record_no_update(action=act("1a"), by=people.cora, now=NOW)


def test_refused_where_nothing_is_owed(people: People, act: Act) -> None:
    said = {"by": people.cora, "now": NOW, "reason": "Agreed"}
    set_plan_state(action=act("1a"), state="paused", paused_until=PartialDate.month(2025, 3), **said)
    edit_action(action=act("1b"), planned_start=PartialDate.day(2024, 12, 1), **said)
    for key in ("1a", "1b"):
        with pytest.raises(Refused, match="is owed in this cycle"):
            record_no_update(action=act(key), by=people.cora, now=NOW)
    with pytest.raises(Refused, match="No papers deadline"):
        record_no_update(action=act("2a"), by=people.cora, now=NOW + 365 * DAY)
    assert not NoUpdateReceived.objects.exists()


def test_refused_in_a_closed_plan(people: People, act: Act) -> None:
    closed(ActionPlan.objects.get(), people.cora)
    with pytest.raises(PermissionDenied, match="closed"):
        record_no_update(action=act("1a"), by=people.cora, now=NOW)


def test_how_it_was_asked_for_is_one_of_three(people: People, act: Act) -> None:
    with pytest.raises(ValidationError):
        record_no_update(action=act("1a"), by=people.cora, now=NOW, asked_by="portal")


def test_two_cycles_without_one_say_both(as_: As, act: Act, people: People, clock_stands: Callable[..., None]) -> None:
    later = NOW + 60 * DAY
    record_no_update(action=act("1a"), by=people.cora, now=later)
    clock_stands(later)
    assert "No update yet, for two cycles. No update received, recorded on 3 November 2024" in texts(
        as_("mo").get("/plans/2023-24/actions/?flag=silent")
    )
