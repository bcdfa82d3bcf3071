"""What can be said of an action, each condition once, as the database asks it; filters, counts and lists share them.

`Action` says the same of one record in Python. Where no papers deadline is set (`window` is None) nothing is owed,
received, missing or carried over.
"""

import datetime

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q

from priorities.cycles import Window
from priorities.status import IN_PLAN, PlanState, Status
from send_portal import clock

DUE_SOON = datetime.timedelta(days=28)

NEVER = Q(pk__in=[])
IS_IN_PLAN = Q(plan_state__in=IN_PLAN)
IS_SUB_ACTION = Q(parent__isnull=False)
IS_OPEN = Q(plan_state=PlanState.AGREED) & ~Q(status=Status.COMPLETE)
GOES_ON = Q(plan_state__in=(PlanState.PROPOSED, PlanState.AGREED, PlanState.PAUSED)) & ~Q(status=Status.COMPLETE)
IS_IN_PROGRESS = IS_IN_PLAN & Q(status__in=(Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK))
IS_WITHOUT_OUTCOME = IS_IN_PLAN & ~Q(status=Status.COMPLETE)
HAS_LEAD = IS_OPEN & Q(lead__is_active=True)
HAS_NO_LEAD = IS_OPEN & (Q(lead__isnull=True) | Q(lead__is_active=False))
HAS_DATE = IS_OPEN & (Q(due_on__isnull=False) | Q(is_ongoing=True))
HAS_NO_DATE = IS_OPEN & Q(due_on__isnull=True, is_ongoing=False)
HAS_SLIPPED = Q(due_on__gt=F("original_due_on"))
ASKS_PARTNERSHIP = IS_OPEN & Q(last_update__isnull=False) & ~Q(last_update__ask="nothing")


def is_overdue(today: datetime.date) -> Q:
    """Open, and the agreed due date has passed."""
    return IS_OPEN & Q(due_on__lt=today)


def is_due_soon(today: datetime.date) -> Q:
    """Open, and due within 28 days."""
    return IS_OPEN & Q(due_on__range=(today, today + DUE_SOON))


def is_start_overdue(today: datetime.date) -> Q:
    """Open and not started, and the planned start has passed."""
    return IS_OPEN & Q(planned_start_on__lt=today, status__in=(Status.NONE, Status.NOT_STARTED))


def has_open_query() -> Q:
    """The source leaves something open about it that nobody has answered."""
    queries = apps.get_model("actions", "SourceQuery").objects
    return Q(Exists(queries.filter(action=OuterRef("pk"), answered_at__isnull=True)))


def has_evidence() -> Q:
    """Something that stands shows what it claims."""
    evidence = apps.get_model("actions", "Evidence").objects
    return Q(Exists(evidence.standing().filter(action=OuterRef("pk"))))


def has_co_production() -> Q:
    """Co-production is recorded for it."""
    return Q(Exists(apps.get_model("actions", "CoProduction").objects.filter(action=OuterRef("pk"))))


def owed_in(window: Window | None, today: datetime.date) -> Q:
    """Open, started, and agreed before the cycle's papers deadline."""
    if window is None:
        return NEVER
    agreed_in_time = apps.get_model("actions", "HistoricalAction").objects.filter(
        id=OuterRef("id"), plan_state=PlanState.AGREED, history_date__lt=window.papers_due_at
    )
    has_started = Q(planned_start_on__isnull=True) | Q(planned_start_on__lte=today)
    return IS_OPEN & has_started & Q(Exists(agreed_in_time))


def received_in(window: Window | None) -> Q:
    """In the plan, with an update in the cycle, those that completed it included."""
    if window is None:
        return NEVER
    given = IS_IN_PLAN & Q(last_update__isnull=False)
    return given if window.began_at is None else given & Q(last_update_at__gte=window.began_at)


def not_updated_in(window: Window | None, today: datetime.date) -> Q:
    """Owed in the cycle and not received."""
    if window is None:
        return NEVER
    missing = Q(last_update_at__isnull=True)
    if window.began_at is not None:
        missing |= Q(last_update_at__lt=window.began_at)
    return missing & owed_in(window, today)


def is_carried_over(window: Window | None) -> Q:
    """Open, with a status from an earlier cycle."""
    if window is None or window.began_at is None:
        return NEVER
    return IS_OPEN & ~Q(status=Status.NONE) & Q(last_update_at__lt=window.began_at)


def is_silent(window: Window | None, today: datetime.date) -> Q:
    """Owed in each of the last two cycles whose papers deadline has passed, and nothing received since they began."""
    first = window and window.first_of_two(today)
    return not_updated_in(first, clock.london_date(first.papers_due_at)) if first else NEVER


def is_led_by(organisation: int | None) -> Q:
    """The organisation is named as leading it; where none is named, the lead is one of its people. None: nobody is."""
    leading = apps.get_model("actions", "ActionOrganisation").objects.filter(action=OuterRef("pk"), part="lead")
    is_named = Q(Exists(leading.filter(organisation=organisation)))
    return is_named | (Q(lead__organisation=organisation) & ~Q(Exists(leading)))


def takes_part(organisation: int) -> Q:
    """The organisation leads or supports it, or its lead is one of its people."""
    links = apps.get_model("actions", "ActionOrganisation").objects.filter(action=OuterRef("pk"))
    return Q(lead__organisation=organisation) | Q(Exists(links.filter(organisation=organisation)))
