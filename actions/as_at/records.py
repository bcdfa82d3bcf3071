"""Records of a plan as they stood at a moment, as the pages of today show them: unsaved, and complete in themselves.

A page of a large plan reads the few records that it shows, and not the whole plan (`plan_as_at`). What a record points
to is set as it stood too, so that nothing is looked up behind a page's back.
"""

import datetime
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Organisation, User
from actions import conditions
from actions.as_at.changes import WORDING
from actions.as_at.outcomes import outcomes_at
from actions.models import Action, DueDateChange, ProgressUpdate
from actions.querysets import no_update_recorded_at, whether
from audit.as_at import rows_at
from audit.models import AuditedModel
from priorities.cycles import Window, window_in, windows
from priorities.models import ActionPlan, Priority, UpdateCycle
from send_portal import clock

PEOPLE = ("lead", "deputy", "sro")
# What the flags of a list say, beside the row itself.
FACTS = ("times_moved", "has_open_query", "was_carried_over", "is_not_updated", "is_silent", "no_update_at")


class PeopleThen:
    """These people and organisations under all the names and in all the posts that they had; two queries."""

    def __init__(self, people: Iterable[int | None], organisations: Iterable[int], until: datetime.datetime) -> None:
        self.until = until
        self._people = _all_states(User, {pk for pk in people if pk is not None}, until)
        of_people = {row.organisation_id for rows in self._people.values() for row in rows}
        self._organisations = _all_states(Organisation, of_people | set(organisations), until)
        self._made: dict[tuple[int, int], User] = {}

    def person(self, pk: int | None, moment: datetime.datetime | None = None) -> User | None:
        """Somebody as they were at that moment (left out: the last one); None for nobody."""
        if pk is None:
            return None
        row = _at(self._people[pk], moment or self.until)
        organisation = _at(self._organisations[row.organisation_id], moment or self.until)
        made = (row.history_id, organisation.history_id)
        if made not in self._made:
            person = row.as_instance()
            person.organisation = organisation.as_instance()
            self._made[made] = person
        return self._made[made]

    def organisation(self, pk: int) -> Organisation:
        """An organisation as it was."""
        organisation: Organisation = _at(self._organisations[pk], self.until).as_instance()
        return organisation


def _all_states(model: type[AuditedModel], pks: Collection[int], until: datetime.datetime) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {pk: [] for pk in pks}
    for row in model.history.filter(id__in=pks, history_date__lte=until).order_by("history_id"):
        found[row.id].append(row)
    return found


def _at(rows: list[Any], moment: datetime.datetime) -> Any:
    """The row at the moment; the first one where two clocks differed by a little."""
    return next((row for row in reversed(rows) if row.history_date <= moment), rows[0])


class Then:
    """A plan at a moment: the day, the cycle, and its records; three queries to begin with."""

    def __init__(self, plan: ActionPlan, moment: datetime.datetime) -> None:
        self.moment, self.today = moment, clock.london_date(moment)
        self.plan: ActionPlan = rows_at(ActionPlan, moment, id=plan.pk).get().as_instance()
        if self.plan.predecessor_id == plan.predecessor_id:
            self.plan.predecessor = plan.predecessor
        cycles = [row.as_instance() for row in rows_at(UpdateCycle, moment, plan_id=plan.pk)]
        self.windows: list[Window] = windows(cycles, self.plan.asks_after)
        self.window = window_in(self.plan, moment, self.windows)
        self.priorities: dict[int, Priority] = {
            row.id: self._priority(row) for row in rows_at(Priority, moment, plan_id=plan.pk).order_by("number")
        }

    def _priority(self, row: Any) -> Priority:
        priority: Priority = row.as_instance()
        priority.plan = self.plan
        return priority

    def rows(self, actions: Any) -> list[Any]:
        """The history rows of actions, with what their flags say."""
        moves = DueDateChange.objects.filter(
            action=OuterRef("id"), from_on__isnull=False, recorded_at__lte=self.moment
        )
        counted = moves.order_by().values("action").annotate(times=Count("pk")).values("times")
        return list(
            actions.annotate(
                times_moved=Coalesce(Subquery(counted), 0),
                has_open_query=whether(conditions.has_open_query(self.moment)),
                was_carried_over=whether(conditions.was_carried_over(self.moment)),
                is_not_updated=whether(conditions.not_updated_in(self.window, self.today, self.moment)),
                is_silent=whether(conditions.is_silent(self.window, self.today, self.moment)),
                no_update_at=no_update_recorded_at(self.window, self.moment),
            )
        )

    def actions(self, ids: Collection[int], order: Iterable[Any] = ("priority_id", "position", "id")) -> list[Any]:
        """These actions, as a list shows them: people, priority, last update, what replaced them and how they ended;
        six queries, and three more where one goes on."""
        return self.made(self.rows(rows_at(Action, self.moment, id__in=list(ids)).order_by(*order)))

    def made(self, rows: list[Any], people: PeopleThen | None = None) -> list[Any]:
        """Actions of these rows; their people are looked up where they are not given."""
        people = people or PeopleThen([getattr(row, f"{part}_id") for row in rows for part in PEOPLE], (), self.moment)
        told = ProgressUpdate.objects.in_bulk({row.last_update_id for row in rows if row.last_update_id})
        near = {pk for row in rows for pk in (row.replaced_by_id, row.parent_id) if pk} - {row.id for row in rows}
        beside = {row.id: row for row in rows_at(Action, self.moment, id__in=near)} if near else {}
        found = {pk: self._action(row) for pk, row in beside.items()} | {row.id: self._action(row) for row in rows}
        outcomes = outcomes_at([row.id for row in rows], self.moment)
        ended: Any = Action._meta.get_field("outcome")
        for row in rows:
            self._complete(found[row.id], row, people, told, found)
            ended.set_cached_value(found[row.id], outcomes.get(row.id))
        return [found[row.id] for row in rows]

    def _action(self, row: Any) -> Action:
        action: Action = row.as_instance()
        action.plan = self.plan
        action.priority = self.priorities[row.priority_id]
        return action

    def _complete(self, action: Any, row: Any, people: PeopleThen, told: Any, found: dict[int, Action]) -> None:
        for part in PEOPLE:
            setattr(action, part, people.person(getattr(row, f"{part}_id")))
        action.last_update = told.get(row.last_update_id)
        action.replaced_by, action.parent = found.get(row.replaced_by_id), found.get(row.parent_id)
        for fact in FACTS:
            setattr(action, fact, getattr(row, fact))


def states_since(moment: datetime.datetime, actions: Collection[Any]) -> dict[int, list[str]]:
    """What has become of actions since the moment as at which they are shown, in words, by their ids; a query."""
    rows = Action.history.filter(id=OuterRef("pk")).order_by("-history_id")
    otherwise = rows.exclude(plan_state=OuterRef("plan_state")).values("history_id")[:1]
    stands_so = rows.filter(plan_state=OuterRef("plan_state"), history_id__gt=OuterRef("last_otherwise"))
    now = (
        Action.objects.filter(pk__in=[action.pk for action in actions])
        .annotate(last_otherwise=Coalesce(Subquery(otherwise), 0))
        .annotate(state_since=Subquery(stands_so.order_by("history_id").values("history_date")[:1]))
        .in_bulk()
    )
    return {action.pk: list(_since(action, now[action.pk])) for action in actions}


def _since(then: Action, now: Any) -> Iterable[str]:
    if any(getattr(then, name) != getattr(now, name) for name in WORDING):
        yield "Reworded since"
    if then.plan_state != now.plan_state and now.state_since is not None:
        day = clock.london_date(now.state_since)
        yield f"{now.get_plan_state_display()} since, on {day.day} {day:%B %Y}"
