"""Which history rows changes are told of: those of one plan and of what belongs to all, as a person sees them."""

import dataclasses
import datetime
import functools
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from accounts.models import User
from actions import conditions
from actions.models import Action, ActionOutcome, Watch
from audit.as_at import listed, rows_at, rows_of
from audit.models import AuditedModel
from governance.changes.told import Narrowed
from priorities.models import ActionPlan, Priority

# By which of its fields a record belongs to a plan; what has none of them belongs to all plans.
TO_PLAN = {
    "plan": "plan",
    "action": "action__plan",
    "first": "first__plan",
    "priority": "priority__plan",
    "cycle": "cycle__plan",
    "report": "report__plan",
    "recommendation": "recommendation__report__plan",
    "resolution": "resolution__recommendation__report__plan",
}
TO_ACTION = ("action", "first")


@dataclasses.dataclass(frozen=True)
class Scope:
    """The plan, the person, the period, and what of it is wanted. `in_posts`: people are told by their posts.
    `is_paper`: the same for ever, whatever comes after the period.
    """

    plan: ActionPlan
    user: User
    since: datetime.datetime
    until: datetime.datetime
    narrowed: Narrowed = dataclasses.field(default_factory=Narrowed)
    in_posts: bool = False
    is_paper: bool = False

    def rows(self, model: type[AuditedModel]) -> QuerySet:
        """The history rows of a model, of whatever time."""
        rows = model.history.filter(self.belongs(model))
        if self.is_paper and model is ActionOutcome:
            return ActionOutcome.public_history(rows, self.until)
        return model.visible_history(rows, self.user)

    def belongs(self, model: type[Any]) -> Q:
        """What a row of the model, or of its history, has to be."""
        names = {field.name: field for field in model._meta.fields}
        if self.narrowed.is_to_actions:
            return self._is_wanted(model, names)
        if model is ActionPlan:
            return Q(id=self.plan.pk)
        for name, path in TO_PLAN.items():
            if name in names:
                is_of_plan = Q(**{path: self.plan})
                return is_of_plan | Q(**{f"{name}__isnull": True}) if names[name].null else is_of_plan
        return Q()

    def _is_wanted(self, model: type[Any], names: dict[str, Any]) -> Q:
        if model is Action:
            return Q(id__in=self.actions)
        of_action = next((Q(**{f"{name}__in": self.actions}) for name in TO_ACTION if name in names), None)
        if self.narrowed.organisation is not None:
            return of_action or conditions.NEVER
        if model is Priority:
            return Q(id__in=self.priorities)
        of_priority = Q(priority__in=self.priorities)
        if "priority" in names:
            return of_action | of_priority if of_action else of_priority
        return of_action or conditions.NEVER

    @functools.cached_property
    def actions(self) -> RawSQL:
        """The ids of the actions that are wanted, to stand inside a query; led by an organisation, as at the later
        moment. One query.
        """
        found = Action.objects.filter(plan=self.plan)
        if self.narrowed.priority is not None:
            found = found.filter(priority__number=self.narrowed.priority)
        if self.narrowed.organisation is not None:
            is_led = conditions.is_led_by(self.narrowed.organisation, self.until)
            led = rows_of(Action.objects.filter(plan=self.plan), self.until).filter(is_led)
            found = found.filter(pk__in=led.order_by().values("id"))
        if self.narrowed.watched:
            found = found.filter(id__in=Watch.objects.of(self.user).actions().values("pk"))
        return listed(list(found.order_by().values_list("pk", flat=True)))

    @functools.cached_property
    def priorities(self) -> QuerySet:
        """The ids of the priorities that are wanted, to stand inside a query."""
        found = Priority.objects.filter(plan=self.plan).order_by()
        if self.narrowed.priority is not None:
            found = found.filter(number=self.narrowed.priority)
        if self.narrowed.watched:
            found = found.filter(watches__in=Watch.objects.of(self.user))
        return found.values("pk")

    @functools.cached_property
    def order(self) -> dict[int, int]:
        """The place of each action of the plan, by its id; in a paper as it was at the later moment."""
        then = rows_at(Action, self.until, plan_id=self.plan.pk) if self.is_paper else None
        found = (then if then is not None else Action.objects.filter(plan=self.plan)).order_by(
            "priority_id", "position", "id"
        )
        return {pk: place for place, pk in enumerate(found.values_list("id", flat=True))}
