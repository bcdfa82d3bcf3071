"""What changed, the plan as at a day and the pack read what they tell of: no older row, and no newer one."""

import datetime
import types
from collections.abc import Callable, Iterable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.models import Action
from actions.services import edit_action
from governance.changes.between import Between
from governance.models import Meeting
from governance.pack.kept import preview
from send_portal import clock
from tests.governance.packing import held_in_july, september
from tests.growing import Queries
from tests.world import give_update

Act = Callable[[str], Action]
# Before the meeting of 11 July, after it, and after that of September.
TOLD = {1: (7, 3), 2: (7, 8), 3: (7, 20), 4: (10, 15)}
OCTOBER = datetime.datetime(2024, 10, 20, 9, tzinfo=clock.LONDON)


def at(month: int, day: int) -> datetime.datetime:
    return datetime.datetime(2024, month, day, 10, tzinfo=clock.LONDON)


def read(queries: Iterable[str]) -> str:
    """All that these queries give, without the records as they stand now, which are read for their addresses."""
    found = []
    with connection.cursor() as cursor:
        for query in queries:
            if query.split()[0] in ("SELECT", "WITH") and '"actions_action"."title"' not in query:
                cursor.execute(query)
                found += cursor.fetchall()
    return repr(found)


@pytest.fixture
def told(people: types.SimpleNamespace, act: Act) -> Meeting:
    """1a got other words, and an update, four times: twice before the meeting of July."""
    meeting = september(people)
    for time in (1, 2):
        tell(people, act, time)
    held_in_july(people)
    for time in (3, 4):
        tell(people, act, time)
    return meeting


def tell(people: types.SimpleNamespace, act: Act, time: int) -> None:
    now = at(*TOLD[time])
    edit_action(action=act("1a"), title=f"Words {time}.", by=people.cora, now=now, reason="Clearer")
    give_update(act("1a"), people.olive, now, headline=f"Heard {time}.", difference_made="Less waiting")


def times_in(rows: str, word: str) -> set[int]:
    return {time for time in TOLD if f"{word} {time}." in rows}


def test_what_changed_reads_the_period_and_what_stood_before(
    told: Meeting, act: Act, people: types.SimpleNamespace
) -> None:
    with CaptureQueriesContext(connection) as captured:
        found = Between(act("1a").plan, people.mo, at(7, 10), at(9, 1))
        assert found.groups
        assert found.no_net == []
        assert found.recorded().entries
        assert found.not_updated.organisations
    rows = read(query["sql"] for query in captured)
    assert times_in(rows, "Words") == {2, 3}
    assert times_in(rows, "Heard") == {2, 3}


@pytest.mark.parametrize("page", ["", "actions/", "priorities/1/"])
def test_a_page_as_at_a_day_reads_what_stood_then(told: Meeting, queries: Queries, page: str) -> None:
    rows = read(queries("mo", f"/plans/2023-24/{page}?at=2024-07-09"))
    assert times_in(rows, "Words") <= {2}
    assert times_in(rows, "Heard") <= {2}


def test_a_pack_reads_the_updates_since_the_meeting_and_the_last_before(told: Meeting) -> None:
    with CaptureQueriesContext(connection) as captured:
        preview(Meeting.objects.with_body().get(pk=told.pk), OCTOBER)
    rows = read(query["sql"] for query in captured)
    assert times_in(rows, "Words") == {2, 3}
    assert times_in(rows, "Heard") == {2, 3}
