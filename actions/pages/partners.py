"""The plan by organisation: who leads how much of it, and how that goes."""

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, F, FilteredRelation, Q
from django.db.models.functions import Coalesce

from accounts.models import Organisation
from actions import conditions
from actions.filters import list_address
from actions.forms.filter import NOBODY
from actions.models import Action
from actions.named_lists import COUNTED
from actions.numbers import Numbers
from actions.querysets import whether
from priorities.cycles import Window, window_in
from priorities.models import ActionPlan
from priorities.status import Status
from send_portal import clock

# The columns, each with the filter of its list beside the organisation's.
LISTS: Mapping[str, dict[str, str]] = {
    "led": {"show": "in-plan"},
    "received": {"show": "updated"},
    "owed": {"show": "owed"},
    "overdue": {"flag": "overdue"},
    "off_track": {"status": Status.OFF_TRACK.value},
    "at_risk": {"status": Status.AT_RISK.value},
}


@dataclasses.dataclass(frozen=True)
class Partner:
    """An organisation (None: nobody leads yet), with the numbers of each column."""

    organisation: Organisation | None
    led: Numbers
    received: Numbers
    owed: Numbers
    overdue: Numbers
    off_track: Numbers
    at_risk: Numbers


@dataclasses.dataclass(frozen=True)
class Waiting:
    """A lead from whom no update has come yet, and of how many actions one is owed."""

    name: str
    organisation: str
    owed: Numbers


@dataclasses.dataclass(frozen=True)
class PartnersPage:
    """All that the page shows."""

    window: Window | None
    sectors: list[tuple[str, list[Partner]]]
    without_organisation: Partner | None
    leading_nothing: list[str]
    waiting: list[Waiting]


def partners_page(plan: ActionPlan, now: datetime.datetime) -> PartnersPage:
    """The page at this moment; a fixed number of queries."""
    today = clock.london_date(now)
    window = window_in(plan, now)
    found = _numbers(plan, today, window)
    leading = [
        _partner(plan, organisation, found[organisation.pk])
        for organisation in Organisation.objects.all()
        if organisation.pk in found
    ]
    sectors = [(sector.label, [one for one in leading if _is_of(one, sector)]) for sector in Organisation.Sector]
    return PartnersPage(
        window=window,
        sectors=[(label, partners) for label, partners in sectors if partners],
        without_organisation=_partner(plan, None, found[None]) if None in found else None,
        leading_nothing=[label for label, partners in sectors if not partners],
        waiting=_waiting(plan, today, window),
    )


def _numbers(plan: ActionPlan, today: datetime.date, window: Window | None) -> Mapping[int | None, dict[str, Any]]:
    """For each organisation that leads something, by its id, the counts of each column; one query at any size."""
    of_column = {
        "led": conditions.IS_IN_PLAN,
        "received": conditions.received_in(window),
        "owed": COUNTED["owed"].condition(today, window),
        "overdue": conditions.is_overdue(today),
        "off_track": conditions.IS_IN_PLAN & Q(status=Status.OFF_TRACK),
        "at_risk": conditions.IS_IN_PLAN & Q(status=Status.AT_RISK),
    }
    named = FilteredRelation("organisation_links", condition=Q(organisation_links__part="lead"))
    groups = (
        Action.objects.filter(conditions.IS_IN_PLAN, plan=plan)
        .order_by()
        .alias(named=named)
        .values(by=Coalesce("named__organisation", "lead__organisation"), apart=whether(conditions.IS_SUB_ACTION))
        .annotate(**{name: Count("pk", filter=condition) for name, condition in of_column.items()})
    )
    found: dict[int | None, dict[str, Any]] = defaultdict(lambda: {name: [0, 0] for name in LISTS})
    for group in groups:
        for name in LISTS:
            found[group["by"]][name][group["apart"]] += group[name]
    return dict(found)


def _partner(plan: ActionPlan, organisation: Organisation | None, counts: Mapping[str, Sequence[int]]) -> Partner:
    leads = {"organisation": organisation.pk if organisation else NOBODY, "part": "lead"}
    numbers = {
        name: Numbers(actions, sub_actions, list_address(plan, **leads, **LISTS[name]))
        for name, (actions, sub_actions) in counts.items()
    }
    return Partner(organisation, **numbers)


def _is_of(partner: Partner, sector: str) -> bool:
    return partner.organisation is not None and partner.organisation.sector == sector


def _waiting(plan: ActionPlan, today: datetime.date, window: Window | None) -> list[Waiting]:
    """Leads of whose open actions none has an update yet, and at least one owes it."""
    owed = conditions.not_updated_in(window, today)
    groups = (
        Action.objects.filter(conditions.has_lead(), plan=plan)
        .values("lead", name=F("lead__name"), organisation=F("lead__organisation__name"))
        .annotate(
            told=Count("last_update_at"),
            owed=Count("pk", filter=owed),
            apart=Count("pk", filter=owed & conditions.IS_SUB_ACTION),
        )
        .filter(told=0, owed__gt=0)
        .order_by("organisation", "name")
    )
    return [
        Waiting(
            group["name"],
            group["organisation"],
            Numbers(
                group["owed"] - group["apart"],
                group["apart"],
                list_address(plan, lead=group["lead"], flag="not-updated"),
            ),
        )
        for group in groups
    ]
