"""All evidence of a plan: by priority and action, how old it is, and the actions without any."""

import dataclasses
import datetime
from collections.abc import Iterator
from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Case, Count, Q, QuerySet, When

from actions.conditions import has_co_production, has_evidence
from actions.flags import counted
from actions.forms.filter import EvidenceFilterForm
from actions.models import Action, Evidence
from actions.querysets import ActionQuerySet
from actions.table import Row
from priorities.models import ActionPlan
from priorities.status import Status

PIECES_A_PAGE = 50
WITHOUT_SHOWN = 50


@dataclasses.dataclass(frozen=True)
class Piece:
    """A piece of evidence, and how old it is in words; empty without a date."""

    evidence: Evidence
    age: str


@dataclasses.dataclass(frozen=True)
class Covered:
    """How many actions of the plan have something, and how many of its sub-actions."""

    actions: int
    of_actions: int
    sub_actions: int
    of_sub_actions: int

    @property
    def missing_words(self) -> str:
        """Which have it not: "11 actions and 3 sub-actions"; empty where all have it."""
        missing = (self.of_actions - self.actions, "action"), (self.of_sub_actions - self.sub_actions, "sub-action")
        return " and ".join(counted(number, noun) for number, noun in missing if number)

    @property
    def missing(self) -> int:
        """How many have it not, sub-actions included."""
        return self.of_actions + self.of_sub_actions - self.actions - self.sub_actions


class EvidenceList:
    """What the page and the file show of a plan's evidence, narrowed by a valid filter."""

    def __init__(self, plan: ActionPlan, narrowed: EvidenceFilterForm, today: datetime.date) -> None:
        self.plan, self.form, self.today = plan, narrowed, today
        self.chosen = {name: value for name, value in narrowed.cleaned_data.items() if value}

    @property
    def query(self) -> str:
        """The filter as an address holds it."""
        return urlencode(self.chosen)

    @property
    def words(self) -> str:
        """What the filter lets through: "3. Meeting needs, survey"; empty without one."""
        choices = {name: dict(self.form.fields[name].choices) for name in self.chosen}  # type: ignore[attr-defined]
        return ", ".join(choices[name][value] for name, value in self.chosen.items())

    @property
    def evidence(self) -> QuerySet[Evidence]:
        """The pieces in the plan's order, newest of an action first; withdrawn ones among them."""
        found = Evidence.objects.filter(action__plan=self.plan)
        if "priority" in self.chosen:
            found = found.filter(action__priority__number=self.chosen["priority"])
        if "kind" in self.chosen:
            found = found.filter(kind=self.chosen["kind"])
        return found.order_by("action__priority_id", "action__position", "action_id", "-pk")

    @cached_property
    def numbers(self) -> dict[str, int]:
        """How many pieces there are, and how many of them are withdrawn."""
        return self.evidence.order_by().aggregate(all=Count("pk"), withdrawn=Count("pk", filter=Q(is_withdrawn=True)))

    @property
    def standing_words(self) -> str:
        """ "1 piece", "26 pieces": what stands."""
        return counted(self.numbers["all"] - self.numbers["withdrawn"], "piece")

    @cached_property
    def paginator(self) -> Paginator:
        shown = self.evidence.select_related("action__priority", "action__plan").with_added()  # type: ignore[attr-defined]
        paginator = Paginator(shown, PIECES_A_PAGE)
        paginator.count = self.numbers["all"]
        return paginator

    def pieces(self, evidence: QuerySet[Evidence]) -> Iterator[Piece]:
        """The pieces of a page of the list."""
        return (Piece(one, age_words(one.dated_on, self.today) if one.dated_on else "") for one in evidence)

    @property
    def actions(self) -> ActionQuerySet:
        """The actions and sub-actions that are in the plan."""
        found = Action.objects.filter(plan=self.plan).in_plan()
        return found.filter(priority__number=self.chosen["priority"]) if "priority" in self.chosen else found

    @cached_property
    def covered(self) -> dict[str, Covered]:
        """Of the actions in the plan, how many have evidence, and how many co-production; one query."""
        levels = {"actions": Q(parent__isnull=True), "sub_actions": Q(parent__isnull=False)}
        kinds = {"evidence": has_evidence(), "co_production": has_co_production()}
        counts = {f"of_{level}": Count("pk", filter=is_level) for level, is_level in levels.items()}
        for kind, has in kinds.items():
            counts |= {f"{kind}_{level}": Count("pk", filter=is_level & has) for level, is_level in levels.items()}
        found = self.actions.order_by().aggregate(**counts)
        return {
            kind: Covered(
                found[f"{kind}_actions"], found["of_actions"], found[f"{kind}_sub_actions"], found["of_sub_actions"]
            )
            for kind in kinds
        }

    @property
    def bare(self) -> ActionQuerySet:
        """The actions without evidence, which a list of one kind leaves out."""
        return self.actions.none() if "kind" in self.chosen else self.actions.exclude(has_evidence())

    @cached_property
    def without(self) -> list[Row]:
        """The first actions without evidence: complete ones, which need it most, before the others."""
        first = (
            self.bare.for_table()
            .with_ending()
            .order_by(Case(When(status=Status.COMPLETE, then=0), default=1), "priority_id", "position")
        )
        return [Row(action, [], False, "") for action in first[:WITHOUT_SHOWN]]

    @property
    def is_complete_without(self) -> bool:
        """Whether a complete action is among those without evidence."""
        return any(row.action.status == Status.COMPLETE for row in self.without)


def age_words(day: datetime.date, today: datetime.date) -> str:
    """How long ago a day was: "today", "5 days", "3 weeks", "11 months", "2 years"."""
    days = (today - day).days
    if days <= 0:
        return "today"
    if days < 14:
        return counted(days, "day")
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    if months < 2:
        return counted(days // 7, "week")
    return counted(months, "month") if months < 24 else counted(months // 12, "year")
