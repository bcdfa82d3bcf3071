"""What changed in the plan since the period of a report began, withdrawals included."""

from collections.abc import Iterator

from actions.as_at import PlanAt
from documents.content import Table, plain
from governance.reports.narrative import Written
from governance.reports.told import Telling


def changes(telling: Telling, before: PlanAt | None) -> Iterator[Written | Table]:
    """A paragraph that sums up, and the table of changes; that this is the first report, where it is."""
    if before is None:
        yield Written(plain("This is the first report on the plan from this portal, so there is nothing to compare."))
        return
