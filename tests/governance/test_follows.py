"""The pages that count say which plan theirs follows; as at a day, which it followed then."""

import dataclasses
import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from governance.pack.reading import content_of, preview_source
from governance.services.succession import begin_plan
from priorities.models import ActionPlan
from tests.actions.reading import words
from tests.actions.succeeding import NEXT, PLAN, carried, closed, plan, successor_of
from tests.governance.meeting_days import planned
from tests.governance.packing import says
from tests.world import NOW

DAY = datetime.timedelta(days=1)
As = Callable[[str], Client]
PAGES = (
    "actions/", "partners/", "charts/", "priorities/1/", "priorities/1/highlight/", "?at=2024-08-30",
    "actions/?at=2024-08-30", "priorities/1/?at=2024-08-30",
)  # fmt: skip
SAID = "This plan follows SEND Action Plan 2023/24, so its numbers begin anew."


@pytest.fixture
def over(people: types.SimpleNamespace) -> ActionPlan:
    following = successor_of(plan(), people.cora, now=NOW - 16 * DAY)
    carried("1a", people.cora, now=NOW - 15 * DAY)
    closed(plan(), people.cora, now=NOW - 10 * DAY)
    begin_plan(plan=following, by=people.cora, now=NOW - 9 * DAY)
    return following


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_counts_says_which_plan_its_own_follows(page: str, over: ActionPlan, as_: As) -> None:
    assert SAID in words(as_("mo").get(NEXT + page))
    assert "so its numbers begin anew" not in words(as_("mo").get(PLAN + page))


def test_the_pack_says_it_and_one_of_an_older_portal_did_not(over: ActionPlan, people: types.SimpleNamespace) -> None:
    meeting = planned(people.cora, "2024-09-19", papers="2024-09-12", now=NOW - 8 * DAY)
    source = preview_source(meeting, NOW)
    assert SAID in says(content_of(source))
    assert "begin anew" not in says(content_of(dataclasses.replace(source, schema=3)))
