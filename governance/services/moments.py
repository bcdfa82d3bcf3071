"""Which moments a report may speak of: those from which the portal has its plan on record."""

import datetime

from audit.recording import Refused
from governance.reports.draft import moment_words
from priorities.models import ActionPlan

Moment = datetime.datetime | None
FUTURE = "The moment must not lie in the future. Choose one that has passed, or leave day and time empty"


def moment_problems(plan: ActionPlan, *, since: Moment, as_at: Moment, now: datetime.datetime) -> dict[str, str]:
    """Why a report on the plan cannot have these moments, by the name of the moment that is wrong."""
    first = plan.recorded_since()
    problems = {
        name: f"The plan has been in the portal since {moment_words(first)}. Choose that moment or a later one"
        for name, moment in (("since", since), ("as_at", as_at))
        if moment is not None and moment < first
    }
    if as_at is not None and as_at > now:
        problems["as_at"] = FUTURE
    if since is not None and since > now:
        problems["since"] = "The period must begin in the past"
    if since is not None and as_at is not None and since >= as_at:
        problems.setdefault("since", "The period must begin before the moment that the report speaks of")
    return problems


def require_moments(plan: ActionPlan, *, since: Moment, as_at: Moment, now: datetime.datetime) -> None:
    """Raises Refused where a report on the plan cannot have these moments."""
    if problems := moment_problems(plan, since=since, as_at=as_at, now=now):
        raise Refused(". ".join(problems.values()) + ".")
