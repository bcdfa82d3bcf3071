"""Which actions of a plan a list shows: the address says it, so that every number can link to its list."""

import datetime
import functools
import operator
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Case, F, Q, Value, When
from django.http import QueryDict
from django.urls import reverse

from actions import conditions
from actions.as_at.moments import AsAt, NotShown
from actions.forms.filter import NOBODY, SORTS, FilterForm, choices_of
from actions.named_lists import COUNTED, FLAGS
from design.fields import sentence
from priorities.cycles import Window
from priorities.models import ActionPlan
from priorities.status import BY_URGENCY, PlanState

SEARCHED = (
    "reference__icontains", "key__iexact", "source__icontains", "title__icontains", "source_text__icontains",
    "last_update__headline__icontains",
)  # fmt: skip
COLUMNS = {
    "priority": "priority__number",
    "status": "status",
    "state": "plan_state",
}
# Filters whose values are those that a plan has, and may not have had.
OF_PLAN = {"priority", "lead", "organisation", "driver"}
# Columns that an action and its history rows share.
PLAN_ORDER = ("priority_id", "position", "id")
ORDERS: Mapping[str, tuple[Any, ...]] = {
    "": PLAN_ORDER,
    "due": (F("due_on").asc(nulls_last=True), *PLAN_ORDER),
    "status": (Case(*(When(status=status, then=Value(n)) for n, status in enumerate(BY_URGENCY))), *PLAN_ORDER),
    "updated": (F("last_update_at").desc(nulls_last=True), *PLAN_ORDER),
}


def list_address(plan: ActionPlan, **parameters: Any) -> str:
    """The address of the list that shows just these."""
    query = urlencode({name: value for name, value in parameters.items() if value}, doseq=True)
    return reverse("action-list", args=[plan.slug]) + (f"?{query}" if query else "")


class Chip(NamedTuple):
    """A filter in use: its words, and the address of the list without it."""

    words: str
    href: str


class ActionFilter:
    """A filter read from the address. Raises UnknownFilter for a value that no list has, NotShown for one that the
    plan did not have at the moment as at which it is shown.

    A text that cannot be looked for is no such value: `is_clear` is then False, the form says why, nothing is found.
    """

    def __init__(self, parameters: QueryDict, plan: ActionPlan, at: AsAt | None = None) -> None:
        """`at`: of the plan as it stood; the addresses that are made here then keep the moment."""
        self.plan, self.at = plan, at
        self.form = FilterForm(_settled(parameters), choices_of(plan, at.moment if at else None), plan.first_level)
        wrong = set(self.form.errors) - {"q"}
        if at and wrong and wrong <= OF_PLAN:
            raise NotShown(
                f"The filter names somebody or something that the plan did not have {at.words}. "
                "Choose another day, or remove the filter.",
                plan,
                plan.recorded_since(),
            )
        self.form.refuse_unknown("q")
        self.is_clear = not self.form.errors
        self.chosen = {name: value for name, value in self.form.cleaned_data.items() if value}

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return not self.is_clear or bool(self.chosen.keys() - {"sort", "part"})

    @property
    def order(self) -> tuple[Any, ...]:
        """How the list is sorted."""
        return ORDERS[self.chosen.get("sort", "")]

    @property
    def is_in_plan_order(self) -> bool:
        return "sort" not in self.chosen

    @property
    def caption(self) -> str:
        """What a sorted list is called."""
        return f"Actions, sorted by {SORTS[self.chosen.get('sort', '')].lower()}"

    @property
    def query(self) -> str:
        """The filter as an address holds it."""
        return urlencode(self.chosen | self._kept, doseq=True)

    @property
    def _kept(self) -> dict[str, str]:
        return {"at": self.at.value} if self.at else {}

    @property
    def folded_away(self) -> int:
        """How many filters are in use that the form folds away."""
        named = self.chosen.keys() - {"q", "priority", "status", "sort", "part", "flag"}
        return len(named) + len(self.chosen.get("flag", ()))

    @property
    def chips(self) -> list[Chip]:
        """Everything that narrows the list, each with the way out of it."""
        found = []
        for name, value in self.chosen.items():
            if name == "flag":
                found += [self._chip(FLAGS[one].words, flag=[f for f in value if f != one]) for one in value]
            elif name not in ("sort", "part"):
                found.append(self._chip(self._words(name, value), **{name: ""}))
        return found

    def _chip(self, words: str, **without: Any) -> Chip:
        return Chip(words, list_address(self.plan, **{**self.chosen, **without, **self._kept}))

    def _words(self, name: str, value: str) -> str:
        words = self.form.words_of(name, value) if name != "q" else ""
        return {
            "q": f"“{value}”",
            "priority": f"{sentence(self.plan.first_level)} {value}",
            "lead": words if value == NOBODY else f"Lead: {words}",
            "organisation": f"{'Led by' if 'part' in self.chosen else 'With'} {words}" if value != NOBODY else words,
            "driver": f"Driver: {words}",
        }.get(name, words)

    def apply(self, actions: Any, today: datetime.date, window: Window | None) -> Any:
        """The actions (or, of the plan as it stood, their rows) that the filter lets through, unsorted; of a status,
        those that counts count.
        """
        if not self.is_clear:
            return actions.none()
        return actions.filter(functools.reduce(operator.and_, self._conditions(today, window), Q()))

    def _conditions(self, today: datetime.date, window: Window | None) -> Iterator[Q]:
        chosen, at = self.chosen, self.at.moment if self.at else None
        for word in chosen.get("q", "").split():
            yield functools.reduce(operator.or_, (Q(**{lookup: word}) for lookup in SEARCHED))
        for name in COLUMNS.keys() & chosen.keys():
            yield Q(**{COLUMNS[name]: chosen[name]})
        if "status" in chosen and "state" not in chosen:
            yield conditions.IS_IN_PLAN
        if "lead" in chosen:
            yield Q(lead_id=chosen["lead"]) if chosen["lead"] != NOBODY else conditions.has_no_lead(at)
        if "driver" in chosen:
            yield conditions.answers(int(chosen["driver"]), at)
        if "organisation" in chosen:
            yield self._of_organisation(chosen["organisation"], at)
        listed = [COUNTED[chosen["show"]]] if "show" in chosen else []
        for one in [*listed, *(FLAGS[flag] for flag in chosen.get("flag", ()))]:
            yield one.condition(today, window, at)

    def _of_organisation(self, organisation: str, at: datetime.datetime | None) -> Q:
        if organisation == NOBODY:
            return conditions.is_led_by(None, at)
        leads = "part" in self.chosen
        return conditions.is_led_by(int(organisation), at) if leads else conditions.takes_part(int(organisation), at)


def _settled(parameters: QueryDict) -> QueryDict:
    """The parameters in one form: `show` may name a flag or a state in the plan as well."""
    settled = parameters.copy()
    shown = settled.get("show", "")
    if shown in FLAGS:
        settled.appendlist("flag", shown)
    elif shown in PlanState.values:
        settled["state"] = shown
    else:
        return settled
    del settled["show"]
    return settled
