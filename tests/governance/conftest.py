"""What tests of reports and of bundles begin with."""

import datetime
import types
from collections.abc import Callable

import pytest

from actions.models import Action
from actions.services import set_due_date, set_plan_state
from governance.models import ReportVersion
from governance.services.publishing import finalise
from priorities.partial_date import PartialDate
from tests.governance.minuting import minuted
from tests.governance.reporting import EARLIER, start, write
from tests.world import NOW, give_evidence, give_update


@pytest.fixture
def finalised(people: types.SimpleNamespace, act: Callable[[str], Action]) -> ReportVersion:
    """Version 1 of a written report."""
    give_update(act("1a"), people.olive, EARLIER)
    return finalise(report=write(start(people.cora), people.cora), by=people.cora, now=NOW)


@pytest.fixture
def all_sorts(act: Callable[[str], Action], people: types.SimpleNamespace, finalised: ReportVersion) -> None:
    """Something for every part of a bundle."""
    now = NOW - datetime.timedelta(days=5)
    give_update(act("2a"), people.otis, now, headline="=Two schools have joined.")
    give_evidence(act("1a"), people.olive, now, url="https://example.org/survey")
    set_plan_state(action=act("4b"), state="withdrawn", by=people.cora, now=now, reason="Agreed so")
    set_due_date(action=act("4c"), due=PartialDate.month(2025, 3), by=people.cora, now=now, reason="A vacant post")
    minuted(people)
