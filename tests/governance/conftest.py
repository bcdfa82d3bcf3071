"""What tests of reports begin with."""

import types
from collections.abc import Callable

import pytest

from actions.models import Action
from governance.models import ReportVersion
from governance.services.publishing import finalise
from tests.governance.reporting import EARLIER, start, write
from tests.world import NOW, give_update


@pytest.fixture
def finalised(people: types.SimpleNamespace, act: Callable[[str], Action]) -> ReportVersion:
    """Version 1 of a written report."""
    give_update(act("1a"), people.olive, EARLIER)
    return finalise(report=write(start(people.cora), people.cora), by=people.cora, now=NOW)
