"""What can be said of an action, each condition once, as the database asks it; filters, counts and lists share them.

`Action` says the same of one record in Python. Where no papers deadline is set (`window` is None) nothing is owed,
received or missing, and nothing carried over but what a source prints.

The same is asked of actions as they stood: of history rows (`audit.as_at.rows_at`), which have the columns of an
action and its number as `id`. What a condition asks of other records is then asked as at that moment: `at`, None for
now. When it was first agreed needs none: an action that stood agreed at a moment has its row, and a row that came
later cannot make it agreed any earlier.
"""

import datetime
from typing import Any

from django.apps import apps
from django.db.models import Case, DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, When
from django.db.models.functions import TruncDate

from audit.as_at import rows_at
from priorities.cycles import Window
from priorities.models import ActionPlan, UpdateCycle
from priorities.status import IN_PLAN, PlanState, Status
from send_portal import clock

DUE_SOON = datetime.timedelta(days=28)

NEVER = Q(pk__in=[])
IS_IN_PLAN = Q(plan_state__in=IN_PLAN)
IS_SUB_ACTION = Q(parent__isnull=False)
# Of a plan that is not closed this is open; windows tell what was owed in one that is closed by now.
IS_UNFINISHED = Q(plan_state=PlanState.AGREED) & ~Q(status=Status.COMPLETE)
GOES_ON = Q(plan_state__in=(PlanState.PROPOSED, PlanState.AGREED, PlanState.PAUSED)) & ~Q(status=Status.COMPLETE)
IS_IN_PROGRESS = IS_IN_PLAN & Q(status__in=(Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK))
# A source may print that something is complete without the day.
HAS_NO_COMPLETION_DATE = IS_IN_PLAN & Q(status=Status.COMPLETE, completed_on__isnull=True)
HAS_SLIPPED = Q(due_on__gt=F("original_due_on"))
IS_ALARMING = Q(plan_state=PlanState.AGREED, status__in=(Status.OFF_TRACK, Status.AT_RISK))

# Those that need attention: off track first, then at risk, then the rest; of one kind in the plan's order. The number
# of a priority never changes, and so it may be asked of the one of today.
BY_URGENCY = (
    Case(When(status=Status.OFF_TRACK, then=0), When(status=Status.AT_RISK, then=1), default=2),
    F("priority__number"),
    "position",
    "id",
)


def is_open(at: datetime.datetime | None = None) -> Q:
    """Agreed and not complete, in a plan that is not closed: the portal asks about it."""
    if at is None:
        return IS_UNFINISHED & ~Q(plan__status=ActionPlan.State.CLOSED)
    closed = rows_at(ActionPlan, at).filter(status=ActionPlan.State.CLOSED)
    return IS_UNFINISHED & ~Q(plan_id__in=closed.values("id"))


def is_overdue(today: datetime.date, at: datetime.datetime | None = None) -> Q:
    """Open, and the agreed due date has passed."""
    return is_open(at) & Q(due_on__lt=today)


def is_due_soon(today: datetime.date, at: datetime.datetime | None = None) -> Q:
    """Open, and due within 28 days."""
    return is_open(at) & Q(due_on__range=(today, today + DUE_SOON))


def is_start_overdue(today: datetime.date, at: datetime.datetime | None = None) -> Q:
    """Open and not started, and the planned start has passed."""
    return is_open(at) & Q(planned_start_on__lt=today, status__in=(Status.NONE, Status.NOT_STARTED))


def has_lead(at: datetime.datetime | None = None) -> Q:
    """Open, and somebody leads it who was active."""
    if at is None:
        return is_open() & Q(lead__is_active=True)
    return is_open(at) & Q(lead_id__in=_people(at, is_active=True))


def has_no_lead(at: datetime.datetime | None = None) -> Q:
    """Open, and nobody leads it who was active."""
    if at is None:
        return is_open() & (Q(lead__isnull=True) | Q(lead__is_active=False))
    return is_open(at) & (Q(lead_id__isnull=True) | Q(lead_id__in=_people(at, is_active=False)))


def has_date(at: datetime.datetime | None = None) -> Q:
    """Open, and due on a day or ongoing."""
    return is_open(at) & (Q(due_on__isnull=False) | Q(is_ongoing=True))


def has_no_date(at: datetime.datetime | None = None) -> Q:
    """Open, with no due date and not ongoing."""
    return is_open(at) & Q(due_on__isnull=True, is_ongoing=False)


def asks_partnership(at: datetime.datetime | None = None) -> Q:
    """Open, and its last update asks for a decision or for help."""
    return is_open(at) & Q(last_update__isnull=False) & ~Q(last_update__ask="nothing")


def has_open_query(at: datetime.datetime | None = None) -> Q:
    """The source leaves something open about it that nobody has answered."""
    return _has("SourceQuery", at, answered_at__isnull=True)


def has_open_question(at: datetime.datetime | None = None) -> Q:
    """Somebody has asked a question on it that waits for an answer."""
    return _has("Question", at, answered_at__isnull=True, closed_at__isnull=True)


def has_evidence(at: datetime.datetime | None = None) -> Q:
    """Something that stands shows what it claims."""
    return _has("Evidence", at, is_withdrawn=False)


def has_co_production(at: datetime.datetime | None = None) -> Q:
    """Co-production is recorded for it."""
    return _has("CoProduction", at)


def answers(driver: int, at: datetime.datetime | None = None) -> Q:
    """It answers this driver of the plan."""
    return _has("ActionDriver", at, driver_id=driver)


def _has(model: str, at: datetime.datetime | None, **said: Any) -> Q:
    """Something of the kind belongs to it, of which this can be said."""
    records: Any = apps.get_model("actions", model)
    if at is None:
        return Q(Exists(records.objects.filter(action=OuterRef("id"), **said)))
    return Q(id__in=rows_at(records, at).filter(action_id__isnull=False, **said).values("action_id"))


def _people(at: datetime.datetime, **said: Any) -> Any:
    """The ids of the people of whom this could be said."""
    person: Any = apps.get_model("accounts", "User")
    return rows_at(person, at).filter(**said).values("id")


def is_asked_for_in_next(window: Window, at: datetime.datetime | None = None) -> Q:
    """It is carried to a plan that is current, stands in that plan, and was agreed there before the papers deadline of
    a cycle by this one: its update is owed once, there."""
    outcomes: Any = apps.get_model("actions", "ActionOutcome")
    agreed = apps.get_model("actions", "HistoricalAction").objects.filter(
        id=OuterRef(OuterRef("into_id")), plan_state=PlanState.AGREED, history_date__lt=OuterRef("papers_due_at")
    )
    cycles: Any = UpdateCycle.objects.all() if at is None else rows_at(UpdateCycle, at)
    asks = Exists(cycles.filter(Exists(agreed), plan_id=OuterRef("into__plan_id"), meeting_on__lte=window.meeting_on))
    if at is None:
        stands = {"into__plan__status": ActionPlan.State.CURRENT, "into__plan_state__in": IN_PLAN}
        return Q(Exists(outcomes.objects.filter(asks, action=OuterRef("id"), outcome="carried", **stands)))
    current = rows_at(ActionPlan, at).filter(status=ActionPlan.State.CURRENT).values("id")
    there = rows_at(apps.get_model("actions", "Action"), at).filter(plan_id__in=current, plan_state__in=IN_PLAN)
    carried = rows_at(outcomes, at).filter(asks, outcome="carried", into_id__in=there.values("id"))
    return Q(id__in=carried.values("action_id"))


def owed_in(window: Window | None, today: datetime.date, at: datetime.datetime | None = None) -> Q:
    """Agreed, not complete, started, agreed before the cycle's papers deadline, and not owed in the plan to which it
    is carried; a closed plan is in no cycle."""
    if window is None:
        return NEVER
    agreed_in_time = apps.get_model("actions", "HistoricalAction").objects.filter(
        id=OuterRef("id"), plan_state=PlanState.AGREED, history_date__lt=window.papers_due_at
    )
    has_started = Q(planned_start_on__isnull=True) | Q(planned_start_on__lte=today)
    return IS_UNFINISHED & has_started & Q(Exists(agreed_in_time)) & ~is_asked_for_in_next(window, at)


def received_in(window: Window | None) -> Q:
    """In the plan, with an update in the cycle, those that completed it included."""
    if window is None:
        return NEVER
    given = IS_IN_PLAN & Q(last_update_at__isnull=False)
    return given if window.began_at is None else given & Q(last_update_at__gte=window.began_at)


def not_updated_in(window: Window | None, today: datetime.date, at: datetime.datetime | None = None) -> Q:
    """Owed in the cycle and not received."""
    if window is None:
        return NEVER
    missing = Q(last_update_at__isnull=True)
    if window.began_at is not None:
        missing |= Q(last_update_at__lt=window.began_at)
    return missing & owed_in(window, today, at)


def is_carried_over(window: Window | None, at: datetime.datetime | None = None) -> Q:
    """Open, with a status from an earlier cycle, or as a source prints it; in a closed plan as it was at the close."""
    is_old = Q(last_update_at__isnull=True)
    if window is not None and window.began_at is not None:
        is_old |= Q(last_update_at__lt=window.began_at)
    return (is_open(at) & ~Q(status=Status.NONE) & is_old) | was_carried_over(at)


def was_carried_over(at: datetime.datetime | None = None) -> Q:
    """Unfinished in a plan that is closed, with a status that was from an earlier cycle when it was closed: a meeting
    had come between. What a source prints is old there as well."""
    plans = rows_at(ActionPlan, at) if at is not None else ActionPlan.objects
    is_closed = Q(plan_id__in=plans.filter(status=ActionPlan.State.CLOSED).order_by().values("id"))
    told_at = ExpressionWrapper(OuterRef("last_update_at"), output_field=DateTimeField())
    told_on = TruncDate(told_at, tzinfo=clock.LONDON)
    closed_at = closing_of(OuterRef("plan_id"), at).values("history_date")[:1]
    closed_on = TruncDate(Subquery(closed_at), tzinfo=clock.LONDON)
    cycles = rows_at(UpdateCycle, at) if at is not None else UpdateCycle.objects.all()
    between = cycles.order_by().filter(plan_id=OuterRef("plan_id"), meeting_on__gte=told_on, meeting_on__lt=closed_on)
    is_old = Q(last_update_at__isnull=True) | Q(Exists(between))
    return IS_UNFINISHED & is_closed & ~Q(status=Status.NONE) & is_old


def closing_of(plan: Any, at: datetime.datetime | None = None) -> Any:
    """The history rows of a plan (its id, or an OuterRef) in which it is closed, the newest first."""
    rows = ActionPlan.history.filter(id=plan, status=ActionPlan.State.CLOSED)
    return (rows if at is None else rows.filter(history_date__lte=at)).order_by("-history_id")


def is_silent(window: Window | None, today: datetime.date, at: datetime.datetime | None = None) -> Q:
    """Owed in each of the last two cycles whose papers deadline has passed, and nothing received since they began."""
    first = window and window.first_of_two(today)
    return not_updated_in(first, clock.london_date(first.papers_due_at), at) if first else NEVER


def needs_attention(window: Window | None, today: datetime.date, at: datetime.datetime | None = None) -> Q:
    """Agreed and off track or at risk, or silent whatever its colour."""
    return IS_ALARMING | is_silent(window, today, at)


def is_without_outcome(at: datetime.datetime | None = None) -> Q:
    """In the plan, neither complete nor with a recorded outcome."""
    return IS_IN_PLAN & ~Q(status=Status.COMPLETE) & ~_has("ActionOutcome", at)


def ended_as(outcome: str, at: datetime.datetime | None = None) -> Q:
    """It has this outcome."""
    return _has("ActionOutcome", at, outcome=outcome)


def is_led_by(organisation: int | None, at: datetime.datetime | None = None) -> Q:
    """The organisation is named as leading it; where none is named, the lead is one of its people. None: nobody is."""
    if at is not None:
        named = _has("ActionOrganisation", at, part="lead")
        if organisation is None:
            return ~named & Q(lead_id__isnull=True)
        is_named = _has("ActionOrganisation", at, part="lead", organisation_id=organisation)
        return is_named | (Q(lead_id__in=_people(at, organisation_id=organisation)) & ~named)
    leading = apps.get_model("actions", "ActionOrganisation").objects.filter(action=OuterRef("pk"), part="lead")
    is_named = Q(Exists(leading.filter(organisation=organisation)))
    return is_named | (Q(lead__organisation=organisation) & ~Q(Exists(leading)))


def takes_part(organisation: int, at: datetime.datetime | None = None) -> Q:
    """The organisation leads or supports it, or its lead is one of its people."""
    has_link = _has("ActionOrganisation", at, organisation_id=organisation)
    if at is not None:
        return has_link | Q(lead_id__in=_people(at, organisation_id=organisation))
    return has_link | Q(lead__organisation=organisation)
