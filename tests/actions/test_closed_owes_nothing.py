"""In a closed plan nothing is owed: its pages tell how its actions ended instead."""

import csv
import datetime
import io
import re
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.as_at import action_as_at, plan_as_at
from actions.services import set_due_date
from priorities.partial_date import PartialDate
from send_portal import clock
from tests.actions.reading import words
from tests.actions.succeeding import PLAN, closed, old, plan
from tests.governance.meeting_days import planned
from tests.world import NOW, give_update

As = Callable[[str], Client]
People = types.SimpleNamespace
DAY = datetime.timedelta(days=1)
PAGES = (PLAN, PLAN + "actions/", PLAN + "actions/1a/", PLAN + "priorities/1/", PLAN + "cycles/", PLAN + "partners/",
         PLAN + "charts/", PLAN + "priorities/1/highlight/")  # fmt: skip
OWING = ("still to come", "Not updated since", "Overdue by", "1 overdue", "Current cycle",
         "updated in this cycle", "Start was planned")  # fmt: skip


@pytest.fixture
def over(people: People) -> None:
    """Closed in the middle of a cycle, 1a past its due date."""
    planned(people.cora)
    set_due_date(action=old("1a"), due=PartialDate.month(2024, 6), by=people.cora, now=NOW, reason="Agreed so")
    closed(plan(), people.cora)


def owing(client: Client) -> set[tuple[str, str]]:
    found = set()
    for address in PAGES:
        answer = client.get(address)
        assert answer.status_code == 200, address
        found |= {(address, said) for said in OWING if said in words(answer)}
    return found


def test_its_pages_count_nothing_that_is_owed(over: None, as_: As) -> None:
    assert owing(as_("mo")) == set()


def test_while_it_is_current_they_do(people: People, as_: As) -> None:
    set_due_date(action=old("1a"), due=PartialDate.month(2024, 6), by=people.cora, now=NOW, reason="Agreed so")
    told = {address for address, said in owing(as_("mo"))}
    assert {PLAN, PLAN + "actions/", PLAN + "actions/1a/", PLAN + "cycles/"} <= told


def test_the_outcomes_come_first(over: None, as_: As) -> None:
    page = words(as_("mo").get(PLAN))
    assert "Dropped: 34 actions and 5 sub-actions" in page
    assert page.index("Dropped: 34") < page.index("How the priorities are going")
    assert "no update is due by any of these deadlines" in words(as_("mo").get(PLAN + "cycles/"))


def test_nothing_is_owed_as_at_a_moment_after_it(over: None, people: People) -> None:
    then = plan_as_at(plan(), NOW)
    assert not any(action.is_not_updated or action.is_received for action in then.actions)
    own = next(action for action in then.actions if action.key == "1a")
    assert action_as_at(plan(), NOW, old("1a").pk) == own


def shown(client: Client, flag: str, at: str = "") -> int:
    """How many actions the list and its file show; the two agree."""
    query = f"?flag={flag}{at}"
    page = client.get(f"{PLAN}actions/{query}").content.decode()
    keys = set(re.findall(rf'href="{PLAN}actions/([^/"?]+)/[^"/]*"', page)) - {"new"}
    file = b"".join(client.get(f"{PLAN}actions.csv{query}")).decode("utf-8-sig")  # type: ignore[call-overload]
    assert len(list(csv.reader(io.StringIO(file, newline="")))) - 1 == len(keys)
    return len(keys)


def test_the_list_and_its_file_find_nothing_late_or_missing(people: People, as_: As) -> None:
    """As at a day on which the plan was still open they do."""
    flags, was, since = ("overdue", "no-lead", "no-date"), "&at=2024-08-10", "&at=2024-08-30"
    june = PartialDate.month(2024, 6)
    set_due_date(action=old("1a"), due=june, by=people.cora, now=NOW - 30 * DAY, reason="Agreed so")
    before = [shown(as_("mo"), flag, was) for flag in flags]
    assert before[0] == 1
    assert all(before)
    assert [shown(as_("mo"), flag) for flag in flags] == before
    closed(plan(), people.cora, now=NOW - 10 * DAY)
    assert [shown(as_("mo"), flag) for flag in flags] == [0, 0, 0]
    assert [shown(as_("mo"), flag, since) for flag in flags] == [0, 0, 0]
    assert [shown(as_("mo"), flag, was) for flag in flags] == before
    for address in (PLAN, PLAN + "actions/1a/"):
        then, later = words(as_("mo").get(address + f"?{was}")), words(as_("mo").get(address + f"?{since}"))
        assert "verdue" in then, address
        assert "verdue" not in later, address


def test_a_status_keeps_its_age_as_at_the_close(people: People, as_: As) -> None:
    """1a was last told of before the meeting of July, 1b after it: whatever meeting comes later is none of the plan's.

    The list, its file and tally, the plan rebuilt and the page as at a day agree.
    """
    give_update(old("1a"), people.olive, NOW - 60 * DAY)
    give_update(old("1b"), people.olive, NOW - DAY)
    closed(plan(), people.cora, now=NOW)
    later = NOW + 200 * DAY
    carried = {action.key for action in plan_as_at(plan(), later).actions if action.is_carried_over}
    assert carried == {"1a"}
    assert shown(as_("mo"), "carried-over") == 1
    listed = words(as_("mo").get(PLAN + "actions/"))
    assert listed.count("As last reported on 6 July 2024") == 1
    assert "As last reported on 3 September 2024" not in listed
    assert "1 status carried over from an earlier cycle" in words(as_("mo").get(PLAN))
    assert "Not updated since" not in listed
    then = words(as_("mo").get(f"{PLAN}actions/?flag=carried-over&at={clock.london_date(NOW)}"))
    assert then.count("As last reported on 6 July 2024") == 1
    assert "As last reported on 3 September 2024" not in then
