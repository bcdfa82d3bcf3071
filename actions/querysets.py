"""Reads of actions, named for what they are for."""

import datetime
from collections.abc import Sequence
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, OuterRef, Prefetch, Q, Subquery, Value, When

from actions import conditions
from audit.as_at import rows_of
from audit.models import GuardedQuerySet
from priorities.cycles import Window
from priorities.status import PlanState


class ActionQuerySet(GuardedQuerySet):
    """Actions and sub-actions."""

    def in_plan(self) -> Self:
        """Agreed or closed."""
        return self.filter(conditions.IS_IN_PLAN)

    def counted(self) -> Self:
        """What totals count: in the plan, and not a sub-action."""
        return self.in_plan().filter(parent__isnull=True)

    def open(self) -> Self:
        """Agreed and not complete, in a plan that is not closed."""
        return self.filter(conditions.is_open())

    def going_on(self) -> Self:
        """Proposed, agreed or paused, and not complete: somebody has to hold it."""
        return self.filter(conditions.GOES_ON)

    def with_people(self) -> Self:
        """With lead, deputy, SRO and their organisations."""
        return self.select_related("lead__organisation", "deputy__organisation", "sro__organisation")

    def for_table(self) -> Self:
        """Rows of a list: people and priority joined, what their flags say, in the plan's order."""
        return (
            self.select_related("plan", "priority", "lead__organisation", "last_update", "replaced_by")
            .with_flag_facts()
            .order_by("priority_id", "position", "pk")
        )

    def with_flag_facts(self) -> Self:
        """`times_moved`: how often an agreed due date was moved; `has_open_query`: whether the source leaves a gap;
        `was_carried_over`: whether its status was old when its plan was closed.
        """
        changes = apps.get_model("actions", "DueDateChange").objects.filter(
            action=OuterRef("pk"), from_on__isnull=False
        )
        counted = changes.order_by().values("action").annotate(times=models.Count("pk")).values("times")
        return self.annotate(
            times_moved=models.functions.Coalesce(Subquery(counted), 0),
            has_open_query=whether(conditions.has_open_query()),
            was_carried_over=whether(conditions.was_carried_over()),
        )

    def with_missing_update(self, window: Window | None, today: datetime.date) -> Self:
        """`is_not_updated`: whether the cycle still wants its update; `is_silent`: whether two cycles brought none;
        `no_update_at`: when it was recorded that the cycle has brought none.
        """
        return self.annotate(
            is_not_updated=whether(conditions.not_updated_in(window, today)),
            is_silent=whether(conditions.is_silent(window, today)),
            no_update_at=no_update_recorded_at(window),
        )

    def with_leading(self) -> Self:
        """`leading`: the links of the organisations that are named as leading it, by name. One query more."""
        links = apps.get_model("actions", "ActionOrganisation").objects.filter(part="lead")
        ordered = links.select_related("organisation").order_by("organisation__name")
        return self.prefetch_related(Prefetch("organisation_links", queryset=ordered, to_attr="leading"))

    def with_newest_update(self) -> Self:
        """`newest_update_id`: the progress update that counts."""
        updates = apps.get_model("actions", "ProgressUpdate").objects.filter(action=OuterRef("pk"))
        return self.annotate(newest_update_id=Subquery(updates.order_by("-pk").values("pk")[:1]))

    def received_in(self, window: Window | None) -> Self:
        """In the plan, with an update in the cycle, those that completed it included."""
        return self.filter(conditions.received_in(window))

    def not_updated_in(self, window: Window | None, today: datetime.date) -> Self:
        """Owed in the cycle and not received."""
        return self.filter(conditions.not_updated_in(window, today))

    def mine(self, user_id: int) -> Self:
        """Led, co-led or deputised by this person."""
        co_led = apps.get_model("actions", "ActionCoLead").objects.filter(user_id=user_id)
        return self.filter(Q(lead_id=user_id) | Q(deputy_id=user_id) | Q(pk__in=co_led.values("action")))

    def answered_for_by(self, user_id: int) -> Self:
        """Those whose SRO, or whose priority's SRO, this person is."""
        return self.filter(Q(sro_id=user_id) | Q(priority__sro_id=user_id))

    def related_to(self, action: Any) -> Self:
        """Those that overlap with it."""
        return self.filter(overlaps_with(action)).for_table()

    def around(self, action: Any) -> Self:
        """The action itself, its sub-actions, and those that overlap with it, for which `is_related` is true."""
        below = self.filter(Q(pk=action.pk) | Q(parent=action)).order_by().values("pk")
        # Conditions joined by "or" a database would ask of every action.
        near = below.union(*(pairs.order_by() for pairs in _overlapping(action)))
        return self.filter(pk__in=near).annotate(is_related=whether(overlaps_with(action))).for_table().with_ending()

    def with_draft_of(self, user_id: int) -> Self:
        """`draft_saved_at`: when this person saved a draft of an update, None without one."""
        drafts = apps.get_model("actions", "ProgressDraft").objects.filter(action=OuterRef("pk"), author_id=user_id)
        return self.annotate(draft_saved_at=Subquery(drafts.values("saved_at")[:1]))

    def with_open_milestones(self) -> Self:
        """`open_milestones`: those neither met nor dropped."""
        milestones = apps.get_model("actions", "Milestone").objects.open().order_by("due_on", "pk")
        return self.prefetch_related(Prefetch("milestones", queryset=milestones, to_attr="open_milestones"))

    def for_set_up(self) -> Self:
        """Those whose people and dates may still be set, with both and their organisations, in the plan's order."""
        states = (PlanState.PROPOSED, PlanState.AGREED, PlanState.PAUSED)
        return (
            self.filter(plan_state__in=states)
            .with_people()
            .select_related("priority", "parent")
            .prefetch_related("organisation_links__organisation")
            .order_by("priority__number", "position", "pk")
        )

    def with_ending(self) -> Self:
        """With their outcome, where they have one, and where they go on."""
        return self.select_related("outcome__into__plan")

    def for_outcomes(self) -> Self:
        """Those whose outcome may still be said, each with the one that stands, an action before its sub-actions;
        `comes_back_as`: the reference with which it comes back in the plan that follows, where it was there before."""
        states = (PlanState.PROPOSED, PlanState.AGREED, PlanState.PAUSED)
        outcomes: Any = apps.get_model("actions", "ActionOutcome")
        back = outcomes.places(OuterRef("pk")).values("into__reference")[:1]
        return (
            self.filter(plan_state__in=states)
            .select_related("plan", "priority", "parent", "outcome__into__plan", "lead")
            .annotate(comes_back_as=Subquery(back))
            .order_by("priority__number", "position", "pk")
        )

    def with_outcome(self) -> Self:
        """Those that have an outcome, with it and where they go on, in the plan's order."""
        return (
            self.filter(outcome__isnull=False)
            .select_related("plan", "priority", "parent", "outcome__into__plan")
            .order_by("priority__number", "position", "pk")
        )

    def needing_attention(self, window: Window | None, today: datetime.date, *, shown: int) -> Self:
        """Off track first, then at risk, then those from which two cycles brought nothing, whatever their colour.

        Rows of a list, so many at most, with `with_missing_update`.
        """
        found = self.filter(conditions.needs_attention(window, today)).order_by(*conditions.BY_URGENCY)
        return self.only_rows(found.values("pk")[:shown], conditions.BY_URGENCY).with_missing_update(window, today)

    def only_rows(self, keys: Any, order: Sequence[Any]) -> Self:
        """Rows of a list for these keys alone: people, updates and flags are not looked up while all are sorted."""
        return self.filter(pk__in=keys).for_table().with_ending().order_by(*order)


def actions_at(plan: Any, at: datetime.datetime | None) -> models.QuerySet:
    """The actions of a plan: records, or history rows as at the moment; `actions.conditions` may be asked of both."""
    action: Any = apps.get_model("actions", "Action")
    # An action never leaves its plan.
    return action.objects.filter(plan=plan) if at is None else rows_of(action.objects.filter(plan=plan), at)


def overlaps_with(action: Any) -> Q:
    """Linked with the action, in whichever order."""
    first, second = _overlapping(action)
    return Q(pk__in=first) | Q(pk__in=second)


def _overlapping(action: Any) -> tuple[models.QuerySet, models.QuerySet]:
    """The ids of the actions linked with it, by the order in which they are."""
    pairs = apps.get_model("actions", "RelatedAction").objects
    return pairs.filter(second=action).values("first"), pairs.filter(first=action).values("second")


def no_update_recorded_at(window: Window | None, at: datetime.datetime | None = None) -> Subquery | Value:
    """When it was recorded of an action, or a row of its history, that the cycle has brought no update; up to `at`,
    where a moment is given."""
    if window is None:
        return Value(None, output_field=models.DateTimeField())
    recorded = apps.get_model("actions", "NoUpdateReceived").objects.filter(
        action=OuterRef("id"), cycle=window.cycle.pk
    )
    if at is not None:
        recorded = recorded.filter(recorded_at__lte=at)
    return Subquery(recorded.values("recorded_at")[:1])


def whether(condition: Q) -> Case:
    """The condition as a column."""
    return Case(When(condition, then=Value(True)), default=Value(False))
