"""The updates of a cycle by the organisation that leads: how many have come, and how many have not."""

import dataclasses
import datetime
from collections import Counter
from collections.abc import Iterable, Iterator

from django.db.models import Count, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Organisation
from actions import conditions
from actions.as_at import ActionAt, PlanAt
from actions.filters import list_address
from actions.forms.filter import NOBODY
from actions.models import Action
from actions.numbers import Numbers
from actions.querysets import whether
from priorities.cycles import Window
from priorities.models import ActionPlan

NOBODY_LEADS = "No organisation and no lead"
# An organisation, and whether the action is a sub-action.
Key = tuple[int | None, bool]


@dataclasses.dataclass(frozen=True)
class Coverage:
    """An organisation (its id; None: nobody leads yet) with what has come of its updates and what has not.

    `href` leads to the list of both.
    """

    organisation: int | None
    label: str
    received: Numbers
    missing: Numbers
    href: str = ""

    @property
    def is_owed(self) -> bool:
        """Whether the cycle wants or has anything of it."""
        return bool(self.received.all or self.missing.all)


def coverage_of(plan: ActionPlan, today: datetime.date, window: Window | None) -> list[Coverage]:
    """Of each organisation that leads what is owed or received, with the lists; by name, nobody last. One query.

    An action that several organisations lead counts for each of them. Without a papers deadline there is nothing.
    """
    if window is None:
        return []
    named = FilteredRelation("organisation_links", condition=Q(organisation_links__part="lead"))
    groups = (
        Action.objects.filter(conditions.IS_IN_PLAN, plan=plan)
        .order_by()
        .alias(named=named)
        .values(by=Coalesce("named__organisation", "lead__organisation"), apart=whether(conditions.IS_SUB_ACTION))
        .annotate(
            received=Count("pk", filter=conditions.received_in(window)),
            missing=Count("pk", filter=conditions.not_updated_in(window, today)),
            name=Subquery(Organisation.objects.filter(pk=OuterRef("by")).values("name")[:1]),
        )
    )
    received: Counter[Key] = Counter()
    missing: Counter[Key] = Counter()
    names: dict[int | None, str] = {}
    for group in groups:
        key = group["by"], bool(group["apart"])
        names[group["by"]] = group["name"] or NOBODY_LEADS
        received[key], missing[key] = group["received"], group["missing"]
    return _in_order(
        Coverage(
            pk,
            label,
            _numbers(received, pk, _list(plan, pk, show="updated")),
            _numbers(missing, pk, _list(plan, pk, flag="not-updated")),
            _list(plan, pk, show="owed"),
        )
        for pk, label in names.items()
    )


def coverage_at(plan: PlanAt) -> list[Coverage]:
    """The same of a plan as at its moment, without lists; no query."""
    received: Counter[Key] = Counter()
    missing: Counter[Key] = Counter()
    names: dict[int | None, str] = {}
    for action in plan.actions:
        for pk, name in leading(action):
            names[pk] = name
            received[pk, action.is_sub_action] += action.is_received
            missing[pk, action.is_sub_action] += action.is_not_updated
    return _in_order(Coverage(pk, label, _numbers(received, pk), _numbers(missing, pk)) for pk, label in names.items())


def leading(action: ActionAt) -> Iterator[tuple[int | None, str]]:
    """The organisations named as leading it; where none is, that of its lead, whether or not they have left. Each is
    its id and its name, as in the `Coverage` that counts it.
    """
    named = [partner.organisation for partner in action.organisations if partner.part == "lead"]
    if not named and action.lead is not None:
        named = [action.lead.organisation]
    yield from ((one.pk, one.name) for one in named)
    if not named:
        yield None, NOBODY_LEADS


def _list(plan: ActionPlan, organisation: int | None, **parameters: str) -> str:
    return list_address(plan, organisation=organisation or NOBODY, part="lead", **parameters)


def _numbers(counted: Counter[Key], organisation: int | None, href: str = "") -> Numbers:
    return Numbers(counted[organisation, False], counted[organisation, True], href)


def _in_order(found: Iterable[Coverage]) -> list[Coverage]:
    owed = [one for one in found if one.is_owed]
    return sorted(owed, key=lambda one: (one.organisation is None, one.label.casefold(), one.organisation))
