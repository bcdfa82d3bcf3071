"""What was owed at a moment and had not come, by the organisation that leads it."""

import datetime
from collections import Counter, defaultdict

from accounts.models import Organisation, User
from actions import conditions
from actions.as_at.parts import CycleAt
from actions.filters import list_address
from actions.forms.filter import NOBODY
from actions.models import Action, ActionOrganisation
from audit.as_at import rows_at, rows_of
from governance.changes.scope import Scope
from governance.changes.told import NotUpdated
from priorities.cycles import window_at, windows
from priorities.models import UpdateCycle
from send_portal import clock

NO_ORGANISATION = "No organisation named"


def not_updated(scope: Scope) -> list[NotUpdated]:
    """By organisation, those that owe most first. An action that two lead is owed by both. At most five queries."""
    moment = scope.until
    cycles = rows_at(UpdateCycle, moment, plan_id=scope.plan.pk).values_list("id", "meeting_on", "papers_due_at")
    window = window_at(windows(CycleAt(*row) for row in cycles), moment)
    if window is None:
        return []
    wanted = Action.objects.filter(scope.belongs(Action))
    owed = rows_of(wanted, moment).filter(conditions.not_updated_in(window, clock.london_date(moment)))
    leads = dict(owed.values_list("id", "lead_id"))
    if not leads:
        return []
    counts: Counter[int | None] = Counter()
    led_by, works_for = _leading(scope), dict(rows_of(User.objects.all(), moment).values_list("id", "organisation_id"))
    for action, lead in leads.items():
        counts.update(led_by.get(action, [works_for.get(lead)]))
    wanted_organisation = scope.narrowed.organisation
    labels = _labels(moment)
    return [
        NotUpdated(
            labels.get(organisation, NO_ORGANISATION),
            count,
            list_address(scope.plan, organisation=organisation or NOBODY, part="lead", flag="not-updated"),
        )
        for organisation, count in sorted(counts.items(), key=lambda pair: (-pair[1], labels.get(pair[0], "")))
        if wanted_organisation in (None, organisation)
    ]


def _leading(scope: Scope) -> dict[int, list[int | None]]:
    """The organisations that are named as leading each action."""
    found: dict[int, list[int | None]] = defaultdict(list)
    links = rows_at(ActionOrganisation, scope.until, action__plan=scope.plan).filter(part=ActionOrganisation.Part.LEAD)
    for action, organisation in links.values_list("action_id", "organisation_id"):
        found[action].append(organisation)
    return found


def _labels(moment: datetime.datetime) -> dict[int | None, str]:
    rows = rows_at(Organisation, moment).values_list("id", "short_name", "name")
    return {pk: short or name for pk, short, name in rows}
