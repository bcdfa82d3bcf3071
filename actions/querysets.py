"""Reads of actions, named for what they are for."""

import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When

from audit.models import GuardedQuerySet
from priorities.cycles import Window
from priorities.status import IN_PLAN, PlanState, Status


class ActionQuerySet(GuardedQuerySet):
    """Actions and sub-actions."""

    def in_plan(self) -> Self:
        """Agreed or closed."""
        return self.filter(plan_state__in=IN_PLAN)

    def counted(self) -> Self:
        """What totals count: in the plan, and not a sub-action."""
        return self.in_plan().filter(parent__isnull=True)

    def open(self) -> Self:
        """Agreed and not complete."""
        return self.filter(plan_state=PlanState.AGREED).exclude(status=Status.COMPLETE)

    def without_lead(self) -> Self:
        """With nobody active who leads it."""
        return self.filter(Q(lead__isnull=True) | Q(lead__is_active=False))

    def with_people(self) -> Self:
        """With lead, deputy, SRO and their organisations."""
        return self.select_related("lead__organisation", "deputy__organisation", "sro__organisation")

    def for_table(self) -> Self:
        """Rows of a list: people and priority joined, the number of moved dates, in the plan's order."""
        return (
            self.select_related("plan", "priority", "lead__organisation", "last_update", "replaced_by")
            .with_times_moved()
            .order_by("priority_id", "position", "pk")
        )

    def with_times_moved(self) -> Self:
        """`times_moved`: how often an agreed due date was moved."""
        changes = apps.get_model("actions", "DueDateChange").objects.filter(
            action=OuterRef("pk"), from_on__isnull=False
        )
        counted = changes.order_by().values("action").annotate(times=models.Count("pk")).values("times")
        return self.annotate(times_moved=models.functions.Coalesce(Subquery(counted), 0))

    def with_newest_update(self) -> Self:
        """`newest_update_id`: the progress update that counts."""
        updates = apps.get_model("actions", "ProgressUpdate").objects.filter(action=OuterRef("pk"))
        return self.annotate(newest_update_id=Subquery(updates.order_by("-pk").values("pk")[:1]))

    def received_in(self, window: Window) -> Self:
        """In the plan, with an update in the cycle, those that completed it included."""
        return self.filter(received_in(window))

    def not_updated_in(self, window: Window, today: datetime.date) -> Self:
        """Owed in the cycle and not received."""
        return self.filter(not_updated_in(window, today))

    def mine(self, user_id: int) -> Self:
        """Led, co-led or deputised by this person."""
        co_led = apps.get_model("actions", "ActionCoLead").objects.filter(action=OuterRef("pk"), user_id=user_id)
        return self.filter(Q(lead_id=user_id) | Q(deputy_id=user_id) | Exists(co_led))

    def answered_for_by(self, user_id: int) -> Self:
        """Those whose SRO, or whose priority's SRO, this person is."""
        return self.filter(Q(sro_id=user_id) | Q(priority__sro_id=user_id))

    def related_to(self, action: Any) -> Self:
        """Those that overlap with it."""
        return self.filter(overlaps_with(action)).for_table()

    def around(self, action: Any) -> Self:
        """The action itself, its sub-actions, and those that overlap with it, for which `is_related` is true."""
        near = Q(pk=action.pk) | Q(parent=action) | overlaps_with(action)
        return self.filter(near).annotate(is_related=whether(overlaps_with(action))).for_table()

    def with_missing_update(self, window: Window | None, today: datetime.date) -> Self:
        """`is_not_updated`: whether the cycle still wants its update; nobody's where no papers deadline is set."""
        return self.annotate(is_not_updated=Value(False) if window is None else whether(not_updated_in(window, today)))

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

    def needing_attention(self) -> Self:
        """Off track first, then at risk."""
        return (
            self.filter(plan_state=PlanState.AGREED, status__in=(Status.OFF_TRACK, Status.AT_RISK))
            .for_table()
            .annotate(is_off_track=models.Case(models.When(status=Status.OFF_TRACK, then=0), default=1))
            .order_by("is_off_track", F("priority__number"), "position", "pk")
        )


def owed_in(window: Window, today: datetime.date) -> Q:
    """The condition behind `ActionQuerySet.owed_in`, for counts."""
    agreed_in_time = apps.get_model("actions", "HistoricalAction").objects.filter(
        id=OuterRef("pk"), plan_state=PlanState.AGREED, history_date__lt=window.papers_due_at
    )
    has_started = Q(planned_start_on__isnull=True) | Q(planned_start_on__lte=today)
    return Q(plan_state=PlanState.AGREED) & ~Q(status=Status.COMPLETE) & has_started & Q(Exists(agreed_in_time))


def received_in(window: Window) -> Q:
    """The condition behind `ActionQuerySet.received_in`, for counts."""
    given = Q(last_update__isnull=False, plan_state__in=IN_PLAN)
    return given if window.began_at is None else given & Q(last_update_at__gte=window.began_at)


def carried_over(window: Window) -> Q:
    """Open, with a status from an earlier cycle."""
    if window.began_at is None:
        return Q(pk__in=[])
    still_open = Q(plan_state=PlanState.AGREED) & ~Q(status__in=(Status.COMPLETE, Status.NONE))
    return still_open & Q(last_update_at__lt=window.began_at)


def not_updated_in(window: Window, today: datetime.date) -> Q:
    """The condition behind `ActionQuerySet.not_updated_in`, for counts."""
    missing = Q(last_update_at__isnull=True)
    if window.began_at is not None:
        missing |= Q(last_update_at__lt=window.began_at)
    return owed_in(window, today) & missing


def has_evidence() -> Q:
    """Something that stands shows what it claims."""
    evidence = apps.get_model("actions", "Evidence").objects
    return Q(Exists(evidence.standing().filter(action=OuterRef("pk"))))


def has_co_production() -> Q:
    """Co-production is recorded for it."""
    return Q(Exists(apps.get_model("actions", "CoProduction").objects.filter(action=OuterRef("pk"))))


def overlaps_with(action: Any) -> Q:
    """Linked with the action, in whichever order."""
    pairs = apps.get_model("actions", "RelatedAction").objects
    return Q(pk__in=pairs.filter(second=action).values("first")) | Q(
        pk__in=pairs.filter(first=action).values("second")
    )


def whether(condition: Q) -> Case:
    """The condition as a column."""
    return Case(When(condition, then=Value(True)), default=Value(False))
