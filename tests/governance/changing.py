"""What changed between two moments, in tests: short ways to ask for it."""

import datetime
from typing import Any

from governance.changes.between import Between
from governance.changes.told import Kind, Line, Narrowed
from priorities.models import ActionPlan
from tests.world import NOW

DAY = datetime.timedelta(days=1)
SINCE = NOW - 10 * DAY
RISK = {"reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}
AT_RISK, OFF_TRACK = {"status": "at_risk", **RISK}, {"status": "off_track", **RISK}


def days_ago(number: float) -> datetime.datetime:
    return NOW - number * DAY


def between(
    user: Any, since: datetime.datetime = SINCE, until: datetime.datetime = NOW, page: int = 1, **narrowed: Any
) -> Between:
    return Between(ActionPlan.objects.get(slug="2023-24"), user, since, until, Narrowed(**narrowed), page)


def lines(found: Between, kind: Kind) -> list[Line]:
    """Those of one kind; none where there is no such group."""
    return [line for group in found.groups if group.kind == kind for line in group.lines]


def told(found: Between, kind: Kind) -> list[tuple[str, str, str, str]]:
    """Of each line reference, field, from and to."""
    return [(line.subject, line.what, line.before, line.after) for line in lines(found, kind)]
