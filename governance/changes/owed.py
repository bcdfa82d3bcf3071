"""What was owed at a moment and had not come, by the organisation that leads it."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from accounts.models import Organisation, User
from actions import conditions
from actions.as_at.parts import CycleAt
from actions.coverage import NOBODY_LEADS
from actions.filters import list_address
from actions.forms.filter import NOBODY
from actions.models import Action, ActionOrganisation, NoUpdateReceived
from actions.numbers import Numbers
from audit.as_at import rows_at, rows_of
from governance.changes.people import Authors
from governance.changes.places import Place, Places
from governance.changes.scope import Scope
from governance.changes.told import Kind, Line, NotUpdated
from priorities.cycles import Window, window_at, windows
from priorities.models import ActionPlan, UpdateCycle
from send_portal import clock

LIST = {"part": "lead", "flag": "not-updated"}


class Owed(NamedTuple):
    """By organisation, and in all; `recorded`: of which it is recorded that no update was received."""

    organisations: Sequence[NotUpdated] = ()
    numbers: Numbers = Numbers()
    recorded: Sequence[Line] = ()


def not_updated(scope: Scope) -> Owed:
    """What was owed. An action that two lead is owed by both, and counts once in all. At most eleven queries."""
    moment = scope.until
    cycles = rows_at(UpdateCycle, moment, plan_id=scope.plan.pk).values_list("id", "meeting_on", "papers_due_at")
    then = rows_at(ActionPlan, moment, id=scope.plan.pk).values_list("status", "asks_after").first()
    status, asks_after = then or (scope.plan.status, scope.plan.asks_after)
    window = window_at(windows((CycleAt(*row) for row in cycles), asks_after), moment)
    if window is None or status == ActionPlan.State.CLOSED:
        return Owed()
    wanted = Action.objects.filter(scope.belongs(Action))
    missing = conditions.not_updated_in(window, clock.london_date(moment), moment)
    owed = rows_of(wanted, moment).filter(missing)
    found = list(owed.values_list("id", "lead_id", "parent_id"))
    if not found:
        return Owed()
    counts: Counter[tuple[int | None, bool]] = Counter()
    led_by, works_for = _leading(scope), dict(rows_of(User.objects.all(), moment).values_list("id", "organisation_id"))
    for action, lead, parent in found:
        counts.update((one, parent is not None) for one in led_by.get(action, [works_for.get(lead)]))
    apart = sum(parent is not None for _, _, parent in found)
    recorded = _recorded(scope, window, [action for action, _, _ in found])
    return Owed(tuple(_by_organisation(scope, counts)), Numbers(len(found) - apart, apart), tuple(recorded))


def _recorded(scope: Scope, window: Window, missing: Collection[int]) -> list[Line]:
    """What was recorded of these actions by then, in the plan's order."""
    told = NoUpdateReceived.objects.filter(cycle=window.cycle.pk, recorded_at__lte=scope.until)
    found = [one for one in told.filter(scope.belongs(NoUpdateReceived)) if one.action_id in set(missing)]
    if not found:
        return []
    places = Places([(Action, one.action_id) for one in found], scope.until, scope.plan.first_level)
    authors = Authors(scope, found)
    found.sort(key=lambda one: scope.order[one.action_id])
    return [_line(one, places.of((Action, one.action_id)), authors.of(one)) for one in found]


def _line(one: NoUpdateReceived, place: Place, by: str) -> Line:
    asked = f", asked for {one.get_asked_by_display()}" if one.asked_by else ""
    return Line(
        kind=Kind.NOT_UPDATED,
        **place.said,
        what=str(Kind.NOT_UPDATED.label),
        before="",
        after=f"No update received{asked}",
        at=one.recorded_at,
        by=by,
    )


def _by_organisation(scope: Scope, counts: Counter[tuple[int | None, bool]]) -> Iterator[NotUpdated]:
    """Those that owe most first."""
    labels, wanted = _labels(scope.until), scope.narrowed.organisation
    told = {one: Numbers(counts[one, False], counts[one, True]) for one, _ in counts}
    for one, numbers in sorted(told.items(), key=lambda pair: (-pair[1].all, labels.get(pair[0], ""))):
        if wanted in (None, one):
            href = list_address(scope.plan, priority=scope.narrowed.priority, organisation=one or NOBODY, **LIST)
            yield NotUpdated(labels.get(one, NOBODY_LEADS), numbers._replace(href=href))


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
